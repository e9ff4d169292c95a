/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/flight.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/mem.h"
#include "chain/address.h"
#include "chain/create.h"
#include "rpc/trouble.h"

enum { LOOKS = 3, LOOK_MS = 300 };

void flight_done(struct flight *flight)
{
    rpc_error_done(&flight->error);
}

const char *flight_words(const struct flight *flight, char out[FLIGHT_WORDS])
{
    AUTO(buf_done) struct buf hash = buf_start(2 * sizeof flight->hash.at);
    buf_hex(&hash, BYTES_OF(flight->hash.at));
    (void)snprintf(out, FLIGHT_WORDS, "'%.40s' 0x%.*s", flight->step,
                   TEXT_ARG(buf_view_text(&hash)));
    return out;
}

static void ask_receipts(struct flight *flights, size_t n, struct rpc_batch *batch)
{
    for (size_t i = 0; i < n; i++) {
        rpc_receipt_done(flights[i].receipt);
        ask_receipt(batch, &flights[i].hash, flights[i].receipt);
    }
}

static void ask_send_all(struct flight *flights, size_t n, struct rpc_batch *batch)
{
    for (size_t i = 0; i < n; i++) {
        if (!flights[i].receipt->is_there) {
            rpc_error_done(&flights[i].error);
            ask_send(batch, flights[i].raw, &flights[i].error);
        }
    }
    ask_receipts(flights, n, batch);
}

/* What is asked while the node's answer to the sending is on its way. */
struct glimpse {
    struct rpc_receipt *receipts; /* one a flight */
    size_t n;
};

static void glimpse_done(struct glimpse *glimpse)
{
    for (size_t i = 0; i < glimpse->n; i++) {
        rpc_receipt_done(&glimpse->receipts[i]);
    }
    mem_free(glimpse->receipts);
}

static void take_glimpse(struct glimpse *glimpse, struct flight *flights)
{
    for (size_t i = 0; i < glimpse->n; i++) {
        if (!flights[i].receipt->is_there && glimpse->receipts[i].is_there) {
            rpc_receipt_done(flights[i].receipt);
            *flights[i].receipt = glimpse->receipts[i];
            glimpse->receipts[i] = (struct rpc_receipt){0};
        }
    }
}

static bool ask(struct rpc *rpc, struct flight *flights, size_t n, const struct flight_along *along,
                struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_send_all(flights, n, batch);
    if (along == NULL) {
        return rpc_ask(rpc, batch, e);
    }
    AUTO(glimpse_done)
    struct glimpse glimpse = {mem_array(n + 1, sizeof *glimpse.receipts), n};
    AUTO(rpc_batch_freep) struct rpc_batch *chance = rpc_batch_new();
    for (size_t i = 0; i < n; i++) {
        ask_receipt(chance, &flights[i].hash, &glimpse.receipts[i]);
    }
    if (along->ask != NULL) {
        along->ask(chance, along->with);
    }
    bool is_answered = false;
    TRY(rpc_ask_beside(rpc, batch, chance, &is_answered, e));
    if (is_answered) {
        take_glimpse(&glimpse, flights);
    }
    return true;
}

bool flight_look(struct rpc *rpc, struct flight *flights, size_t n, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_receipts(flights, n, batch);
    return rpc_ask(rpc, batch, e);
}

static void take_in(struct flight *flight)
{
    bool is_taken = flight->receipt->is_there || flight->error.code == 0 ||
                    rpc_error_is_known_already(&flight->error);
    flight->state = is_taken ? FLIGHT_SENT : FLIGHT_UNCERTAIN;
}

/* What the node says of one that it did not take. */
struct look {
    bool is_known;
    uint64_t used;
};

static bool look_at(struct rpc *rpc, struct flight *flight, struct look *look, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    rpc_receipt_done(flight->receipt);
    ask_receipt(batch, &flight->hash, flight->receipt);
    ask_is_known(batch, &flight->hash, &look->is_known);
    ask_nonce(batch, &flight->from, RPC_STATE(RPC_LATEST), &look->used);
    return rpc_ask(rpc, batch, e);
}

enum { INTERNAL_ERROR = -32603 };

/* Errors that are about the node, not about the transaction. */
static bool is_about_node(const struct rpc_error *error)
{
    const enum rpc_trouble trouble = rpc_trouble_of(error);
    return trouble == RPC_TROUBLE_BUSY || trouble == RPC_TROUBLE_UNKNOWN_METHOD ||
           trouble == RPC_TROUBLE_STATE ||
           (trouble == RPC_TROUBLE_OTHER && error->code == INTERNAL_ERROR);
}

/* A node that is behind says that the nonce was used before it shows the transaction: it is asked
 * a few times. */
static bool settle_state(struct rpc *rpc, struct flight *flight, struct err *e)
{
    bool is_used = rpc_error_is_nonce_too_low(&flight->error);
    for (unsigned i = 0; i < (is_used ? LOOKS : 1); i++) {
        struct look look = {0};
        clock_sleep_ms(i > 0 ? LOOK_MS : 0);
        TRY(look_at(rpc, flight, &look, e));
        if (look.is_known || flight->receipt->is_there) {
            flight->state = FLIGHT_SENT;
            return true;
        }
        is_used = is_used || look.used > flight->nonce;
    }
    flight->state = is_used                         ? FLIGHT_USED
                    : is_about_node(&flight->error) ? FLIGHT_UNCERTAIN
                                                    : FLIGHT_REFUSED;
    return true;
}

bool flight_send(struct rpc *rpc, struct flight *flights, size_t n,
                 const struct flight_along *along, struct err *e)
{
    TRY(ask(rpc, flights, n, along, e));
    for (size_t i = 0; i < n; i++) {
        take_in(&flights[i]);
        TRY(flights[i].state == FLIGHT_SENT || settle_state(rpc, &flights[i], e));
    }
    return true;
}

bool flight_check(const struct flight *flight, struct err *e)
{
    const struct rpc_receipt *receipt = flight->receipt;
    char words[FLIGHT_WORDS];
    if (!bytes_equal(BYTES_OF(receipt->hash.at), BYTES_OF(flight->hash.at))) {
        return err_set(e, ERR_SERVICE, "%s: the node gave another transaction's receipt",
                       flight_words(flight, words));
    }
    if (!flight->is_creation || !receipt->succeeded) {
        return true;
    }
    const struct eth_address made = create_address(&flight->from, flight->nonce);
    if (receipt->has_contract && bytes_equal(BYTES_OF(receipt->contract.at), BYTES_OF(made.at))) {
        return true;
    }
    char address[ADDRESS_TEXT];
    return err_set(e, ERR_SERVICE, "%s: the node's receipt has not the contract that it makes, %s",
                   flight_words(flight, words), address_format(&made, address));
}

bool flight_refused(const struct flight *flight, struct err *e)
{
    char words[FLIGHT_WORDS];
    (void)flight_words(flight, words);
    if (flight->state == FLIGHT_USED) {
        (void)err_set(e, ERR_CONFLICT, "%s: another transaction took nonce %" PRIu64, words,
                      flight->nonce);
        return err_hint(e, "sign it anew, with another nonce (a command that signs does so when it "
                           "is run again), and send from one place at a time");
    }
    (void)rpc_error_raise(&flight->error, NULL, words, e);
    return flight->state == FLIGHT_UNCERTAIN &&
           err_hint(e, "the same command goes on; it sends nothing twice");
}
