/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_ITEM_H
#define PHALA_CODEC_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/text.h"

/* What MessagePack and CBOR have in common: values begin with a head that says what they are and
 * how much follows. For codec/msgpack.c and codec/cbor.c alone; both headers say what a read that
 * fails leaves. */

enum { ITEM_DEPTH_MAX = 32 };

enum item_kind {
    ITEM_NULL,
    ITEM_BOOL,
    ITEM_UINT,
    ITEM_NEGATIVE,
    ITEM_BIN,
    ITEM_TEXT,
    ITEM_ARRAY,
    ITEM_MAP,
    ITEM_TAG,
};

/* `value`: of an integer (of a negative one as the format has it), 0 or 1 of a bool, the number of
 * a tag; how many bytes, elements or pairs follow. */
struct item {
    enum item_kind kind;
    uint64_t value;
};

/* Reads the head of one format; what it refuses is nowhere in the format's values. */
typedef bool item_head(struct bytes *from, struct item *out);

/* The head of that kind. */
MUST_CHECK bool item_take(struct bytes *from, item_head *head, enum item_kind kind,
                          uint64_t *value);

/* The head of an array or a map of no more values than there are bytes left. */
MUST_CHECK bool item_count(struct bytes *from, item_head *head, enum item_kind kind, size_t *n);

/* Bytes, or a text of well-formed UTF-8, of at most `max` bytes. */
MUST_CHECK bool item_bin(struct bytes *from, item_head *head, size_t max, struct bytes *out);
MUST_CHECK bool item_text(struct bytes *from, item_head *head, size_t max, struct text *out);

/* An integer from 0 to `max`. */
MUST_CHECK bool item_uint(struct bytes *from, item_head *head, uint64_t max, uint64_t *out);

MUST_CHECK bool item_bool(struct bytes *from, item_head *head, bool *out);

/* Past one value with all that is in it, at most ITEM_DEPTH_MAX deep. */
MUST_CHECK bool item_skip(struct bytes *from, item_head *head);

/* The encoding of what the map has under a text key that it has once. */
MUST_CHECK bool item_member(struct bytes map, item_head *head, const char *key,
                            struct bytes *value);

#endif
