/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/call.h"
#include "rpc/quantity.h"

static bool read_is_known(const struct rpc_call *call, const struct json_value *result)
{
    struct keccak256 hash;
    bool is_known = !json_is_null(result);
    TRY(!is_known || (quantity_bytes(json_member(result, "hash"), hash.at, sizeof hash.at) &&
                      keccak256_equal(&hash, &call->hash)));
    *(bool *)call->out = is_known;
    return true;
}

static bool read_sent(const struct rpc_call *call, const struct json_value *result)
{
    struct keccak256 hash;
    return quantity_bytes(result, hash.at, sizeof hash.at) && keccak256_equal(&hash, &call->hash);
}

void ask_is_known(struct rpc_batch *batch, const struct keccak256 *hash, bool *out)
{
    struct rpc_call *call = rpc_batch_add(batch, "eth_getTransactionByHash", read_is_known, out,
                                          NULL);
    call->hash = *hash;
    struct json_writer w = rpc_params(call);
    json_write_0x(&w, BYTES_OF(hash->at));
    rpc_params_end(&w);
}

void ask_send(struct rpc_batch *batch, struct bytes raw, struct rpc_error *error)
{
    struct rpc_call *call = rpc_batch_add(batch, "eth_sendRawTransaction", read_sent, NULL, error);
    call->hash = keccak256_of(raw);
    call->is_effect = true;
    struct json_writer w = rpc_params(call);
    json_write_0x(&w, raw);
    rpc_params_end(&w);
}
