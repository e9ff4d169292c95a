/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_STAND_IN_H
#define PHALA_DEPLOY_STAND_IN_H

#include "rpc/ask.h"

/* What an account would do in several transactions, one behind the other, in one eth_call: code
 * that stands in for the account there (a state override) makes the same creations and calls, as
 * the same sender and with the same nonces. Most nodes take that, and not all know eth_simulateV1,
 * or take creations in it. Pure. */

/* The code: to be called by anybody, with what stand_in_calldata writes. */
struct bytes stand_in_code(void);

/* The messages in order: receiver, value and data. */
void stand_in_calldata(const struct rpc_message *messages, size_t n, struct buf *out);

/* What the call gives back: the gas that the last message used, beside what a transaction costs
 * before anything runs, and what it returned. False when it is something else: the node did not run
 * that code, or one of the messages before failed. When the last one is reverted the call is, with
 * its data. */
MUST_CHECK bool stand_in_read(struct bytes answer, uint64_t *gas, struct bytes *returned);

#endif
