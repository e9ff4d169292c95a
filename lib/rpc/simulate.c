/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/simulate.h"

#include "rpc/answer.h"
#include "rpc/quantity.h"
#include "rpc/trouble.h"

/* Of what one call returned. */
enum { ANSWER_MAX = 1024 * 1024 };

void rpc_simulated_done(struct rpc_simulated *result)
{
    buf_done(&result->answer);
    rpc_error_done(&result->error);
}

/* Nodes put what it was reverted with in the place of what it returns, and name it in their own
 * ways beside that. */
static bool read_error(const struct json_value *call, struct rpc_simulated *out)
{
    TRY(rpc_error_read(json_member(call, "error"), &out->error));
    if (out->error.data.len == 0) {
        buf_done(&out->error.data);
        out->error.data = out->answer;
        out->answer = (struct buf){0};
    }
    out->error.is_revert = rpc_trouble_of(&out->error) == RPC_TROUBLE_REVERTED;
    buf_done(out->error.is_revert ? &out->answer : &out->error.data);
    return true;
}

static bool read_call(const struct json_value *call, struct rpc_simulated *out)
{
    uint64_t status = 0;
    out->answer = buf_start(ANSWER_MAX);
    TRY(quantity_u64(json_member(call, "status"), &status) && status <= 1 &&
        quantity_u64(json_member(call, "gasUsed"), &out->gas_used) &&
        quantity_data(json_member(call, "returnData"), &out->answer));
    out->succeeded = status == 1;
    return out->succeeded || read_error(call, out);
}

static void forget(const struct rpc_simulation *simulation)
{
    for (size_t i = 0; i < simulation->n; i++) {
        rpc_simulated_done(&simulation->results[i]);
        simulation->results[i] = (struct rpc_simulated){0};
    }
}

/* One block, with a call for each message. */
static bool read_simulation(const struct rpc_call *call, const struct json_value *result)
{
    const struct rpc_simulation *simulation = call->out;
    const struct json_value *block = json_first(result);
    const struct json_value *calls = json_member(block, "calls");
    forget(simulation);
    TRY(json_is_array(result) && json_count(result) == 1 && json_is_array(calls) &&
        json_count(calls) == simulation->n);
    const struct json_value *each = json_first(calls);
    for (size_t i = 0; i < simulation->n; i++, each = json_next(each)) {
        if (!read_call(each, &simulation->results[i])) {
            forget(simulation);
            return false;
        }
    }
    return true;
}

static void write_message(struct json_writer *w, const struct rpc_message *message)
{
    rpc_begin_message(w, message);
    json_key(w, "input");
    json_write_0x(w, message->data);
    json_end_object(w);
}

void ask_simulate(struct rpc_batch *batch, struct rpc_simulation *simulation,
                  struct rpc_state state, struct rpc_error *error)
{
    struct rpc_call *call = rpc_batch_add(batch, "eth_simulateV1", read_simulation, simulation,
                                          error);
    call->state = state;
    struct json_writer w = rpc_params(call);
    json_begin_object(&w);
    json_key(&w, "blockStateCalls");
    json_begin_array(&w);
    json_begin_object(&w);
    json_key(&w, "calls");
    json_begin_array(&w);
    for (size_t i = 0; i < simulation->n; i++) {
        write_message(&w, &simulation->messages[i]);
    }
    json_end_array(&w);
    json_end_object(&w);
    json_end_array(&w);
    json_end_object(&w);
    rpc_write_state(&w, state);
    rpc_params_end(&w);
}
