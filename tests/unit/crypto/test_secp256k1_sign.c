/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/secp256k1_sign.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"

#define ORDER "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
#define LAST  "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"
#define ZERO  "0000000000000000000000000000000000000000000000000000000000000000"
#define ONE   "0000000000000000000000000000000000000000000000000000000000000001"
#define TWO   "0000000000000000000000000000000000000000000000000000000000000002"
#define G_X   "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
/* The first of foundry's test accounts. */
#define FIRST "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"

enum { SPACE = 80 };

static struct bytes from_hex(const char *hex, uint8_t space[SPACE])
{
    size_t n = strlen(hex) / 2;
    cr_assert(n <= SPACE && hex_decode(text_of(hex), space, n), "%s", hex);
    return bytes_of(space, n);
}

static struct secp256k1_secret secret_of(const char *hex)
{
    uint8_t space[SPACE];
    struct secp256k1_secret secret;
    cr_assert(secp256k1_secret_from(from_hex(hex, space), &secret), "%s", hex);
    return secret;
}

static bool is_hex(struct bytes bytes, const char *hex)
{
    uint8_t space[SPACE];
    return bytes_equal(bytes, from_hex(hex, space));
}

Test(secp256k1_sign, what_is_no_secret)
{
    static const char *const refused[] = {
        "",
        "01",
        ZERO,
        ORDER,
        ONE "00",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "00000000000000000000000000000000000000000000000000000000000001",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct secp256k1_secret secret = {{77}};
        uint8_t space[SPACE];
        cr_expect_not(secp256k1_secret_from(from_hex(refused[i], space), &secret), "%zu", i);
        cr_expect_eq(secret.at[0], 77, "%zu", i);
    }
}

/* SEC 2's generator, its double and its negative; the third is foundry's. */
Test(secp256k1_sign, public_keys)
{
    static const struct {
        const char *secret, *compressed, *address;
    } cases[] = {
        {ONE, "02" G_X, "7e5f4552091a69125d5dfcb7b8c2659029395bdf"},
        {LAST, "03" G_X, "80c0dbf239224071c59dd8970ab9d542e3414ab2"},
        {TWO, "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
         "2b5ad5c4795c026514f8317c7a215e218dccd6cf"},
        {FIRST, "038318535b54105d4a7aae60c08fc45f9687181b4fdfc625bd1a753fa7397fed75",
         "f39fd6e51aad88f6f4ce6ab8827279cfffb92266"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t compressed[SECP256K1_COMPRESSED_SIZE];
        const struct secp256k1_secret secret = secret_of(cases[i].secret);
        const struct secp256k1_key key = secp256k1_public(&secret);
        const struct eth_address address = eth_address_of(&key);
        const struct eth_address account = secp256k1_account(&secret);
        secp256k1_key_compressed(&key, compressed);
        cr_expect(is_hex(BYTES_OF(compressed), cases[i].compressed), "%zu", i);
        cr_expect(is_hex(BYTES_OF(address.at), cases[i].address), "%zu", i);
        cr_expect(eth_address_equal(&address, &account), "%zu", i);
    }
}

/* Made with affine arithmetic and HMAC in Python. The first two digests are SHA-256 of texts that
 * implementations of RFC 6979 are tried with ("Satoshi Nakamoto", "All those moments will be lost
 * in time, like tears in rain. Time to die..."); the last one is that of a transaction, which cast
 * of foundry 1.7.1 signs in the same way. */
Test(secp256k1_sign, signatures)
{
    static const struct {
        const char *secret, *digest, *signature;
    } cases[] = {
        {ONE, "a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e",
         "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
         "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e501"},
        {ONE, "7d1833f54854ac51659521afcd0ec6dca2ce2351429614bfa28a756b1b3c637f",
         "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b"
         "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc2100"},
        {LAST, "a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e",
         "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0"
         "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed500"},
        {TWO, ZERO,
         "3fdeb205601c7501de0436c322579c131efd2f45bb1106f6711c906b3ace405d"
         "022801050bee091ac1b8e4a20c9190730346c3c459f54a0fa5c28a520f94db1f00"},
        {FIRST, "96e383aac192bbf699cc02f06f9d19637d689fadf1c5d6708646d19d64f38fe0",
         "1c54bd013de3ea977f8c6dfe09bb0ab4948927a780167630de5eeba8d4053bbd"
         "290bf42204bbb286687ad1c6291624cab99e18ecc2545babe64c09fbdc15a0d101"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct keccak256 digest;
        uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
        uint8_t again[SECP256K1_RECOVERABLE_SIZE];
        uint8_t space[SPACE];
        struct secp256k1_key key;
        const struct secp256k1_secret secret = secret_of(cases[i].secret);
        const struct secp256k1_key mine = secp256k1_public(&secret);
        memcpy(digest.at, from_hex(cases[i].digest, space).at, sizeof digest.at);
        secp256k1_sign(&secret, &digest, signature);
        cr_expect(is_hex(BYTES_OF(signature), cases[i].signature), "%zu", i);
        secp256k1_sign(&secret, &digest, again);
        cr_expect(bytes_equal(BYTES_OF(signature), BYTES_OF(again)), "%zu", i);
        cr_assert(secp256k1_recover(&digest, BYTES_OF(signature), SECP256K1_V_PLAIN, &key));
        cr_expect(bytes_equal(BYTES_OF(key.at), BYTES_OF(mine.at)), "%zu", i);
    }
}

Test(secp256k1_sign, sums)
{
    uint8_t space[SPACE];
    struct secp256k1_secret secret = secret_of(ONE);
    cr_assert(secp256k1_secret_add(&secret, from_hex(ONE, space)));
    cr_expect(is_hex(BYTES_OF(secret.at), TWO));
    cr_assert(secp256k1_secret_add(&secret, from_hex(ZERO, space)));
    cr_expect(is_hex(BYTES_OF(secret.at), TWO));
    cr_assert(secp256k1_secret_add(&secret, from_hex(LAST, space)));
    cr_expect(is_hex(BYTES_OF(secret.at), ONE));
    static const char *const refused[] = {LAST /* the sum is 0 */, ORDER, "", ONE "00"};
    for (size_t i = 0; i < COUNT(refused); i++) {
        cr_expect_not(secp256k1_secret_add(&secret, from_hex(refused[i], space)), "%zu", i);
        cr_expect(is_hex(BYTES_OF(secret.at), ONE), "%zu", i);
    }
}

Test(secp256k1_sign, a_secret_is_wiped)
{
    struct secp256k1_secret secret = secret_of(FIRST);
    secp256k1_secret_done(&secret);
    cr_expect(bytes_all_zero(BYTES_OF(secret.at)));
}
