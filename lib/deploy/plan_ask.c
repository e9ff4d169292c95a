/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "chain/eip1967.h"
#include "deploy/plan_parts.h"

static void step_answers_done(struct step_answers *answers)
{
    buf_done(&answers->locked_code);
    buf_done(&answers->predicted_code);
    buf_done(&answers->as_account);
    buf_done(&answers->at_deployer);
    buf_done(&answers->at_account);
    rpc_error_done(&answers->estimate_error);
    rpc_error_done(&answers->as_account_error);
    rpc_error_done(&answers->at_error);
    l1_fee_answers_done(&answers->l1_fee);
}

void plan_answers_done(struct plan_answers *answers)
{
    for (size_t i = 0; i < answers->n; i++) {
        step_answers_done(&answers->steps[i]);
    }
    mem_free(answers->steps);
    cost_answers_done(&answers->cost);
    deployer_answers_done(&answers->deployer);
    upgrade_facts_done(&answers->upgrade);
    *answers = (struct plan_answers){0};
}

/* Code at earlier steps' addresses, as far as it is known before they are mined. */
struct supposed {
    struct rpc_override *at;
    size_t n;
    bool is_exact; /* it is what the node says that it will be */
};

/* The creation alone, by whoever calls CREATE or CREATE2: returns runtime code. */
static struct rpc_message creation(const struct plan_step *step, const struct eth_address *maker,
                                   const struct supposed *supposed)
{
    return (struct rpc_message){
        .from = maker,
        .value = step->item.value,
        .data = buf_view(&step->init_code),
        .overrides = supposed->at,
        .n_overrides = supposed->n,
    };
}

/* The deployer has nothing of its own to send along: as if it had. */
static void fund(const struct u256 *value, struct supposed *out)
{
    size_t i = 0;
    while (i < out->n && !eth_address_equal(out->at[i].who, &create_deterministic_deployer)) {
        i++;
    }
    if (i == out->n) {
        out->at[out->n++] = (struct rpc_override){.who = &create_deterministic_deployer};
    }
    out->at[i].balance = value;
}

static void ask_by_deployer(struct plan_step *step, const struct supposed *supposed,
                            struct rpc_error *error, struct rpc_batch *batch)
{
    AUTO(mem_freep) struct rpc_override *room = mem_array(supposed->n + 1, sizeof *room);
    struct supposed funded = {.at = room, .n = supposed->n};
    for (size_t i = 0; i < supposed->n; i++) {
        room[i] = supposed->at[i];
    }
    if (!u256_is_zero(&step->item.value)) {
        fund(&step->item.value, &funded);
    }
    const struct rpc_message made = creation(step, &create_deterministic_deployer, &funded);
    ask_call(batch, &made, RPC_STATE(RPC_LATEST), &step->simulated, error);
}

static void ask_place(const struct eth_address *maker, struct buf *out, struct rpc_error *error,
                      struct rpc_batch *batch)
{
    const struct rpc_message probe = {.from = maker, .data = BYTES_OF(code_match_probe)};
    ask_call(batch, &probe, RPC_STATE(RPC_LATEST), out, error);
}

static void ask_step(const struct plan *plan, struct plan_step *step, struct step_answers *answers,
                     const struct supposed *supposed, struct rpc_batch *batch)
{
    const bool is_create2 = step->kind == PLAN_CREATE2;
    const struct rpc_state state = RPC_STATE(RPC_LATEST);
    const struct rpc_message as_account = creation(step, &plan->account, supposed);
    const struct rpc_message sent = {
        .from = &plan->account,
        .to = is_create2 ? &step->item.to : NULL,
        .value = step->item.value,
        .data = step->item.data,
        .overrides = supposed->at,
        .n_overrides = supposed->n,
    };
    answers->was_asked = true;
    ask_estimate(batch, &sent, &answers->gas, &answers->estimate_error);
    if (!is_create2) {
        ask_call(batch, &as_account, state, &step->simulated, &step->failure);
        return;
    }
    ask_call(batch, &as_account, state, &answers->as_account, &answers->as_account_error);
    ask_by_deployer(step, supposed, &step->failure, batch);
    ask_place(&create_deterministic_deployer, &answers->at_deployer, &answers->at_error, batch);
    ask_place(&plan->account, &answers->at_account, &answers->at_error, batch);
}

static void ask_places(const struct plan_step *step, struct step_answers *answers,
                       struct rpc_batch *batch)
{
    const struct rpc_state state = RPC_STATE(RPC_LATEST);
    const bool is_predicted = step->kind == PLAN_CREATE2 && step->init_code.len != 0;
    if (answers->locked != NULL) {
        ask_code(batch, &answers->locked->address, state, &answers->locked_code);
    }
    if (is_predicted) {
        ask_code(batch, &step->address, state, &answers->predicted_code);
    }
    if (step->proxy != NULL && answers->locked != NULL) {
        ask_storage(batch, &answers->locked->address, eip1967_slots[EIP1967_IMPLEMENTATION],
                    answers->locked_slot);
    }
    if (step->proxy != NULL && is_predicted) {
        ask_storage(batch, &step->address, eip1967_slots[EIP1967_IMPLEMENTATION],
                    answers->predicted_slot);
    }
}

/* The proxy, and what the lock file says that it runs. */
static void ask_upgrade(const struct lock_network *network, const struct plan_step *step,
                        struct plan_answers *answers, struct rpc_batch *batch)
{
    const struct lock_contract *behind =
        network != NULL ? lock_network_contract(network, text_of(step->proxy_of->name)) : NULL;
    upgrade_ask(batch, &step->address, behind != NULL ? &behind->address : &step->address,
                &answers->upgrade);
}

static void step_answers_start(const struct lock_network *network, const struct plan_step *step,
                               struct step_answers *out)
{
    out->locked = network != NULL ? lock_network_contract(network, text_of(step->name)) : NULL;
    out->locked_code = buf_start(ARTIFACT_CODE_MAX);
    out->predicted_code = buf_start(ARTIFACT_CODE_MAX);
    out->as_account = buf_start(ARTIFACT_CODE_MAX);
}

/* What is made first is there when the rest is: with its own code in place, where it is not there
 * yet. */
static void suppose_deployer(const struct deploy_wish *wish, struct supposed *out)
{
    if (wish->makes_deployer) {
        out->at[out->n++] = (struct rpc_override){
            .who = &create_deterministic_deployer,
            .code = deployer_code(),
        };
    }
}

void plan_ask_first(struct plan *plan, const struct deploy_wish *wish, struct plan_answers *answers,
                    struct rpc_batch *batch)
{
    const struct lock_network *network = lock_file_network(wish->lock, plan->chain_id);
    answers->steps = mem_array(plan->n, sizeof *answers->steps);
    answers->n = plan->n;
    cost_ask(batch, wish->is_op_stack, &answers->cost);
    if (wish->salt != NULL) {
        deployer_ask(plan, wish, &answers->deployer, batch);
    }
    for (size_t i = 0; i < plan->n; i++) {
        struct plan_step *step = &plan->steps[i];
        struct rpc_override room;
        struct supposed supposed = {.at = &room};
        suppose_deployer(wish, &supposed);
        step_answers_start(network, step, &answers->steps[i]);
        if (step->kind == PLAN_UPGRADE) {
            ask_upgrade(network, step, answers, batch);
            continue;
        }
        ask_places(step, &answers->steps[i], batch);
        if (step->init_code.len != 0 && !step_depends(plan, step)) {
            ask_step(plan, step, &answers->steps[i], &supposed, batch);
        }
        if (step->init_code.len != 0 && wish->is_op_stack) {
            cost_ask_item(batch, plan->chain_id, &step->item, &answers->steps[i].l1_fee);
        }
    }
}

static bool has_immutables(const struct code *runtime)
{
    return !runtime->has_immutables_listed || runtime->n_immutables != 0;
}

/* That the steps before are there already, and the account's nonce is where they leave it: else the
 * creation would be simulated at the address of the first of them. */
static void suppose(const struct plan *plan, const struct plan_step *until, struct supposed *out)
{
    out->is_exact = true;
    if (until->kind == PLAN_CREATE) {
        out->at[out->n++] = (struct rpc_override){
            .who = &plan->account,
            .has_nonce = true,
            .nonce = until->item.nonce,
        };
    }
    for (const struct plan_step *step = plan->steps; step != until; step++) {
        const struct code *runtime = &step->artifact->artifact.runtime;
        const bool is_simulated = step->simulated.len != 0;
        if (step->state == PLAN_UNCHANGED) {
            continue;
        }
        out->is_exact = out->is_exact && (is_simulated || !has_immutables(runtime));
        out->at[out->n++] = (struct rpc_override){
            .who = &step->address,
            .code = is_simulated ? buf_view(&step->simulated) : bytes_of(runtime->at, runtime->n),
        };
    }
}

/* What code that is not exactly the one to come makes of it says nothing. */
static void forget_failure(struct plan_step *step, struct step_answers *answers)
{
    rpc_error_done(&step->failure);
    rpc_error_done(&answers->as_account_error);
    if (answers->estimate_error.code == 0) {
        answers->gas = 0;
    }
    answers->was_asked = answers->gas != 0;
    answers->estimate_error.is_revert = false;
}

bool plan_ask_second(struct plan *plan, const struct deploy_wish *wish,
                     struct plan_answers *answers, struct rpc *rpc, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(mem_freep) struct rpc_override *room = mem_array(plan->n + 2, sizeof *room);
    AUTO(mem_freep) bool *is_inexact = mem_array(plan->n, sizeof *is_inexact);
    bool is_needed = false;
    for (size_t i = 0; i < plan->n; i++) {
        struct plan_step *step = &plan->steps[i];
        struct supposed supposed = {.at = room};
        if (step->kind == PLAN_UPGRADE || step->state != PLAN_TO_DO ||
            answers->steps[i].was_asked) {
            continue;
        }
        suppose_deployer(wish, &supposed);
        suppose(plan, step, &supposed);
        is_inexact[i] = !supposed.is_exact;
        is_needed = true;
        ask_step(plan, step, &answers->steps[i], &supposed, batch);
        if (wish->is_op_stack) {
            cost_ask_item(batch, plan->chain_id, &step->item, &answers->steps[i].l1_fee);
        }
    }
    TRY(!is_needed || rpc_ask(rpc, batch, e));
    for (size_t i = 0; i < plan->n; i++) {
        if (is_inexact[i] && plan->steps[i].failure.code != 0) {
            forget_failure(&plan->steps[i], &answers->steps[i]);
        }
    }
    return true;
}

bool plan_simulate(const struct plan *plan, struct plan_step *step, struct rpc *rpc, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(rpc_error_done) struct rpc_error error = {0};
    const struct supposed nothing = {0};
    const struct rpc_message as_account = creation(step, &plan->account, &nothing);
    if (step->kind == PLAN_CREATE2) {
        ask_by_deployer(step, &nothing, &error, batch);
    } else {
        ask_call(batch, &as_account, RPC_STATE(RPC_LATEST), &step->simulated, &error);
    }
    return rpc_ask(rpc, batch, e);
}
