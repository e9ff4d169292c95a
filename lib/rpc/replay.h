/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_REPLAY_H
#define PHALA_RPC_REPLAY_H

#include "rpc/flight.h"

/* Why a transaction that was mined has failed: a receipt does not say. */

struct replay {
    struct rpc_message message; /* `gas` is its limit */
    const struct rpc_receipt *receipt;
    const struct abi *abi; /* or NULL */
    struct rpc_error *why; /* what the node says it was reverted with, if it does; or NULL */
};

/* Calls the same on the state before its block, then on that behind it, and appends the reason in
 * one line: "reverted: not enough". What cannot be found out is said in place of it. */
void replay_reason(struct rpc *rpc, const struct replay *replay, struct buf *out);

/* Sets ERR_REFUSED for a transaction that was mined and has failed: its hash, its block and the
 * reason. Returns false. */
bool replay_raise(struct rpc *rpc, const struct replay *replay, const struct flight *flight,
                  struct err *e);

#endif
