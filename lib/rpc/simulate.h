/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_SIMULATE_H
#define PHALA_RPC_SIMULATE_H

#include "rpc/ask.h"

/* What several messages would do one after the other, each on what those before it left
 * (eth_simulateV1). Not all nodes know it. */

struct rpc_simulated {
    bool succeeded;
    uint64_t gas_used; /* not a limit: what is refunded, and what calls keep back, is not in it */
    struct buf answer; /* what it returned */
    struct rpc_error error; /* of one that did not succeed */
};

/* The messages of one simulation, and as many places for what comes of them. */
struct rpc_simulation {
    const struct rpc_message *messages;
    struct rpc_simulated *results;
    size_t n;
};
void rpc_simulated_done(struct rpc_simulated *result);

/* As the questions of ask.h; `error` is that of the whole simulation. */
void ask_simulate(struct rpc_batch *batch, struct rpc_simulation *simulation,
                  struct rpc_state state, struct rpc_error *error);

#endif
