/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/mem.h"
#include "chain/transaction.h"
#include "deploy/stand_in.h"
#include "deploy/upgrade_step.h"

/* What calls keep back for themselves is in no count of what was used (EIP-150). */
enum { KEPT_BACK = 16, GAS_ALLOWANCE = 1000 * 1000 /* for a call of which nothing is known */ };

/* What would come of the upgrade, and what that depends on. */
struct trial {
    const struct eth_address *implementation;
    struct buf code; /* of the new implementation */
    uint8_t slot[U256_SIZE];
    struct call_question uuid;
    struct buf returned;
    struct rpc_error error, gas_error;
    uint64_t gas;
    bool was_run;
};

static void trial_done(struct trial *trial)
{
    buf_done(&trial->code);
    buf_done(&trial->returned);
    call_question_done(&trial->uuid);
    rpc_error_done(&trial->error);
    rpc_error_done(&trial->gas_error);
}

static struct rpc_message message_of(const struct plan *plan, const struct sender_item *item)
{
    return (struct rpc_message){
        .from = &plan->account,
        .to = item->is_creation ? NULL : &item->to,
        .value = item->value,
        .data = item->data,
    };
}

/* As the chain is: all that it needs is there. */
static void ask_now(const struct plan *plan, const struct plan_step *step, struct trial *trial,
                    struct rpc_batch *batch)
{
    const struct rpc_message sent = message_of(plan, &step->item);
    trial->uuid.call = call_make("proxiableUUID()", NULL, 0);
    ask_code(batch, trial->implementation, RPC_STATE(RPC_LATEST), &trial->code);
    ask_storage(batch, &step->address, eip1967_slots[EIP1967_IMPLEMENTATION], trial->slot);
    call_question_ask(&trial->uuid, trial->implementation, RPC_STATE(RPC_LATEST), batch);
    ask_call(batch, &sent, RPC_STATE(RPC_LATEST), &trial->returned, &trial->error);
    ask_estimate(batch, &sent, &trial->gas, &trial->gas_error);
}

static bool is_answer(const struct rpc_error *error)
{
    return error->code == 0 || error->is_revert;
}

static void judge_now(struct trial *trial)
{
    trial->was_run = trial->code.len != 0 && is_answer(&trial->error) &&
                     is_answer(&trial->uuid.error);
}

/* One thing behind what is deployed before it: the account's stand-in does that first. */
struct behind {
    struct rpc_message last;
    struct buf calldata, answer;
    struct rpc_error *error;
};

/* proxiableUUID() of the new implementation, and the upgrade. */
struct ahead {
    struct rpc_message *messages;
    size_t n_before;
    struct rpc_override overrides[2]; /* the stand-in, and the deterministic deployer */
    size_t n_overrides;
    struct behind uuid, upgrade;
};

static void behind_done(struct behind *behind)
{
    buf_done(&behind->calldata);
    buf_done(&behind->answer);
}

static void ahead_done(struct ahead *ahead)
{
    mem_free(ahead->messages);
    behind_done(&ahead->uuid);
    behind_done(&ahead->upgrade);
}

static void gather(const struct plan_making *making, struct ahead *ahead)
{
    const struct plan *plan = making->plan;
    struct rpc_override *account = &ahead->overrides[ahead->n_overrides++];
    ahead->messages = mem_array(plan->n, sizeof *ahead->messages);
    *account = (struct rpc_override){.who = &plan->account, .code = stand_in_code()};
    for (size_t i = 0; i + 1 < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        if (step->state == PLAN_TO_DO) {
            account->nonce = account->has_nonce ? account->nonce : step->item.nonce;
            account->has_nonce = true;
            ahead->messages[ahead->n_before++] = message_of(plan, &step->item);
        }
    }
    if (making->wish->makes_deployer) {
        ahead->overrides[ahead->n_overrides++] = (struct rpc_override){
            .who = &create_deterministic_deployer,
            .code = deployer_code(),
        };
    }
}

static void ask_behind(const struct plan *plan, const struct ahead *ahead, struct behind *behind,
                       struct rpc_batch *batch)
{
    const size_t n = ahead->n_before + 1;
    behind->calldata = buf_start(n * 2 * TRANSACTION_DATA_MAX);
    ahead->messages[ahead->n_before] = behind->last;
    stand_in_calldata(ahead->messages, n, &behind->calldata);
    const struct rpc_message message = {
        .to = &plan->account,
        .data = buf_view(&behind->calldata),
        .overrides = ahead->overrides,
        .n_overrides = ahead->n_overrides,
    };
    ask_call(batch, &message, RPC_STATE(RPC_LATEST), &behind->answer, behind->error);
}

static void ask_ahead(const struct plan *plan, const struct plan_step *step, struct trial *trial,
                      struct ahead *ahead, struct rpc_batch *batch)
{
    trial->uuid.call = call_make("proxiableUUID()", NULL, 0);
    ahead->uuid.last = (struct rpc_message){.to = trial->implementation,
                                            .data = call_bytes(&trial->uuid.call)};
    ahead->uuid.error = &trial->uuid.error;
    ahead->upgrade.last = message_of(plan, &step->item);
    ahead->upgrade.error = &trial->error;
    ask_behind(plan, ahead, &ahead->uuid, batch);
    ask_behind(plan, ahead, &ahead->upgrade, batch);
}

/* A node that takes no overrides says anything but that the stand-in has run. */
static void judge_ahead(const struct plan_step *step, const struct ahead *ahead,
                        struct trial *trial)
{
    uint64_t gas = 0;
    struct bytes returned;
    const struct transaction call = {.kind = TRANSACTION_EIP1559, .data = step->item.data};
    const bool has_uuid = stand_in_read(buf_view(&ahead->uuid.answer), &gas, &returned);
    buf_done(&trial->uuid.answer);
    trial->uuid.answer = buf_start(returned.left);
    if (has_uuid) {
        buf_add(&trial->uuid.answer, returned);
    }
    trial->was_run = is_answer(&trial->error) && is_answer(&trial->uuid.error) &&
                     (has_uuid || trial->uuid.error.is_revert);
    if (trial->error.code == 0) {
        trial->was_run = trial->was_run &&
                         stand_in_read(buf_view(&ahead->upgrade.answer), &gas, &returned);
        trial->gas = transaction_gas(&call).whole + gas + gas / KEPT_BACK;
    }
}

static void move_error(struct rpc_error *from, struct rpc_error *to)
{
    rpc_error_done(to);
    *to = *from;
    *from = (struct rpc_error){0};
}

/* What it says, for the plan. */
static void note(struct plan *plan, struct plan_step *step, struct trial *trial)
{
    plan->upgrade.was_simulated = trial->was_run;
    if (!trial->was_run) {
        return;
    }
    plan->upgrade.fit = upgrade_fit_of(plan->upgrade.way, &trial->uuid);
    move_error(&trial->error, &step->failure);
}

bool upgrade_simulate(const struct plan_making *making, struct err *e)
{
    struct plan *plan = making->plan;
    struct plan_step *step = &plan->steps[plan->n - 1];
    struct step_answers *answers = &making->answers->steps[plan->n - 1];
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(ahead_done) struct ahead ahead = {0};
    AUTO(trial_done) struct trial trial = {0};
    if (step->kind != PLAN_UPGRADE || step->state != PLAN_TO_DO) {
        return true;
    }
    trial.implementation = &step->proxy_of->address;
    gather(making, &ahead);
    /* It may be mined between two answers: what they say together is then of no block. */
    const bool is_awaited = plan_count(plan, PLAN_PENDING) > 0;
    const bool is_ahead = !is_awaited && ahead.n_before > 0;
    const bool is_now = !is_awaited && !is_ahead;
    if (making->wish->is_op_stack) {
        cost_ask_item(batch, plan->chain_id, &step->item, &answers->l1_fee);
    }
    if (is_ahead) {
        ask_ahead(plan, step, &trial, &ahead, batch);
    } else if (is_now) {
        ask_now(plan, step, &trial, batch);
    }
    TRY(rpc_ask(making->sender->rpc, batch, e));
    if (is_ahead) {
        judge_ahead(step, &ahead, &trial);
    } else if (is_now) {
        judge_now(&trial);
    }
    answers->gas = trial.was_run && trial.error.code == 0 ? trial.gas : 0;
    note(plan, step, &trial);
    return true;
}

uint64_t upgrade_gas(const struct plan_step *step)
{
    const struct transaction call = {.kind = TRANSACTION_EIP1559, .data = step->item.data};
    return transaction_gas(&call).whole + GAS_ALLOWANCE;
}

/* The cost was agreed to as it was planned. */
static bool check_gas(const struct plan_step *step, uint64_t gas, struct err *e)
{
    if (gas <= step->item.gas_limit) {
        return true;
    }
    (void)err_set(e, ERR_REFUSED,
                  "the upgrade of '%.80s' takes %" PRIu64 " gas, more than the %" PRIu64
                  " that were planned",
                  step->name, gas, step->item.gas_limit);
    return err_hint(e, "the same command goes on with what is deployed by now, and plans anew");
}

bool upgrade_try(struct plan *plan, const struct deploy_wish *wish, struct rpc *rpc, struct err *e)
{
    struct plan_step *step = &plan->steps[plan->n - 1];
    struct eth_address behind;
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(trial_done) struct trial trial = {.implementation = &step->proxy_of->address};
    ask_now(plan, step, &trial, batch);
    TRY(rpc_ask(rpc, batch, e));
    judge_now(&trial);
    note(plan, step, &trial);
    if (!eip1967_address(trial.slot, &behind) ||
        !eth_address_equal(&behind, &plan->upgrade.before)) {
        return err_set(e, ERR_CONFLICT, "'%.80s' was upgraded by somebody else in the meantime",
                       step->name);
    }
    if (!plan->upgrade.was_simulated) {
        return err_set(e, ERR_SERVICE,
                       "the upgrade of '%.80s' was not sent: the node does not simulate it",
                       step->name);
    }
    return upgrade_check(plan, wish, e) && check_gas(step, trial.gas, e);
}
