/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/keystore.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "codec/json.h"

/* Made with node's crypto (pbkdf2, scrypt, aes-128-ctr) and @noble/hashes (Keccak): the password is
 * "pw", the first counter is all ones. */
#define IV                   "ffffffffffffffffffffffffffffffff"
#define CIPHER               "\"cipher\":\"aes-128-ctr\",\"cipherparams\":{\"iv\":\"" IV "\"},"
#define PBKDF2               "\"kdf\":\"pbkdf2\",\"kdfparams\":{\"c\":1,\"dklen\":32,\"prf\":\"hmac-sha256\","
#define SALT                 "\"salt\":\"00112233\"}"
#define ONE_TEXT             "71b7ef0afc36bb431ce2b1a9a11a46000c3612bf083884f1f0367d64eca0ca19"
#define ONE_MAC              "7b235e04f23a2f70c905e0cceb69e72056ad5ef794caf1440ef5102f30663adc"
#define BODY(kdf, text, mac) CIPHER kdf SALT ",\"ciphertext\":\"" text "\",\"mac\":\"" mac "\"}"
#define V3                   "{\"version\":3,"
#define PLAIN                V3 "\"crypto\":{" BODY(PBKDF2, ONE_TEXT, ONE_MAC) "}"

static bool parse(const char *json, struct keystore *out, struct err *e)
{
    return keystore_parse(bytes_of(json, strlen(json)), false, out, e);
}

static bool open_with(struct keystore *keystore, const char *password, struct secp256k1_secret *out,
                      struct err *e)
{
    return keystore_open(keystore, bytes_of(password, strlen(password)), out, e);
}

Test(keystore, forms_that_exist)
{
    static const char one[] = "0000000000000000000000000000000000000000000000000000000000000001";
    static const struct {
        const char *json, *key;
    } rows[] = {
        {PLAIN, one},
        {V3 "\"Crypto\":{" BODY(PBKDF2, ONE_TEXT, ONE_MAC) "}", one},
        {V3 "\"crypto\":{" BODY("\"kdf\":\"pbkdf2\",\"kdfparams\":{\"c\":1,\"dklen\":1024,\"prf\":"
                                "\"hmac-sha256\",",
                                ONE_TEXT, ONE_MAC) "}",
         one},
        {V3 "\"crypto\":{" BODY(
             "\"kdf\":\"scrypt\",\"kdfparams\":{\"n\":2,\"r\":8,\"p\":1,"
             "\"dklen\":32,",
             "c43bafc5a32fb5693e99a72ea75cfe2bb7f5fad00adbd78346e8258e252188f4",
             "bf1cb5e4da2039f00620a77435df863c2099e7385fff2a8a57e40bd662bb6e72") "}",
         one},
        {V3 "\"address\":\"7e5f4552091a69125d5dfcb7b8c2659029395bdf\",\"crypto\":{" BODY(
             PBKDF2, ONE_TEXT, ONE_MAC) "}",
         one},
        {V3 "\"address\":\"0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf\",\"crypto\":{" BODY(
             PBKDF2, "0x" ONE_TEXT, "0x" ONE_MAC) "}",
         one},
        {V3 "\"crypto\":{" BODY(
             PBKDF2, "8bccd2bdc1f1649c90bd0c1e37cd07e444b03a7b17fc7a4c6156d50256afff",
             "d9bdf1bfd37902bcdcfb5d351459f1e75e606d94d4e3abada1403d4ba223fddf") "}",
         "00fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35"},
        {V3 "\"crypto\":{" BODY(
             PBKDF2, "70", "32bde446b66cbcc4fb41366a71976cbb4ce31769b9845168d9230c6f844de597") "}",
         one},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct keystore keystore;
        struct secp256k1_secret secret;
        char text[2 * SECP256K1_SECRET_SIZE + 1] = {0};
        cr_assert(parse(rows[i].json, &keystore, &e), "%zu: %s", i, e.text);
        cr_assert(open_with(&keystore, "pw", &secret, &e), "%zu: %s", i, e.text);
        hex_encode(BYTES_OF(secret.at), text);
        cr_expect_str_eq(text, rows[i].key, "%zu", i);
        cr_expect_not(open_with(&keystore, "pw ", &secret, &e), "%zu", i);
        cr_expect_eq(e.kind, ERR_DENIED);
        cr_expect_not(open_with(&keystore, "", &secret, &e), "%zu", i);
    }
}

/* The password is right. */
Test(keystore, what_is_no_key_is_refused)
{
    static const struct {
        const char *json, *why;
    } rows[] = {
        {V3 "\"crypto\":{" BODY(
             PBKDF2, "71b7ef0afc36bb431ce2b1a9a11a46000c3612bf083884f1f0367d64eca0ca18",
             "796e225f72f78424e7232da4a994f08a210250a24d64b66c83e31f2658651f8d") "}",
         "what the keystore holds is no key of secp256k1"},
        {V3 "\"crypto\":{" BODY(
             PBKDF2, "8e4810f503c944bce31d4e565ee5b9feb698ce59a77024ca4fe423e83c968b59",
             "d5e7c604e38510bf683233e9fee515685cb7f10587bc5f92052bb11d6fb5ca87") "}",
         "what the keystore holds is no key of secp256k1"},
        {V3 "\"address\":\"7e5f4552091a69125d5dfcb7b8c2659029395bde\",\"crypto\":{" BODY(
             PBKDF2, ONE_TEXT, ONE_MAC) "}",
         "the keystore's key is not that of its address"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct keystore keystore;
        struct secp256k1_secret secret;
        cr_assert(parse(rows[i].json, &keystore, &e), "%zu: %s", i, e.text);
        cr_expect_not(open_with(&keystore, "pw", &secret, &e));
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_str_eq(e.text, rows[i].why);
    }
}

/* Each differs from what is taken in one place: the first occurrence of one text is another. */
Test(keystore, other_files_are_refused)
{
    static const struct {
        const char *from, *to, *why;
    } rows[] = {
        {"\"version\":3", "\"version\":1", "'version' of the keystore is not 3"},
        {"\"version\":3", "\"version\":\"3\"", "'version' of the keystore is not 3"},
        {"\"version\":3,", "", "'version' of the keystore is not 3"},
        {"\"version\":3", "\"version\":3,\"Crypto\":{}", "'crypto' of the keystore is not an"},
        {"\"crypto\":{", "\"crypto\":1,\"x\":{", "'crypto' of the keystore is not an object"},
        {"\"crypto\"", "\"CRYPTO\"", "'crypto' of the keystore is not an object"},
        {"aes-128-ctr", "aes-128-cbc", "'cipher' of the keystore is not aes-128-ctr"},
        {"\"cipher\"", "\"cypher\"", "'cipher' of the keystore is not a text"},
        {"\"cipherparams\"", "\"params\"", "'cipherparams' of the keystore is not an object"},
        {IV, "ff", "'iv' of the keystore is not 16 bytes in hex"},
        {IV, IV "ff", "'iv' of the keystore is not 16 bytes in hex"},
        {"pbkdf2", "bcrypt", "'kdf' of the keystore is not scrypt or pbkdf2"},
        {"\"kdfparams\"", "\"params\"", "'kdfparams' of the keystore is not an object"},
        {"\"hmac-sha256\"", "5", "'prf' of the keystore is not a text"},
        {"\"aes-128-ctr\"", "5", "'cipher' of the keystore is not a text"},
        {"\"c\":1", "\"c\":0", "the keystore's 0 rounds are not 1 to 10000000"},
        {"\"c\":1", "\"c\":10000001", "the keystore's 10000001 rounds are not 1 to 10000000"},
        {"\"c\":1", "\"c\":\"1\"", "'c' of the keystore is not a number"},
        {"\"c\":1", "\"c\":1e0", "'c' of the keystore is not a number"},
        {"\"dklen\":32", "\"dklen\":31", "'dklen' of the keystore is not 32 to 1024"},
        {"\"dklen\":32", "\"dklen\":1025", "'dklen' of the keystore is not 32 to 1024"},
        {"\"salt\":\"00112233\"", "\"salt\":\"\"", "'salt' of the keystore is not 1 to 256 bytes"},
        {"\"salt\":\"00112233\"", "\"salt\":\"0g\"",
         "'salt' of the keystore is not 1 bytes in hex"},
        {"\"salt\":\"00112233\"", "\"salt\":\"001\"",
         "'salt' of the keystore is not 1 bytes in hex"},
        {ONE_TEXT, ONE_TEXT "00", "'ciphertext' of the keystore is not 1 to 32 bytes in hex"},
        {ONE_TEXT, "", "'ciphertext' of the keystore is not 1 to 32 bytes in hex"},
        {ONE_MAC, "00", "'mac' of the keystore is not 32 bytes in hex"},
        {"\"version\":3", "\"version\":3,\"address\":\"00\"",
         "'address' of the keystore is not 20 bytes in hex"},
        {"\"version\":3", "\"version\":3,\"address\":5", "'address' of the keystore is not a"},
        {"pbkdf2\",\"kdfparams\":{\"c\":1", "scrypt\",\"kdfparams\":{\"n\":3,\"r\":8,\"p\":1",
         "the keystore's cost of scrypt (n 3, r 8, p 1) is not possible"},
        {"pbkdf2\",\"kdfparams\":{\"c\":1", "scrypt\",\"kdfparams\":{\"n\":262144,\"r\":1,\"p\":8",
         "(n 262144, r 1, p 8)"},
        {"pbkdf2\",\"kdfparams\":{\"c\":1", "scrypt\",\"kdfparams\":{\"n\":4194304,\"r\":8,\"p\":1",
         "above 1 GiB"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct keystore keystore;
        const char *found = strstr(PLAIN, rows[i].from);
        AUTO(buf_done) struct buf json = buf_start(64 * KIB);
        cr_assert_not_null(found, "%s", rows[i].from);
        buf_printf(&json, "%.*s%s%s", (int)(found - PLAIN), PLAIN, rows[i].to,
                   found + strlen(rows[i].from));
        cr_expect_not(keystore_parse(buf_view(&json), false, &keystore, &e), "%zu", i);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_not_null(strstr(e.text, rows[i].why), "%zu: %s", i, e.text);
    }
}

#define ADDRESS   "\"address\":\"7e5f4552091a69125d5dfcb7b8c2659029395bdf\","
#define ADDRESSED V3 ADDRESS "\"crypto\":{" BODY(PBKDF2, ONE_TEXT, ONE_MAC) "}"
/* The same key in AES-128-CBC, and with HMAC-SHA-512: by openssl and Python's hashlib. */
#define CBC_TEXT    "71b7ef0afc36bb431ce2b1a9a11a46007fae906d89a383be24c7d3fe9820e189"
#define CBC_MAC     "5c66965d8e86804676b8d58bfd43b84900d9c6613b59c51a4284961495c2fbbb"
#define SHA512_TEXT "cc922ced4e74c65f4235b922976bf6db51289fd43617174564a4f246f9cb79d9"
#define SHA512_MAC  "95ace7af9eca566e199d8feb1a4685d6e12545952346015c1b936ab9890b35c4"
#define CBC_BODY                                                                                   \
    "\"crypto\":{\"cipher\":\"aes-128-cbc\",\"cipherparams\":{\"iv\":\"" IV "\"}," PBKDF2 SALT     \
    ",\"ciphertext\":\"" CBC_TEXT "\",\"mac\":\"" CBC_MAC "\"}}"
#define SHA512_BODY                                                                                \
    "\"crypto\":{" CIPHER                                                                          \
    "\"kdf\":\"pbkdf2\",\"kdfparams\":{\"c\":1,\"dklen\":32,\"prf\":\"hmac-sha512\"," SALT         \
    ",\"ciphertext\":\"" SHA512_TEXT "\",\"mac\":\"" SHA512_MAC "\"}}"

/* ERR_NONE: it opens. */
static enum err_kind try(struct bytes json, bool as_cast, struct keystore *out, struct err *e)
{
    static const uint8_t one[SECP256K1_SECRET_SIZE] = {[31] = 1};
    struct secp256k1_secret secret;
    *e = (struct err){0};
    if (!keystore_parse(json, as_cast, out, e) || !open_with(out, "pw", &secret, e)) {
        return e->kind;
    }
    cr_expect_eq(bytes_equal(BYTES_OF(secret.at), BYTES_OF(one)),
                 (out->flaws & KEYSTORE_ADDRESS) == 0);
    return ERR_NONE;
}

/* Names that are not those of what was done. The MAC proves what a key was derived with, the
 * address proves the rest; cast needs no proof. */
Test(keystore, names_that_are_not_so)
{
    static const struct {
        const char *from, *to;
        unsigned flaws;
        bool needs_address;
    } rows[] = {
        {"\"version\":3", "\"version\":1", KEYSTORE_VERSION, true},
        {"aes-128-ctr", "aes-128-cbc", KEYSTORE_CIPHER, true},
        {"aes-128-ctr", "AES-128-CTR", KEYSTORE_CIPHER, true},
        {"hmac-sha256", "hmac-sha512", KEYSTORE_PRF, false},
        {"pbkdf2", "scrypt", KEYSTORE_KDF, false},
        {"{", "{", 0, false},
        {"\"version\":3", "\"version\":3,\"x\":null", 0, false},
    };
    static const char *const texts[] = {PLAIN, ADDRESSED};
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t has_address = 0; has_address < 2; has_address++) {
            struct err e;
            struct keystore keystore;
            const char *text = texts[has_address];
            const char *found = strstr(text, rows[i].from);
            AUTO(buf_done) struct buf json = buf_start(64 * KIB);
            cr_assert_not_null(found, "%s", rows[i].from);
            buf_printf(&json, "%.*s%s%s", (int)(found - text), text, rows[i].to,
                       found + strlen(rows[i].from));
            bool is_proved = has_address || !rows[i].needs_address;
            cr_expect_eq(try(buf_view(&json), false, &keystore, &e),
                         is_proved ? ERR_NONE : ERR_MALFORMED, "%zu: %s", i, e.text);
            cr_expect_eq(keystore.flaws, rows[i].flaws, "%zu", i);
            cr_expect_eq(try(buf_view(&json), true, &keystore, &e), ERR_NONE, "%zu", i);
            cr_expect_eq(keystore.flaws, rows[i].flaws, "%zu", i);
        }
    }
}

/* What is really in another cipher is no key of that address; cast takes what comes out. */
Test(keystore, names_that_are_so)
{
    struct err e;
    struct keystore keystore;
    static const char cbc[] = V3 ADDRESS CBC_BODY;
    static const char bare[] = V3 CBC_BODY;
    static const char sha512[] = V3 ADDRESS SHA512_BODY;
    cr_expect_eq(try(bytes_of(cbc, strlen(cbc)), false, &keystore, &e), ERR_MALFORMED);
    cr_expect_str_eq(e.text, "the keystore's key is not that of its address: it is not in "
                             "aes-128-ctr, as it says");
    cr_expect_eq(try(bytes_of(cbc, strlen(cbc)), true, &keystore, &e), ERR_NONE, "%s", e.text);
    cr_expect_eq(keystore.flaws, KEYSTORE_CIPHER | KEYSTORE_ADDRESS);
    cr_expect_eq(try(bytes_of(bare, strlen(bare)), false, &keystore, &e), ERR_MALFORMED);
    for (size_t as_cast = 0; as_cast < 2; as_cast++) {
        cr_expect_eq(try(bytes_of(sha512, strlen(sha512)), as_cast == 1, &keystore, &e),
                     ERR_DENIED);
        cr_expect_str_eq(e.text, "the password of the keystore is wrong, or its kdf is not what it "
                                 "should be");
    }
}

Test(keystore, addresses_that_cast_does_not_look_at)
{
    static const char *const addresses[] = {
        "null", "5", "\"\"", "\"00\"", "\"7e5f4552091a69125d5dfcb7b8c2659029395bde\"",
    };
    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct err e;
        struct keystore keystore;
        AUTO(buf_done) struct buf json = buf_start(64 * KIB);
        buf_printf(&json, V3 "\"address\":%s,\"crypto\":{%s", addresses[i],
                   BODY(PBKDF2, ONE_TEXT, ONE_MAC) "}");
        cr_expect_eq(try(buf_view(&json), false, &keystore, &e), i == 0 ? ERR_NONE : ERR_MALFORMED,
                     "%zu: %s", i, e.text);
        struct secp256k1_secret secret;
        cr_assert(keystore_parse(buf_view(&json), true, &keystore, &e), "%s", e.text);
        cr_expect(open_with(&keystore, "pw", &secret, &e), "%s", e.text);
        cr_expect_eq(secret.at[31], 1);
        cr_expect_eq(keystore.flaws, i == 0 ? 0U : KEYSTORE_ADDRESS);
    }
}

Test(keystore, every_truncation_is_refused)
{
    for (size_t n = 0; n < strlen(PLAIN); n++) {
        struct err e = {0};
        struct keystore keystore;
        cr_expect_not(keystore_parse(bytes_of(PLAIN, n), false, &keystore, &e), "%zu", n);
        cr_expect_eq(e.kind, ERR_MALFORMED);
    }
    struct err e = {0};
    struct keystore keystore;
    cr_expect_not(parse(PLAIN "x", &keystore, &e));
}

/* Nothing but the id and what is random differs between two of them. */
Test(keystore, what_is_written_is_read_again)
{
    struct err e = {0};
    struct keystore sealed;
    struct keystore keystore;
    struct keystore_random random;
    struct secp256k1_secret secret;
    struct secp256k1_secret again;
    AUTO(buf_done) struct buf json = buf_start(KEYSTORE_SIZE_MAX);
    static const uint8_t one[32] = {[31] = 1};
    memset(&random, 0xff, sizeof random);
    cr_assert(secp256k1_secret_from(BYTES_OF(one), &secret));
    cr_assert(keystore_seal(&secret, bytes_of("pw", 2), &random, &sealed, &e), "%s", e.text);
    keystore_write(&sealed, random.id, &json);
    cr_assert(keystore_parse(buf_view(&json), false, &keystore, &e), "%s", e.text);
    cr_assert(open_with(&keystore, "pw", &again, &e), "%s", e.text);
    cr_expect_arr_eq(again.at, secret.at, sizeof secret.at);
    cr_expect(keystore.kdf.is_scrypt && keystore.kdf.cost.n == 262144 && keystore.kdf.cost.r == 8 &&
              keystore.kdf.cost.p == 1);
    cr_expect(keystore.has_address);
    AUTO(json_freep) struct json *parsed = json_parse(buf_view(&json), &e);
    struct text text;
    cr_assert(json_text(json_member(json_root(parsed), "id"), &text));
    cr_expect(text_is(text, "ffffffff-ffff-4fff-bfff-ffffffffffff"));
    cr_assert(json_text(json_member(json_root(parsed), "address"), &text));
    cr_expect(text_is(text, "7e5f4552091a69125d5dfcb7b8c2659029395bdf"));
}
