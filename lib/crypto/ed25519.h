/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_ED25519_H
#define PHALA_CRYPTO_ED25519_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

enum { ED25519_KEY_SIZE = 32, ED25519_SIGNATURE_SIZE = 64 };

struct ed25519_key {
    uint8_t at[ED25519_KEY_SIZE];
};

/* Ed25519 (RFC 8032 section 5.1.7, without a context) of a message. False for any reason: a
 * signature that is not of 64 bytes, a key that is no point, S not below the group's order, or
 * simply wrong. A first call costs a process about a millisecond more than later ones. */
MUST_CHECK bool ed25519_verify(const struct ed25519_key *key, struct bytes message,
                               struct bytes signature);

#endif
