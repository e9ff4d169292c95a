/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_RECEIPT_H
#define PHALA_COMMANDS_RECEIPT_H

#include "chain/abi_codec.h"
#include "cli/print.h"
#include "rpc/ask.h"

/* How commands show what became of a transaction. */

/* What it has cost: gas used times its price, and what L1 took. False when that is beyond 256 bits.
 */
MUST_CHECK bool receipt_fee(const struct rpc_receipt *receipt, struct u256 *out);

/* Members of an answer that has begun: "status" is sent, succeeded or reverted, and, where it is
 * mined, block, gas, price and fee (in wei; that of L1 is part of it). */
void print_receipt(struct printer *p, const struct rpc_receipt *receipt);

/* "events": those of the ABI decoded, of the others topics and data. */
void print_events(struct printer *p, const struct rpc_receipt *receipt, const struct abi *abi);

#endif
