/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/secp256k1_sign.h"

#include <assert.h>
#include <secp256k1.h>
#include <secp256k1_recovery.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "crypto/rfc6979.h"

enum { KECCAK256_SIZE = sizeof(struct keccak256) };

bool secp256k1_secret_from(struct bytes bytes, struct secp256k1_secret *out)
{
    TRY(bytes.left == sizeof out->at &&
        secp256k1_ec_seckey_verify(secp256k1_context_static, bytes.at) == 1);
    memcpy(out->at, bytes.at, sizeof out->at);
    return true;
}

void secp256k1_secret_done(struct secp256k1_secret *secret)
{
    mem_wipe(secret->at, sizeof secret->at);
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
static secp256k1_context *start(const struct secp256k1_secret *secret,
                                const uint8_t with[KECCAK256_SIZE])
{
    uint8_t all[SECP256K1_SECRET_SIZE + KECCAK256_SIZE];
    secp256k1_context *context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
    memcpy(all, secret->at, SECP256K1_SECRET_SIZE);
    memcpy(all + SECP256K1_SECRET_SIZE, with, KECCAK256_SIZE);
    struct keccak256 seed = keccak256_of(BYTES_OF(all));
    int ok = secp256k1_context_randomize(context, seed.at);
    assert(ok == 1);
    mem_wipe(all, sizeof all);
    mem_wipe(&seed, sizeof seed);
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
    static const uint8_t name[KECCAK256_SIZE] = {'p', 'u', 'b', 'l', 'i', 'c'};
    uint8_t all[1 + SECP256K1_KEY_SIZE];
    size_t n = sizeof all;
    struct secp256k1_key key;
    secp256k1_pubkey point;
    secp256k1_context *context = start(secret, name);
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
static void sign(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                 secp256k1_nonce_function nonce, uint8_t out[SECP256K1_RECOVERABLE_SIZE])
{
    secp256k1_ecdsa_recoverable_signature signature;
    int number = 0;
    secp256k1_context *context = start(secret, digest->at);
    int ok = secp256k1_ecdsa_sign_recoverable(context, &signature, digest->at, secret->at, nonce,
                                              NULL);
    assert(ok == 1);
    ok = secp256k1_ecdsa_recoverable_signature_serialize_compact(context, out, &number, &signature);
    assert(ok == 1 && number >= 0);
    finish(context);
    out[SECP256K1_RECOVERABLE_SIZE - 1] = (uint8_t)number;
}

void secp256k1_sign(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                    uint8_t out[SECP256K1_RECOVERABLE_SIZE])
{
    sign(secret, digest, NULL, out);
}

bool secp256k1_is_reduced(const struct keccak256 *digest)
{
    return bytes_all_zero(BYTES_OF(digest->at)) ||
           secp256k1_ec_seckey_verify(secp256k1_context_static, digest->at) == 1;
}

/* The library says which parameters. NOLINTNEXTLINE(readability-function-size) */
static int unreduced_nonce(unsigned char *nonce, const unsigned char *digest,
                           const unsigned char *key, const unsigned char *algorithm, void *data,
                           unsigned attempt)
{
    struct keccak256 seed;
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret;
    (void)algorithm;
    (void)data;
    memcpy(seed.at, digest, sizeof seed.at);
    memcpy(secret.at, key, sizeof secret.at);
    struct sha256 made = rfc6979_unreduced(&secret, &seed, attempt);
    memcpy(nonce, made.at, sizeof made.at);
    mem_wipe(&made, sizeof made);
    return 1;
}

void secp256k1_sign_unreduced(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                              uint8_t out[SECP256K1_RECOVERABLE_SIZE])
{
    sign(secret, digest, unreduced_nonce, out);
}
