/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_REVERT_REASON_H
#define PHALA_RPC_REVERT_REASON_H

#include "chain/abi_item.h"
#include "rpc/rpc.h"

/* Appends what an error of a node says, for people, in one line: of a revert with data what that
 * means (chain/abi_revert.h; `abi` may be NULL), else the node's own words. Pure. */
void revert_reason(const struct rpc_error *error, const struct abi *abi, struct buf *out);

#endif
