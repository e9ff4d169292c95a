/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_CALL_BLOCK_H
#define PHALA_COMMANDS_CONTRACT_CALL_BLOCK_H

#include "rpc/ask.h"

/* The block of `phala contract call --block`. */

extern const char *const call_blocks[]; /* the words that may be given; ends in NULL */

/* A number or one of the words; NULL: the latest. ERR_USAGE. */
MUST_CHECK bool call_block_read(const char *text, struct rpc_state *out, struct err *e);

/* ERR_NOT_FOUND for a number above `latest`: nodes have their own words for a block that is still
 * to come, or answer of another one. */
MUST_CHECK bool call_block_check(const struct rpc_state *state, const char *network,
                                 uint64_t latest, struct err *e);

/* "phala-l2", or "phala-l2 in block 7". */
enum { CALL_WHERE = 80 };
const char *call_block_where(const struct rpc_state *state, const char *network,
                             char out[CALL_WHERE]);

#endif
