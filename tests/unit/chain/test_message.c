/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/message.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"

/* "hello" by cast hash-message (Foundry 1.7.1); the others by viem 2's hashMessage. */
Test(message, digests)
{
    static const struct {
        const char *message, *digest;
    } rows[] = {
        {"hello", "50b2c43fd39106bafbba0da34fc430e1f91e3c96ea2acee2bc34119f92b37750"},
        {"", "5f35dce98ba4fba25530a026ed80b2cecdaa31091ba4958b99b52ea1d068adad"},
        {"0123456789", "91e26c79ff38a9cd1035942268ee3d72eaccb7e19e833121d3714716f1402c0a"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[65] = {0};
        const struct keccak256 digest = message_digest(
            bytes_of(rows[i].message, strlen(rows[i].message)));
        hex_encode(BYTES_OF(digest.at), text);
        cr_expect_str_eq(text, rows[i].digest, "%s", rows[i].message);
    }
}

/* cast wallet sign --no-hash, with the key 1 (sign-message-024). */
Test(message, v_is_27_or_28)
{
    static const uint8_t one[32] = {[31] = 1};
    struct secp256k1_secret secret;
    struct secp256k1_key signer;
    uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
    char text[2 * sizeof signature + 1] = {0};
    cr_assert(secp256k1_secret_from(BYTES_OF(one), &secret));
    const struct keccak256 digest = message_digest(bytes_of("hello", 5));
    message_sign(&secret, &digest, signature);
    hex_encode(BYTES_OF(signature), text);
    cr_expect_str_eq(text, "e5ddc160e4c8f92de507c7db9b982d4f9b7197bfa421864aeadc586bc96b09ae"
                           "0ba0c5b131650ae4994cff1839341d00f3735ef5abc62ac8fe2cf50f65208e2a1b");
    cr_assert(secp256k1_recover(&digest, BYTES_OF(signature), SECP256K1_V_ETHEREUM, &signer));
    const struct secp256k1_key own = secp256k1_public(&secret);
    cr_expect_arr_eq(signer.at, own.at, sizeof own.at);
}
