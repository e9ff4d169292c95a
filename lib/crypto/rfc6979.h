/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_RFC6979_H
#define PHALA_CRYPTO_RFC6979_H

#include "crypto/digest.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1_sign.h"

/* Candidate number `attempt` (from 0) for the secret number of a signature: RFC 6979 section 3.2
 * with HMAC-SHA-256, but seeded with the digest as it is where the RFC takes it modulo the order
 * (step d, bits2octets). Of digests below the order the two are the same. It may be no number from
 * 1 to n-1: then the next one is to be taken. A secret: the caller wipes it. */
struct sha256 rfc6979_unreduced(const struct secp256k1_secret *secret,
                                const struct keccak256 *digest, unsigned attempt);

#endif
