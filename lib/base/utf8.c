/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

/* Unicode 15 table 3-7: the range of the second byte depends on the first. */
static const struct form {
    uint8_t first_low, first_high;
    uint8_t second_low, second_high;
    uint8_t length;
} forms[] = {
    {0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
};

static bool matches(const struct form *form, struct bytes in)
{
    if (in.left < form->length || in.at[0] < form->first_low || in.at[0] > form->first_high) {
        return false;
    }
    if (form->length > 1 && (in.at[1] < form->second_low || in.at[1] > form->second_high)) {
        return false;
    }
    for (size_t i = 2; i < form->length; i++) {
        if (in.at[i] < 0x80 || in.at[i] > 0xbf) {
            return false;
        }
    }
    return true;
}

size_t utf8_sequence(struct text text)
{
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (matches(&forms[i], text_bytes(text))) {
            return forms[i].length;
        }
    }
    return 0;
}

size_t utf8_code_point(struct text text, uint32_t *out)
{
    size_t n = utf8_sequence(text);
    if (n == 0) {
        return 0;
    }
    uint32_t value = (uint8_t)text.at[0] & (n == 1 ? 0x7fU : 0xffU >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        value = value << 6 | ((uint8_t)text.at[i] & 0x3fU);
    }
    *out = value;
    return n;
}

bool utf8_is_valid(struct text text)
{
    while (text.len > 0) {
        size_t n = (uint8_t)text.at[0] < 0x80 ? 1 : utf8_sequence(text);
        if (n == 0) {
            return false;
        }
        text = (struct text){text.at + n, text.len - n};
    }
    return true;
}

/* Bytes that a sequence could begin with, of a text that does not begin with a whole one. */
static size_t subpart(struct bytes in)
{
    for (size_t i = 0; i < COUNT(forms); i++) {
        const struct form *form = &forms[i];
        if (in.at[0] < form->first_low || in.at[0] > form->first_high) {
            continue;
        }
        size_t n = 1;
        if (in.left > 1 && in.at[1] >= form->second_low && in.at[1] <= form->second_high) {
            n++;
        }
        while (n > 1 && n < in.left && in.at[n] >= 0x80 && in.at[n] <= 0xbf) {
            n++;
        }
        return n;
    }
    return 1;
}

void utf8_replace(struct text text, struct buf *out)
{
    while (text.len > 0) {
        size_t n = utf8_sequence(text);
        if (n > 0) {
            buf_slice(out, (struct text){text.at, n});
        } else {
            n = subpart(text_bytes(text));
            buf_text(out, UTF8_REPLACEMENT);
        }
        text = text_behind(text, n);
    }
}

static bool is_control(struct text sequence)
{
    uint8_t first = (uint8_t)sequence.at[0];
    return first < 0x20 || first == 0x7f ||
           (sequence.len == 2 && first == 0xc2 && (uint8_t)sequence.at[1] < 0xa0);
}

/* What turns the direction of writing, and the separators U+2028 and U+2029. */
static const struct {
    const char *start;
    uint8_t last_low, last_high;
} turns[] = {
    {"\xd8", 0x9c, 0x9c},
    {"\xe2\x80", 0x8e, 0x8f},
    {"\xe2\x80", 0xa8, 0xae},
    {"\xe2\x81", 0xa6, 0xa9},
};

static bool is_turn(struct text sequence)
{
    for (size_t i = 0; i < COUNT(turns); i++) {
        size_t n = text_of(turns[i].start).len;
        uint8_t last = sequence.len > n ? (uint8_t)sequence.at[n] : 0;
        if (text_starts(sequence, turns[i].start) && last >= turns[i].last_low &&
            last <= turns[i].last_high) {
            return true;
        }
    }
    return false;
}

void utf8_escape(struct text text, struct buf *out)
{
    while (text.len > 0) {
        size_t n = utf8_sequence(text);
        struct text sequence = {text.at, n > 0 ? n : 1};
        if (n > 0 && !is_control(sequence) && !is_turn(sequence)) {
            buf_slice(out, sequence);
        } else {
            for (size_t i = 0; i < sequence.len; i++) {
                buf_printf(out, "\\x%02x", (unsigned)(uint8_t)sequence.at[i]);
            }
        }
        text = (struct text){text.at + sequence.len, text.len - sequence.len};
    }
}
