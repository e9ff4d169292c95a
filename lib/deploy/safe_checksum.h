/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_SAFE_CHECKSUM_H
#define PHALA_DEPLOY_SAFE_CHECKSUM_H

#include "base/bytes.h"
#include "base/err.h"
#include "crypto/keccak.h"

/* The checksum by which Safe's Transaction Builder tells that a batch was changed: Keccak-256 of
 * the document, which has no checksum yet, in a form of its own, meta.name being null in it. An
 * object is its sorted names as an array, then each value and a comma, all in braces. */
MUST_CHECK bool safe_checksum(struct bytes batch, struct keccak256 *out, struct err *e);

#endif
