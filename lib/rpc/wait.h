/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_WAIT_H
#define PHALA_RPC_WAIT_H

#include <signal.h>

#include "base/log.h"
#include "rpc/flight.h"

/* Waits for what was sent. */

/* How long. */
enum sender_wait {
    SENDER_WAIT_INCLUDED,  /* in a block */
    SENDER_WAIT_NONE,      /* sent is enough */
    SENDER_WAIT_CONFIRMED, /* with so many blocks, itself one of them */
    SENDER_WAIT_SAFE,
    SENDER_WAIT_FINALIZED,
};

struct sender_options {
    enum sender_wait wait;
    uint64_t confirmations; /* of SENDER_WAIT_CONFIRMED */
    int64_t timeout_ms;     /* of the wait */
    uint32_t block_ms;      /* of the chain; 0: not known */
    const struct log *log;  /* what happens on the way */
    const struct log *warnings;
    const volatile sig_atomic_t *interrupted; /* or NULL */
};

/* How it is waited. `along` may be NULL: nothing. */
struct wait {
    struct rpc *rpc;
    const struct sender_options *options;
    const struct flight_along *along;
};

/* Asks for all receipts at once, soon at first and then every quarter of a block (at most every two
 * seconds), until all are as the options say. A block that is reorganised away is logged, and
 * waited for again. One that the node has forgotten is sent again as it was. What is not as it
 * should be after the time is ERR_TIMEOUT, or ERR_INTERRUPTED, both with its hash and the hint that
 * the same command goes on; one whose nonce was used by another transaction is ERR_CONFLICT, and
 * its state is FLIGHT_USED. A node that cannot be asked for a while is asked again until the time
 * is over; what it answers in another form than it has to is ERR_SERVICE. Receipts are those of
 * flight_check, and may say that it was reverted. `along` is asked each time. */
MUST_CHECK bool wait_for(const struct wait *wait, struct flight *flights, size_t n, struct err *e);

#endif
