/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_MESSAGE_H
#define PHALA_CHAIN_MESSAGE_H

#include <stdint.h>

#include "base/bytes.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1_sign.h"

/* Messages that people sign (EIP-191, version 0x45). */

/* Keccak-256 of "\x19Ethereum Signed Message:\n", the length in bytes as decimal digits, and the
 * message. */
struct keccak256 message_digest(struct bytes message);

/* r, s, v as wallets write them: v is 27 or 28. */
void message_sign(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                  uint8_t out[SECP256K1_RECOVERABLE_SIZE]);

/* The same, but as secp256k1_sign_unreduced. */
void message_sign_unreduced(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                            uint8_t out[SECP256K1_RECOVERABLE_SIZE]);

#endif
