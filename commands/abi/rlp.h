/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_ABI_RLP_H
#define PHALA_COMMANDS_ABI_RLP_H

#include "base/err.h"
#include "base/macro.h"
#include "cli/context.h"

/* 'phala abi encode --rlp' and 'phala abi decode --rlp': one item of RLP, see chain/rlp_text.h.
 * `as_cast`: take what cast takes as well, with a warning. */
MUST_CHECK bool rlp_encode(const struct context *context, const char *item, bool as_cast,
                           struct err *e);
MUST_CHECK bool rlp_decode(const struct context *context, const char *hex, bool as_cast,
                           struct err *e);

#endif
