/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/call.h"
#include "rpc/quantity.h"

static bool read_balance(const struct rpc_call *call, const struct json_value *result)
{
    return quantity_read(result, call->out);
}

/* The last one is never used (EIP-2681). */
static bool read_nonce(const struct rpc_call *call, const struct json_value *result)
{
    uint64_t nonce = 0;
    TRY(quantity_u64(result, &nonce) && nonce < UINT64_MAX);
    *(uint64_t *)call->out = nonce;
    return true;
}

static bool read_code(const struct rpc_call *call, const struct json_value *result)
{
    return quantity_data(result, call->out);
}

/* Ganache and its like leave the leading zeros out. */
static bool read_storage(const struct rpc_call *call, const struct json_value *result)
{
    struct u256 value;
    if (quantity_bytes(result, call->out, U256_SIZE)) {
        return true;
    }
    TRY(quantity_read(result, &value));
    u256_to_bytes(&value, call->out);
    return true;
}

void ask_balance_at(struct rpc_batch *batch, const struct eth_address *who, struct rpc_state state,
                    struct u256 *out)
{
    struct json_writer w = rpc_params(
        rpc_batch_add(batch, "eth_getBalance", read_balance, out, NULL));
    json_write_0x(&w, BYTES_OF(who->at));
    rpc_write_state(&w, state);
    rpc_params_end(&w);
}

void ask_balance(struct rpc_batch *batch, const struct eth_address *who, struct u256 *out)
{
    ask_balance_at(batch, who, RPC_STATE(RPC_LATEST), out);
}

void ask_nonce(struct rpc_batch *batch, const struct eth_address *who, struct rpc_state state,
               uint64_t *out)
{
    struct json_writer w = rpc_params(
        rpc_batch_add(batch, "eth_getTransactionCount", read_nonce, out, NULL));
    json_write_0x(&w, BYTES_OF(who->at));
    rpc_write_state(&w, state);
    rpc_params_end(&w);
}

void ask_code(struct rpc_batch *batch, const struct eth_address *who, struct rpc_state state,
              struct buf *out)
{
    rpc_give_cap(out);
    struct json_writer w = rpc_params(rpc_batch_add(batch, "eth_getCode", read_code, out, NULL));
    json_write_0x(&w, BYTES_OF(who->at));
    rpc_write_state(&w, state);
    rpc_params_end(&w);
}

void ask_storage(struct rpc_batch *batch, const struct eth_address *who,
                 const uint8_t slot[U256_SIZE], uint8_t out[U256_SIZE])
{
    struct json_writer w = rpc_params(
        rpc_batch_add(batch, "eth_getStorageAt", read_storage, out, NULL));
    json_write_0x(&w, BYTES_OF(who->at));
    json_write_0x(&w, bytes_of(slot, U256_SIZE));
    rpc_write_state(&w, RPC_STATE(RPC_LATEST));
    rpc_params_end(&w);
}
