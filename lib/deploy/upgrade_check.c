/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"
#include "deploy/upgrade.h"
#include "rpc/revert_reason.h"

static bool refuse_fit(const struct deploy_wish *wish, const char *why, struct err *e)
{
    (void)err_set(
        e, ERR_REFUSED,
        "'%.80s' cannot stand behind this proxy: %s, and it could never be upgraded again",
        wish->name, why);
    return err_hint(e, "an implementation behind it has to be UUPS, as the one there is");
}

static bool refuse_revert(const struct plan *plan, const struct deploy_wish *wish,
                          const struct plan_step *step, struct err *e)
{
    char at[ADDRESS_TEXT];
    const struct artifact *main = &wish->set->at[wish->set->n - 1].artifact;
    const struct plan_upgrade *upgrade = &plan->upgrade;
    AUTO(buf_done) struct buf reason = buf_start(4 * KIB);
    revert_reason(&step->failure, main->has_abi ? &main->abi : NULL, &reason);
    (void)err_set(e, ERR_REFUSED, "'%.80s' cannot be upgraded: %.*s", step->name,
                  TEXT_ARG(buf_view_text(&reason)));
    if (upgrade->has_owner && !eth_address_equal(&upgrade->owner, &plan->account)) {
        return err_hint(e, "its owner is %s: that account's key, or --safe or --unsigned for it",
                        address_format(&upgrade->owner, at));
    }
    return false;
}

bool upgrade_check(const struct plan *plan, const struct deploy_wish *wish, struct err *e)
{
    const struct plan_step *step = &plan->steps[plan->n - 1];
    if (plan->upgrade.fit == UPGRADE_FIT_NONE) {
        return refuse_fit(wish, "it has no proxiableUUID()", e);
    }
    if (plan->upgrade.fit == UPGRADE_FIT_OTHER) {
        return refuse_fit(wish, "its proxiableUUID() names another slot", e);
    }
    return !step->failure.is_revert || refuse_revert(plan, wish, step, e);
}

void upgrade_warn(const struct plan *plan, const struct log *warnings)
{
    if (!plan->upgrade.was_simulated) {
        log_line(warnings,
                 "the upgrade could not be simulated before what it needs is there: this command "
                 "does so before it sends it, whoever signs elsewhere does not");
    }
}
