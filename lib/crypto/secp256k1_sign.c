/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/secp256k1_sign.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <secp256k1.h>
#include <secp256k1_recovery.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "crypto/digest.h"

bool secp256k1_secret_from(struct bytes bytes, struct secp256k1_secret *out)
{
    TRY(bytes.left == sizeof out->at &&
        secp256k1_ec_seckey_verify(secp256k1_context_static, bytes.at) == 1);
    memcpy(out->at, bytes.at, sizeof out->at);
    return true;
}

void secp256k1_secret_done(struct secp256k1_secret *secret)
{
    OPENSSL_cleanse(secret->at, sizeof secret->at);
}

/* What fails leaves zeros behind: so it works on a copy. */
bool secp256k1_secret_add(struct secp256k1_secret *secret, struct bytes summand)
{
    AUTO(secp256k1_secret_done) struct secp256k1_secret sum = *secret;
    TRY(summand.left == sizeof sum.at &&
        secp256k1_ec_seckey_tweak_add(secp256k1_context_static, sum.at, summand.at) == 1);
    *secret = sum;
    return true;
}

/* Blinded, so that time and power of the multiplication say nothing about the secret: with a hash
 * of what nobody else knows. This changes no result. */
static secp256k1_context *start(const struct secp256k1_secret *secret, struct bytes with)
{
    secp256k1_context *context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
    struct sha256 seed = sha256_of_two(BYTES_OF(secret->at), with);
    int ok = secp256k1_context_randomize(context, seed.at);
    assert(ok == 1);
    OPENSSL_cleanse(&seed, sizeof seed);
    return context;
}

/* The library leaves copies of the secret on the stack (seen with 0.2.0). */
static void finish(secp256k1_context *context)
{
    secp256k1_context_destroy(context);
    mem_wipe_stack();
}

struct secp256k1_key secp256k1_public(const struct secp256k1_secret *secret)
{
    static const uint8_t name[] = {'p', 'u', 'b', 'l', 'i', 'c'};
    uint8_t all[1 + SECP256K1_KEY_SIZE];
    size_t n = sizeof all;
    struct secp256k1_key key;
    secp256k1_pubkey point;
    secp256k1_context *context = start(secret, BYTES_OF(name));
    int ok = secp256k1_ec_pubkey_create(context, &point, secret->at);
    assert(ok == 1);
    ok = secp256k1_ec_pubkey_serialize(context, all, &n, &point, SECP256K1_EC_UNCOMPRESSED);
    assert(ok == 1 && n == sizeof all);
    finish(context);
    memcpy(key.at, all + 1, sizeof key.at);
    return key;
}

struct eth_address secp256k1_account(const struct secp256k1_secret *secret)
{
    const struct secp256k1_key key = secp256k1_public(secret);
    return eth_address_of(&key);
}

/* It cannot fail: the secret was checked, and the digest is taken modulo n. */
void secp256k1_sign(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                    uint8_t out[SECP256K1_RECOVERABLE_SIZE])
{
    secp256k1_ecdsa_recoverable_signature signature;
    int number = 0;
    secp256k1_context *context = start(secret, BYTES_OF(digest->at));
    int ok = secp256k1_ecdsa_sign_recoverable(context, &signature, digest->at, secret->at, NULL,
                                              NULL);
    assert(ok == 1);
    ok = secp256k1_ecdsa_recoverable_signature_serialize_compact(context, out, &number, &signature);
    assert(ok == 1 && number >= 0);
    finish(context);
    out[SECP256K1_RECOVERABLE_SIZE - 1] = (uint8_t)number;
}
