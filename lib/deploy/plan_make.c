/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_lock.h"
#include "deploy/plan_parts.h"
#include "deploy/upgrade_step.h"
#include "rpc/trouble.h"

static void move_error(struct rpc_error *from, struct rpc_error *to)
{
    rpc_error_done(to);
    *to = *from;
    *from = (struct rpc_error){0};
}

/* A failure is one of the contract: what the node cannot simulate is none. */
static void set_failure(struct plan_step *step, struct step_answers *answers)
{
    if (!step->failure.is_revert && answers->estimate_error.is_revert) {
        const bool has_reason = answers->as_account_error.is_revert;
        move_error(has_reason ? &answers->as_account_error : &answers->estimate_error,
                   &step->failure);
    }
    if (!step->failure.is_revert && rpc_trouble_of(&step->failure) != RPC_TROUBLE_CODE_SIZE) {
        rpc_error_done(&step->failure);
        step->failure = (struct rpc_error){0};
    }
}

static void set_gas(const struct plan_making *making, struct plan_step *step,
                    struct step_answers *answers)
{
    const struct artifact_set *set = making->wish->set;
    const bool is_upgrade = step->kind == PLAN_UPGRADE;
    const bool is_main = step->artifact == &set->at[set->n - 1] && !is_upgrade;
    const bool is_estimated = answers->gas != 0;
    step->gas = is_estimated ? answers->gas : is_upgrade ? upgrade_gas(step) : gas_of_size(step);
    step->gas_from = is_estimated ? PLAN_GAS_ESTIMATED : PLAN_GAS_COMPUTED;
    step->item.gas_limit = gas_with_margin(step->gas, making->plan->block_gas_limit);
    if (is_main && making->wish->gas_limit != 0) {
        step->gas_from = PLAN_GAS_GIVEN;
        step->item.gas_limit = making->wish->gas_limit;
        step->gas = is_estimated ? step->gas : making->wish->gas_limit;
    }
}

static bool read_place(const struct buf *word, struct eth_address *out)
{
    struct bytes rest = buf_view(word);
    return word->len == ABI_WORD && bytes_skip(&rest, ABI_WORD - sizeof out->at) &&
           bytes_copy(&rest, out->at, sizeof out->at);
}

/* By CREATE2 the constructor's msg.sender is the deployer: does that change anything, but for the
 * contract's own address where it knows that? */
static bool depends_on_maker(const struct plan_step *step, const struct step_answers *answers)
{
    struct eth_address here;
    struct eth_address there;
    const struct bytes simulated = buf_view(&step->simulated);
    const struct bytes other = buf_view(&answers->as_account);
    if (step->kind != PLAN_CREATE2 || !answers->was_asked || simulated.left == 0) {
        return false;
    }
    if (answers->as_account_error.code != 0 || bytes_equal(simulated, other)) {
        return answers->as_account_error.code != 0;
    }
    return !read_place(&answers->at_deployer, &here) || !read_place(&answers->at_account, &there) ||
           code_match_moved(simulated, &here, other, &there).match != CODE_EXACT;
}

static bool finish(const struct plan_making *making, struct err *e)
{
    struct plan *plan = making->plan;
    const struct plan_answers *answers = making->answers;
    plan->block_gas_limit = answers->cost.fee.latest.gas_limit;
    for (size_t i = 0; i < plan->n; i++) {
        struct plan_step *step = &plan->steps[i];
        if (step->state == PLAN_UNCHANGED) {
            continue;
        }
        plan->depends_on_maker = plan->depends_on_maker ||
                                 depends_on_maker(step, &answers->steps[i]);
        set_failure(step, &answers->steps[i]);
        set_gas(making, step, &answers->steps[i]);
    }
    if (!deployer_decide(plan, making->wish, &answers->deployer, &answers->cost.operator_fee)) {
        return err_set(e, ERR_SERVICE, "the chain's oracle of L1 fees says more than there can be");
    }
    if (plan_count(plan, PLAN_TO_DO) == 0 && plan->deployer.state != PLAN_DEPLOYER_TO_DO) {
        return true;
    }
    return plan_cost(plan, answers, &making->wish->fee, e);
}

size_t plan_count(const struct plan *plan, enum plan_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        n += plan->steps[i].state == state ? 1 : 0;
    }
    return n;
}

bool plan_make(struct sender *sender, const char *journals, const struct deploy_wish *wish,
               struct plan *out, struct err *e)
{
    AUTO(plan_answers_done) struct plan_answers answers = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    const struct plan_making making = {out, wish, &answers, sender};
    out->chain_id = sender->chain_id;
    out->account = sender->account;
    TRY(plan_steps(wish, out, e));
    plan_ask_first(out, wish, &answers, batch);
    ask_balance(batch, &sender->account, &out->balance);
    TRY(sender_open(sender, journals, batch, e));
    out->genesis = sender->genesis;
    /* Another run may have held the account, and have written the lock file since. */
    TRY(plan_lock_is_current(out, wish, e));
    return plan_decide(&making, e) && plan_ask_second(out, wish, &answers, sender->rpc, e) &&
           upgrade_simulate(&making, e) && finish(&making, e);
}
