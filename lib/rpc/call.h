/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_CALL_H
#define PHALA_RPC_CALL_H

#include "codec/json.h"
#include "codec/json_write.h"
#include "crypto/keccak.h"
#include "rpc/ask.h"

/* What the questions of ask.h are made of, and how their answers are read. Pure. */

struct rpc_call;

/* Reads a result into `call->out`; false when it is not of its form, and `out` is then as it was.
 */
typedef bool rpc_reader(const struct rpc_call *call, const struct json_value *result);

struct rpc_call {
    const char *method; /* "eth_getBalance" */
    rpc_reader *read;
    void *out;
    struct rpc_error *error; /* NULL: an error makes rpc_ask fail */
    struct buf params;       /* a JSON array */
    struct keccak256 hash;   /* what the answer has to name, of those that name something */
    struct rpc_state state;  /* what the question is about */
    bool is_effect;          /* it does something: not to be asked of just any node */
};

struct rpc_batch {
    struct rpc_call *calls;
    size_t n;
};

/* Puts a question into the batch, whose parameters are written to what is returned, and ended by
 * rpc_params_end. */
struct rpc_call *rpc_batch_add(struct rpc_batch *batch, const char *method, rpc_reader *read,
                               void *out, struct rpc_error *error);
struct json_writer rpc_params(struct rpc_call *call);
void rpc_params_end(struct json_writer *w);

/* One parameter or value each. */
void rpc_write_u64(struct json_writer *w, uint64_t value);
void rpc_write_quantity(struct json_writer *w, const struct u256 *value);
void rpc_write_state(struct json_writer *w, struct rpc_state state);

/* The object of a message, which the caller ends: all but its data, whose name differs, and its
 * overrides. */
void rpc_begin_message(struct json_writer *w, const struct rpc_message *message);

/* A buffer that is all zero may hold RPC_DATA_MAX. */
void rpc_give_cap(struct buf *out);

/* Forgets all questions. */
void rpc_batch_clear(struct rpc_batch *batch);

/* Appends the request for `n` questions, whose ids count from `first_id`: an array, or for one
 * question an object. */
void rpc_request_write(const struct rpc_call *calls, size_t n, uint64_t first_id, struct buf *out);

#endif
