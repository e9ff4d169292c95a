/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/ed25519.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/macro.h"
#include "crypto/start.h"

AUTO_POINTER(EVP_PKEY, EVP_PKEY_free);
AUTO_POINTER(EVP_MD_CTX, EVP_MD_CTX_free);

static bool verify(const struct ed25519_key *key, struct bytes message, struct bytes signature)
{
    AUTO(EVP_PKEY_freep)
    EVP_PKEY *loaded = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key->at, sizeof key->at);
    AUTO(EVP_MD_CTX_freep) EVP_MD_CTX *context = EVP_MD_CTX_new();
    return loaded != NULL && context != NULL &&
           EVP_DigestVerifyInit(context, NULL, NULL, NULL, loaded) == 1 &&
           EVP_DigestVerify(context, signature.at, signature.left, message.at, message.left) == 1;
}

bool ed25519_verify(const struct ed25519_key *key, struct bytes message, struct bytes signature)
{
    start_libcrypto();
    bool ok = signature.left == ED25519_SIGNATURE_SIZE && verify(key, message, signature);
    ERR_clear_error();
    return ok;
}
