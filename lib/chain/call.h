/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_CALL_H
#define PHALA_CHAIN_CALL_H

#include "chain/abi_codec.h"
#include "crypto/secp256k1.h"

/* Calls of functions that this program knows by their signatures, whose arguments take one word
 * each: those of tokens and vaults. */

enum { CALL_ARGUMENTS = 3, CALL_MAX = ABI_SELECTOR + CALL_ARGUMENTS * ABI_WORD };

/* Calldata. */
struct call {
    uint8_t at[CALL_MAX];
    size_t n;
};
struct bytes call_bytes(const struct call *call);

struct call_word {
    uint8_t at[ABI_WORD];
};
struct call_word call_address(const struct eth_address *address);
struct call_word call_u256(const struct u256 *value);

/* Selector and arguments of `signature`, which has as many parameters ("approve(address,uint256)"):
 * at most CALL_ARGUMENTS. */
struct call call_make(const char *signature, const struct call_word *arguments, size_t n);

/* What a call gave back. */
struct call_result {
    struct abi_item item;
    struct abi_value values; /* one a type */
};
void call_result_done(struct call_result *result);

/* Reads an answer as exactly these types, "decimals(uint8)" with the name of the function for the
 * error. ERR_SERVICE when it is anything else: nothing, too much, a number that does not fit. Call
 * call_result_done also when it failed. */
MUST_CHECK bool call_read(const char *types, struct bytes answer, struct call_result *out,
                          struct err *e);

/* An answer of one word. */
MUST_CHECK bool call_read_u256(const char *name, struct bytes answer, struct u256 *out,
                               struct err *e);
MUST_CHECK bool call_read_bool(const char *name, struct bytes answer, bool *out, struct err *e);
MUST_CHECK bool call_read_address(const char *name, struct bytes answer, struct eth_address *out,
                                  struct err *e);

#endif
