/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_MSGPACK_H
#define PHALA_CODEC_MSGPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/text.h"

/* A reader of MessagePack, the encoding of version 1 attestations (dstack specification section
 * 11). Lengths and integers may have any width that holds them, for encoders differ in this;
 * floats and extension types are refused everywhere, also in what is skipped. A read that fails
 * leaves cursor and output as they were. */

/* The head of a map of `*n` pairs, or of an array of `*n` elements, which are read next. Never
 * more than could be in the bytes that are left. */
MUST_CHECK bool msgpack_map(struct bytes *from, size_t *n);
MUST_CHECK bool msgpack_array(struct bytes *from, size_t *n);

/* A str of well-formed UTF-8, at most `max` bytes; a view. */
MUST_CHECK bool msgpack_text(struct bytes *from, size_t max, struct text *out);

/* A bin, at most `max` bytes; a view. */
MUST_CHECK bool msgpack_bin(struct bytes *from, size_t max, struct bytes *out);

/* An integer from 0 to `max`, of a signed or an unsigned format. */
MUST_CHECK bool msgpack_uint(struct bytes *from, uint64_t max, uint64_t *out);

MUST_CHECK bool msgpack_bool(struct bytes *from, bool *out);
MUST_CHECK bool msgpack_nil(struct bytes *from);

/* Bytes in either of the forms that dstack writes, a bin or an array of integers 0 to 255, at most
 * `max` of them, appended to `out`. After a failure `out` is as long as before; when they are more
 * than its cap allows, it has failed as any buf does. */
MUST_CHECK bool msgpack_bytes(struct bytes *from, size_t max, struct buf *out);

/* Past one value of any type, in which arrays and maps are at most 32 deep. */
MUST_CHECK bool msgpack_skip(struct bytes *from);

/* The encoding of the value that the map at the start of `map` has under a text key; nothing is
 * moved. False when it is no map, or when the key is absent or there twice. */
MUST_CHECK bool msgpack_member(struct bytes map, const char *key, struct bytes *value);

#endif
