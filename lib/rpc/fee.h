/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_FEE_H
#define PHALA_RPC_FEE_H

#include "chain/transaction.h"
#include "rpc/ask.h"
#include "rpc/l1_fee.h"

/* What a transaction costs. */

/* What a user may set; NULL: as the chain has it. */
struct fee_wish {
    const struct u256 *max_fee, *priority_fee;
    const struct u256 *gas_price; /* makes it a legacy transaction */
    /* As Foundry's cast has it: fees are not moved, and the gas limit is the node's estimate. */
    bool as_cast;
};

struct fee {
    enum transaction_kind kind; /* TRANSACTION_EIP1559, or TRANSACTION_LEGACY */
    struct u256 max_fee;        /* a unit of gas; the gas price of a legacy one */
    struct u256 priority_fee;
    struct u256 base_fee;   /* of the latest block; zero where there is none */
    bool was_adjusted;      /* the other half of the wish was moved (priority would be above max) */
    bool is_priority_above; /* the max fee, as_cast: no node takes it */
};

/* What is asked for it. Put into a batch by fee_ask, and read by fee_of after rpc_ask; all in one
 * request. */
struct fee_answers {
    struct rpc_fee_history history;
    struct rpc_error history_error;
    struct rpc_block latest;
    struct u256 gas_price, priority_fee;
    struct rpc_error gas_price_error, priority_fee_error, latest_error;
};
void fee_answers_done(struct fee_answers *answers);

void fee_ask(struct rpc_batch *batch, struct fee_answers *out);

/* Pure. From eth_feeHistory: priority = the median of the rewards that are not zero, at least
 * 1 wei; max = 2 * the latest block's base fee + priority. Without it: eth_maxPriorityFeePerGas and
 * the latest block's base fee; without that: eth_gasPrice, legacy. A wish wins; of a wish that sets
 * one half the other is moved so that priority <= max, but as_cast. ERR_SERVICE when the node gave
 * nothing to go by, ERR_USAGE when the wishes do not go together, or not with a chain that has no
 * base fee. */
MUST_CHECK bool fee_of(const struct fee_answers *answers, const struct fee_wish *wish,
                       struct fee *out, struct err *e);

#endif
