/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CHAIN_HOLDING_H
#define PHALA_COMMANDS_CHAIN_HOLDING_H

#include "chain/token.h"
#include "cli/print.h"
#include "rpc/call_question.h"

/* What an address has of one token, or of what gas is paid in. */

struct holding {
    bool is_gas;
    const struct token *known; /* NULL: any other token */
    struct eth_address token;  /* not of gas */
    const char *currency;      /* of gas: "ETH" */
    /* What the chain says. */
    bool is_there; /* there is code at the token's address */
    bool has_decimals;
    unsigned decimals;
    struct u256 amount;
    struct text symbol; /* the token's own words: anything may be in it; empty when it has none */
    char symbol_room[TOKEN_SYMBOL];
    struct buf code;
    struct call_question balance_of, decimals_of, symbol_of;
};
void holding_done(struct holding *holding);

/* Puts its questions into the batch; the holding does not move until they are answered. */
void holding_ask(struct holding *holding, const struct eth_address *owner, struct rpc_state state,
                 struct rpc_batch *batch);

/* Reads the answers. That there is no code is no error. ERR_NOT_FOUND for a contract that is no
 * token, ERR_CONFLICT for a known one that does not have its decimals. */
MUST_CHECK bool holding_read(struct holding *holding, struct err *e);

/* In an answer that has begun: a record of a list. */
void holding_print(struct printer *p, const struct holding *holding);

/* A line for each, with the points of their amounts below each other. */
void holding_table(const struct holding *holdings, size_t n, struct buf *out);

#endif
