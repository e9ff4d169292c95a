/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/transaction.h"
#include "deploy/plan_parts.h"

enum {
    GAS_A_BYTE = 200,           /* of runtime code, which a creation stores (yellow paper, G) */
    GAS_ALLOWANCE = 500 * 1000, /* for what a constructor does, of which nothing is known */
    GAS_TRANSACTION = 16777216, /* at most (EIP-7825) */
    GAS_MARGIN = 5,             /* a fifth: it costs nothing where it is not used */
};

uint64_t gas_with_margin(uint64_t gas, uint64_t block_gas_limit)
{
    uint64_t limit = gas > UINT64_MAX / 2 ? gas : gas + gas / GAS_MARGIN;
    if (limit > GAS_TRANSACTION && gas <= GAS_TRANSACTION) {
        limit = GAS_TRANSACTION;
    }
    return block_gas_limit != 0 && limit > block_gas_limit && gas <= block_gas_limit
               ? block_gas_limit
               : limit;
}

uint64_t gas_of_size(const struct plan_step *step)
{
    const struct transaction creation = {
        .kind = TRANSACTION_EIP1559,
        .is_creation = true,
        .data = buf_view(&step->calldata),
    };
    const size_t runtime = step->artifact->artifact.runtime.n != 0
                               ? step->artifact->artifact.runtime.n
                               : step->init_code.len;
    const uint64_t made = transaction_gas(&creation).whole + (uint64_t)GAS_A_BYTE * runtime;
    return made + GAS_ALLOWANCE;
}

static bool add_product(uint64_t gas, const struct u256 *price, struct u256 *sum)
{
    const struct u256 units = u256_of(gas);
    struct u256 product;
    return u256_multiply(&units, price, &product) && u256_add(sum, &product, sum);
}

/* What a unit of gas will cost if the base fee stays as it is. */
static bool likely_price(const struct fee *fee, struct u256 *out)
{
    if (fee->kind == TRANSACTION_LEGACY) {
        *out = fee->max_fee;
        return true;
    }
    if (!u256_add(&fee->base_fee, &fee->priority_fee, out)) {
        return false;
    }
    if (u256_compare(out, &fee->max_fee) > 0) {
        *out = fee->max_fee;
    }
    return true;
}

static bool add_l1_fee(struct plan *plan, const struct l1_fee_answers *answers)
{
    struct u256 l1_fee;
    const enum l1_known known = l1_fee_of(answers, &l1_fee);
    plan->has_l1_fee = plan->has_l1_fee || known == L1_KNOWN;
    plan->has_unknown_fee = plan->has_unknown_fee || known == L1_UNKNOWN;
    return u256_add(&plan->l1_fee, &l1_fee, &plan->l1_fee) &&
           u256_add(&plan->cost_max, &l1_fee, &plan->cost_max) &&
           u256_add(&plan->cost_likely, &l1_fee, &plan->cost_likely);
}

/* The limit is paid for before it runs, and what was not used is given back. */
static bool add_operator_fee(struct plan *plan, const struct operator_fee_answers *answers,
                             const struct plan_step *step)
{
    struct operator_fee fee;
    struct u256 most;
    struct u256 likely;
    const enum l1_known known = operator_fee_of(answers, &fee);
    plan->has_operator_fee = plan->has_operator_fee || known == L1_KNOWN;
    plan->has_unknown_fee = plan->has_unknown_fee || known == L1_UNKNOWN;
    return operator_fee_for(&fee, step->item.gas_limit, &most) &&
           operator_fee_for(&fee, step->gas, &likely) &&
           u256_add(&plan->operator_fee, &most, &plan->operator_fee) &&
           u256_add(&plan->cost_max, &most, &plan->cost_max) &&
           u256_add(&plan->cost_likely, &likely, &plan->cost_likely);
}

/* What is charged beside gas. */
static bool add_beside(struct plan *plan, const struct plan_step *step,
                       const struct l1_fee_answers *l1_fee,
                       const struct operator_fee_answers *operator_fee)
{
    return step->state != PLAN_TO_DO ||
           (add_l1_fee(plan, l1_fee) && add_operator_fee(plan, operator_fee, step));
}

static bool add_step(struct plan *plan, const struct plan_step *step)
{
    struct u256 price;
    return step->state != PLAN_TO_DO ||
           (likely_price(&plan->fee, &price) &&
            add_product(step->gas, &price, &plan->cost_likely) &&
            add_product(step->item.gas_limit, &plan->fee.max_fee, &plan->cost_max) &&
            u256_add(&plan->cost_likely, &step->item.value, &plan->cost_likely) &&
            u256_add(&plan->cost_max, &step->item.value, &plan->cost_max));
}

static bool add(struct plan *plan, const struct plan_step *step,
                const struct l1_fee_answers *l1_fee,
                const struct operator_fee_answers *operator_fee, struct err *e)
{
    if (!add_step(plan, step)) {
        return err_set(e, ERR_USAGE, "what it costs does not fit into 256 bits");
    }
    return add_beside(plan, step, l1_fee, operator_fee) ||
           err_set(e, ERR_SERVICE, "the chain's oracle of L1 fees says more than there can be");
}

bool plan_cost(struct plan *plan, const struct plan_answers *answers, struct err *e)
{
    const struct plan_step funding = {
        .state = PLAN_TO_DO,
        .gas = plan->deployer.gas,
        .item = plan->deployer.funding,
    };
    for (size_t i = 0; i < plan->n; i++) {
        TRY(add(plan, &plan->steps[i], &answers->steps[i].l1_fee, &answers->operator_fee, e));
    }
    /* On L1 it costs less than the longer one that it pays for. */
    return u256_is_zero(&funding.item.value) ||
           add(plan, &funding, &answers->deployer.l1_fee, &answers->operator_fee, e);
}
