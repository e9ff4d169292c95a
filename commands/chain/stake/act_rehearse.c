/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/amount.h"
#include "commands/chain/stake/act.h"
#include "rpc/simulate.h"
#include "rpc/trouble.h"

/* Of a call that could not be tried, since it needs what the one before it does; several times what
 * a vault of this kind takes. */
enum { GAS_UNTRIED = 400000 };

struct rehearsal {
    struct act *act;
    struct rpc_message messages[ACT_ITEMS];
    uint64_t gas; /* of the first */
    struct rpc_error error, call_error;
    struct rpc_simulated results[ACT_ITEMS];
    struct rpc_simulation simulation; /* of two */
    struct rpc_error simulation_error;
    struct fee_answers fees;
};

static void rehearsal_done(struct rehearsal *r)
{
    for (size_t i = 0; i < ACT_ITEMS; i++) {
        rpc_simulated_done(&r->results[i]);
    }
    rpc_error_done(&r->error);
    rpc_error_done(&r->call_error);
    rpc_error_done(&r->simulation_error);
    fee_answers_done(&r->fees);
}

static void ask(struct rehearsal *r, struct rpc_batch *batch)
{
    struct act *act = r->act;
    for (size_t i = 0; i < act->n; i++) {
        r->messages[i] = (struct rpc_message){
            .from = &act->stake.account.address,
            .to = &act->items[i].to,
            .data = act->items[i].data,
        };
    }
    fee_ask(batch, &r->fees);
    ask_estimate(batch, &r->messages[0], &r->gas, &r->error);
    if (act->n == 1) {
        ask_call(batch, &r->messages[0], RPC_STATE(RPC_LATEST), &act->answer, &r->call_error);
    } else {
        r->simulation = (struct rpc_simulation){r->messages, r->results, act->n};
        ask_simulate(batch, &r->simulation, RPC_STATE(RPC_LATEST), &r->simulation_error);
    }
}

/* What the node makes of it is the reason not to send it. */
static bool refuse(const struct act *act, size_t i, const struct rpc_error *error, struct err *e)
{
    (void)rpc_error_raise(error, &act->errors, act->items[i].step, e);
    return false;
}

/* A fifth more than the node's estimate: what it costs changes with every block. */
static uint64_t with_margin(uint64_t gas)
{
    return gas <= UINT64_MAX - gas / 5 ? gas + gas / 5 : gas;
}

/* The gas that was used is less than what has to be there for it: half as much again. */
static bool judge_second(struct rehearsal *r, struct err *e)
{
    struct act *act = r->act;
    struct sender_item *second = &act->items[1];
    const struct rpc_simulated *result = &r->results[1];
    if (r->simulation_error.code != 0) {
        log_line(&act->context->warnings,
                 "the node cannot try '%s' before '%s' is done (eth_simulateV1): gas limit %d",
                 second->step, act->items[0].step, GAS_UNTRIED);
        second->gas_limit = GAS_UNTRIED;
        return true;
    }
    if (!result->succeeded) {
        (void)refuse(act, 1, &result->error, e);
        e->kind = ERR_REFUSED;
        return false;
    }
    buf_done(&act->answer);
    act->answer = result->answer;
    r->results[1].answer = (struct buf){0};
    second->gas_limit = with_margin(with_margin(result->gas_used + result->gas_used / 10));
    return true;
}

static bool judge(struct rehearsal *r, struct err *e)
{
    struct act *act = r->act;
    if (r->error.code != 0 || r->call_error.code != 0) {
        return refuse(act, 0, r->call_error.code != 0 ? &r->call_error : &r->error, e);
    }
    act->items[0].gas_limit = with_margin(r->gas);
    TRY(act->n == 1 || judge_second(r, e));
    for (size_t i = 0; i < act->n && act->options.gas_limit > 0; i++) {
        act->items[i].gas_limit = act->options.gas_limit;
    }
    return true;
}

static bool check_cost(struct act *act, struct err *e)
{
    char has[AMOUNT_TEXT];
    char may[AMOUNT_TEXT];
    const struct u256 *ether = &act->stake.account.ether;
    const char *currency = act->stake.node.network.currency;
    for (size_t i = 0; i < act->n; i++) {
        TRY(send_cost_add(&act->cost, &act->items[i], &act->fee, e));
    }
    TRY(send_cost_check(&act->cost, &act->options, e));
    return u256_compare(&act->cost.total, ether) <= 0 ||
           err_set(e, ERR_REFUSED, "the account has %.40s %s, and it may cost %.40s",
                   amount_format(ether, ETHER_DECIMALS, has), currency,
                   amount_format(&act->cost.total, ETHER_DECIMALS, may));
}

bool act_rehearse(struct act *act, struct call_question *question, struct err *e)
{
    AUTO(rehearsal_done) struct rehearsal rehearsal = {.act = act};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask(&rehearsal, batch);
    if (question != NULL) {
        stake_question_ask(&act->stake, question, batch);
    }
    TRY(rpc_ask(act->stake.node.rpc, batch, e));
    TRY(judge(&rehearsal, e));
    TRY(fee_of(&rehearsal.fees, &act->options.wish, &act->fee, e));
    return check_cost(act, e);
}
