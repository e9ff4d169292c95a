/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_DIGEST_H
#define PHALA_CRYPTO_DIGEST_H

#include <stdint.h>

#include "base/bytes.h"

enum { SHA256_SIZE = 32, SHA384_SIZE = 48 };

struct sha256 {
    uint8_t at[SHA256_SIZE];
};

struct sha384 {
    uint8_t at[SHA384_SIZE];
};

/* FIPS 180-4. The second form hashes two pieces one behind the other. */
struct sha256 sha256_of(struct bytes bytes);
struct sha256 sha256_of_two(struct bytes first, struct bytes second);
struct sha384 sha384_of(struct bytes bytes);

#endif
