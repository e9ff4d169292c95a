/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_EARLIER_H
#define PHALA_STAKE_EARLIER_H

#include "stake/act.h"

/* What an earlier run has sent and did not see through: for the deeds. */

/* The journal has this call. */
bool earlier_has(const struct stake_act *act, const struct eth_address *to,
                 const struct call *call);

/* Finds one of the same function with the same arguments but for the first; false when there is
 * none. */
MUST_CHECK bool earlier_find(const struct stake_act *act, const struct eth_address *to,
                             const struct call *like, struct call *out);

/* It counts no more: what it did is seen on the chain. ERR_IO. */
MUST_CHECK bool earlier_forget(struct stake_act *act, const struct eth_address *to,
                               const struct call *call, struct err *e);

#endif
