/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"
#include "rpc/call.h"
#include "rpc/quantity.h"

static bool read_call(const struct rpc_call *call, const struct json_value *result)
{
    return quantity_data(result, call->out);
}

static bool read_gas(const struct rpc_call *call, const struct json_value *result)
{
    return quantity_u64(result, call->out);
}

/* All nodes know the data by the name that it had first; "input" came later. */
static void write_message(struct json_writer *w, const struct rpc_message *message)
{
    rpc_begin_message(w, message);
    if (message->data.left > 0) {
        json_key(w, "data");
        json_write_0x(w, message->data);
    }
    json_end_object(w);
}

static void write_override(struct json_writer *w, const struct rpc_override *override)
{
    char who[2 + 2 * sizeof override->who->at + 1] = "0x";
    hex_encode(BYTES_OF(override->who->at), who + 2);
    json_key(w, who);
    json_begin_object(w);
    if (override->code.left > 0 || override->is_blank) {
        json_key(w, "code");
        json_write_0x(w, override->code);
    }
    if (override->has_nonce || override->is_blank) {
        json_key(w, "nonce");
        rpc_write_u64(w, override->nonce);
    }
    if (override->balance != NULL) {
        json_key(w, "balance");
        rpc_write_quantity(w, override->balance);
    }
    if (override->is_blank) {
        json_key(w, "state");
        json_begin_object(w);
        json_end_object(w);
    }
    json_end_object(w);
}

static void write_overrides(struct json_writer *w, const struct rpc_message *message)
{
    if (message->n_overrides == 0) {
        return;
    }
    json_begin_object(w);
    for (size_t i = 0; i < message->n_overrides; i++) {
        write_override(w, &message->overrides[i]);
    }
    json_end_object(w);
}

void ask_call(struct rpc_batch *batch, const struct rpc_message *message, struct rpc_state state,
              struct buf *out, struct rpc_error *error)
{
    rpc_give_cap(out);
    struct json_writer w = rpc_params(rpc_batch_add(batch, "eth_call", read_call, out, error));
    write_message(&w, message);
    rpc_write_state(&w, state);
    write_overrides(&w, message);
    rpc_params_end(&w);
}

/* Of the latest state, which all nodes have. */
void ask_estimate(struct rpc_batch *batch, const struct rpc_message *message, uint64_t *gas,
                  struct rpc_error *error)
{
    struct json_writer w = rpc_params(
        rpc_batch_add(batch, "eth_estimateGas", read_gas, gas, error));
    write_message(&w, message);
    rpc_write_state(&w, RPC_STATE(RPC_LATEST));
    write_overrides(&w, message);
    rpc_params_end(&w);
}
