/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_PRIVATE_KEY_H
#define PHALA_CHAIN_PRIVATE_KEY_H

#include <stdbool.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "crypto/secp256k1_sign.h"

/* Exactly 64 hex digits of either case, with or without 0x, of a number in [1, n-1]. Else
 * ERR_MALFORMED, which says nothing of the text. */
MUST_CHECK bool private_key_parse(struct text text, struct secp256k1_secret *out, struct err *e);

#endif
