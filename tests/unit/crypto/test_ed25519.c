/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/ed25519.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"

/* RFC 8032 section 7.1, tests 1 to 3. */
static const struct {
    const char *key, *message, *signature;
} vectors[] = {
    {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

enum { SPACE = 72 };

static struct bytes from_hex(const char *hex, uint8_t space[SPACE])
{
    size_t n = strlen(hex) / 2;
    cr_assert(n <= SPACE && hex_decode(text_of(hex), space, n), "%s", hex);
    return bytes_of(space, n);
}

static struct ed25519_key key_of(const char *hex)
{
    struct ed25519_key key;
    cr_assert(hex_decode(text_of(hex), key.at, sizeof key.at));
    return key;
}

Test(ed25519, rfc_vectors)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        uint8_t message[SPACE];
        uint8_t signature[SPACE];
        struct ed25519_key key = key_of(vectors[i].key);
        cr_expect(ed25519_verify(&key, from_hex(vectors[i].message, message),
                                 from_hex(vectors[i].signature, signature)),
                  "%zu", i);
    }
    struct ed25519_key key = key_of(vectors[0].key);
    uint8_t signature[SPACE];
    cr_expect(
        ed25519_verify(&key, (struct bytes){NULL, 0}, from_hex(vectors[0].signature, signature)));
}

Test(ed25519, every_bit_counts)
{
    uint8_t message[SPACE];
    uint8_t signature[SPACE];
    struct ed25519_key key = key_of(vectors[2].key);
    struct bytes whole = from_hex(vectors[2].signature, signature);
    struct bytes text = from_hex(vectors[2].message, message);
    for (size_t i = 0; i < 8 * whole.left; i++) {
        signature[i / 8] ^= (uint8_t)(1U << i % 8);
        cr_expect_not(ed25519_verify(&key, text, whole), "signature %zu", i);
        signature[i / 8] ^= (uint8_t)(1U << i % 8);
    }
    for (size_t i = 0; i < 8 * sizeof key.at; i++) {
        key.at[i / 8] ^= (uint8_t)(1U << i % 8);
        cr_expect_not(ed25519_verify(&key, text, whole), "key %zu", i);
        key.at[i / 8] ^= (uint8_t)(1U << i % 8);
    }
    cr_expect_not(ed25519_verify(&key, bytes_of(text.at, 1), whole));
    cr_expect(ed25519_verify(&key, text, whole));
}

Test(ed25519, signatures_have_64_bytes)
{
    uint8_t message[SPACE];
    uint8_t signature[SPACE] = {0};
    struct ed25519_key key = key_of(vectors[1].key);
    struct bytes whole = from_hex(vectors[1].signature, signature);
    for (size_t n = 0; n <= whole.left + 1; n++) {
        cr_expect_eq(
            ed25519_verify(&key, from_hex(vectors[1].message, message), bytes_of(whole.at, n)),
            n == whole.left, "%zu", n);
    }
}

/* S + L: the same equation holds, and RFC 8032 section 5.1.7 refuses it. Test 1's S with
 * L = 2^252 + 27742317777372353535851937790883648493 added, by Python. */
Test(ed25519, s_is_below_the_order)
{
    uint8_t message[SPACE];
    uint8_t signature[SPACE];
    struct ed25519_key key = key_of(vectors[0].key);
    cr_expect_not(
        ed25519_verify(&key, from_hex("", message),
                       from_hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                "4c8c7872aa064e049dbb3013fbf29380d25bf5f0595bbe24655141438e7a101b",
                                signature)));
}
