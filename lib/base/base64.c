/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { RUN = 192 };

/* Value of a character plus one; 0 for what is none. */
static const uint8_t values[256] = {
    ['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
    ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
    ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
    ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
    ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
    ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
    ['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
    ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
};

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
        unsigned value = c == '=' ? 1 : values[(uint8_t)c];
        if (value == 0 || (padding > 0 && c != '=')) {
            return false;
        }
        padding += c == '=' ? 1 : 0;
        bits = (bits << 6) | (value - 1);
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

/* Groups without white space or padding, as most of a text is; stops at the first other one. */
static void decode_run(struct text *from, struct buf *out)
{
    uint8_t run[RUN];
    size_t n = 0;
    while (from->len >= 4 && n + 3 <= sizeof run) {
        unsigned a = values[(uint8_t)from->at[0]];
        unsigned b = values[(uint8_t)from->at[1]];
        unsigned c = values[(uint8_t)from->at[2]];
        unsigned d = values[(uint8_t)from->at[3]];
        if (a == 0 || b == 0 || c == 0 || d == 0) {
            break;
        }
        unsigned bits = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);
        run[n++] = (uint8_t)(bits >> 16);
        run[n++] = (uint8_t)(bits >> 8);
        run[n++] = (uint8_t)bits;
        *from = (struct text){from->at + 4, from->len - 4};
    }
    buf_add(out, bytes_of(run, n));
}

bool base64_decode(struct text from, struct buf *out)
{
    size_t start = out->len;
    bool last = false;
    while (!last) {
        decode_run(&from, out);
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
