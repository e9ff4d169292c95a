/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_SCALE_H
#define PHALA_CODEC_SCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/text.h"

/* A strict reader of SCALE, the encoding of version 0 attestations (dstack specification section
 * 11). Fixed-width integers are little-endian: bytes_u8, bytes_u32le. A read that fails leaves
 * cursor and output as they were. */

/* A compact integer below 2^32 in the shortest of its forms (one, two or four bytes, or the
 * big-integer form of four). */
MUST_CHECK bool scale_compact(struct bytes *from, uint32_t *out);

/* A vector of bytes: compact length, at most `max`, and that many bytes, of which `*out` is a
 * view. */
MUST_CHECK bool scale_bytes(struct bytes *from, size_t max, struct bytes *out);

/* A string: as scale_bytes, and well-formed UTF-8. */
MUST_CHECK bool scale_text(struct bytes *from, size_t max, struct text *out);

#endif
