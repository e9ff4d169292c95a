/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_RLP_TEXT_H
#define PHALA_CHAIN_RLP_TEXT_H

#include "base/err.h"
#include "chain/rlp.h"
#include "codec/json.h"
#include "codec/json_write.h"

/* Items of RLP as people and programs write them: "0x6364" for a string of bytes, an array for a
 * list. */

enum { RLP_DEPTH_MAX = JSON_DEPTH_MAX /* lists around an item */ };

#define RLP_TEXT_MAX (4 * MIB) /* bytes of an encoding */

enum rlp_form {
    RLP_STRICT,
    RLP_AS_CAST, /* also hex without 0x, and null for the empty string */
};

/* Appends the encoding of an item: 0x and hex digits as they stand; or JSON, where strings are such
 * hex, arrays lists, and integers that are not negative big-endian bytes without leading zeros.
 * JSON goes first, so that 12 is a number in either form. ERR_USAGE; ERR_TOO_BIG when it does not
 * fit `out`. */
MUST_CHECK bool rlp_from_text(struct text item, enum rlp_form form, struct buf *out, struct err *e);

/* Takes the next item off `from`, and writes it. ERR_MALFORMED with the position for what is cut
 * off or is not the only encoding of its value, ERR_TOO_BIG for lists that are nested deeper than
 * RLP_DEPTH_MAX. */
MUST_CHECK bool rlp_write_json(struct bytes *from, struct json_writer *out, struct err *e);

#endif
