/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/secp256k1.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"

/* Made with affine arithmetic in Python, but for the first signature (cast wallet sign, of foundry
 * 1.7.1). The private key is the second one of foundry's test accounts. */
#define KEY_X "ba5734d8f7091719471e7f7ed6b9df170dc70cc661ca05e688601ad984f068b0"
#define KEY_Y "d67351e5f06073092499336ab0839ef8a521afd334e53807205fa2f08eec74f4"
#define FIELD "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"
#define ORDER "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
#define ZERO  "0000000000000000000000000000000000000000000000000000000000000000"
#define G_X   "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
#define G_Y   "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"

/* keccak256("dstack-kms-issued:" || 20 bytes 00 to 13 || the compressed key) */
#define DIGEST "72c3c2780c966b52f205d37b29a9661e6fd67a48ebc6a8952d1d58699b241098"
#define R      "dd6cd503861afc1d758b48128c4217a6116ebe1698ce46d0c64f594b106188e9"
#define LOW_S  "7ed833e7ea42d7886b9faae0ad9041ef9a95e386f42e0195f96ef88059e59abe"
#define HIGH_S "8127cc1815bd28779460551f526fbe0f2018f95fbb1a9ea5c663660c7650a683"

enum { SPACE = 80 };

static struct bytes from_hex(const char *hex, uint8_t space[SPACE])
{
    size_t n = strlen(hex) / 2;
    cr_assert(n <= SPACE && hex_decode(text_of(hex), space, n), "%s", hex);
    return bytes_of(space, n);
}

static struct keccak256 digest_of(const char *hex)
{
    struct keccak256 digest;
    uint8_t space[SPACE];
    memcpy(digest.at, from_hex(hex, space).at, sizeof digest.at);
    return digest;
}

static bool recover(const char *digest_hex, const char *signature_hex, enum secp256k1_v allowed,
                    struct secp256k1_key *key)
{
    struct keccak256 digest = digest_of(digest_hex);
    uint8_t space[SPACE];
    return secp256k1_recover(&digest, from_hex(signature_hex, space), allowed, key);
}

static void expect_compressed(const struct secp256k1_key *key, const char *hex)
{
    uint8_t out[SECP256K1_COMPRESSED_SIZE];
    uint8_t space[SPACE];
    secp256k1_key_compressed(key, out);
    cr_expect(bytes_equal(BYTES_OF(out), from_hex(hex, space)), "%s", hex);
}

Test(secp256k1, recovers_the_key_that_signed)
{
    static const struct {
        const char *signature, *key;
    } cases[] = {
        {R LOW_S "01", "02" KEY_X},
        {R HIGH_S "00", "02" KEY_X},
        /* r is 2: the point's X is 2 + n. */
        {"0000000000000000000000000000000000000000000000000000000000000002"
         "0000000000000000000000000000000000000000000000000000000000003039"
         "02",
         "037f9eebb441ccdc4249ef7e54a93cdb7ae09c190a54283f5d85686ede9aa7128a"},
        {"0000000000000000000000000000000000000000000000000000000000000002"
         "0000000000000000000000000000000000000000000000000000000000003039"
         "03",
         "03199033335cfd55adbf264895770fb6160fec86b2948bf16dbf3ea50d44dd004d"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct secp256k1_key key;
        cr_assert(recover(DIGEST, cases[i].signature, SECP256K1_V_PLAIN, &key), "%zu", i);
        expect_compressed(&key, cases[i].key);
        cr_expect(recover(DIGEST, cases[i].signature, SECP256K1_V_ETHEREUM, &key), "%zu", i);
    }
}

Test(secp256k1, another_digest_is_another_key)
{
    struct secp256k1_key key;
    uint8_t space[SPACE];
    cr_assert(recover(ZERO, R LOW_S "01", SECP256K1_V_PLAIN, &key));
    cr_expect_not(bytes_equal(BYTES_OF(key.at), from_hex(KEY_X KEY_Y, space)));
    cr_assert(recover(DIGEST, R LOW_S "00", SECP256K1_V_PLAIN, &key));
    cr_expect_not(bytes_equal(BYTES_OF(key.at), from_hex(KEY_X KEY_Y, space)));
}

/* EIP-191: 19 "Ethereum Signed Message:" 0a, the length, the text. */
Test(secp256k1, wallets_write_27_and_28)
{
    static const char message[] = "\x19"
                                  "Ethereum Signed Message:\n5hello";
    static const char signature_hex[] =
        "76930d64d2e5eb4b3f4572ce806eda50e1e2329d51d9ca5a713a9befcb9d2088"
        "3e3d4885c3c5eaf775fc8c9fcf4882a28b582b427bc0270565f3294d93554922"
        "1b";
    struct keccak256 digest = keccak256_of(bytes_of(message, sizeof message - 1));
    struct secp256k1_key key;
    uint8_t space[SPACE];
    struct bytes signature = from_hex(signature_hex, space);
    cr_expect_not(secp256k1_recover(&digest, signature, SECP256K1_V_PLAIN, &key));
    cr_assert(secp256k1_recover(&digest, signature, SECP256K1_V_ETHEREUM, &key));
    expect_compressed(&key, "02" KEY_X);
    space[64] = 28;
    cr_assert(secp256k1_recover(&digest, signature, SECP256K1_V_ETHEREUM, &key));
    space[64] = 0;
    cr_assert(secp256k1_recover(&digest, signature, SECP256K1_V_PLAIN, &key));
    expect_compressed(&key, "02" KEY_X);
}

Test(secp256k1, what_is_no_signature)
{
    static const char *const refused[] = {
        R LOW_S "04",
        R LOW_S "1a",
        R LOW_S "1d",
        R LOW_S "ff",
        R LOW_S,
        R LOW_S "0100",
        "",
        ZERO LOW_S "00",  /* r is 0 */
        R ZERO "00",      /* s is 0 */
        ORDER LOW_S "00", /* r is n */
        R ORDER "00",     /* s is n */
        R LOW_S "02",     /* r + n is no coordinate */
        /* No point has X = 5. */
        "0000000000000000000000000000000000000000000000000000000000000005" LOW_S "00",
        /* s of the generator is the digest: the key would be the point at infinity. */
        G_X DIGEST "00",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct secp256k1_key key = {{77}};
        cr_expect_not(recover(DIGEST, refused[i], SECP256K1_V_ETHEREUM, &key), "%zu", i);
        cr_expect_eq(key.at[0], 77, "%zu", i);
    }
}

Test(secp256k1, points_have_two_forms)
{
    static const struct {
        const char *point, *whole;
    } cases[] = {
        {"02" KEY_X, KEY_X KEY_Y},
        {"04" KEY_X KEY_Y, KEY_X KEY_Y},
        {"02" G_X, G_X G_Y},
        {"03" G_X, G_X "b7c52588d95c3b9aa25b0403f1eef75702e84bb7597aabe663b82f6f04ef2777"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct secp256k1_key key;
        struct secp256k1_key again;
        uint8_t space[SPACE];
        uint8_t compressed[SECP256K1_COMPRESSED_SIZE];
        cr_assert(secp256k1_key_parse(from_hex(cases[i].point, space), &key), "%zu", i);
        cr_expect(bytes_equal(BYTES_OF(key.at), from_hex(cases[i].whole, space)), "%zu", i);
        secp256k1_key_compressed(&key, compressed);
        cr_assert(secp256k1_key_parse(BYTES_OF(compressed), &again), "%zu", i);
        cr_expect(bytes_equal(BYTES_OF(key.at), BYTES_OF(again.at)), "%zu", i);
    }
}

Test(secp256k1, what_is_no_point)
{
    static const char *const refused[] = {
        "",
        "00",
        "02",
        "02" KEY_X "00",
        "04" KEY_X,
        "04" KEY_X KEY_Y "00",
        "04" KEY_X KEY_X, /* not on the curve */
        "06" KEY_X KEY_Y, /* hybrid: Y is even */
        "07" G_X G_Y,
        "05" KEY_X,
        "01" KEY_X,
        "02" FIELD, /* X is not below p */
        "020000000000000000000000000000000000000000000000000000000000000005",
        KEY_X KEY_Y,
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct secp256k1_key key = {{77}};
        uint8_t space[SPACE];
        cr_expect_not(secp256k1_key_parse(from_hex(refused[i], space), &key), "%zu", i);
        cr_expect_eq(key.at[0], 77, "%zu", i);
    }
}

/* cast wallet address: of this key, and of the private key 1. */
Test(secp256k1, addresses)
{
    static const struct {
        const char *key, *address;
    } cases[] = {
        {"02" KEY_X, "70997970c51812dc3a010c7d01b50e0d17dc79c8"},
        {"02" G_X, "7e5f4552091a69125d5dfcb7b8c2659029395bdf"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct secp256k1_key key;
        uint8_t space[SPACE];
        cr_assert(secp256k1_key_parse(from_hex(cases[i].key, space), &key));
        struct eth_address address = eth_address_of(&key);
        struct eth_address other = address;
        other.at[sizeof other.at - 1] ^= 1;
        cr_expect(bytes_equal(BYTES_OF(address.at), from_hex(cases[i].address, space)), "%zu", i);
        cr_expect(eth_address_equal(&address, &address), "%zu", i);
        cr_expect_not(eth_address_equal(&address, &other), "%zu", i);
    }
}
