/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_REHEARSAL_H
#define PHALA_STAKE_REHEARSAL_H

#include "rpc/simulate.h"
#include "stake/act.h"

/* Has the node try what is planned: two transactions one after the other, where it can do that.
 * What act_rehearse is made of. */

struct rehearsal {
    struct stake_act *act;
    struct rpc_message messages[ACT_CALLS];
    uint64_t gas; /* of the first, estimated */
    struct rpc_error error, call_error;
    struct rpc_simulated results[ACT_CALLS]; /* of two */
    struct rpc_simulation simulation;
    struct rpc_error simulation_error;
    struct call_question converted; /* of a deed whose forecast that is */
    struct cost_answers cost;
    struct l1_fee_answers l1_fees[ACT_CALLS];
    uint64_t expected[ACT_CALLS]; /* gas */
};
void rehearsal_done(struct rehearsal *r);

/* The rehearsal does not move until it is answered. */
void rehearsal_ask(struct rehearsal *r, struct rpc_batch *batch);

/* Judges the answers, and fills the act: gas limits, cost, what comes of it. Errors as
 * act_rehearse. */
MUST_CHECK bool rehearsal_read(struct rehearsal *r, struct err *e);

#endif
