/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/call.h"
#include "rpc/quantity.h"

/* A block that is not whole yet has no number and no hash with some nodes. */
static bool read_name(const struct rpc_call *call, const struct json_value *result,
                      struct rpc_block *block)
{
    const struct json_value *number = json_member(result, "number");
    const struct json_value *hash = json_member(result, "hash");
    bool is_pending = call->state.at == RPC_PENDING;
    return ((is_pending && json_is_null(number)) || quantity_u64(number, &block->number)) &&
           ((is_pending && json_is_null(hash)) ||
            quantity_bytes(hash, block->hash.at, sizeof block->hash.at));
}

static bool read_block(const struct rpc_call *call, const struct json_value *result)
{
    struct rpc_block block = {.is_there = !json_is_null(result)};
    if (block.is_there) {
        const struct json_value *base_fee = json_member(result, "baseFeePerGas");
        block.has_base_fee = base_fee != NULL && !json_is_null(base_fee);
        TRY(read_name(call, result, &block));
        TRY(quantity_u64(json_member(result, "timestamp"), &block.timestamp));
        TRY(quantity_u64(json_member(result, "gasLimit"), &block.gas_limit));
        TRY(!block.has_base_fee || quantity_read(base_fee, &block.base_fee));
        TRY(call->state.at != RPC_BLOCK || block.number == call->state.number);
    }
    *(struct rpc_block *)call->out = block;
    return true;
}

void ask_block(struct rpc_batch *batch, struct rpc_state state, struct rpc_block *out,
               struct rpc_error *error)
{
    struct rpc_call *call = rpc_batch_add(batch, "eth_getBlockByNumber", read_block, out, error);
    call->state = state;
    struct json_writer w = rpc_params(call);
    rpc_write_state(&w, state);
    json_write_bool(&w, false);
    rpc_params_end(&w);
}
