/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_AES_CTR_H
#define PHALA_CRYPTO_AES_CTR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/macro.h"

enum { AES128_KEY_SIZE = 16, AES_BLOCK_SIZE = 16 };

/* AES-128 in counter mode (NIST SP 800-38A 6.5), which turns plain into cipher text and back: as
 * many bytes to `out` as `from` has, at most AES_CTR_MAX. `counter` is the first block, of which
 * all bits count. False when libcrypto cannot do it. */
enum { AES_CTR_MAX = 1024 * 1024 };
MUST_CHECK bool aes128_ctr(const uint8_t key[AES128_KEY_SIZE],
                           const uint8_t counter[AES_BLOCK_SIZE], struct bytes from, uint8_t *out);

#endif
