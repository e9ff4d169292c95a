/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/utf8.h"
#include "rpc/call.h"
#include "rpc/quantity.h"

static bool read_u64(const struct rpc_call *call, const struct json_value *result)
{
    return quantity_u64(result, call->out);
}

/* No chain has the id 0 (EIP-155 could not tell its signatures from those for all chains). */
static bool read_chain_id(const struct rpc_call *call, const struct json_value *result)
{
    uint64_t id = 0;
    TRY(quantity_u64(result, &id) && id != 0);
    *(uint64_t *)call->out = id;
    return true;
}

static bool read_u256(const struct rpc_call *call, const struct json_value *result)
{
    return quantity_read(result, call->out);
}

/* Cut, and fit for a terminal. */
static bool read_client(const struct rpc_call *call, const struct json_value *result)
{
    struct text text;
    TRY(json_text(result, &text));
    char *out = call->out;
    AUTO(buf_done) struct buf shown = buf_start(SIZE_MAX);
    utf8_escape(text, &shown);
    size_t n = shown.len < RPC_MESSAGE ? shown.len : RPC_MESSAGE - 1;
    memset(out, 0, RPC_MESSAGE);
    memcpy(out, shown.len > 0 ? (const char *)shown.at : "", n);
    return true;
}

static void ask_plain(struct rpc_batch *batch, const char *method, rpc_reader *read, void *out,
                      struct rpc_error *error)
{
    struct json_writer w = rpc_params(rpc_batch_add(batch, method, read, out, error));
    rpc_params_end(&w);
}

void ask_chain_id(struct rpc_batch *batch, uint64_t *out)
{
    ask_plain(batch, "eth_chainId", read_chain_id, out, NULL);
}

void ask_block_number(struct rpc_batch *batch, uint64_t *out)
{
    ask_plain(batch, "eth_blockNumber", read_u64, out, NULL);
}

void ask_gas_price(struct rpc_batch *batch, struct u256 *out, struct rpc_error *error)
{
    ask_plain(batch, "eth_gasPrice", read_u256, out, error);
}

void ask_max_priority_fee(struct rpc_batch *batch, struct u256 *out, struct rpc_error *error)
{
    ask_plain(batch, "eth_maxPriorityFeePerGas", read_u256, out, error);
}

void ask_client(struct rpc_batch *batch, char out[RPC_MESSAGE], struct rpc_error *error)
{
    ask_plain(batch, "web3_clientVersion", read_client, out, error);
}
