/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"
#include "deploy/upgrade_step.h"

static bool refuse(const struct plan_step *step, const char *what, struct err *e)
{
    char at[ADDRESS_TEXT];
    return err_set(e, ERR_UNTRUSTED, "'%.80s' at %s %s", step->name,
                   address_format(&step->address, at), what);
}

static bool check_rest(const struct plan *plan, struct err *e)
{
    for (size_t i = 0; i + 1 < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        TRY(step->state == PLAN_UNCHANGED || step_is_proved(&step->proof) ||
            refuse(step, "is not what was sent: other code is on the chain", e));
    }
    return true;
}

bool upgrade_prove_ahead(struct plan *plan, struct rpc *rpc, struct err *e)
{
    return plan_prove(plan, rpc, e) && check_rest(plan, e);
}

bool upgrade_prove(struct plan *plan, struct rpc *rpc, struct err *e)
{
    struct plan_step *last = &plan->steps[plan->n - 1];
    const struct rpc_receipt *receipt = &last->item.receipt;
    if (last->kind != PLAN_UPGRADE || last->state == PLAN_UNCHANGED || !receipt->is_there ||
        !receipt->succeeded) {
        return true;
    }
    TRY(plan_prove(plan, rpc, e));
    if (!step_is_proved(&last->proof)) {
        /* A node that showed the receipt before the state is asked again. */
        buf_clear(&last->code);
        TRY(plan_prove(plan, rpc, e));
    }
    TRY(check_rest(plan, e) && (step_is_proved(&last->proof) ||
                                refuse(last, "does not have the new implementation behind it", e)));
    for (size_t i = 0; i < plan->n; i++) {
        plan->steps[i].is_kept_back = false;
    }
    return true;
}
