/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <string.h>

#include "base/mem.h"

enum { DISTANCE_MAX_LEN = 64 };

struct text text_of(const char *zero_terminated)
{
    return (struct text){zero_terminated, zero_terminated != NULL ? strlen(zero_terminated) : 0};
}

struct text text_of_bytes(struct bytes bytes)
{
    return (struct text){(const char *)bytes.at, bytes.left};
}

struct bytes text_bytes(struct text text)
{
    return bytes_of(text.at, text.len);
}

bool text_equal(struct text a, struct text b)
{
    return bytes_equal(text_bytes(a), text_bytes(b));
}

bool text_is(struct text a, const char *b)
{
    return text_equal(a, text_of(b));
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool text_equal_ignoring_case(struct text a, struct text b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.at[i]) != lower(b.at[i])) {
            return false;
        }
    }
    return true;
}

bool text_starts(struct text text, const char *prefix)
{
    size_t n = strlen(prefix);
    return text.len >= n && text_is((struct text){text.at, n}, prefix);
}

bool text_ends(struct text text, const char *suffix)
{
    size_t n = strlen(suffix);
    return text.len > n && text_is(text_behind(text, text.len - n), suffix);
}

struct text text_behind(struct text text, size_t n)
{
    return (struct text){text.at + n, text.len - n};
}

static bool is_padding(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
}

struct text text_trim(struct text text)
{
    while (text.len > 0 && is_padding(text.at[text.len - 1])) {
        text.len--;
    }
    while (text.len > 0 && is_padding(text.at[0])) {
        text = text_behind(text, 1);
    }
    return text;
}

bool text_split(struct text from, char separator, struct text *head, struct text *rest)
{
    size_t at = bytes_find(text_bytes(from), (uint8_t)separator);
    *head = (struct text){from.at, at};
    if (at == from.len) {
        *rest = (struct text){NULL, 0};
        return false;
    }
    *rest = (struct text){from.at + at + 1, from.len - at - 1};
    return true;
}

char *text_dup(struct text text)
{
    return mem_copy(text.at, text.len);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment over three rows. */
size_t text_distance(struct text a, struct text b, size_t limit)
{
    if (a.len > DISTANCE_MAX_LEN || b.len > DISTANCE_MAX_LEN) {
        return limit + 1;
    }
    size_t rows[3][DISTANCE_MAX_LEN + 1];
    for (size_t j = 0; j <= b.len; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *two_above = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t cost = a.at[i - 1] == b.at[j - 1] ? 0 : 1;
            now[j] = least(least(above[j] + 1, now[j - 1] + 1), above[j - 1] + cost);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1]) {
                now[j] = least(now[j], two_above[j - 2] + 1);
            }
        }
    }
    return least(rows[a.len % 3][b.len], limit + 1);
}
