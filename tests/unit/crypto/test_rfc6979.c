/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/rfc6979.h"

#include <criterion/criterion.h>
#include <secp256k1.h>
#include <string.h>

#include "base/hex.h"

#define FIRST "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
#define ONE   "0000000000000000000000000000000000000000000000000000000000000001"
#define ORDER "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
#define LAST  "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"
#define ONES  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define ZERO  "0000000000000000000000000000000000000000000000000000000000000000"

enum { ATTEMPTS = 5, ROUNDS = 200 };

static struct secp256k1_secret secret_of(const char *hex)
{
    uint8_t bytes[SECP256K1_SECRET_SIZE];
    struct secp256k1_secret secret;
    cr_assert(hex_decode(text_of(hex), bytes, sizeof bytes));
    cr_assert(secp256k1_secret_from(BYTES_OF(bytes), &secret));
    return secret;
}

static struct keccak256 digest_of(const char *hex)
{
    struct keccak256 digest;
    cr_assert(hex_decode(text_of(hex), digest.at, sizeof digest.at));
    return digest;
}

static bool is_the_library_s(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                             unsigned attempt)
{
    uint8_t nonce[SHA256_SIZE];
    const struct sha256 made = rfc6979_unreduced(secret, digest, attempt);
    cr_assert(
        secp256k1_nonce_function_rfc6979(nonce, digest->at, secret->at, NULL, NULL, attempt) == 1);
    return bytes_equal(BYTES_OF(nonce), BYTES_OF(made.at));
}

/* Each digest is the hash of the one before. */
Test(rfc6979, of_reduced_digests_it_is_the_library_s)
{
    struct keccak256 digest = digest_of(ZERO);
    const struct secp256k1_secret secrets[] = {secret_of(ONE), secret_of(FIRST), secret_of(LAST)};
    for (unsigned i = 0; i < ROUNDS; i++) {
        for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
            cr_expect(is_the_library_s(&secrets[i % COUNT(secrets)], &digest, attempt), "%u %u", i,
                      attempt);
        }
        digest = keccak256_of(BYTES_OF(digest.at));
    }
    digest = digest_of(LAST);
    cr_expect(is_the_library_s(&secrets[1], &digest, 0));
    digest = digest_of(ORDER);
    cr_expect_not(is_the_library_s(&secrets[1], &digest, 0));
}

/* Signatures of cast (Foundry 1.7.1, wallet sign --no-hash), their last byte less 27. */
Test(rfc6979, signatures_of_digests_that_are_not_reduced)
{
    static const struct {
        const char *secret, *digest, *signature;
    } rows[] = {
        {FIRST, ONES,
         "2fa7375140033bff84508b277e7b35831074d863c1ab15cd89b79dc48e98ce0a"
         "02bd60523d8cd49a5616a637b061a4a47d5094d8d2b6003d42bf1909efcf93bc01"},
        {ONE, ORDER,
         "584d928bc02fb43cb889788304f47adb538f03a963fbe649a4112398adca0b70"
         "4dd3158c4f4d7e45a5ec3a41bd407d2822e0302a4342ec5279dde7cf90175eef01"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[2 * SECP256K1_RECOVERABLE_SIZE + 1] = {0};
        uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
        uint8_t usual[SECP256K1_RECOVERABLE_SIZE];
        struct secp256k1_key key;
        const struct secp256k1_secret secret = secret_of(rows[i].secret);
        const struct secp256k1_key mine = secp256k1_public(&secret);
        const struct keccak256 digest = digest_of(rows[i].digest);
        cr_expect_not(secp256k1_is_reduced(&digest));
        secp256k1_sign_unreduced(&secret, &digest, signature);
        hex_encode(BYTES_OF(signature), text);
        cr_expect_str_eq(text, rows[i].signature);
        cr_assert(secp256k1_recover(&digest, BYTES_OF(signature), SECP256K1_V_PLAIN, &key));
        cr_expect(bytes_equal(BYTES_OF(key.at), BYTES_OF(mine.at)));
        secp256k1_sign(&secret, &digest, usual);
        cr_expect_not(bytes_equal(BYTES_OF(usual), BYTES_OF(signature)));
    }
}

Test(rfc6979, signatures_of_reduced_digests_are_the_usual_ones)
{
    const struct secp256k1_secret secret = secret_of(FIRST);
    struct keccak256 digests[ROUNDS] = {digest_of(ZERO), digest_of(LAST), digest_of(ONE)};
    for (size_t i = 3; i < COUNT(digests); i++) {
        digests[i] = keccak256_of(BYTES_OF(digests[i - 1].at));
    }
    for (size_t i = 0; i < COUNT(digests); i++) {
        uint8_t usual[SECP256K1_RECOVERABLE_SIZE];
        uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
        cr_expect(secp256k1_is_reduced(&digests[i]), "%zu", i);
        secp256k1_sign(&secret, &digests[i], usual);
        secp256k1_sign_unreduced(&secret, &digests[i], signature);
        cr_expect(bytes_equal(BYTES_OF(usual), BYTES_OF(signature)), "%zu", i);
    }
}
