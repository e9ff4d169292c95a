/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "chain/amount.h"
#include "deploy/deployer.h"
#include "deploy/upgrade.h"
#include "rpc/gas.h"
#include "rpc/revert_reason.h"
#include "rpc/trouble.h"

static bool check_linked(const struct artifact_set *set, struct err *e)
{
    for (size_t i = 0; i < set->n; i++) {
        const struct artifact *artifact = &set->at[i].artifact;
        if (artifact->init.n == 0) {
            return err_set(e, ERR_REFUSED, "'%s' has no code", artifact->name);
        }
        if (artifact->runtime.n > ARTIFACT_RUNTIME_MAX) {
            return err_set(e, ERR_REFUSED,
                           "'%s' has %zu bytes of runtime code, a contract has at most %d "
                           "(EIP-170)",
                           artifact->name, artifact->runtime.n, ARTIFACT_RUNTIME_MAX);
        }
        if (artifact->init.n > ARTIFACT_INIT_MAX) {
            return err_set(e, ERR_REFUSED,
                           "'%s' has %zu bytes of init code, a creation takes at most %d "
                           "(EIP-3860)",
                           artifact->name, artifact->init.n, ARTIFACT_INIT_MAX);
        }
    }
    return true;
}

static bool check_value(const struct deploy_wish *wish, const struct artifact *artifact,
                        struct err *e)
{
    if (u256_is_zero(&wish->value)) {
        return true;
    }
    if (wish->upgrade != NULL) {
        return wish->upgrade->is_payable ||
               err_set(e, ERR_USAGE, "what the upgrade calls takes no value");
    }
    if (wish->proxy != NULL) {
        return wish->proxy->is_payable ||
               err_set(e, ERR_USAGE, "the initialiser of the proxy takes no value");
    }
    const struct abi_item *constructor = artifact_constructor(artifact);
    const bool is_payable = constructor != NULL && constructor->mutability == ABI_PAYABLE;
    return !artifact->has_abi || is_payable ||
           err_set(e, ERR_USAGE, "the constructor of '%s' takes no value", artifact->name);
}

bool wish_check(const struct deploy_wish *wish, struct err *e)
{
    const struct artifact *main = &wish->set->at[wish->set->n - 1].artifact;
    TRY(check_linked(wish->set, e));
    if (main->init.n + wish->arguments.left > ARTIFACT_INIT_MAX) {
        return err_set(e, ERR_REFUSED,
                       "'%s' has %zu bytes of init code with its arguments, a creation takes at "
                       "most %d (EIP-3860)",
                       main->name, main->init.n + wish->arguments.left, ARTIFACT_INIT_MAX);
    }
    return check_value(wish, main, e);
}

/* Less than it takes would be paid for, and reverted. */
static bool check_gas_limit(const struct plan_step *step, struct err *e)
{
    if (step->gas_from != PLAN_GAS_GIVEN) {
        return true;
    }
    TRY(gas_check(step->item.gas_limit, &step->item, e));
    if (step->gas <= step->item.gas_limit) {
        return true;
    }
    (void)err_set(e, ERR_REFUSED,
                  "'%s' takes %" PRIu64 " gas as the node has it, more than --gas-limit %" PRIu64,
                  step->name, step->gas, step->item.gas_limit);
    return err_hint(e, "without --gas-limit it gets a fifth more than that");
}

static bool check_step(const struct plan *plan, const struct deploy_wish *wish,
                       const struct plan_step *step, struct err *e)
{
    const struct artifact *main = &wish->set->at[wish->set->n - 1].artifact;
    TRY(step->kind != PLAN_UPGRADE || upgrade_check(plan, wish, e));
    if (rpc_trouble_of(&step->failure) == RPC_TROUBLE_CODE_SIZE) {
        return err_set(e, ERR_REFUSED,
                       "'%s' would have more than %d bytes of runtime code (EIP-170)", step->name,
                       ARTIFACT_RUNTIME_MAX);
    }
    if (step->failure.is_revert) {
        AUTO(buf_done) struct buf reason = buf_start(4 * KIB);
        revert_reason(&step->failure, main->has_abi ? &main->abi : NULL, &reason);
        return err_set(e, ERR_REFUSED, "'%s' cannot be deployed: %.*s", step->name,
                       TEXT_ARG(buf_view_text(&reason)));
    }
    if (step->simulated.len > ARTIFACT_RUNTIME_MAX) {
        return err_set(e, ERR_REFUSED,
                       "'%s' would have %zu bytes of runtime code, a contract has at most %d "
                       "(EIP-170)",
                       step->name, step->simulated.len, ARTIFACT_RUNTIME_MAX);
    }
    if (plan->block_gas_limit != 0 && step->item.gas_limit > plan->block_gas_limit) {
        return err_set(e, ERR_REFUSED,
                       "'%s' takes %" PRIu64 " gas, more than a block has (%" PRIu64 ")",
                       step->name, step->item.gas_limit, plan->block_gas_limit);
    }
    return check_gas_limit(step, e);
}

static void warn_step(const struct plan_step *step, const struct log *warnings)
{
    if (step->item.gas_limit > GAS_TRANSACTION_MAX) {
        log_line(warnings,
                 "'%s' takes %" PRIu64 " gas: chains with EIP-7825 take at most %d in one "
                 "transaction",
                 step->name, step->item.gas_limit, GAS_TRANSACTION_MAX);
    }
    if (step->gas_from == PLAN_GAS_COMPUTED) {
        log_line(warnings,
                 "the gas of '%s' could not be estimated before what it needs is there: %" PRIu64
                 " is what its size costs, and an allowance",
                 step->name, step->gas);
    }
}

/* The contract has an owner, who is none of the arguments. */
static bool may_own(const struct deploy_wish *wish)
{
    const struct artifact *main = &wish->set->at[wish->set->n - 1].artifact;
    static const uint8_t owner[ABI_SELECTOR] = {0x8d, 0xa5, 0xcb, 0x5b}; /* owner() */
    const struct abi_item *constructor = artifact_constructor(main);
    if (!main->has_abi || wish->proxy != NULL || wish->upgrade != NULL ||
        abi_find_selector(&main->abi, ABI_ITEM_FUNCTION, owner) == NULL) {
        return false;
    }
    for (size_t i = 0; constructor != NULL && i < constructor->inputs.n; i++) {
        if (constructor->inputs.at[i].type.kind == ABI_ADDRESS) {
            return false;
        }
    }
    return true;
}

static void warn_create2(const struct plan *plan, const struct deploy_wish *wish,
                         const struct log *warnings)
{
    if (wish->salt == NULL || plan_count(plan, PLAN_TO_DO) == 0) {
        return;
    }
    if (plan->depends_on_maker) {
        log_line(warnings,
                 "the constructor looks at its creator: by CREATE2 that is the deterministic "
                 "deployer, not the account");
    } else if (may_own(wish)) {
        log_line(warnings,
                 "the contract has an owner and no argument is an address: if the owner is the "
                 "creator, by CREATE2 that is the deterministic deployer, for ever");
    }
}

static bool check_cost(const struct plan *plan, const struct deploy_wish *wish,
                       const struct log *warnings, struct err *e)
{
    const struct cost_limits limits = {.max_cost = wish->max_cost, .balance = &plan->balance};
    char cost[AMOUNT_TEXT];
    char have[AMOUNT_TEXT];
    TRY(cost_check_known(&plan->cost, wish->max_cost, warnings, e));
    const enum cost_fit fit = cost_fit(&plan->cost, &limits);
    amount_format(&plan->cost.most, ETHER_DECIMALS, cost);
    if (fit == COST_ABOVE_MAX) {
        return err_set(e, ERR_REFUSED, "it may cost %s ETH, more than --max-cost: %s ETH", cost,
                       amount_format(wish->max_cost, ETHER_DECIMALS, have));
    }
    return fit == COST_FITS ||
           err_set(e, ERR_REFUSED, "it may cost %s ETH, more than the account's balance of %s ETH",
                   cost, amount_format(&plan->balance, ETHER_DECIMALS, have));
}

static bool check_steps(const struct plan *plan, const struct deploy_wish *wish,
                        const struct log *warnings, struct err *e)
{
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        const bool is_to_do = step->state == PLAN_TO_DO;
        TRY(!is_to_do || check_step(plan, wish, step, e));
        if (is_to_do) {
            warn_step(step, warnings);
            if (step->kind == PLAN_UPGRADE) {
                upgrade_warn(plan, warnings);
            }
        }
    }
    return true;
}

bool plan_check(const struct plan *plan, const struct deploy_wish *wish, const struct log *warnings,
                struct err *e)
{
    TRY(deployer_check(plan, e) && check_steps(plan, wish, warnings, e));
    warn_create2(plan, wish, warnings);
    return wish->is_free || check_cost(plan, wish, warnings, e);
}
