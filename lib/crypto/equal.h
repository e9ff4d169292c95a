/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_EQUAL_H
#define PHALA_CRYPTO_EQUAL_H

#include <stdbool.h>

#include "base/bytes.h"

/* Same length and content, in a time that depends on the lengths alone. For digests, MACs and
 * secrets. */
bool equal_bytes(struct bytes a, struct bytes b);

#endif
