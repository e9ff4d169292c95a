/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_ANSWER_H
#define PHALA_RPC_ANSWER_H

#include "rpc/call.h"

/* Reads what a node answers (JSON-RPC 2.0, sections 5 and 6). Pure. */

/* What was asked, and of whom. */
struct rpc_request {
    const struct rpc_call *calls;
    size_t n;
    uint64_t first_id;
    const char *node; /* for messages */
};

enum rpc_answer {
    RPC_ANSWER_READ,     /* each answer is in its place */
    RPC_ANSWER_FAILED,   /* `e` says why; answers that could be read are in their places */
    RPC_ANSWER_FOREIGN,  /* no JSON-RPC, as `e` says: nothing was read */
    RPC_ANSWER_NO_BATCH, /* the node does not take so many questions at once: nothing was read */
};

/* Reads an answer strictly: one object a question, with its id, "jsonrpc": "2.0", and either a
 * result or an error; those of a batch in any order. An error goes to its place, or, where there
 * is none, makes it fail as rpc_error_raise does. A batch that is answered with an object, an empty
 * array, or an array with one error alone, is not taken as a batch. ERR_SERVICE for any other
 * form. */
enum rpc_answer rpc_answer_read(const struct rpc_request *request, struct bytes body,
                                struct err *e);

/* Some error in it says that there were too many requests. */
bool rpc_answer_is_busy(struct bytes body);

/* Reads an error object; false when it is none. Of what `out` had nothing is left. */
MUST_CHECK bool rpc_error_read(const struct json_value *value, struct rpc_error *out);

#endif
