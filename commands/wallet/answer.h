/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_WALLET_ANSWER_H
#define PHALA_COMMANDS_WALLET_ANSWER_H

#include "cli/print.h"
#include "crypto/secp256k1_sign.h"

/* What the commands about keys print. */

/* "address", of a key. */
void answer_address(struct printer *p, const struct secp256k1_secret *secret);

/* "address" of the key, "digest" and "signature". */
void answer_signature(struct printer *p, const struct secp256k1_secret *secret,
                      const struct keccak256 *digest,
                      const uint8_t signature[SECP256K1_RECOVERABLE_SIZE]);

#endif
