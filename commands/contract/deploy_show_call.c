/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_show_call.h"

#include "commands/one_value.h"

void deploy_show_upgrade(struct printer *p, const struct plan *plan, const struct plan_step *step)
{
    if (step->state == PLAN_TO_DO) {
        print_address(p, "to", &step->item.to);
        print_address(p, "implementation_before", &plan->upgrade.before);
    }
    print_address(p, "implementation", &step->proxy_of->address);
    if (plan->upgrade.has_owner) {
        print_address(p, "owner", &plan->upgrade.owner);
    }
    if (step->state == PLAN_TO_DO) {
        print_bool(p, "simulated", plan->upgrade.was_simulated);
    }
}

void deploy_show_calldata(struct printer *p, const struct plan_step *step)
{
    if (print_is_json(p) && step->state == PLAN_TO_DO) {
        print_0x(p, "calldata", buf_view(&step->calldata));
    }
}

void deploy_show_owner(struct printer *p, const struct plan *plan, const struct plan_step *step)
{
    struct eth_address owner;
    if (step == &plan->steps[plan->n - 1] && plan_owner(plan, &owner)) {
        print_address(p, "owner", &owner);
    }
}
