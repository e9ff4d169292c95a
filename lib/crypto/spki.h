/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_SPKI_H
#define PHALA_CRYPTO_SPKI_H

#include <stdbool.h>

#include "base/bytes.h"
#include "crypto/ecdsa.h"

/* Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1, RFC 5480) with an uncompressed P-256 key off
 * the front of `from`; its DER is one and the same for a key. False for any other. That the point
 * is on the curve is found out by ecdsa_verify. */
MUST_CHECK bool spki_p256(struct bytes *from, struct p256_key *out);

#endif
