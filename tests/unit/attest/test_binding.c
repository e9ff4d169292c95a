/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/binding.h"
#include "base/hex.h"
#include "binding_values.h"

/* Digests below were made by node with @noble/hashes. */

enum { VALUE_ROOM = 512 };

struct room {
    uint8_t at[BINDING_KINDS][VALUE_ROOM];
};

static struct bytes decode(const char *hex, uint8_t out[VALUE_ROOM])
{
    size_t n = hex == NULL ? 0 : strlen(hex) / 2;
    cr_assert_leq(n, VALUE_ROOM);
    cr_assert(n == 0 || hex_decode(text_of(hex), out, n), "%s", hex);
    return bytes_of(out, n);
}

static struct binding_values values_of(struct room *room, const char *const hex[BINDING_KINDS])
{
    struct binding_values values = {.aci = NULL};
    for (size_t i = 0; i < BINDING_KINDS; i++) {
        values.of[i] = decode(hex[i], room->at[i]);
    }
    return values;
}

/* Hex, with zeros behind it up to 64 bytes. */
static void report_data(const char *hex, uint8_t out[REPORT_DATA_SIZE])
{
    memset(out, 0, REPORT_DATA_SIZE);
    cr_assert_leq(strlen(hex), 2 * REPORT_DATA_SIZE);
    cr_assert(hex_decode(text_of(hex), out, strlen(hex) / 2));
}

struct held {
    enum binding_kind kind;
    const char *values[BINDING_KINDS];
    const char *report_data;
    const char *name;
    size_t from, n;
};

#define NONCE_OF(value) {value, NULL, NULL, NULL}
#define KEY_OF(value)   {NULL, value, NULL, NULL}
#define TLS_OF(value)   {NULL, NULL, NULL, value}
#define IN_NONCE(hash, spelled, digest)                                                            \
    {BINDING_NONCE, NONCE_OF(NONCE), digest, hash " of app-data:<" spelled "nonce>", 0, 64}

static const struct held held[] = {
    {BINDING_NONCE, NONCE_OF(NONCE), NONCE, "the nonce, then zeros", 0, 64},
    {BINDING_NONCE, NONCE_OF("000102030405060708090a0b0c0d0e0f"),
     "000102030405060708090a0b0c0d0e0f", "the nonce, then zeros", 0, 64},
    {BINDING_NONCE, NONCE_OF(NONCE ONES_32), NONCE ONES_32, "the nonce, then zeros", 0, 64},
    {BINDING_NONCE, NONCE_OF(NONCE), ONES_32 NONCE, "the nonce in bytes 32 to 63", 32, 32},
    IN_NONCE("sha512", "",
             "e8311c6a639ba8252a1548c81d63538340c5f277094a430f898d97603d8cc93c"
             "962d555241df8314a7c8c2579d4cab3cedb81fba30a7e31f2e3a1a60720a62ee"),
    IN_NONCE("sha512", "hex of ",
             "2f8e4fd5b25bd409d29f1aa27ce9171b480a64b9c670333b81c8fc5a1a790d33"
             "8a26e28251f924a3ace7ba7f2a5a5d81cd66c325dddc1761851a1782889d0a9a"),
    IN_NONCE("sha256", "", "f5e73ba5e6f55b18f5ecab72496036a90505de482470cc7a2db0c5dc6afdb19d"),
    IN_NONCE("sha256", "hex of ",
             "484981cbedcdb8313c2a004af7e9ab64654848196a04bd75e318acbd9ed48f61"),
    IN_NONCE("sha384", "",
             "a723567b577c47aed129cbe62066818378359debee1ffa731e51517a720510ad"
             "bce4f39a7a73d377a94ddbdb7fa3a68f"),
    IN_NONCE("sha384", "hex of ",
             "61a31b6fd4fd267658e3d74573fa28f206baca1d572ff453f9fc66ce2e8a73ea"
             "5a7b0692e638ab7660732ed767296554"),
    IN_NONCE("sha3-256", "", "3e29d143f514469ce2b5938c891f436080671a0522cf87a00a15658f0ed36d05"),
    IN_NONCE("sha3-256", "hex of ",
             "9a3d7915ef897d20410b811d35a3926dd9f6834151ea0a4b911928cfb7143757"),
    IN_NONCE("sha3-384", "",
             "77fc9e442d7296c6573881de79e197e8a7e552a5bb2bfd619e9c0aaf4a0c507f"
             "e2f0c79bf38c997bf4c9df22771521ba"),
    IN_NONCE("sha3-384", "hex of ",
             "1b254417d87f6e3ac68e1ce64a1f304d61a2f3f509ccad62e3b394fc407e07b0"
             "12ab5aa41de04103224a10df8175b8c5"),
    IN_NONCE("sha3-512", "",
             "c14fbf46889b84354d48a200d0a1efcbf7ea55a10d2b67e85c6830a067bd7dbc"
             "e150e9c2829d017f4d0b3f65f71d50d457d1fd9325d9d290b4c93b8e06c63a03"),
    IN_NONCE("sha3-512", "hex of ",
             "c2549ad6f776dd4d13103facefda7339d13a2a14e68bc6dbd34ad42b4c32c45f"
             "30bf7b97ea1e399aca2b648a917c5b81d4070c9ef028594f42f5e83e92ebb3f9"),
    IN_NONCE("keccak256", "", "d8c2bc3c81112772aa3723e45cca77e4c80629d15a17c117d4bc918862a52638"),
    IN_NONCE("keccak256", "hex of ",
             "d89b6111abab7597f369ef638be4d4850590a761fd45feee47682606fe213085"),
    IN_NONCE("keccak384", "",
             "868cf98c018d4531147611774e742c6c15eee407a2aa7f6d3891e30f0446b4e7"
             "6c19ea4b9142f75f5f1a224f35294eeb"),
    IN_NONCE("keccak384", "hex of ",
             "e1840944030c2f6f6226f36167f03c2cff628c98b02ba762d8157176c13eb55f"
             "072cddc9d788e176e4e51fced3191d5d"),
    IN_NONCE("keccak512", "",
             "ac0dee3c305b3c6d32935c17769a9502609e9fdf12c916d018aae9bcab9bb752"
             "79497e91a7dc4a56c3ab0af285133b5d635e91da6acf50cbd01020a5c7dde593"),
    IN_NONCE("keccak512", "hex of ",
             "0622c2ee1aefcb9dbc6b66553ba44bfa33083a9e60b0399d7fded94a9cd99efd"
             "1613d44c4736412c753e8cbc02719b7fa0bac1adda68b631a05d939eaf708181"),

    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_XY), DERIVED_XY, "the public key, then zeros", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_SEC1), DERIVED_XY, "the public key, then zeros", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_KEY), DERIVED_XY, "the public key, then zeros", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_KEY), DERIVED_KEY, "the public key, then zeros", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_XY), DERIVED_KEY, "the public key, then zeros", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(ED25519_KEY), ED25519_KEY, "the public key, then zeros", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(ED25519_KEY), ED25519_KEY NONCE, "the public key in bytes 0 to 31",
     0, 32},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_XY),
     "21fc995c06229f775d13749623778983e83adbcc05a7bc46929f945c2e30645a", "sha256 of the public key",
     0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_SEC1),
     "2cbfbd3e84d74533a542dbc1fbe8b988f13d682804baced9755d4b9a09ca384d"
     "461f920e6226f6b2344c72005d3affe962d5b2ab65caec41c3c0582ffe4fe1ad",
     "sha512 of the public key", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(TLS_SPKI),
     "78dc018b42a56f2cd089460cc39ede1226c894251a59cab237a4c270274c1c4e"
     "4522e89bb33271cdf19b57282ae18821a3e1cc18ae2f1d63ccbab175f5186db8",
     "sha512 of the public key", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_KEY),
     "5b856078cff0c7293abb824329c0981559b39a1e3ec1f8769d85da4f8a68daea"
     "10921d4d82860b283b5dc9ecf1abd5d67cc68adaa10dd0e7c5b19a97bdd40243",
     "sha512 of app-data:<hex of keccak256 of the public key>", 0, 64},
    {BINDING_PUBLIC_KEY, KEY_OF(DERIVED_XY), DERIVED_ADDRESS ZEROS_12 NONCE,
     "the address of the public key in bytes 0 to 31", 0, 32},
    {BINDING_PUBLIC_KEY, KEY_OF(TLS_SPKI),
     "d8af96769d1a27ed30712823bfbc133f059f6416eb70dec2a0c54b8386dbb23e"
     "56f3e9d4067413ce74b079cc5bee4f74adc417c0ca580f4e4838dced8eee0c5b",
     "sha512 of ratls-cert:<public-key>", 0, 64},

    {BINDING_ADDRESS,
     {NULL, NULL, DERIVED_ADDRESS, NULL},
     DERIVED_ADDRESS ZEROS_12 NONCE,
     "the address in bytes 0 to 31",
     0,
     32},
    {BINDING_ADDRESS,
     {NULL, NULL, DERIVED_ADDRESS, TLS_SPKI},
     "737f283c45c0d9d7c0e31ba0d63094928546f23ea259944d306e311fdfa8b286" NONCE,
     "sha256 of address and TLS key in bytes 0 to 31",
     0,
     32},

    {BINDING_TLS_KEY,
     {NULL, NULL, DERIVED_ADDRESS, TLS_SPKI},
     "737f283c45c0d9d7c0e31ba0d63094928546f23ea259944d306e311fdfa8b286" NONCE,
     "sha256 of address and TLS key in bytes 0 to 31",
     0,
     32},
    {BINDING_TLS_KEY,
     {NULL, ED25519_KEY, NULL, TLS_SPKI},
     "31502ef8fb54e2a78d1863f8be4b16141f48edbbfade5dec8f8d369a843736a9" NONCE,
     "sha256 of public key and TLS key in bytes 0 to 31",
     0,
     32},
    {BINDING_TLS_KEY, TLS_OF(TLS_SPKI),
     "d8af96769d1a27ed30712823bfbc133f059f6416eb70dec2a0c54b8386dbb23e"
     "56f3e9d4067413ce74b079cc5bee4f74adc417c0ca580f4e4838dced8eee0c5b",
     "sha512 of ratls-cert:<tls-key>", 0, 64},
    {BINDING_TLS_KEY, TLS_OF(TLS_SPKI),
     "d23ca3009aa76ab4fdfde3bbc3e7c0c2114913353a261f7787f1863f1d05375a"
     "4d9872e987218d4301f1fe4eb076ff0509ebe1fa30101c8aa8674b4b3ad8ed17",
     "sha512 of zt-cert:<tls-key>", 0, 64},
    {BINDING_TLS_KEY, TLS_OF(TLS_SPKI),
     "a4fcd97fe098e1afc1e00fdfa22b6211f5bd71eeb09ef0f2a83aac623a5ccc19"
     "61fcbd485818af9c35585ad54f8ff5e650ea782c430613a0b867521897dc4aad",
     "sha512 of kms-root-ca:<tls-key>", 0, 64},
};

Test(binding, each_convention_is_found)
{
    for (size_t i = 0; i < COUNT(held); i++) {
        struct room room;
        uint8_t data[REPORT_DATA_SIZE];
        struct binding_match match;
        const struct binding_values values = values_of(&room, held[i].values);
        report_data(held[i].report_data, data);
        cr_expect(binding_find(held[i].kind, &values, BYTES_OF(data), &match), "%zu: %s", i,
                  held[i].name);
        cr_expect_str_eq(match.name, held[i].name, "%zu: %s", i, match.name);
        cr_expect_eq(match.from, held[i].from, "%zu", i);
        cr_expect_eq(match.n, held[i].n, "%zu", i);
    }
}

/* What the match says is compared, and nothing else of report data. */
Test(binding, each_byte_that_is_compared_counts)
{
    for (size_t i = 0; i < COUNT(held); i++) {
        struct room room;
        uint8_t data[REPORT_DATA_SIZE];
        struct binding_match match;
        const struct binding_values values = values_of(&room, held[i].values);
        report_data(held[i].report_data, data);
        for (size_t at = 0; at < sizeof data; at++) {
            bool is_compared = at >= held[i].from && at < held[i].from + held[i].n;
            data[at] ^= 1;
            bool found = binding_find(held[i].kind, &values, BYTES_OF(data), &match);
            /* A key of 32 bytes with zeros behind it may also stand in the first half. */
            cr_expect(found != is_compared || match.n < held[i].n, "%s, byte %zu", held[i].name,
                      at);
            data[at] ^= 1;
        }
    }
}

/* No part of a value is left out: a change of any byte of it is noticed. */
Test(binding, each_byte_of_the_value_counts)
{
    for (size_t i = 0; i < COUNT(held); i++) {
        struct room room;
        uint8_t data[REPORT_DATA_SIZE];
        struct binding_match match;
        const struct binding_values values = values_of(&room, held[i].values);
        report_data(held[i].report_data, data);
        for (size_t at = 0; at < values.of[held[i].kind].left; at++) {
            room.at[held[i].kind][at] ^= 1;
            cr_expect_not(binding_find(held[i].kind, &values, BYTES_OF(data), &match),
                          "%s, byte %zu of the value", held[i].name, at);
            room.at[held[i].kind][at] ^= 1;
        }
    }
}

static bool finds(enum binding_kind kind, const char *const hex[BINDING_KINDS],
                  const char *data_hex)
{
    struct room room;
    uint8_t data[REPORT_DATA_SIZE];
    struct binding_match match;
    const struct binding_values values = values_of(&room, hex);
    report_data(data_hex, data);
    return binding_find(kind, &values, BYTES_OF(data), &match);
}

Test(binding, what_leaves_a_value_unbound_is_none)
{
    static const char *const short_nonce[] = NONCE_OF("000102030405060708090a0b0c0d0e0f");
    cr_expect_not(finds(BINDING_NONCE, short_nonce, ONES_32 "000102030405060708090a0b0c0d0e0f"),
                  "a nonce of 16 bytes does not fill the second half");
    static const char *const nonce[] = NONCE_OF(NONCE);
    cr_expect_not(finds(BINDING_NONCE, nonce, NONCE ONES_32), "a nonce before other things");
    static const char *const compressed[] = KEY_OF(DERIVED_KEY);
    cr_expect_not(finds(BINDING_PUBLIC_KEY, compressed, DERIVED_KEY "01"));
    static const char *const point[] = KEY_OF(DERIVED_XY);
    cr_expect_not(finds(BINDING_PUBLIC_KEY, point,
                        "acd484e2f0c7f65309ad178a9f559abde09796974c57e714c35f110dfc27ccbe"),
                  "half of a point");
    static const char *const address[] = {NULL, NULL, DERIVED_ADDRESS, NULL};
    cr_expect_not(
        finds(BINDING_ADDRESS, address, DERIVED_ADDRESS "000000000000000000000001" NONCE));
    cr_expect_not(finds(BINDING_ADDRESS, address,
                        "737f283c45c0d9d7c0e31ba0d63094928546f23ea259944d306e311fdfa8b286" NONCE),
                  "without the TLS key");
    static const char *const tls[] = TLS_OF(TLS_SPKI);
    cr_expect_not(finds(BINDING_TLS_KEY, tls,
                        "737f283c45c0d9d7c0e31ba0d63094928546f23ea259944d306e311fdfa8b286" NONCE),
                  "without the address");
}

Test(binding, another_kind_does_not_stand_in)
{
    static const char *const both[] = {NONCE, NULL, DERIVED_ADDRESS, NULL};
    cr_expect_not(finds(BINDING_NONCE, both, DERIVED_ADDRESS ZEROS_12 ONES_32));
    cr_expect_not(finds(BINDING_ADDRESS, both, ZEROS_32 NONCE));
    cr_expect(finds(BINDING_NONCE, both, DERIVED_ADDRESS ZEROS_12 NONCE));
    cr_expect(finds(BINDING_ADDRESS, both, DERIVED_ADDRESS ZEROS_12 NONCE));
    cr_expect_not(finds(BINDING_TLS_KEY, both, DERIVED_ADDRESS ZEROS_12 NONCE));
}

/* The digest of the address' key has to end in the address. */
Test(binding, an_address_in_the_digest_of_its_key)
{
    static const char legacy[] = "5b856078cff0c7293abb824329c0981559b39a1e3ec1f8769d85da4f8a68daea"
                                 "10921d4d82860b283b5dc9ecf1abd5d67cc68adaa10dd0e7c5b19a97bdd40243";
    static const char *const address[] = {NULL, NULL, DERIVED_ADDRESS, NULL};
    struct room room;
    uint8_t digest[VALUE_ROOM];
    uint8_t data[REPORT_DATA_SIZE];
    struct binding_match match;
    struct binding_values values = values_of(&room, address);
    report_data(legacy, data);
    cr_expect_not(binding_find(BINDING_ADDRESS, &values, BYTES_OF(data), &match));
    values.key_digest = decode(DERIVED_KECCAK, digest);
    cr_expect(binding_find(BINDING_ADDRESS, &values, BYTES_OF(data), &match));
    cr_expect_eq(match.n, 64);
    for (size_t at = 0; at < 32; at++) {
        digest[at] ^= 1;
        cr_expect_not(binding_find(BINDING_ADDRESS, &values, BYTES_OF(data), &match), "%zu", at);
        digest[at] ^= 1;
    }
    room.at[BINDING_ADDRESS][19] ^= 1;
    cr_expect_not(binding_find(BINDING_ADDRESS, &values, BYTES_OF(data), &match));
}
