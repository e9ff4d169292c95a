/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_AGGREGATED_H
#define PHALA_ATTEST_AGGREGATED_H

#include "attest/quote/quote.h"
#include "base/text.h"
#include "crypto/digest.h"

/* Digests that sum several measurements of a TDX quote up (dstack specification section 5). The
 * quote has to be of TDX. */

/* SHA-256 of the key-provider event's payload; zeros for an empty one. */
struct sha256 mr_key_provider_of(struct text key_provider_info);

/* SHA-256(MRTD ‖ RTMR0 ‖ RTMR1 ‖ RTMR2 ‖ mr_key_provider). */
struct sha256 mr_system_of(const struct quote *quote, const struct sha256 *mr_key_provider);

/* SHA-256(MRTD ‖ RTMR0 ‖ RTMR1 ‖ RTMR2 ‖ rtmr3), and MRCONFIGID, MROWNER and MROWNERCONFIG behind
 * it when one of them is not zero. `rtmr3`: the quote's, or what the events up to boot-mr-done
 * replay to. */
struct sha256 mr_aggregated_of(const struct quote *quote, struct bytes rtmr3);

#endif
