/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_CALL_QUESTION_H
#define PHALA_RPC_CALL_QUESTION_H

#include "chain/call.h"
#include "rpc/ask.h"

/* A call of a contract, and what it answers. */
struct call_question {
    struct call call;
    struct buf answer;
    struct rpc_error error;
};
void call_question_done(struct call_question *question);

/* Puts it into the batch; it does not move until it is answered. */
void call_question_ask(struct call_question *question, const struct eth_address *of,
                       struct rpc_state state, struct rpc_batch *batch);

#endif
