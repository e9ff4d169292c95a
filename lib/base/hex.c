/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"

static const char digits[] = "0123456789abcdef";

void hex_encode(struct bytes from, char *out)
{
    for (size_t i = 0; i < from.left; i++) {
        out[2 * i] = digits[from.at[i] >> 4];
        out[2 * i + 1] = digits[from.at[i] & 15];
    }
}

/* Value of a digit plus one; 0 for what is none. */
static const uint8_t values[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

bool hex_decode(struct text from, uint8_t *out, size_t n)
{
    if (from.len / 2 != n || from.len % 2 != 0) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t high = values[(uint8_t)from.at[2 * i]];
        uint8_t low = values[(uint8_t)from.at[2 * i + 1]];
        if (high == 0 || low == 0) {
            return false;
        }
        out[i] = (uint8_t)(((high - 1) << 4) | (low - 1));
    }
    return true;
}

bool hex_is(struct text text)
{
    if (text.len == 0 || text.len % 2 != 0) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (values[(uint8_t)text.at[i]] == 0) {
            return false;
        }
    }
    return true;
}

struct text hex_without_0x(struct text text)
{
    return text_starts(text, "0x") ? text_behind(text, 2) : text;
}
