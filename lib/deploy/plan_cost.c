/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/transaction.h"
#include "deploy/plan_parts.h"

enum {
    GAS_A_BYTE = 200,           /* of runtime code, which a creation stores (yellow paper, G) */
    GAS_ALLOWANCE = 500 * 1000, /* for what a constructor does, of which nothing is known */
};

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

static bool add(struct plan *plan, const struct plan_step *step,
                const struct l1_fee_answers *l1_fee, struct err *e)
{
    const struct cost_part part = {.item = &step->item, .gas = step->gas, .l1_fee = l1_fee};
    return step->state != PLAN_TO_DO || cost_add(&plan->cost, &part, e);
}

bool plan_cost(struct plan *plan, const struct plan_answers *answers, const struct fee_wish *wish,
               struct err *e)
{
    const struct plan_step funding = {
        .state = PLAN_TO_DO,
        .gas = plan->deployer.gas,
        .item = plan->deployer.funding,
    };
    TRY(cost_start(&plan->cost, &answers->cost, wish, e));
    for (size_t i = 0; i < plan->n; i++) {
        TRY(add(plan, &plan->steps[i], &answers->steps[i].l1_fee, e));
    }
    /* On L1 it costs less than the longer one that it pays for. */
    return u256_is_zero(&funding.item.value) || add(plan, &funding, &answers->deployer.l1_fee, e);
}
