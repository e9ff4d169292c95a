/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/equal.h"

#include <openssl/crypto.h>

bool equal_bytes(struct bytes a, struct bytes b)
{
    return a.left == b.left && (a.left == 0 || CRYPTO_memcmp(a.at, b.at, a.left) == 0);
}
