/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_WALLET_ANSWER_H
#define PHALA_COMMANDS_WALLET_ANSWER_H

#include "cli/print.h"
#include "crypto/secp256k1_sign.h"

/* What the commands about keys print. */

/* "address", of a key. */
void answer_address(struct printer *p, const struct secp256k1_secret *secret);

/* "address", "digest" and "signature": the digest, signed. */
void answer_signature(struct printer *p, const struct secp256k1_secret *secret,
                      const struct keccak256 *digest);

/* In text the signature alone on one line, and true. In JSON false, and nothing is printed. */
bool answer_signature_alone(struct printer *p, const struct secp256k1_secret *secret,
                            const struct keccak256 *digest);

#endif
