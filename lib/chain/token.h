/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_TOKEN_H
#define PHALA_CHAIN_TOKEN_H

#include "chain/call.h"

/* Tokens of ERC-20, and those that are known by name. */

enum {
    TOKEN_SYMBOL = 64, /* bytes of a symbol, at most */
    TOKEN_CHAIN = 1,   /* Ethereum, where PHA and its vault are at home */
};

struct token {
    const char *name;   /* "pha" */
    const char *symbol; /* "PHA" */
    uint64_t chain_id;
    struct eth_address address;
    unsigned decimals;
};

extern const struct token token_table[];
extern const size_t token_count;

/* By its name, of any case; NULL when that chain has none. */
const struct token *token_by_name(struct text name, uint64_t chain_id);
const struct token *token_by_address(const struct eth_address *address, uint64_t chain_id);

/* Calldata of its functions. */
struct call token_balance_of(const struct eth_address *owner);
struct call token_allowance(const struct eth_address *owner, const struct eth_address *spender);
struct call token_approve(const struct eth_address *spender, const struct u256 *amount);
struct call token_decimals(void);
struct call token_symbol(void);

/* What they answer. All errors are ERR_SERVICE: the contract is no such token. */
MUST_CHECK bool token_read_decimals(struct bytes answer, unsigned *out, struct err *e);

/* A string, or what the first tokens had, bytes32 without the zeros at its end; a view of
 * `out`. It is the contract's own text, and may hold anything: escape it. Refused when it is empty
 * or longer than TOKEN_SYMBOL. */
MUST_CHECK bool token_read_symbol(struct bytes answer, char out[TOKEN_SYMBOL], struct text *view,
                                  struct err *e);

/* Of `approve`, `transfer`: true, or nothing, which tokens that are older than the standard
 * answer. */
MUST_CHECK bool token_read_done(struct bytes answer, struct err *e);

#endif
