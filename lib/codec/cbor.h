/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_CBOR_H
#define PHALA_CODEC_CBOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/text.h"

/* A strict reader of CBOR (RFC 8949), the encoding of measurement documents and of COSE (dstack
 * specification sections 9 and 13): integers, lengths and tags in as few bytes as possible,
 * definite lengths; no floats and no simple values but false, true and null, also in what is
 * skipped. The order of a map's keys is free. A read that fails leaves cursor and output as they
 * were. */

/* The head of a map of `*n` pairs, or of an array of `*n` elements, which are read next. Never
 * more than could be in the bytes that are left. */
MUST_CHECK bool cbor_map(struct bytes *from, size_t *n);
MUST_CHECK bool cbor_array(struct bytes *from, size_t *n);

/* A text string of well-formed UTF-8, at most `max` bytes; a view. */
MUST_CHECK bool cbor_text(struct bytes *from, size_t max, struct text *out);

/* A byte string, at most `max` bytes; a view. */
MUST_CHECK bool cbor_bytes(struct bytes *from, size_t max, struct bytes *out);

/* An unsigned integer of at most `max`. */
MUST_CHECK bool cbor_uint(struct bytes *from, uint64_t max, uint64_t *out);

/* An integer of either sign that fits 64 bits (COSE numbers its algorithms below zero). */
MUST_CHECK bool cbor_int(struct bytes *from, int64_t *out);

/* The number of a tag; the value that it is on is read next. */
MUST_CHECK bool cbor_tag(struct bytes *from, uint64_t *out);

MUST_CHECK bool cbor_bool(struct bytes *from, bool *out);
MUST_CHECK bool cbor_null(struct bytes *from);

/* Past one value of any type, in which arrays, maps and tags are at most 32 deep. */
MUST_CHECK bool cbor_skip(struct bytes *from);

/* The encoding of the value that the map at the start of `map` has under a text key; nothing is
 * moved. False when it is no map, or when the key is absent or there twice. */
MUST_CHECK bool cbor_member(struct bytes map, const char *key, struct bytes *value);

#endif
