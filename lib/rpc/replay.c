/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/replay.h"

#include <inttypes.h>

#include "chain/transaction.h"
#include "rpc/revert_reason.h"

enum { REASON_MAX = 4096 };

struct states {
    struct rpc_error before, behind;
    struct buf results[2];
};

static void states_done(struct states *states)
{
    rpc_error_done(&states->before);
    rpc_error_done(&states->behind);
    buf_done(&states->results[0]);
    buf_done(&states->results[1]);
}

/* Both in one request. */
static bool ask(struct rpc *rpc, const struct replay *replay, struct states *out)
{
    struct err e;
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    const uint64_t number = replay->receipt->block_number;
    struct rpc_state state = {.at = RPC_BLOCK, .number = number - (number > 0 ? 1 : 0)};
    ask_call(batch, &replay->message, state, &out->results[0], &out->before);
    state.number = number;
    ask_call(batch, &replay->message, state, &out->results[1], &out->behind);
    return rpc_ask(rpc, batch, &e);
}

void replay_reason(struct rpc *rpc, const struct replay *replay, struct buf *out)
{
    AUTO(states_done)
    struct states states = {.results = {buf_start(TRANSACTION_ROOM), buf_start(TRANSACTION_ROOM)}};
    if (!ask(rpc, replay, &states)) {
        buf_text(out, "reverted; the node does not say why");
    } else if (states.before.code != 0) {
        revert_reason(&states.before, replay->abi, out);
        rpc_error_move(&states.before, replay->why);
    } else if (states.behind.code != 0) {
        revert_reason(&states.behind, replay->abi, out);
        rpc_error_move(&states.behind, replay->why);
    } else if (replay->receipt->gas_used >= replay->message.gas) {
        buf_text(out, "out of gas");
    } else {
        buf_text(out, "reverted by what stood before it in its block: a call of the same does not");
    }
}

bool replay_raise(struct rpc *rpc, const struct replay *replay, const struct flight *flight,
                  struct err *e)
{
    char words[FLIGHT_WORDS];
    AUTO(buf_done) struct buf reason = buf_start(REASON_MAX);
    replay_reason(rpc, replay, &reason);
    return err_set(e, ERR_REFUSED, "%s failed in block %" PRIu64 ": %.*s",
                   flight_words(flight, words), replay->receipt->block_number,
                   TEXT_ARG(buf_view_text(&reason)));
}
