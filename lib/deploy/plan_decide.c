/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "chain/address.h"
#include "deploy/plan_parts.h"

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

static bool refuse_found(const struct plan_step *step, const struct step_answers *answers,
                         enum plan_finding found, struct err *e)
{
    char at[ADDRESS_TEXT];
    const struct lock_contract *locked = answers->locked;
    address_format(locked != NULL ? &locked->address : &step->address, at);
    (void)err_set(e, refusals[found].kind, "'%s' %s %s", step->name, refusals[found].text, at);
    return err_hint(e, "--new deploys another one, --name NAME one beside it");
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

/* What an earlier run wrote down of the same transaction. */
static const struct journal_entry *journaled(const struct plan_making *making,
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

static void set_to_do(const struct plan_making *making, struct plan_step *step, bool is_pending)
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
    const struct journal_entry *entry = journaled(making, step);
    const struct lock_contract *locked = step->is_locked ? answers->locked : NULL;
    /* Between lock file and journal an earlier run was interrupted: that was this contract. */
    const bool is_left = entry != NULL && locked != NULL && locked->has_tx &&
                         keccak256_equal(&entry->hash, &locked->tx_hash);
    const bool is_new = making->wish->is_new && !is_library(making, step);
    if (locked == NULL && entry != NULL) {
        set_to_do(making, step, true);
        return;
    }
    if (is_new && step->kind == PLAN_CREATE && !is_left) {
        set_to_do(making, step, entry != NULL);
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

static bool decide(const struct plan_making *making, struct plan_step *step,
                   struct step_answers *answers, struct err *e)
{
    step_fill(making->wish, step);
    if (step->init_code.len == 0) {
        return err_set(e, ERR_INTERNAL, "the libraries of '%s' are not all known", step->name);
    }
    enum plan_finding found = plan_find(step, answers);
    TRY(find_again(making, step, answers, &found, e));
    if (making->wish->is_new && found >= PLAN_FOUND_OTHER) {
        answers->locked = NULL;
        found = plan_find(step, answers);
    }
    if (found >= PLAN_FOUND_OTHER) {
        return refuse_found(step, answers, found, e);
    }
    if (found == PLAN_FOUND_THERE) {
        decide_there(making, step, answers);
        return true;
    }
    const bool is_pending = journaled(making, step) != NULL;
    if (found == PLAN_FOUND_LOST && !is_pending) {
        warn_lost(making, step, answers);
    }
    set_to_do(making, step, is_pending);
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

bool plan_decide(const struct plan_making *making, struct err *e)
{
    forget_other_genesis(making);
    for (size_t i = 0; i < making->plan->n; i++) {
        struct plan_step *step = &making->plan->steps[i];
        TRY(decide(making, step, &making->answers->steps[i], e) &&
            step_link(making->wish, step, e));
    }
    return true;
}
