/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_HMAC_H
#define PHALA_CRYPTO_HMAC_H

#include "base/bytes.h"
#include "crypto/digest.h"

/* HMAC with SHA-256 and SHA-512 (RFC 2104 with FIPS 180-4). What comes out of a secret is one: the
 * caller wipes it. */
struct sha256 hmac_sha256(struct bytes key, struct bytes message);
struct sha512 hmac_sha512(struct bytes key, struct bytes message);

#endif
