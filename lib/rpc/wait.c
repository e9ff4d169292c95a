/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/wait.h"

#include <inttypes.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mem.h"

enum {
    FIRST_MS = 2,      /* between the first two polls; then twice as long each time */
    MOST_MS = 2000,    /* between two polls */
    UNKNOWN_MS = 4000, /* taken for the time between blocks where it is not known */
    CHECK_LEAST_MS = 1000,
    CHECK_MOST_MS = 5000, /* between two looks for what the node forgot */
    WRONG_MAX = 3,        /* answers of another form, one after the other */
    SECOND_MS = 1000,
};

/* What is known of one. */
struct place {
    bool was_seen; /* in `block`, when it was asked last */
    struct keccak256 block;
    bool is_known; /* by the node, mined or not */
    uint64_t used; /* nonces of the account */
    bool is_suspect;
};

struct waiting {
    struct rpc *rpc;
    const struct sender_options *options;
    const struct flight_along *along;
    struct flight *flights;
    struct place *places;
    size_t n;
    int64_t start, next_check;
    uint64_t head;
    struct rpc_block block; /* safe or finalized */
    struct rpc_error block_error;
    unsigned wrong;
    struct err trouble; /* of the last poll */
};

static void waiting_done(struct waiting *w)
{
    rpc_error_done(&w->block_error);
    mem_free(w->places);
}

static int64_t block_ms(const struct waiting *w)
{
    return w->options->block_ms != 0 ? (int64_t)w->options->block_ms : UNKNOWN_MS;
}

static int64_t between(int64_t least, int64_t value, int64_t most)
{
    return value < least ? least : value > most ? most : value;
}

/* Blocks that count as behind a transaction in block `number`. */
static bool is_deep(const struct waiting *w, uint64_t number)
{
    switch (w->options->wait) {
    case SENDER_WAIT_CONFIRMED:
        return w->head >= number && w->head - number + 1 >= w->options->confirmations;
    case SENDER_WAIT_SAFE:
    case SENDER_WAIT_FINALIZED:
        return w->block.is_there && w->block.number >= number;
    case SENDER_WAIT_NONE:
    case SENDER_WAIT_INCLUDED:
        return true;
    }
    return true;
}

/* The first that is not yet as it should be, or NULL. */
static const struct flight *first_open(const struct waiting *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct rpc_receipt *receipt = w->flights[i].receipt;
        if (!receipt->is_there || !is_deep(w, receipt->block_number)) {
            return &w->flights[i];
        }
    }
    return NULL;
}

/* The head is asked for before the receipts: no receipt is then taken for deeper than it is. */
static void ask_depth(struct waiting *w, struct rpc_batch *batch)
{
    enum sender_wait wait = w->options->wait;
    if (wait == SENDER_WAIT_CONFIRMED) {
        ask_block_number(batch, &w->head);
    } else if (wait == SENDER_WAIT_SAFE || wait == SENDER_WAIT_FINALIZED) {
        rpc_error_done(&w->block_error);
        ask_block(batch, RPC_STATE(wait == SENDER_WAIT_SAFE ? RPC_SAFE : RPC_FINALIZED), &w->block,
                  &w->block_error);
    }
}

static void ask_one(struct waiting *w, size_t i, bool is_check, struct rpc_batch *batch)
{
    struct flight *flight = &w->flights[i];
    rpc_receipt_done(flight->receipt);
    ask_receipt(batch, &flight->hash, flight->receipt);
    if (is_check) {
        ask_is_known(batch, &flight->hash, &w->places[i].is_known);
        ask_nonce(batch, &flight->from, RPC_STATE(RPC_LATEST), &w->places[i].used);
    }
}

static bool poll_all(struct waiting *w, bool is_check, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_depth(w, batch);
    for (size_t i = 0; i < w->n; i++) {
        ask_one(w, i, is_check, batch);
    }
    if (w->along != NULL && w->along->ask != NULL) {
        w->along->ask(batch, w->along->with);
    }
    TRY(rpc_ask(w->rpc, batch, e));
    return w->block_error.code == 0 ||
           err_set(e, ERR_SERVICE, "the node does not say which block is %s: %s",
                   w->options->wait == SENDER_WAIT_SAFE ? "safe" : "final", w->block_error.message);
}

/* A receipt that cannot be is none. */
static bool check_receipt(struct flight *flight, struct err *e)
{
    if (!flight->receipt->is_there || flight_check(flight, e)) {
        return true;
    }
    rpc_receipt_done(flight->receipt);
    return false;
}

/* Says what a reorganisation did. */
static bool note(struct waiting *w, struct err *e)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct rpc_receipt *receipt = w->flights[i].receipt;
        struct place *place = &w->places[i];
        char words[FLIGHT_WORDS];
        TRY(check_receipt(&w->flights[i], e));
        bool is_moved = receipt->is_there &&
                        !bytes_equal(BYTES_OF(receipt->block_hash.at), BYTES_OF(place->block.at));
        if (place->was_seen && (is_moved || !receipt->is_there)) {
            log_line(w->options->log, "%s: its block was reorganised away%s",
                     flight_words(&w->flights[i], words), is_moved ? ", it is in another" : "");
        }
        place->was_seen = receipt->is_there;
        place->block = receipt->is_there ? receipt->block_hash : place->block;
    }
    return true;
}

static bool send_again(struct waiting *w, const struct flight *flight, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(rpc_error_done) struct rpc_error error = {0};
    char words[FLIGHT_WORDS];
    ask_send(batch, flight->raw, &error);
    TRY(rpc_ask(w->rpc, batch, e));
    log_line(w->options->log, "%s: the node has forgotten it; it was sent again%s%s",
             flight_words(flight, words), error.code != 0 ? ": " : "", error.message);
    return true;
}

/* One whose nonce is used is looked for twice: the node may have been between two blocks. */
static bool check_one(struct waiting *w, size_t i, struct err *e)
{
    struct flight *flight = &w->flights[i];
    struct place *place = &w->places[i];
    if (flight->receipt->is_there || place->is_known) {
        place->is_suspect = false;
        return true;
    }
    if (place->used <= flight->nonce) {
        return send_again(w, flight, e);
    }
    if (place->is_suspect) {
        flight->state = FLIGHT_USED;
        return flight_refused(flight, e);
    }
    place->is_suspect = true;
    w->next_check = 0;
    return true;
}

static bool look(struct waiting *w, struct err *e)
{
    int64_t now = clock_monotonic_ms();
    bool is_check = now >= w->next_check;
    TRY(poll_all(w, is_check, e) && note(w, e));
    if (!is_check) {
        return true;
    }
    w->next_check = now + between(CHECK_LEAST_MS, block_ms(w), CHECK_MOST_MS);
    for (size_t i = 0; i < w->n; i++) {
        TRY(check_one(w, i, e));
    }
    return true;
}

/* A node that is not there may come back; one that answers something else is given few chances. */
static bool is_passing(struct waiting *w, const struct err *e)
{
    if (e->kind == ERR_NETWORK || e->kind == ERR_TIMEOUT) {
        return true;
    }
    return e->kind == ERR_SERVICE && ++w->wrong < WRONG_MAX;
}

static bool go_on_later(const struct waiting *w, enum err_kind kind, struct err *e)
{
    const struct flight *flight = first_open(w);
    char words[FLIGHT_WORDS];
    if (flight == NULL) {
        return true;
    }
    (void)flight_words(flight, words);
    if (flight->receipt->is_there) {
        (void)err_set(e, kind, "%s is in block %" PRIu64 ", and not yet as deep as asked for",
                      words, flight->receipt->block_number);
    } else {
        (void)err_set(e, kind, "%s was sent, and not seen in a block", words);
    }
    if (kind == ERR_INTERRUPTED) {
        (void)err_add(e, ": interrupted");
    } else {
        const bool is_whole = w->options->timeout_ms % SECOND_MS == 0;
        (void)err_add(e, " in %" PRId64 " %s%s%s",
                      w->options->timeout_ms / (is_whole ? SECOND_MS : 1), is_whole ? "s" : "ms",
                      w->trouble.text[0] != 0 ? "; " : "", w->trouble.text);
    }
    return err_hint(e, "the same command goes on; it sends nothing twice");
}

static bool look_patiently(struct waiting *w, struct err *e)
{
    struct err trouble = {0};
    if (look(w, &trouble)) {
        w->wrong = 0;
        w->trouble = trouble;
        return true;
    }
    if (trouble.kind == ERR_INTERRUPTED) {
        return go_on_later(w, ERR_INTERRUPTED, e);
    }
    if (!is_passing(w, &trouble)) {
        *e = trouble;
        return false;
    }
    log_line(w->options->log, "%s", trouble.text);
    w->trouble = trouble;
    return true;
}

bool wait_for(const struct wait *wait, struct flight *flights, size_t n, struct err *e)
{
    AUTO(waiting_done)
    struct waiting w = {
        .rpc = wait->rpc,
        .options = wait->options,
        .along = wait->along,
        .flights = flights,
        .n = n,
        .places = mem_array(n + 1, sizeof *w.places),
        .start = clock_monotonic_ms(),
    };
    w.next_check = w.start + between(CHECK_LEAST_MS, block_ms(&w), CHECK_MOST_MS);
    const int64_t most = between(FIRST_MS, block_ms(&w) / 4, MOST_MS);
    TRY(note(&w, e));
    for (int64_t pause = 0; first_open(&w) != NULL; pause = between(FIRST_MS, 2 * pause, most)) {
        int64_t left = wait->options->timeout_ms - (clock_monotonic_ms() - w.start);
        if (is_interrupted(w.options->interrupted)) {
            return go_on_later(&w, ERR_INTERRUPTED, e);
        }
        if (left <= 0 && pause > 0) {
            return go_on_later(&w, ERR_TIMEOUT, e);
        }
        clock_sleep_ms(between(0, pause, left > 0 ? left : 0));
        TRY(look_patiently(&w, e));
    }
    return true;
}
