/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_BUF_H
#define PHALA_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/macro.h"
#include "base/text.h"

/* A growing buffer that never holds more than the cap it was born with. Going over the cap makes
 * it fail, and stay failed, so that a run of appends is checked once. */
struct buf {
    uint8_t *at;
    size_t len;
    size_t room;
    size_t cap;
    bool failed;
};

struct buf buf_start(size_t cap);
void buf_done(struct buf *b);

void buf_add(struct buf *b, struct bytes bytes);
void buf_text(struct buf *b, const char *zero_terminated);
void buf_slice(struct buf *b, struct text text);
void buf_char(struct buf *b, char c);
void buf_repeat(struct buf *b, char c, size_t n);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);

/* Lower-case hex of the bytes. */
void buf_hex(struct buf *b, struct bytes bytes);

/* The same behind "0x". */
void buf_0x(struct buf *b, struct bytes bytes);

/* `n` bytes to write into, or NULL when that would be over the cap. They count as written. */
uint8_t *buf_extend(struct buf *b, size_t n);

/* Back to empty, keeping memory and cap, forgetting a failure. */
void buf_clear(struct buf *b);

/* Nothing went over the cap. */
bool buf_is_whole(const struct buf *b);

struct bytes buf_view(const struct buf *b);
struct text buf_view_text(const struct buf *b);

#endif
