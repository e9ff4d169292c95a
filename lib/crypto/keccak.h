/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_KECCAK_H
#define PHALA_CRYPTO_KECCAK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

/* Keccak as it was submitted (padding 01), which is Ethereum's hash, and SHA-3 (FIPS 202, padding
 * 06): one sponge. OpenSSL 3.0 has no Keccak of the first kind. */

struct keccak256 {
    uint8_t at[32];
};

struct keccak384 {
    uint8_t at[48];
};

struct keccak512 {
    uint8_t at[64];
};

struct sha3_256 {
    uint8_t at[32];
};

struct sha3_384 {
    uint8_t at[48];
};

struct sha3_512 {
    uint8_t at[64];
};

struct keccak256 keccak256_of(struct bytes bytes);
bool keccak256_equal(const struct keccak256 *a, const struct keccak256 *b);

struct keccak384 keccak384_of(struct bytes bytes);
struct keccak512 keccak512_of(struct bytes bytes);

struct sha3_256 sha3_256_of(struct bytes bytes);
struct sha3_384 sha3_384_of(struct bytes bytes);
struct sha3_512 sha3_512_of(struct bytes bytes);

#endif
