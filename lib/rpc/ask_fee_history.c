/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/call.h"
#include "rpc/quantity.h"

/* Base fees of the blocks, and of the one to come. */
static bool read_base_fees(const struct json_value *list, struct rpc_fee_history *out)
{
    TRY(json_is_array(list) && json_count(list) <= COUNT(out->base_fee));
    for (const struct json_value *fee = json_first(list); fee != NULL; fee = json_next(fee)) {
        TRY(quantity_read(fee, &out->base_fee[out->n_base_fees++]));
    }
    return true;
}

/* The first percentile of each block; blocks without transactions have none with some nodes, and
 * nodes that keep none leave all of them out. */
static bool read_rewards(const struct json_value *list, struct rpc_fee_history *out)
{
    if (list == NULL || json_is_null(list)) {
        return true;
    }
    TRY(json_is_array(list) && json_count(list) <= COUNT(out->reward));
    for (const struct json_value *block = json_first(list); block != NULL;
         block = json_next(block)) {
        const struct json_value *reward = json_first(block);
        TRY(json_is_array(block));
        TRY(reward == NULL || quantity_read(reward, &out->reward[out->n_rewards++]));
    }
    return true;
}

static bool read_history(const struct rpc_call *call, const struct json_value *result)
{
    struct rpc_fee_history history = {0};
    const struct json_value *base_fees = json_member(result, "baseFeePerGas");
    TRY(json_is_object(result) && read_rewards(json_member(result, "reward"), &history));
    TRY(base_fees == NULL || json_is_null(base_fees) || read_base_fees(base_fees, &history));
    *(struct rpc_fee_history *)call->out = history;
    return true;
}

void ask_fee_history(struct rpc_batch *batch, struct rpc_fee_history *out, struct rpc_error *error)
{
    struct json_writer w = rpc_params(
        rpc_batch_add(batch, "eth_feeHistory", read_history, out, error));
    rpc_write_u64(&w, RPC_FEE_BLOCKS);
    rpc_write_state(&w, RPC_STATE(RPC_LATEST));
    json_begin_array(&w);
    json_write_uint(&w, RPC_FEE_PERCENTILE);
    json_end_array(&w);
    rpc_params_end(&w);
}
