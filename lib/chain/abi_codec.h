/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ABI_CODEC_H
#define PHALA_CHAIN_ABI_CODEC_H

#include "chain/abi_item.h"
#include "chain/abi_value.h"

/* Values as contracts take and give them (Solidity, "Contract ABI Specification": formal
 * specification of the encoding, non-standard packed mode). */

/* Appends the encoding of arguments or of results, which are a tuple with a value a parameter. */
void abi_encode(const struct abi_params *params, const struct abi_value *values, struct buf *out);

/* Appends the packed form, which nothing can decode: no padding, no lengths; items of arrays padded
 * to words. */
void abi_encode_packed(const struct abi_params *params, const struct abi_value *values,
                       struct buf *out);

/* Reads an encoding. ERR_MALFORMED, with the position, for: an offset into a head or past the end,
 * a length past the end, padding that is not what it has to be (zeros; the sign; a bool above one),
 * parts that overlap. Nothing is allocated for a length that the data cannot hold. `unread`: bytes
 * that belong to no value, wherever they are. */
MUST_CHECK bool abi_decode(const struct abi_params *params, struct bytes data,
                           struct abi_value *out, size_t *unread, struct err *e);

/* What came beside the values. */
struct abi_rest {
    size_t unread;     /* bytes that belong to no value */
    bool has_replaced; /* a text was not UTF-8 */
};

/* The same as cast 1.7.1 reads it. Padding is not looked at, and may be cut off at the end; a bool
 * is true unless all of its word is zero, an integer is the whole word whatever its type; parts may
 * overlap, up to ABI_DATA_MAX in all; in texts U+FFFD stands for what is not UTF-8. No bound is
 * lenient. */
MUST_CHECK bool abi_decode_as_cast(const struct abi_params *params, struct bytes data,
                                   struct abi_value *out, struct abi_rest *rest, struct err *e);

/* Parameters that are indexed and do not fit a topic are there as their Keccak-256 alone. */
bool abi_is_hashed(const struct abi_param *param);

struct abi_log {
    const struct keccak256 *topics;
    size_t n;
    struct bytes data;
};

/* The event that a log is of, or NULL: that of topic 0 with as many topics; else the only anonymous
 * one with so many. */
const struct abi_item *abi_find_event(const struct abi *abi, const struct abi_log *log);

/* A value for each parameter of an event, a hashed one in `word`. ERR_MALFORMED also when topic 0
 * or the number of topics is of another event. `unread` as above. */
MUST_CHECK bool abi_decode_log(const struct abi_item *event, const struct abi_log *log,
                               struct abi_value *out, size_t *unread, struct err *e);
MUST_CHECK bool abi_decode_log_as_cast(const struct abi_item *event, const struct abi_log *log,
                                       struct abi_value *out, struct abi_rest *rest, struct err *e);

#endif
