/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_KDF_H
#define PHALA_CRYPTO_KDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/macro.h"

/* Keys from passwords. */

enum { KDF_OUTPUT_MAX = 1024, KDF_INPUT_MAX = 1024 * 1024 };

/* What a key is made of, at most KDF_INPUT_MAX bytes each. */
struct kdf_input {
    struct bytes password, salt;
};

/* Where it goes: `n` bytes (at most KDF_OUTPUT_MAX), the caller's to wipe. */
struct kdf_output {
    uint8_t *at;
    size_t n;
};

/* Blocks, their size and lanes, as RFC 7914 names them: 128 n r bytes of memory. */
struct scrypt_cost {
    uint64_t n, r, p;
};

/* More than these, and a file from outside takes all memory (1 GiB) or half a minute. */
enum { SCRYPT_MEMORY_MAX = 1 << 30, SCRYPT_WORK_MAX = 1 << 24, PBKDF2_ROUNDS_MAX = 10000000 };

/* The cost is one that scrypt has (n a power of two above 1 and below 2^(16 r), r and p not 0) and
 * that is within the limits: 128 n r of SCRYPT_MEMORY_MAX, n r p of SCRYPT_WORK_MAX. */
bool scrypt_is_possible(const struct scrypt_cost *cost);

/* scrypt (RFC 7914). False for a cost that is not possible, and when memory is short. */
MUST_CHECK bool kdf_scrypt(const struct kdf_input *input, const struct scrypt_cost *cost,
                           struct kdf_output out);

enum pbkdf2_hash { PBKDF2_SHA256, PBKDF2_SHA512 };

/* PBKDF2 with HMAC (RFC 8018 section 5.2). False for 0 rounds or more than PBKDF2_ROUNDS_MAX. */
MUST_CHECK bool kdf_pbkdf2(enum pbkdf2_hash hash, const struct kdf_input *input, uint64_t rounds,
                           struct kdf_output out);

#endif
