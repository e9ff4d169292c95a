/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_RECEIPT_H
#define PHALA_COMMANDS_RECEIPT_H

#include "chain/abi_codec.h"
#include "cli/context.h"
#include "rpc/ask.h"

/* How commands show what became of a transaction. */

/* "operator_fee": what a chain's operator took beside gas; null where it takes something that is
 * not known, and is in no sum. */
void print_operator_fee(struct printer *p, const struct rpc_receipt *receipt, const char *currency);

/* Members of an answer that has begun: "status" is sent, succeeded or reverted, and, where it is
 * mined, block, gas, price and fee (in JSON in wei; those of L1 and the operator are part of it).
 */
void print_receipt(struct printer *p, const struct rpc_receipt *receipt, const char *currency);

/* "events": those of the ABI decoded, of the others topics and data. */
void print_events(struct printer *p, const struct rpc_receipt *receipt, const struct abi *abi);

/* What it was reverted with goes into the JSON of the failure that the command ends with; nothing
 * does for an error that is no revert. */
void show_reverted(const struct context *context, const struct rpc_error *error);

#endif
