/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/call_question.h"

void call_question_done(struct call_question *question)
{
    buf_done(&question->answer);
    rpc_error_done(&question->error);
}

void call_question_ask(struct call_question *question, const struct eth_address *of,
                       struct rpc_state state, struct rpc_batch *batch)
{
    const struct rpc_message message = {.to = of, .data = call_bytes(&question->call)};
    ask_call(batch, &message, state, &question->answer, &question->error);
}
