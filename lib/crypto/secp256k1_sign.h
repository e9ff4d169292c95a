/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_SECP256K1_SIGN_H
#define PHALA_CRYPTO_SECP256K1_SIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1.h"

/* Secret keys of Ethereum accounts, and what is made with them. */

enum { SECP256K1_SECRET_SIZE = 32 };

/* A number in [1, n-1], big-endian. Whoever has one wipes it: AUTO(secp256k1_secret_done). */
struct secp256k1_secret {
    uint8_t at[SECP256K1_SECRET_SIZE];
};

/* Reads 32 bytes. False for another size, 0, or n and above; `out` is then as it was. The bytes
 * themselves are the caller's to wipe. */
MUST_CHECK bool secp256k1_secret_from(struct bytes bytes, struct secp256k1_secret *out);

/* Overwrites the key with zeros in a way that no compiler leaves out. */
void secp256k1_secret_done(struct secp256k1_secret *secret);

/* (secret + summand) mod n, as BIP-32 derives children; the summand is 32 bytes, big-endian. False
 * when it is not below n or the sum is 0; the key is then as it was. */
MUST_CHECK bool secp256k1_secret_add(struct secp256k1_secret *secret, struct bytes summand);

/* The public key. */
struct secp256k1_key secp256k1_public(const struct secp256k1_secret *secret);

/* The address of that. */
struct eth_address secp256k1_account(const struct secp256k1_secret *secret);

/* r, s (32 bytes each, big-endian) and the recovery number 0 to 3, which is what SECP256K1_V_PLAIN
 * takes. RFC 6979 with HMAC-SHA-256 and nothing mixed in: one key and one digest have one
 * signature. s is in the lower half. */
void secp256k1_sign(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                    uint8_t out[SECP256K1_RECOVERABLE_SIZE]);

/* The digest is below n, as all but one in 2^128 are. */
bool secp256k1_is_reduced(const struct keccak256 *digest);

/* The same for a digest that is reduced. For another, RFC 6979 takes it modulo n; this does not
 * (see rfc6979.h), as Foundry's cast: another signature of the same key, and as good. */
void secp256k1_sign_unreduced(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                              uint8_t out[SECP256K1_RECOVERABLE_SIZE]);

#endif
