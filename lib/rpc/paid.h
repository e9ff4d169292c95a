/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_PAID_H
#define PHALA_RPC_PAID_H

#include "rpc/flight.h"

/* What transactions that are mined have cost. */

/* Sets, in the receipts of those that are mined, what the operator of an OP-stack chain took, which
 * no receipt says: its oracle is asked, as it was in their blocks. What it does not say, or when
 * the node cannot be asked, is L1_UNKNOWN. */
void paid_ask_operator(struct rpc *rpc, const struct flight *flights, size_t n);

/* Gas used times its price, what L1 took, and what the operator took where that is known. False
 * when it does not fit into 256 bits. */
MUST_CHECK bool paid_of(const struct rpc_receipt *receipt, struct u256 *out);

#endif
