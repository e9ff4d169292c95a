/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/act.h"

#include "rpc/paid.h"
#include "stake/events.h"

void stake_act_done(struct stake_act *act)
{
    for (size_t i = 0; i < act->n; i++) {
        sender_item_done(&act->items[i]);
    }
    buf_done(&act->answer);
    abi_done(&act->errors);
    rpc_error_done(&act->why);
}

bool act_open(struct stake_act *act, const struct stake_people *people, const char *journals,
              struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    stake_ask(act->stake, people, batch);
    TRY(act->sender != NULL ? sender_open(act->sender, journals, batch, e)
                            : rpc_ask(act->rpc, batch, e));
    return stake_read(act->stake, e);
}

bool act_plan(struct stake_act *act, const struct stake_wish *wish, struct err *e)
{
    act->wish = *wish;
    vault_errors(&act->errors);
    return act->deed->plan(act, e);
}

/* The journal keeps what was not seen through. What was, although another one failed, is on the
 * chain for everyone to see, and a later run must not take it for its own. */
static void settle_mined(struct stake_act *act)
{
    struct err ignored = {0};
    for (size_t i = 0; i < act->n; i++) {
        if (act->items[i].receipt.is_there) {
            (void)!sender_settle(act->sender, &act->items[i], 1, &ignored);
        }
    }
}

static bool send(struct stake_act *act, struct secp256k1_secret *secret, struct err *e)
{
    const struct sender_signing signing = {
        .fee = &act->cost.fee,
        .secret = secret,
        .abi = &act->errors,
        .why = &act->why,
        .has_operator = act->is_op_stack && (act->goes_on || cost_has_operator(&act->cost)),
    };
    if (!sender_run(act->sender, act->items, act->n, &signing, e)) {
        if (e->kind == ERR_REFUSED || e->kind == ERR_CONFLICT) {
            settle_mined(act);
        }
        return false;
    }
    /* What is not mined yet stays, for the next run to find. */
    if (act->sender->options->wait == SENDER_WAIT_NONE) {
        settle_mined(act);
        return true;
    }
    return sender_settle(act->sender, act->items, act->n, e);
}

/* A request begins with the block that it is in. */
static bool look_at_time(struct stake_act *act, struct err *e)
{
    struct rpc_block block = {0};
    const struct rpc_state state = {RPC_BLOCK, act->items[act->n - 1].receipt.block_number};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_block(batch, state, &block, NULL);
    TRY(rpc_ask(act->rpc, batch, e));
    const struct u256 start = u256_of(block.timestamp);
    act->outcome.has_time = block.is_there &&
                            stake_unlock_time(act->stake, &start, &act->outcome.claimable_from);
    return true;
}

bool act_run(struct stake_act *act, struct secp256k1_secret *secret, struct err *e)
{
    struct act_outcome *outcome = &act->outcome;
    TRY(send(act, secret, e));
    if (!act_is_mined(act)) {
        return true;
    }
    outcome->has_gained = events_sum(&act->deed->event, &act->stake->vault, act->items, act->n,
                                     &outcome->gained);
    return !act->deed->is_requested || look_at_time(act, e);
}

bool act_is_mined(const struct stake_act *act)
{
    return act->n > 0 && act->items[act->n - 1].receipt.is_there;
}

bool act_paid(const struct stake_act *act, struct u256 *out)
{
    *out = u256_zero;
    for (size_t i = 0; i < act->n; i++) {
        const struct rpc_receipt *receipt = &act->items[i].receipt;
        struct u256 one;
        TRY(receipt->is_there && paid_of(receipt, &one) && u256_add(out, &one, out));
    }
    return true;
}
