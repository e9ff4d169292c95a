/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/mem.h"
#include "chain/address.h"
#include "rpc/flight.h"
#include "rpc/sender.h"

/* What the node says of an entry. */
struct known {
    struct rpc_receipt receipt;
    bool is_known;
};

struct opening {
    struct sender *sender;
    uint64_t latest;
    struct rpc_block genesis;
    struct known *known; /* one an entry */
    size_t n;
};

static void opening_done(struct opening *o)
{
    for (size_t i = 0; i < o->n; i++) {
        rpc_receipt_done(&o->known[i].receipt);
    }
    mem_free(o->known);
}

/* Whoever has to wait is told for what. */
static bool lock(struct sender *sender, const char *folder, struct err *e)
{
    const struct journal_account account = {.chain_id = sender->chain_id,
                                            .address = sender->account};
    struct journal_wait wait = {.ms = 0, .interrupted = sender->options->interrupted};
    char address[ADDRESS_TEXT];
    if (sender->only_looks) {
        return journal_peek(folder, &account, &sender->journal, e);
    }
    if (folder == NULL) {
        (void)err_set(e, ERR_IO, "there is no place to write down what is sent");
        return err_hint(e, "set HOME, or XDG_DATA_HOME");
    }
    if (journal_open(folder, &account, &wait, &sender->journal, e)) {
        return true;
    }
    if (e->kind != ERR_CONFLICT) {
        return false;
    }
    log_line(sender->options->warnings, "another process is sending from %s: waiting for it",
             address_format(&sender->account, address));
    wait.ms = sender->options->timeout_ms;
    *e = (struct err){0};
    return journal_open(folder, &account, &wait, &sender->journal, e);
}

static bool ask_all(struct opening *o, struct rpc_batch *more, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *own = rpc_batch_new();
    struct rpc_batch *batch = more != NULL ? more : own;
    struct sender *sender = o->sender;
    const struct rpc_state first = {.at = RPC_BLOCK, .number = 0};
    rpc_pin(sender->rpc, sender->chain_id);
    ask_block(batch, first, &o->genesis, NULL);
    ask_nonce(batch, &sender->account, RPC_STATE(RPC_LATEST), &o->latest);
    ask_nonce(batch, &sender->account, RPC_STATE(RPC_PENDING), &sender->nonce);
    for (size_t i = 0; i < o->n; i++) {
        const struct keccak256 *hash = &sender->journal.entries[i].hash;
        ask_receipt(batch, hash, &o->known[i].receipt);
        ask_is_known(batch, hash, &o->known[i].is_known);
    }
    TRY(rpc_ask(sender->rpc, batch, e));
    if (!o->genesis.is_there) {
        return err_set(e, ERR_SERVICE, "the node does not know the first block of its chain");
    }
    sender->genesis = o->genesis.hash;
    return true;
}

static void warn_of_others(const struct sender *sender)
{
    size_t n = 0;
    for (size_t i = 0; i < sender->journal.n; i++) {
        n += sender_is_here(sender, &sender->journal.entries[i]) ? 0 : 1;
    }
    if (n > 0) {
        log_line(sender->options->warnings,
                 "%zu in the journal: sent on another chain with the id %" PRIu64
                 " (was the node wiped?); that does not count here: %s",
                 n, sender->chain_id, sender->journal.path);
    }
}

/* Entries that the node has not, as they are on their way again. */
static size_t lost_ones(struct opening *o, struct flight *out)
{
    size_t n = 0;
    for (size_t i = 0; i < o->n; i++) {
        const struct journal_entry *entry = &o->sender->journal.entries[i];
        struct known *known = &o->known[i];
        if (sender_is_here(o->sender, entry) && !known->is_known && !known->receipt.is_there) {
            out[n++] = (struct flight){
                .step = entry->step,
                .raw = buf_view(&entry->raw),
                .hash = entry->hash,
                .from = o->sender->account,
                .nonce = entry->nonce,
                .receipt = &known->receipt,
            };
        }
    }
    return n;
}

static void tell(const struct sender *sender, const struct flight *flight)
{
    struct err why = {0};
    char words[FLIGHT_WORDS];
    if (flight->state == FLIGHT_SENT) {
        log_line(sender->options->log,
                 "%s: of an earlier run; the node had it not, it was sent again",
                 flight_words(flight, words));
        return;
    }
    (void)flight_refused(flight, &why);
    log_line(sender->options->warnings, "of an earlier run: %s%s", why.text,
             flight->state == FLIGHT_UNCERTAIN ? "" : "; it does not count any more");
}

/* Sends what was lost, and takes out of the journal what cannot be mined any more. */
static bool send_lost(struct opening *o, struct flight *lost, size_t n, struct err *e)
{
    struct sender *sender = o->sender;
    AUTO(mem_freep) struct keccak256 *gone = mem_array(n + 1, sizeof *gone);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    size_t n_gone = 0;
    TRY(flight_send(sender->rpc, lost, n, NULL, e));
    for (size_t i = 0; i < n; i++) {
        tell(sender, &lost[i]);
        if (lost[i].state == FLIGHT_USED || lost[i].state == FLIGHT_REFUSED) {
            gone[n_gone++] = lost[i].hash;
        }
    }
    TRY(journal_settle(&sender->journal, gone, n_gone, e));
    ask_nonce(batch, &sender->account, RPC_STATE(RPC_LATEST), &o->latest);
    ask_nonce(batch, &sender->account, RPC_STATE(RPC_PENDING), &sender->nonce);
    return rpc_ask(sender->rpc, batch, e);
}

static bool put_in_order(struct opening *o, struct err *e)
{
    struct flight *lost = mem_array(o->n + 1, sizeof *lost);
    size_t n = lost_ones(o, lost);
    bool is_good = n == 0 || send_lost(o, lost, n, e);
    for (size_t i = 0; i < n; i++) {
        flight_done(&lost[i]);
    }
    mem_free(lost);
    return is_good;
}

static void warn_of_pending(const struct opening *o)
{
    const struct sender *sender = o->sender;
    uint64_t n = sender->nonce > o->latest ? sender->nonce - o->latest : 0;
    for (size_t i = 0; i < sender->journal.n; i++) {
        const struct journal_entry *entry = &sender->journal.entries[i];
        bool is_pending = entry->nonce >= o->latest && entry->nonce < sender->nonce;
        n -= is_pending && sender_is_here(sender, entry) ? 1 : 0;
    }
    if (n > 0) {
        log_line(sender->options->warnings,
                 "the account has %" PRIu64
                 " pending that were sent elsewhere: what is sent now comes behind them",
                 n);
    }
}

bool sender_open(struct sender *sender, const char *folder, struct rpc_batch *more, struct err *e)
{
    TRY(lock(sender, folder, e));
    const size_t n = sender->journal.n;
    AUTO(opening_done)
    struct opening o = {.sender = sender, .known = mem_array(n + 1, sizeof *o.known), .n = n};
    TRY(ask_all(&o, more, e));
    warn_of_others(sender);
    TRY(sender->only_looks || put_in_order(&o, e));
    warn_of_pending(&o);
    return true;
}
