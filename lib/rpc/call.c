/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/call.h"

#include <stdio.h>

#include "base/hex.h"
#include "base/mem.h"

/* The largest that is asked is a creation: its data, twice as long in hex. */
#define PARAMS_MAX (4 * MIB)

enum { ROOM = 8, QUANTITY_TEXT = 2 + 2 * U256_SIZE + 1 };

struct rpc_batch *rpc_batch_new(void)
{
    return mem_new(sizeof(struct rpc_batch));
}

void rpc_batch_clear(struct rpc_batch *batch)
{
    for (size_t i = 0; i < batch->n; i++) {
        buf_done(&batch->calls[i].params);
    }
    mem_free(batch->calls);
    *batch = (struct rpc_batch){0};
}

void rpc_batch_free(struct rpc_batch *batch)
{
    if (batch != NULL) {
        rpc_batch_clear(batch);
        mem_free(batch);
    }
}

void rpc_error_done(struct rpc_error *error)
{
    buf_done(&error->data);
    *error = (struct rpc_error){0};
}

void rpc_error_move(struct rpc_error *from, struct rpc_error *to)
{
    if (to != NULL) {
        rpc_error_done(to);
        *to = *from;
        *from = (struct rpc_error){0};
    }
}

struct rpc_call *rpc_batch_add(struct rpc_batch *batch, const char *method, rpc_reader *read,
                               void *out, struct rpc_error *error)
{
    if (batch->n % ROOM == 0) {
        batch->calls = mem_resize(batch->calls, batch->n + ROOM, sizeof *batch->calls);
    }
    struct rpc_call *call = &batch->calls[batch->n++];
    *call = (struct rpc_call){
        .method = method,
        .read = read,
        .out = out,
        .error = error,
        .params = buf_start(PARAMS_MAX),
    };
    return call;
}

void rpc_give_cap(struct buf *out)
{
    if (out->cap == 0 && out->at == NULL) {
        *out = buf_start(RPC_DATA_MAX);
    }
}

struct json_writer rpc_params(struct rpc_call *call)
{
    struct json_writer w = json_writer_to(&call->params, false);
    json_begin_array(&w);
    return w;
}

void rpc_params_end(struct json_writer *w)
{
    json_end_array(w);
}

void rpc_write_u64(struct json_writer *w, uint64_t value)
{
    const struct u256 wide = u256_of(value);
    rpc_write_quantity(w, &wide);
}

void rpc_write_quantity(struct json_writer *w, const struct u256 *value)
{
    char text[QUANTITY_TEXT];
    uint8_t bytes[U256_SIZE];
    char digits[2 * U256_SIZE + 1] = "";
    u256_to_bytes(value, bytes);
    hex_encode(BYTES_OF(bytes), digits);
    size_t at = 0;
    while (at < 2 * U256_SIZE - 1 && digits[at] == '0') {
        at++;
    }
    (void)snprintf(text, sizeof text, "0x%s", digits + at);
    json_write_string(w, text);
}

void rpc_write_state(struct json_writer *w, struct rpc_state state)
{
    static const char *const names[] = {
        [RPC_LATEST] = "latest",
        [RPC_PENDING] = "pending",
        [RPC_SAFE] = "safe",
        [RPC_FINALIZED] = "finalized",
    };
    if (state.at == RPC_BLOCK) {
        rpc_write_u64(w, state.number);
    } else {
        json_write_string(w, names[state.at]);
    }
}

static void write_address(struct json_writer *w, const char *name,
                          const struct eth_address *address)
{
    if (address != NULL) {
        json_key(w, name);
        json_write_0x(w, BYTES_OF(address->at));
    }
}

void rpc_begin_message(struct json_writer *w, const struct rpc_message *message)
{
    json_begin_object(w);
    write_address(w, "from", message->from);
    write_address(w, "to", message->to);
    if (!u256_is_zero(&message->value)) {
        json_key(w, "value");
        rpc_write_quantity(w, &message->value);
    }
    if (message->gas > 0) {
        json_key(w, "gas");
        rpc_write_u64(w, message->gas);
    }
}

static void write_one(struct json_writer *w, const struct rpc_call *call, uint64_t id)
{
    json_begin_object(w);
    json_member_string(w, "jsonrpc", "2.0");
    json_member_uint(w, "id", id);
    json_member_string(w, "method", call->method);
    json_key(w, "params");
    json_write_raw(w, buf_view(&call->params));
    json_end_object(w);
    w->out->failed = w->out->failed || !buf_is_whole(&call->params);
}

void rpc_request_write(const struct rpc_call *calls, size_t n, uint64_t first_id, struct buf *out)
{
    struct json_writer w = json_writer_to(out, false);
    if (n == 1) {
        write_one(&w, calls, first_id);
        return;
    }
    json_begin_array(&w);
    for (size_t i = 0; i < n; i++) {
        write_one(&w, &calls[i], first_id + i);
    }
    json_end_array(&w);
}
