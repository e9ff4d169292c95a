/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_RLP_H
#define PHALA_CHAIN_RLP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/macro.h"
#include "chain/u256.h"

/* RLP (Ethereum yellow paper, appendix B): strings of bytes, and lists of items. Reading is strict:
 * what is not the only encoding of its value is refused, so that what is read, written again, is
 * the same bytes. A read that fails leaves cursor and output as they were. */

struct rlp_item {
    bool is_list;
    struct bytes body; /* the string, or the items of the list one behind the other */
};

/* The next item, whatever it is. The items of a list are not looked at. */
MUST_CHECK bool rlp_item(struct bytes *from, struct rlp_item *out);

/* A list; a string; a string of exactly `n` bytes, copied. */
MUST_CHECK bool rlp_list(struct bytes *from, struct bytes *items);
MUST_CHECK bool rlp_string(struct bytes *from, struct bytes *out);
MUST_CHECK bool rlp_copy(struct bytes *from, void *out, size_t n);

/* An integer: big-endian without leading zeros, 0 is the empty string. */
MUST_CHECK bool rlp_u256(struct bytes *from, struct u256 *out);
MUST_CHECK bool rlp_u64(struct bytes *from, uint64_t *out);

void rlp_add_string(struct buf *out, struct bytes string);
void rlp_add_u256(struct buf *out, const struct u256 *value);
void rlp_add_u64(struct buf *out, uint64_t value);

/* A list of items that are encoded already. */
void rlp_add_list(struct buf *out, struct bytes items);

#endif
