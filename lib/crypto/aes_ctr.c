/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/aes_ctr.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "crypto/start.h"

AUTO_POINTER(EVP_CIPHER_CTX, EVP_CIPHER_CTX_free);

bool aes128_ctr(const uint8_t key[AES128_KEY_SIZE], const uint8_t counter[AES_BLOCK_SIZE],
                struct bytes from, uint8_t *out)
{
    int n = 0;
    start_libcrypto();
    AUTO(EVP_CIPHER_CTX_freep) EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    bool ok = from.left <= AES_CTR_MAX && context != NULL &&
              EVP_EncryptInit_ex(context, EVP_aes_128_ctr(), NULL, key, counter) == 1 &&
              EVP_EncryptUpdate(context, out, &n, from.at, (int)from.left) == 1 &&
              (size_t)n == from.left;
    ERR_clear_error();
    return ok;
}
