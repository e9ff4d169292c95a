/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { NO_VALUE = 64 };

static unsigned value_of(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (unsigned)(c - 'A');
    }
    if (c >= 'a' && c <= 'z') {
        return (unsigned)(c - 'a') + 26;
    }
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0') + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : NO_VALUE;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The characters of the text one at a time, white space left out; false at the end. */
static bool next_character(struct text *from, char *c)
{
    while (from->len > 0) {
        *c = from->at[0];
        *from = (struct text){from->at + 1, from->len - 1};
        if (!is_space(*c)) {
            return true;
        }
    }
    return false;
}

/* One group of four characters; `*last` when it is padded or the text is over. */
static bool decode_group(struct text *from, struct buf *out, bool *last)
{
    unsigned bits = 0;
    unsigned n = 0;
    unsigned padding = 0;
    for (; n < 4; n++) {
        char c = 0;
        if (!next_character(from, &c)) {
            *last = true;
            return n == 0;
        }
        unsigned value = c == '=' ? 0 : value_of(c);
        if (value == NO_VALUE || (padding > 0 && c != '=')) {
            return false;
        }
        padding += c == '=' ? 1 : 0;
        bits = (bits << 6) | value;
    }
    if (padding > 2 || (padding == 2 && (bits & 0xffff) != 0) ||
        (padding == 1 && (bits & 0xff) != 0)) {
        return false;
    }
    const uint8_t decoded[3] = {(uint8_t)(bits >> 16), (uint8_t)(bits >> 8), (uint8_t)bits};
    buf_add(out, bytes_of(decoded, 3 - padding));
    *last = padding > 0;
    return true;
}

bool base64_decode(struct text from, struct buf *out)
{
    size_t start = out->len;
    bool last = false;
    while (!last) {
        if (!decode_group(&from, out, &last)) {
            out->len = start;
            return false;
        }
    }
    char behind = 0;
    if (next_character(&from, &behind) || !buf_is_whole(out)) {
        out->len = start;
        return false;
    }
    return true;
}

void base64_encode(struct bytes from, struct buf *out)
{
    struct bytes group;
    while (from.left > 0) {
        size_t n = from.left < 3 ? from.left : 3;
        if (!bytes_take(&from, n, &group)) {
            return;
        }
        unsigned bits = (unsigned)group.at[0] << 16;
        bits |= n > 1 ? (unsigned)group.at[1] << 8 : 0;
        bits |= n > 2 ? (unsigned)group.at[2] : 0;
        buf_char(out, alphabet[bits >> 18]);
        buf_char(out, alphabet[(bits >> 12) & 63]);
        buf_char(out, n > 1 ? alphabet[(bits >> 6) & 63] : '=');
        buf_char(out, n > 2 ? alphabet[bits & 63] : '=');
    }
}
