/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_GAS_H
#define PHALA_RPC_GAS_H

#include "rpc/sender.h"

/* The gas limit of a transaction. */

enum { GAS_TRANSACTION_MAX = 16777216 /* EIP-7825 */ };

/* For an estimate: a fifth more, which costs nothing where it is not used; not more than a
 * transaction or a block may have (0: not known), unless the estimate is. */
uint64_t gas_with_margin(uint64_t gas, uint64_t block_gas_limit);

/* The same; as_cast, as Foundry's cast has it, the estimate as it is. */
uint64_t gas_limit_for(uint64_t gas, uint64_t block_gas_limit, bool as_cast);

/* ERR_USAGE when a limit of --gas-limit is below what the item costs before anything runs: some
 * nodes take such a transaction, and it is never mined. */
MUST_CHECK bool gas_check(uint64_t limit, const struct sender_item *item, struct err *e);

#endif
