/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_SECP256K1_H
#define PHALA_CRYPTO_SECP256K1_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "crypto/keccak.h"

/* Public keys and recoverable signatures over secp256k1, as KMS and Ethereum accounts make them
 * (dstack specification sections 15 and 18). Nothing here has a secret. */

enum {
    SECP256K1_KEY_SIZE = 64,
    SECP256K1_COMPRESSED_SIZE = 33,
    SECP256K1_RECOVERABLE_SIZE = 65,
    ETH_ADDRESS_SIZE = 20,
};

/* A point of the curve: X then Y, big-endian. Made by the functions below, which make no other. */
struct secp256k1_key {
    uint8_t at[SECP256K1_KEY_SIZE];
};

struct eth_address {
    uint8_t at[ETH_ADDRESS_SIZE];
};

/* What the last byte of a signature may be. */
enum secp256k1_v {
    SECP256K1_V_PLAIN,    /* the recovery number, 0 to 3 */
    SECP256K1_V_ETHEREUM, /* that, or 27 or 28 for 0 and 1 (wallets; EIP-191) */
};

/* The key that signed a digest, from r, s (32 bytes each, big-endian) and v. False when the
 * signature is not of 65 bytes, r or s is not in [1, n-1], v is not allowed, or no point is there.
 * As with Ethereum's ecrecover s may be in the upper half: (r, n-s) with the other v is the same
 * key's signature, so that signatures name keys and are never names themselves. */
MUST_CHECK bool secp256k1_recover(const struct keccak256 *digest, struct bytes signature,
                                  enum secp256k1_v allowed, struct secp256k1_key *out);

/* Reads a point in SEC 1's compressed (33 bytes) or uncompressed (65 bytes, first 04) form. False
 * when it is not on the curve or in any other form. */
MUST_CHECK bool secp256k1_key_parse(struct bytes point, struct secp256k1_key *out);

/* SEC 1's compressed form: 02 or 03, X. */
void secp256k1_key_compressed(const struct secp256k1_key *key,
                              uint8_t out[SECP256K1_COMPRESSED_SIZE]);

/* The last 20 bytes of Keccak-256 of X and Y. */
struct eth_address eth_address_of(const struct secp256k1_key *key);
bool eth_address_equal(const struct eth_address *a, const struct eth_address *b);

#endif
