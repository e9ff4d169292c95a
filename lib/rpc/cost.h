/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_COST_H
#define PHALA_RPC_COST_H

#include "rpc/sender.h"

/* What transactions of one account may cost together, before they are sent: gas, values, and what
 * chains of the OP stack take beside gas. */

/* What the chain is asked for it. Put into a batch by cost_ask, and read by cost_start after
 * rpc_ask; what is asked of each transaction is put there by cost_ask_item. All of it goes into one
 * request. */
struct cost_answers {
    struct fee_answers fee;
    struct operator_fee_answers operator_fee; /* of a chain of the OP stack */
};
void cost_answers_done(struct cost_answers *answers);

void cost_ask(struct rpc_batch *batch, bool is_op_stack, struct cost_answers *out);

/* What the chain takes on L1 for a transaction as long as the item's will be, numbers that are not
 * known yet being as large as they get. For a chain of the OP stack. */
void cost_ask_item(struct rpc_batch *batch, uint64_t chain_id, const struct sender_item *item,
                   struct l1_fee_answers *out);

/* In wei. Zeroed: nothing is to be paid. */
struct cost {
    struct fee fee; /* of each transaction */
    struct operator_fee operator_price;
    struct u256 most;   /* gas limits * max fee, values, and the two fees below */
    struct u256 likely; /* the same for the gas that is expected, at the base fee as it is */
    struct u256 l1_fee, operator_fee;       /* at most, as far as they are known */
    enum l1_known l1_known, operator_known; /* L1_UNKNOWN: of one transaction at least */
};

/* The operator may take something, as far as the prices say. */
bool cost_has_operator(const struct cost *cost);

/* The prices, and a sum of nothing. Errors as fee_of. */
MUST_CHECK bool cost_start(struct cost *out, const struct cost_answers *answers,
                           const struct fee_wish *wish, struct err *e);

/* One transaction. */
struct cost_part {
    const struct sender_item *item;      /* its value and gas limit */
    uint64_t gas;                        /* that is expected */
    const struct l1_fee_answers *l1_fee; /* of cost_ask_item; zeroed where it was not asked */
};

/* Adds one. ERR_USAGE when the sum is beyond 256 bits; ERR_SERVICE when that is for what the chain
 * says that it takes beside gas. */
MUST_CHECK bool cost_add(struct cost *cost, const struct cost_part *part, struct err *e);

/* What it is held against. */
struct cost_limits {
    const struct u256 *max_cost; /* --max-cost; NULL: whatever it costs */
    const struct u256 *balance;
    const char *who;      /* has that balance, for the text: "the account" */
    const char *currency; /* "ETH" */
};

/* What the chain takes beside gas and does not say is in no sum: ERR_REFUSED where there is a
 * --max-cost, which could not be held; else a warning. */
MUST_CHECK bool cost_check_known(const struct cost *cost, const struct u256 *max_cost,
                                 const struct log *warnings, struct err *e);

enum cost_fit { COST_FITS, COST_ABOVE_MAX, COST_ABOVE_BALANCE };
enum cost_fit cost_fit(const struct cost *cost, const struct cost_limits *limits);

/* Both, with the words for a call of a contract: ERR_REFUSED. */
MUST_CHECK bool cost_check(const struct cost *cost, const struct cost_limits *limits,
                           const struct log *warnings, struct err *e);

#endif
