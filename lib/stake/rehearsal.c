/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/rehearsal.h"

#include "rpc/gas.h"
#include "rpc/trouble.h"

/* Of a call that could not be tried, since it needs what the one before it does; several times what
 * a vault of this kind takes. */
enum { GAS_UNTRIED = 400000 };

void rehearsal_done(struct rehearsal *r)
{
    for (size_t i = 0; i < ACT_CALLS; i++) {
        rpc_simulated_done(&r->results[i]);
        l1_fee_answers_done(&r->l1_fees[i]);
    }
    rpc_error_done(&r->error);
    rpc_error_done(&r->call_error);
    rpc_error_done(&r->simulation_error);
    call_question_done(&r->converted);
    cost_answers_done(&r->cost);
}

static bool is_converted(const struct rehearsal *r)
{
    return r->act->deed->forecast == STAKE_CONVERTED;
}

static void ask_cost(struct rehearsal *r, struct rpc_batch *batch)
{
    const struct stake_act *act = r->act;
    cost_ask(batch, act->is_op_stack, &r->cost);
    for (size_t i = 0; act->is_op_stack && i < act->n; i++) {
        cost_ask_item(batch, act->chain_id, &act->items[i], &r->l1_fees[i]);
    }
}

void rehearsal_ask(struct rehearsal *r, struct rpc_batch *batch)
{
    struct stake_act *act = r->act;
    for (size_t i = 0; i < act->n; i++) {
        r->messages[i] = (struct rpc_message){
            .from = &act->stake->people.account,
            .to = &act->items[i].to,
            .data = act->items[i].data,
        };
    }
    ask_cost(r, batch);
    ask_estimate(batch, &r->messages[0], &r->gas, &r->error);
    if (act->n == 1) {
        ask_call(batch, &r->messages[0], RPC_STATE(RPC_LATEST), &act->answer, &r->call_error);
    } else {
        r->simulation = (struct rpc_simulation){r->messages, r->results, act->n};
        ask_simulate(batch, &r->simulation, RPC_STATE(RPC_LATEST), &r->simulation_error);
    }
    if (is_converted(r)) {
        r->converted.call = vault_convert_to_shares(&act->outcome.given);
        stake_question_ask(act->stake, &r->converted, batch);
    }
}

/* What the node makes of it is the reason not to send it. */
static bool refuse(struct stake_act *act, size_t i, struct rpc_error *error, struct err *e)
{
    (void)rpc_error_raise(error, &act->errors, act->items[i].step, e);
    rpc_error_move(error, &act->why);
    return false;
}

/* The gas that was used is less than what has to be there for it: a third more is expected. */
static bool judge_second(struct rehearsal *r, struct err *e)
{
    struct stake_act *act = r->act;
    struct sender_item *second = &act->items[1];
    struct rpc_simulated *result = &r->results[1];
    if (r->simulation_error.code != 0) {
        log_line(act->warnings,
                 "the node cannot try '%s' before '%s' is done (eth_simulateV1): gas limit %d",
                 second->step, act->items[0].step, GAS_UNTRIED);
        second->gas_limit = GAS_UNTRIED;
        r->expected[1] = GAS_UNTRIED;
        return true;
    }
    if (!result->succeeded) {
        (void)refuse(act, 1, &result->error, e);
        e->kind = ERR_REFUSED;
        return false;
    }
    buf_done(&act->answer);
    act->answer = result->answer;
    result->answer = (struct buf){0};
    r->expected[1] = result->gas_used;
    second->gas_limit = gas_with_margin(
        gas_with_margin(result->gas_used + result->gas_used / 10, 0), 0);
    return true;
}

static bool judge(struct rehearsal *r, struct err *e)
{
    struct stake_act *act = r->act;
    const uint64_t given = act->limits.gas_limit;
    if (r->error.code != 0 || r->call_error.code != 0) {
        return refuse(act, 0, r->call_error.code != 0 ? &r->call_error : &r->error, e);
    }
    r->expected[0] = r->gas;
    act->items[0].gas_limit = gas_with_margin(r->gas, r->cost.fee.latest.gas_limit);
    TRY(act->n == 1 || judge_second(r, e));
    for (size_t i = 0; i < act->n && given > 0; i++) {
        act->items[i].gas_limit = given;
        TRY(gas_check(given, &act->items[i], e));
    }
    return true;
}

static bool count_cost(struct rehearsal *r, struct err *e)
{
    struct stake_act *act = r->act;
    const struct cost_limits limits = {
        .max_cost = act->limits.max_cost,
        .balance = &act->stake->holdings.ether,
        .who = "the account",
        .currency = act->currency,
    };
    TRY(cost_start(&act->cost, &r->cost, &act->limits.fee, e));
    for (size_t i = 0; i < act->n; i++) {
        const struct cost_part part = {&act->items[i], r->expected[i], &r->l1_fees[i]};
        TRY(cost_add(&act->cost, &part, e));
    }
    return cost_check(&act->cost, &limits, act->warnings, e);
}

static bool foresee_gain(struct rehearsal *r, struct err *e)
{
    struct stake_act *act = r->act;
    struct act_outcome *outcome = &act->outcome;
    if (is_converted(r)) {
        TRY(stake_question_read(act->stake, "convertToShares", &r->converted, &outcome->gained, e));
    } else if (act->deed->forecast == STAKE_RETURNED) {
        TRY(call_read_u256(act->deed->step, buf_view(&act->answer), &outcome->gained, e));
    }
    outcome->has_gained = true;
    return !act->deed->has_to_gain || !u256_is_zero(&outcome->gained) ||
           err_set(e, ERR_REFUSED, "that is too little for one share of the smallest size");
}

bool rehearsal_read(struct rehearsal *r, struct err *e)
{
    struct stake_act *act = r->act;
    TRY(judge(r, e) && count_cost(r, e) && foresee_gain(r, e));
    if (act->deed->is_requested) {
        const struct u256 start = u256_of(act->stake->latest.timestamp);
        act->outcome.has_time = stake_unlock_time(act->stake, &start, &act->outcome.claimable_from);
    }
    return true;
}

bool act_rehearse(struct stake_act *act, struct err *e)
{
    AUTO(rehearsal_done) struct rehearsal rehearsal = {.act = act};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    TRY(act->deed->check(act, e));
    rehearsal_ask(&rehearsal, batch);
    return rpc_ask(act->rpc, batch, e) && rehearsal_read(&rehearsal, e);
}
