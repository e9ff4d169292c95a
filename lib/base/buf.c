/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "base/num.h"

enum { SMALLEST = 256 };

struct buf buf_start(size_t cap)
{
    return (struct buf){.cap = cap};
}

void buf_done(struct buf *b)
{
    mem_free(b->at);
    *b = (struct buf){0};
}

/* Room for `needed`, which is within the cap. Never above the cap: what is below the room is
 * written without a look at it. */
static void grow(struct buf *b, size_t needed)
{
    size_t smallest = b->cap < SMALLEST ? b->cap : SMALLEST;
    size_t room = b->room > 0 ? b->room : smallest;
    while (room < needed) {
        room = room < b->cap / 2 ? room * 2 : b->cap;
    }
    /* One more, for the zero byte that vsnprintf wants behind what fills the cap. */
    b->at = mem_resize(b->at, room < SIZE_MAX ? room + 1 : room, 1);
    b->room = room;
}

static bool make_room(struct buf *b, size_t n)
{
    size_t needed = 0;
    if (b->failed || !num_add(b->len, n, &needed) || needed > b->cap) {
        b->failed = true;
        return false;
    }
    if (needed > b->room || b->at == NULL) {
        grow(b, needed);
    }
    return true;
}

uint8_t *buf_extend(struct buf *b, size_t n)
{
    if (!make_room(b, n)) {
        return NULL;
    }
    uint8_t *start = b->at + b->len;
    b->len += n;
    return start;
}

void buf_add(struct buf *b, struct bytes bytes)
{
    uint8_t *to = bytes.left > 0 ? buf_extend(b, bytes.left) : NULL;
    if (to != NULL) {
        memcpy(to, bytes.at, bytes.left);
    }
}

void buf_text(struct buf *b, const char *zero_terminated)
{
    buf_slice(b, text_of(zero_terminated));
}

void buf_slice(struct buf *b, struct text text)
{
    buf_add(b, text_bytes(text));
}

void buf_char(struct buf *b, char c)
{
    if (b->len == b->room || b->failed) {
        buf_add(b, bytes_of(&c, 1));
        return;
    }
    b->at[b->len++] = (uint8_t)c;
}

void buf_repeat(struct buf *b, char c, size_t n)
{
    uint8_t *to = n > 0 ? buf_extend(b, n) : NULL;
    if (to != NULL) {
        memset(to, c, n);
    }
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) {
        b->failed = true;
    } else if (make_room(b, (size_t)n)) {
        (void)vsnprintf((char *)b->at + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

void buf_hex(struct buf *b, struct bytes bytes)
{
    size_t digits = 0;
    if (!num_mul(bytes.left, 2, &digits)) {
        b->failed = true;
        return;
    }
    uint8_t *to = digits > 0 ? buf_extend(b, digits) : NULL;
    if (to != NULL) {
        hex_encode(bytes, (char *)to);
    }
}

void buf_0x(struct buf *b, struct bytes bytes)
{
    buf_text(b, "0x");
    buf_hex(b, bytes);
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
}

bool buf_is_whole(const struct buf *b)
{
    return !b->failed;
}

struct bytes buf_view(const struct buf *b)
{
    return (struct bytes){b->at, b->len};
}

struct text buf_view_text(const struct buf *b)
{
    return text_of_bytes(buf_view(b));
}
