/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "rpc/flight.h"
#include "rpc/paid.h"
#include "rpc/replay.h"
#include "rpc/sender.h"

/* The items on their way. */
struct run {
    struct sender *sender;
    struct sender_item *items;
    struct flight *flights; /* one an item */
    size_t n;
    const struct flight_along *along;
    struct journal_entry *fresh; /* what is signed now */
    size_t n_fresh;
};

static void run_done(struct run *run)
{
    for (size_t i = 0; i < run->n; i++) {
        flight_done(&run->flights[i]);
    }
    for (size_t i = 0; i < run->n_fresh; i++) {
        buf_done(&run->fresh[i].raw);
    }
    mem_free(run->flights);
    mem_free(run->fresh);
}

/* Only what a line of the journal can hold as it is. */
static void copy_step(const char *step, char out[JOURNAL_STEP])
{
    size_t i = 0;
    for (; step[i] != 0 && i < JOURNAL_STEP - 1; i++) {
        out[i] = step[i] >= ' ' && step[i] <= '~' ? step[i] : '?';
    }
    out[i] = 0;
}

static void warn_of_gas(const struct sender *sender, const struct transaction *t, const char *step)
{
    const uint64_t whole = transaction_gas(t).whole;
    if (t->gas_limit < whole) {
        log_line(sender->options->warnings,
                 "'%s': gas limit %" PRIu64 " is below %" PRIu64
                 ", which it costs where today's rules hold: it may never be mined",
                 step, t->gas_limit, whole);
    }
}

/* What no node takes is not signed, but for a fee that was wished so. */
static bool check(const struct transaction *t, const struct fee *fee, struct err *e)
{
    struct transaction like = *t;
    if (fee->is_priority_above) {
        like.priority_fee = like.max_fee;
    }
    return transaction_check(&like, e);
}

static bool sign(struct run *run, size_t k, const struct sender_signing *signing, struct err *e)
{
    struct sender_item *item = &run->items[k];
    struct journal_entry *entry = &run->fresh[run->n_fresh];
    const struct transaction t = sender_transaction(item, signing->fee, run->sender->chain_id);
    if (!check(&t, signing->fee, e)) {
        return err_wrap(e, "'%.90s'", item->step);
    }
    warn_of_gas(run->sender, &t, item->step);
    run->n_fresh++;
    *entry = (struct journal_entry){
        .nonce = item->nonce,
        .genesis = run->sender->genesis,
        .intent = sender_intent(run->sender, item),
        .raw = buf_start(TRANSACTION_ROOM),
    };
    copy_step(item->step, entry->step);
    transaction_sign(&t, signing->secret, &entry->raw);
    if (!buf_is_whole(&entry->raw)) {
        return err_set(e, ERR_TOO_BIG, "'%.90s': a transaction of more than %d bytes", item->step,
                       TRANSACTION_ROOM);
    }
    entry->hash = keccak256_of(buf_view(&entry->raw));
    item->hash = entry->hash;
    return true;
}

/* What was sent before is told: whoever wanted it a second time has to know. */
static void tell(const struct sender *sender, const struct flight *flight)
{
    char words[FLIGHT_WORDS];
    log_line(sender->options->warnings,
             "%s was sent by an earlier run that did not end: this one goes on from there",
             flight_words(flight, words));
}

static bool make_flights(struct run *run, struct err *e)
{
    const struct sender *sender = run->sender;
    for (size_t k = 0; k < run->n; k++) {
        struct sender_item *item = &run->items[k];
        const struct journal_entry *entry = journal_find(&sender->journal, &item->hash);
        if (entry == NULL) {
            return err_set(e, ERR_INTERNAL, "'%.90s' is not in the journal", item->step);
        }
        run->flights[k] = (struct flight){
            .step = item->step,
            .raw = buf_view(&entry->raw),
            .hash = item->hash,
            .from = sender->account,
            .nonce = item->nonce,
            .is_creation = item->is_creation,
            .receipt = &item->receipt,
        };
        if (item->was_sent_before) {
            tell(sender, &run->flights[k]);
        }
    }
    return true;
}

static bool write_down(struct run *run, const struct sender_signing *signing, struct err *e)
{
    sender_assign(run->sender, run->items, run->n);
    for (size_t k = 0; k < run->n; k++) {
        TRY(run->items[k].was_sent_before || sign(run, k, signing, e));
    }
    secp256k1_secret_done(signing->secret);
    if (!journal_add(&run->sender->journal, run->fresh, run->n_fresh, e)) {
        return err_hint(e, "nothing was sent: what cannot be written down is not sent");
    }
    return make_flights(run, e);
}

/* What was never accepted, and never will be, is not to be sent by a later run. */
static bool forget(struct run *run, struct err *e)
{
    AUTO(mem_freep) struct keccak256 *hashes = mem_array(run->n + 1, sizeof *hashes);
    size_t n = 0;
    for (size_t k = 0; k < run->n; k++) {
        enum flight_state state = run->flights[k].state;
        const struct rpc_receipt *receipt = run->flights[k].receipt;
        if (state == FLIGHT_REFUSED || state == FLIGHT_USED ||
            (receipt->is_there && !receipt->succeeded)) {
            hashes[n++] = run->flights[k].hash;
        }
    }
    return journal_settle(&run->sender->journal, hashes, n, e);
}

static bool wait_for_first(struct run *run, size_t n, struct err *e)
{
    const struct sender_options *options = run->sender->options;
    const struct wait wait = {run->sender->rpc, options, run->along};
    return options->wait == SENDER_WAIT_NONE || n == 0 || wait_for(&wait, run->flights, n, e);
}

static bool send(struct run *run, struct err *e)
{
    size_t taken = 0;
    char words[FLIGHT_WORDS];
    const bool is_waited = run->sender->options->wait != SENDER_WAIT_NONE;
    if (!flight_send(run->sender->rpc, run->flights, run->n, is_waited ? run->along : NULL, e)) {
        (void)err_wrap(e, "%s", flight_words(run->flights, words));
        return err_hint(e, "it may have been sent: the same command goes on, and sends nothing "
                           "twice");
    }
    while (taken < run->n && run->flights[taken].state == FLIGHT_SENT) {
        taken++;
    }
    if (taken == run->n) {
        return wait_for_first(run, run->n, e);
    }
    struct err other = {0};
    if (!wait_for_first(run, taken, &other)) {
        log_line(run->sender->options->warnings, "%s", other.text);
    }
    return flight_refused(&run->flights[taken], e);
}

static bool explain(struct run *run, size_t k, const struct sender_signing *signing, struct err *e)
{
    const struct sender_item *item = &run->items[k];
    const struct replay replay = {
        .message = {.from = &run->sender->account,
                    .to = item->is_creation ? NULL : &item->to,
                    .value = item->value,
                    .gas = item->gas_limit,
                    .data = item->data},
        .receipt = &item->receipt,
        .abi = signing->abi,
        .why = signing->why,
    };
    return replay_raise(run->sender->rpc, &replay, &run->flights[k], e);
}

/* All went well, or the first that did not says why. */
static bool judge(struct run *run, const struct sender_signing *signing, struct err *e)
{
    for (size_t k = 0; k < run->n; k++) {
        const struct rpc_receipt *receipt = &run->items[k].receipt;
        TRY(!receipt->is_there || flight_check(&run->flights[k], e));
        if (receipt->is_there && !receipt->succeeded) {
            return explain(run, k, signing, e);
        }
    }
    return true;
}

bool sender_run(struct sender *sender, struct sender_item *items, size_t n,
                const struct sender_signing *signing, struct err *e)
{
    AUTO(run_done)
    struct run run = {
        .sender = sender,
        .items = items,
        .n = n,
        .along = &signing->along,
        .flights = mem_array(n + 1, sizeof *run.flights),
        .fresh = mem_array(n + 1, sizeof *run.fresh),
    };
    TRY(write_down(&run, signing, e));
    bool is_good = send(&run, e) && judge(&run, signing, e);
    if (is_good && signing->has_operator) {
        paid_ask_operator(sender->rpc, run.flights, n);
    }
    struct err other = {0};
    if (!is_good && !forget(&run, &other)) {
        log_line(sender->options->warnings, "%s", other.text);
    }
    return is_good;
}
