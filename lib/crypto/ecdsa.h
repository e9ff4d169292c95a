/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_ECDSA_H
#define PHALA_CRYPTO_ECDSA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "crypto/digest.h"

enum { P256_COORDINATE = 32, P256_PUBLIC_KEY = 64, P256_SIGNATURE = 64 };

/* A P-256 public key, X then Y, big-endian. Being one says nothing about being on the curve:
 * ecdsa_verify finds out. */
struct p256_key {
    uint8_t at[P256_PUBLIC_KEY];
};

/* A signature r then s, big-endian, 32 bytes each. */
struct p256_signature {
    uint8_t at[P256_SIGNATURE];
};

/* ECDSA over P-256 (FIPS 186-5) of a SHA-256 digest. False for any reason: a key that is not on
 * the curve, r or s not in [1, n-1], or simply wrong. */
MUST_CHECK bool ecdsa_verify(const struct p256_key *key, const struct sha256 *digest,
                             const struct p256_signature *signature);

/* How signatures are checked is an argument everywhere, so that batches can remember answers and
 * fuzzing can get behind them. `verify` must have ecdsa_verify's meaning. */
struct signature_check {
    bool (*verify)(void *state, const struct p256_key *key, const struct sha256 *digest,
                   const struct p256_signature *signature);
    void *state;
};

/* The real check, without memory. */
extern const struct signature_check signature_check_plain;

/* Asks the check about a message. */
MUST_CHECK bool signature_is_valid(const struct signature_check *check, const struct p256_key *key,
                                   struct bytes message, const struct p256_signature *signature);

#endif
