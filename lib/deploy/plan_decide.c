/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "chain/address.h"
#include "deploy/plan_parts.h"
#include "deploy/upgrade_step.h"

static bool is_library(const struct plan_making *making, const struct plan_step *step)
{
    return step->proxy == NULL &&
           step->artifact != &making->wish->set->at[making->wish->set->n - 1];
}

/* In order: what an earlier step has no nonce of its own for takes none of this one's. */
static void assign_nonce(const struct plan_making *making, struct plan_step *step)
{
    AUTO(mem_freep)
    struct sender_item *items = mem_array(making->plan->n, sizeof *items);
    size_t n = 0;
    for (const struct plan_step *each = making->plan->steps; each <= step; each++) {
        if (each->state != PLAN_UNCHANGED) {
            items[n++] = each->item;
        }
    }
    sender_assign(making->sender, items, n);
    step->item.nonce = items[n - 1].nonce;
    if (step->kind == PLAN_CREATE) {
        step->address = create_address(&making->plan->account, step->item.nonce);
    }
}

/* What stands between the name and the address. */
static const struct {
    enum err_kind kind;
    const char *text;
} refusals[] = {
    [PLAN_FOUND_OTHER] = {ERR_CONFLICT,
                          "is deployed from another artifact, or other arguments, at"},
    [PLAN_FOUND_FALSE] = {ERR_UNTRUSTED,
                          "is not what lock file and artifact say: other code is at"},
    [PLAN_FOUND_ELSEWHERE] = {ERR_CONFLICT, "is deployed where this salt would not put it, at"},
    [PLAN_FOUND_UPGRADED] = {ERR_CONFLICT, "has another implementation by now, at"},
};

/* The lock file has a proxy in front of the step's contract. */
static bool is_behind_proxy(const struct plan_making *making, const struct plan_step *step)
{
    const struct lock_network *network = lock_file_network(making->wish->lock,
                                                           making->plan->chain_id);
    for (size_t i = 0; network != NULL && i < network->n; i++) {
        const char *of = network->contracts[i].proxy_of;
        if (of != NULL && strcmp(of, step->name) == 0) {
            return true;
        }
    }
    return false;
}

static bool refuse_found(const struct plan_making *making, const struct plan_step *step,
                         const struct step_answers *answers, enum plan_finding found, struct err *e)
{
    char at[ADDRESS_TEXT];
    const struct lock_contract *locked = answers->locked;
    address_format(locked != NULL ? &locked->address : &step->address, at);
    (void)err_set(e, refusals[found].kind, "'%s' %s %s", step->name, refusals[found].text, at);
    return found == PLAN_FOUND_OTHER && is_behind_proxy(making, step)
               ? err_hint(e, "--upgrade puts this one behind the proxy, --new deploys another one")
               : err_hint(e, "--new deploys another one, --name NAME one beside it");
}

static void warn_lost(const struct plan_making *making, const struct plan_step *step,
                      const struct step_answers *answers)
{
    char at[ADDRESS_TEXT];
    log_line(making->sender->options->warnings,
             "'%s' is at %s by the lock file, but the chain has no code there: the node was wiped, "
             "or it is another chain; it is deployed again",
             step->name, address_format(&answers->locked->address, at));
}

const struct journal_entry *plan_journaled(const struct plan_making *making,
                                           const struct plan_step *step)
{
    const struct journal *journal = &making->sender->journal;
    const struct keccak256 intent = sender_intent(making->sender, &step->item);
    for (size_t i = 0; i < journal->n; i++) {
        if (keccak256_equal(&journal->entries[i].intent, &intent) &&
            keccak256_equal(&journal->entries[i].genesis, &making->sender->genesis)) {
            return &journal->entries[i];
        }
    }
    return NULL;
}

/* Two runs at once: the lock file has the other one's. */
static void warn_unlocked(const struct plan_making *making, const struct plan_step *step,
                          const struct journal_entry *entry)
{
    char at[ADDRESS_TEXT];
    const struct eth_address made = create_address(&making->plan->account, entry->nonce);
    log_line(making->sender->options->warnings,
             "'%s' is as the lock file says; an earlier run of this account has sent another one, "
             "at %s, which is in no lock file: --name NAME takes it in",
             step->name, address_format(&made, at));
}

void step_set_to_do(const struct plan_making *making, struct plan_step *step, bool is_pending)
{
    step->state = is_pending ? PLAN_PENDING : PLAN_TO_DO;
    step->is_locked = false;
    buf_clear(&step->code);
    assign_nonce(making, step);
}

/* It is there. Whether that is all depends on what is wanted. */
static void decide_there(const struct plan_making *making, struct plan_step *step,
                         const struct step_answers *answers)
{
    const struct journal_entry *entry = plan_journaled(making, step);
    const struct lock_contract *locked = step->is_locked ? answers->locked : NULL;
    /* Between lock file and journal an earlier run was interrupted: that was this contract. */
    const bool is_left = entry != NULL && locked != NULL && locked->has_tx &&
                         keccak256_equal(&entry->hash, &locked->tx_hash);
    const bool is_new = making->wish->is_new && !is_library(making, step);
    if (locked == NULL && entry != NULL) {
        step_set_to_do(making, step, true);
        return;
    }
    if (is_new && step->kind == PLAN_CREATE && !is_left) {
        step_set_to_do(making, step, entry != NULL);
        return;
    }
    if (is_new && !is_left) {
        log_line(making->sender->options->warnings,
                 "'%s' is not made anew: the same salt and init code give the same contract",
                 step->name);
    }
    step->state = PLAN_UNCHANGED;
    step->is_left = is_left;
    if (is_left) {
        step->item.hash = entry->hash;
    } else if (entry != NULL && step->kind == PLAN_CREATE) {
        warn_unlocked(making, step, entry);
    }
}

static bool find_again(const struct plan_making *making, struct plan_step *step,
                       const struct step_answers *answers, enum plan_finding *found, struct err *e)
{
    if (*found == PLAN_FOUND_FALSE && step_wants_simulation(step)) {
        TRY(plan_simulate(making->plan, step, making->sender->rpc, e));
        *found = plan_find(step, answers);
    }
    return true;
}

/* What the lock file has under that name makes way for it. */
static bool is_replaced(const struct plan_making *making, enum plan_finding found)
{
    return making->wish->is_new ? found >= PLAN_FOUND_OTHER
                                : making->wish->upgrade != NULL && found == PLAN_FOUND_OTHER;
}

/* Others may have upgraded the proxy to it. */
static bool find_behind(const struct plan_making *making, struct plan_step *step,
                        enum plan_finding *found, struct err *e)
{
    bool is_there = false;
    if (making->wish->upgrade != NULL && !is_library(making, step)) {
        TRY(upgrade_find(making, step, &is_there, e));
    }
    *found = is_there ? PLAN_FOUND_THERE : *found;
    return true;
}

static bool decide(const struct plan_making *making, struct plan_step *step,
                   struct step_answers *answers, struct err *e)
{
    step_fill(making->wish, step);
    if (step->init_code.len == 0) {
        return err_set(e, ERR_INTERNAL, "the libraries of '%s' are not all known", step->name);
    }
    enum plan_finding found = plan_find(step, answers);
    TRY(find_again(making, step, answers, &found, e));
    if (is_replaced(making, found)) {
        answers->locked = NULL;
        found = plan_find(step, answers);
    }
    if (found >= PLAN_FOUND_OTHER) {
        return refuse_found(making, step, answers, found, e);
    }
    if (found == PLAN_FOUND_THERE) {
        decide_there(making, step, answers);
        return true;
    }
    const bool is_pending = plan_journaled(making, step) != NULL;
    TRY(is_pending || find_behind(making, step, &found, e));
    if (found == PLAN_FOUND_THERE) {
        step->state = PLAN_UNCHANGED;
        return true;
    }
    if (found == PLAN_FOUND_LOST && !is_pending) {
        warn_lost(making, step, answers);
    }
    step_set_to_do(making, step, is_pending);
    return true;
}

/* What the lock file says of another chain is no claim about this one. */
static void forget_other_genesis(const struct plan_making *making)
{
    const struct lock_network *network = lock_file_network(making->wish->lock,
                                                           making->plan->chain_id);
    if (network == NULL || keccak256_equal(&network->genesis, &making->plan->genesis)) {
        return;
    }
    log_line(making->sender->options->warnings,
             "the lock file '%s' is of a chain with another first block: the node was wiped, or it "
             "is another chain; what it says of that one does not count",
             making->wish->lock_path);
    for (size_t i = 0; i < making->answers->n; i++) {
        making->answers->steps[i].locked = NULL;
    }
}

/* What the proxy does not run is not in the place of what it runs. */
static void keep_back(struct plan *plan)
{
    const struct plan_step *last = &plan->steps[plan->n - 1];
    const bool is_held = last->kind == PLAN_UPGRADE && last->state != PLAN_UNCHANGED;
    for (size_t i = 0; i < plan->n; i++) {
        plan->steps[i].is_kept_back = is_held;
    }
}

bool plan_decide(const struct plan_making *making, struct err *e)
{
    const bool is_upgrade = making->wish->upgrade != NULL;
    const size_t n = making->plan->n - (is_upgrade ? 1 : 0);
    forget_other_genesis(making);
    TRY(!is_upgrade || upgrade_target(making, e));
    for (size_t i = 0; i < n; i++) {
        struct plan_step *step = &making->plan->steps[i];
        TRY(decide(making, step, &making->answers->steps[i], e) &&
            step_link(making->wish, step, e));
    }
    TRY(!is_upgrade || upgrade_decide(making, &making->plan->steps[n], e));
    keep_back(making->plan);
    return true;
}
