/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_FLIGHT_H
#define PHALA_RPC_FLIGHT_H

#include "base/log.h"
#include "rpc/ask.h"

/* Signed transactions on their way into a block. */

enum flight_state {
    FLIGHT_UNSENT,
    FLIGHT_SENT,      /* the node has it, in a block or not yet */
    FLIGHT_REFUSED,   /* the node has it not, and said why: `error` */
    FLIGHT_USED,      /* another transaction of the account took its nonce */
    FLIGHT_UNCERTAIN, /* the node said something that tells nothing of the transaction */
};

struct flight {
    const char *step; /* for people: "deploy Counter" */
    struct bytes raw;
    struct keccak256 hash;
    struct eth_address from;
    uint64_t nonce;
    bool is_creation;
    struct rpc_receipt *receipt; /* the owner's */
    /* What became of it. */
    enum flight_state state;
    struct rpc_error error;
};

void flight_done(struct flight *flight);

/* Enough for "'deploy Counter' 0x…". */
enum { FLIGHT_WORDS = 112 };

/* Step and hash, for messages; returns `out`. */
const char *flight_words(const struct flight *flight, char out[FLIGHT_WORDS]);

/* What else is asked in the requests that look for receipts, to be had with them. */
struct flight_along {
    void (*ask)(struct rpc_batch *batch, void *with); /* NULL: nothing */
    void *with;
};

/* Asks for all receipts. */
MUST_CHECK bool flight_look(struct rpc *rpc, struct flight *flights, size_t n, struct err *e);

/* Sends all that have no receipt yet and asks for all receipts, in one request where they fit into
 * one, in their order. What the node does not take gets its state only after the node was asked
 * whether it has it after all. False when the node could not be asked: what was sent is then not
 * known. `along` is NULL where nobody waits for receipts; else they are looked for once more while
 * the answer is on its way (rpc_ask_beside), together with it. */
MUST_CHECK bool flight_send(struct rpc *rpc, struct flight *flights, size_t n,
                            const struct flight_along *along, struct err *e);

/* ERR_SERVICE when its receipt is another's, or has another contract than the account makes with
 * that nonce: the node lies. */
MUST_CHECK bool flight_check(const struct flight *flight, struct err *e);

/* Says why the node did not take it (state REFUSED, USED or UNCERTAIN). Returns false. */
bool flight_refused(const struct flight *flight, struct err *e);

#endif
