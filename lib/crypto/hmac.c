/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/hmac.h"

#include <assert.h>
#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "crypto/start.h"

struct sha512 hmac_sha512(struct bytes key, struct bytes message)
{
    static const uint8_t none[1];
    struct sha512 digest;
    unsigned n = 0;
    start_libcrypto();
    assert(key.left <= INT_MAX);
    const uint8_t *at = HMAC(EVP_sha512(), key.left > 0 ? key.at : none, (int)key.left, message.at,
                             message.left, digest.at, &n);
    assert(at != NULL && n == sizeof digest.at);
    (void)at;
    return digest;
}
