/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_BYTES_H
#define PHALA_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/macro.h"

/* A view of bytes that somebody else owns, and a read cursor over them. Every read checks its
 * bounds; a read that fails leaves the view and the output as they were. Empty is {NULL, 0} or any
 * pointer with `left` 0. */
struct bytes {
    const uint8_t *at;
    size_t left;
};

#define BYTES_OF(array) ((struct bytes){(array), sizeof(array)})

static inline struct bytes bytes_of(const void *at, size_t n)
{
    return (struct bytes){at, n};
}

/* Splits the first `n` bytes off. */
MUST_CHECK bool bytes_take(struct bytes *from, size_t n, struct bytes *out);
MUST_CHECK bool bytes_skip(struct bytes *from, size_t n);
MUST_CHECK bool bytes_copy(struct bytes *from, void *out, size_t n);
MUST_CHECK bool bytes_u8(struct bytes *from, uint8_t *out);
MUST_CHECK bool bytes_u16le(struct bytes *from, uint16_t *out);
MUST_CHECK bool bytes_u32le(struct bytes *from, uint32_t *out);
MUST_CHECK bool bytes_u64le(struct bytes *from, uint64_t *out);

/* True and past it when the literal comes next. */
MUST_CHECK bool bytes_expect(struct bytes *from, const void *literal, size_t n);

/* A part of a view: `n` bytes from `offset`; false when that is not all inside. */
MUST_CHECK bool bytes_slice(struct bytes of, size_t offset, size_t n, struct bytes *out);

/* What lies between `whole`'s start and `rest`'s, where `rest` is what reading left of `whole`. */
struct bytes bytes_before(struct bytes whole, struct bytes rest);

/* Nothing left: every parser ends by asking this. */
bool bytes_end(struct bytes from);

/* Same length and content. For public data; secrets and digests go through crypto/equal.h. */
bool bytes_equal(struct bytes a, struct bytes b);

/* Lexicographic order, shorter first on a tie: <0, 0, >0. */
int bytes_compare(struct bytes a, struct bytes b);

/* Every byte is zero (also when there is none). */
bool bytes_all_zero(struct bytes of);

/* Offset of the first occurrence of a byte, or `of.left`. */
size_t bytes_find(struct bytes of, uint8_t value);

#endif
