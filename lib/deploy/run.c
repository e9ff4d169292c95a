/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "chain/address.h"
#include "deploy/plan_lock.h"
#include "deploy/plan_owner.h"
#include "deploy/plan_parts.h"
#include "deploy/upgrade_step.h"

/* What is written down elsewhere now is taken out of the journal. */
static bool settle(const struct plan *plan, struct sender *sender, struct err *e)
{
    AUTO(mem_freep) struct sender_item *items = mem_array(plan->n, sizeof *items);
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        if (step->is_left || (step->state != PLAN_UNCHANGED && plan_is_news(step))) {
            items[n++] = step->item;
        }
    }
    return n == 0 || sender_settle(sender, items, n, e);
}

static bool refuse_unproved(const struct plan *plan, struct err *e)
{
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        if (plan_is_news(step) && !step_is_proved(&step->proof)) {
            char at[ADDRESS_TEXT];
            return err_set(
                e, ERR_UNTRUSTED, "'%s' at %s is not what was sent: the code on the chain is '%s'",
                step->name, address_format(&step->address, at), code_match_name(step->proof.match));
        }
    }
    return true;
}

/* An earlier run has seen it mined, and not as deep as is asked for. */
static bool is_shallow(const struct plan_step *step, const struct sender *sender)
{
    return step->state == PLAN_UNCHANGED && step->is_left &&
           sender->options->wait > SENDER_WAIT_NONE;
}

static bool is_on_its_way(const struct plan_step *step, const struct sender *sender)
{
    return !step->is_held && (step->state != PLAN_UNCHANGED || is_shallow(step, sender));
}

/* What was seen at their addresses before is not what will be there. */
static size_t gather(struct plan *plan, const struct sender *sender, struct sender_item *items)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        if (is_on_its_way(&plan->steps[i], sender)) {
            items[n++] = plan->steps[i].item;
        }
        if (plan->steps[i].state != PLAN_UNCHANGED && !plan->steps[i].is_held) {
            buf_clear(&plan->steps[i].code);
        }
    }
    return n;
}

static bool send(struct plan *plan, const struct deploy_wish *wish, struct sender *sender,
                 struct secp256k1_secret *secret, struct err *e)
{
    AUTO(mem_freep) struct sender_item *items = mem_array(plan->n, sizeof *items);
    const struct artifact *main = &wish->set->at[wish->set->n - 1].artifact;
    const struct sender_signing signing = {
        .fee = &plan->cost.fee,
        .secret = secret,
        .abi = main->has_abi ? &main->abi : NULL,
        .why = &plan->why,
        .along = {plan_ask_made, plan},
        .has_operator = wish->is_op_stack &&
                        (plan_count(plan, PLAN_PENDING) > 0 || cost_has_operator(&plan->cost)),
    };
    const size_t n = gather(plan, sender, items);
    const bool done = n == 0 || sender_run(sender, items, n, &signing, e);
    for (size_t i = 0, at = 0; i < plan->n; i++) {
        if (is_on_its_way(&plan->steps[i], sender)) {
            plan->steps[i].item = items[at++];
        }
    }
    return done;
}

/* What an upgrade needs: with a key that is needed again. */
static bool send_first(struct plan *plan, const struct deploy_wish *wish, struct sender *sender,
                       const struct secp256k1_secret *secret, struct err *e)
{
    const struct sender_options *given = sender->options;
    struct sender_options mined = *given;
    AUTO(secp256k1_secret_done) struct secp256k1_secret own = *secret;
    mined.wait = SENDER_WAIT_INCLUDED;
    sender->options = &mined;
    const bool sent = send(plan, wish, sender, &own, e);
    sender->options = given;
    return sent;
}

/* What was sent in vain is not lost. */
static bool tell_rest(struct err *e)
{
    return e->hint[0] == '\0' &&
           err_hint(e,
                    "the proxy is as it was; what was deployed for it is in the journal, and the "
                    "same command goes on with it");
}

/* An upgrade to do is sent behind the rest: a proxy is never pointed to what is not there and not
 * proved, and what it will do is simulated as the chain is by then. */
static bool send_in_turns(struct plan *plan, const struct deploy_wish *wish, struct sender *sender,
                          struct secp256k1_secret *secret, struct err *e)
{
    struct plan_step *last = &plan->steps[plan->n - 1];
    if (last->kind != PLAN_UPGRADE || last->state != PLAN_TO_DO ||
        plan_count(plan, PLAN_UNCHANGED) + 1 == plan->n) {
        return send(plan, wish, sender, secret, e);
    }
    last->is_held = true;
    TRY(send_first(plan, wish, sender, secret, e));
    if (!upgrade_prove_ahead(plan, sender->rpc, e) || !upgrade_try(plan, wish, sender->rpc, e)) {
        return tell_rest(e);
    }
    for (size_t i = 0; i < plan->n; i++) {
        plan->steps[i].is_held = &plan->steps[i] != last;
    }
    return send(plan, wish, sender, secret, e);
}

bool plan_run(struct plan *plan, const struct deploy_wish *wish, struct sender *sender,
              struct secp256k1_secret *secret, struct err *e)
{
    struct err later = {0};
    AUTO(lock_claim_done) struct lock_claim claim = {-1};
    TRY(plan_lock_claim(plan, wish, sender, &claim, e) && plan_lock_check(plan, wish, e) &&
        (!wish->makes_deployer || deployer_make(plan, sender, secret, e)));
    const bool sent = send_in_turns(plan, wish, sender, secret, e);
    const bool is_shallow_yet = !sent && (e->kind == ERR_TIMEOUT || e->kind == ERR_INTERRUPTED);
    const bool written = upgrade_prove(plan, sender->rpc, &later) &&
                         (!plan_has_news(plan) || plan_prove(plan, sender->rpc, &later)) &&
                         plan_lock(plan, wish, &later) &&
                         (is_shallow_yet || settle(plan, sender, &later));
    if (!sent && !written) {
        log_line(sender->options->warnings, "%s", later.text);
    }
    TRY(sent);
    if (!written) {
        *e = later;
        return e->hint[0] == '\0'
                   ? err_hint(e, "what was sent is in the journal: the same command goes on")
                   : false;
    }
    owner_warn(plan, sender->options->warnings);
    return refuse_unproved(plan, e);
}
