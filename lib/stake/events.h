/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_EVENTS_H
#define PHALA_STAKE_EVENTS_H

#include "rpc/sender.h"
#include "stake/deed.h"

/* Adds up what the events of a vault in the items' receipts say; the events of other contracts, and
 * what is not such an event, do not count. False when there is none, and `out` is zero. Pure. */
MUST_CHECK bool events_sum(const struct stake_event *event, const struct eth_address *vault,
                           const struct sender_item *items, size_t n, struct u256 *out);

#endif
