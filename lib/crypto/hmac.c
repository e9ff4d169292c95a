/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/hmac.h"

#include <assert.h>
#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "crypto/start.h"

/* `n` bytes, which is what the hash has. */
static void hmac_of(const EVP_MD *hash, struct bytes key, struct bytes message, uint8_t *out,
                    unsigned n)
{
    static const uint8_t none[1];
    unsigned made = 0;
    assert(key.left <= INT_MAX);
    const uint8_t *at = HMAC(hash, key.left > 0 ? key.at : none, (int)key.left, message.at,
                             message.left, out, &made);
    assert(at != NULL && made == n);
    (void)at;
    (void)n;
}

struct sha256 hmac_sha256(struct bytes key, struct bytes message)
{
    struct sha256 digest;
    start_libcrypto();
    hmac_of(EVP_sha256(), key, message, digest.at, sizeof digest.at);
    return digest;
}

struct sha512 hmac_sha512(struct bytes key, struct bytes message)
{
    struct sha512 digest;
    start_libcrypto();
    hmac_of(EVP_sha512(), key, message, digest.at, sizeof digest.at);
    return digest;
}
