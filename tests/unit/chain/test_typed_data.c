/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/typed_data.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/message.h"
#include "chain/typed_data_type.h"

#define FIELD(name, type) "{\"name\":\"" name "\",\"type\":\"" type "\"}"
#define MAIL_DOMAIN                                                                                \
    "\"domain\":{\"name\":\"Ether Mail\",\"version\":\"1\",\"chainId\":1,\"verifyingContract\":"   \
    "\"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC\"}"
#define MAIL_TYPES                                                                                 \
    "\"Person\":[" FIELD("name", "string") "," FIELD(                                              \
        "wallet", "address") "],"                                                                  \
                             "\"Mail\":[" FIELD("from", "Person") "," FIELD(                       \
                                 "to", "Person") "," FIELD("contents", "string") "]"
#define MAIL_DOMAIN_TYPE                                                                           \
    "\"EIP712Domain\":[" FIELD("name", "string") "," FIELD("version", "string") "," FIELD(         \
        "chainId", "uint256") "," FIELD("verifyingContract", "address") "],"
#define MAIL_REST                                                                                  \
    "\"primaryType\":\"Mail\"," MAIL_DOMAIN ",\"message\":{\"from\":{\"name\":\"Cow\","            \
    "\"wallet\":\"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826\"},\"to\":{\"name\":\"Bob\","         \
    "\"wallet\":\"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB\"},"                                  \
    "\"contents\":\"Hello, Bob!\"}}"
#define MAIL "{\"types\":{" MAIL_DOMAIN_TYPE MAIL_TYPES "}," MAIL_REST

/* One struct A, in a domain with a name. */
#define SMALL(members, values)                                                                     \
    "{\"types\":{\"A\":[" members "]},\"primaryType\":\"A\",\"domain\":{\"name\":\"x\"},"          \
    "\"message\":{" values "}}"

static bool hash(const char *json, struct typed_data_hash *out, struct err *e)
{
    return typed_data_hash(bytes_of(json, strlen(json)), out, e);
}

static bool hash_as_cast(const char *json, struct typed_data_hash *out, struct err *e)
{
    return typed_data_hash_as_cast(bytes_of(json, strlen(json)), out, e);
}

static void expect(const struct keccak256 *made, const char *wanted)
{
    char text[2 * sizeof made->at + 1] = {0};
    hex_encode(BYTES_OF(made->at), text);
    cr_expect_str_eq(text, wanted);
}

/* The example of EIP-712, with its type of the domain and without. */
Test(typed_data, the_example_of_the_standard)
{
    static const char *const documents[] = {MAIL, "{\"types\":{" MAIL_TYPES "}," MAIL_REST};
    for (size_t i = 0; i < COUNT(documents); i++) {
        struct err e = {0};
        struct typed_data_hash made;
        cr_assert(hash(documents[i], &made, &e), "%s", e.text);
        expect(&made.domain, "f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
        expect(&made.message, "c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e");
        expect(&made.digest, "be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
    }
}

/* viem 2's hashTypedData of the same documents. */
Test(typed_data, digests)
{
    static const struct {
        const char *json, *digest;
    } rows[] = {
        {SMALL(FIELD("a", "int8") "," FIELD("b", "int256") "," FIELD("c", "uint8") "," FIELD(
                   "d", "bool") "," FIELD("e", "bytes3") "," FIELD("f", "bytes") "," FIELD("g",
                                                                                           "int16"),
               "\"a\":-128,\"b\":\"-57896044618658097711785492504343953926634992332820282019728792"
               "003956564819968\",\"c\":255,\"d\":true,\"e\":\"0x010203\",\"f\":\"0x\",\"g\":"
               "\"0x7fff\""),
         "6ba8b4b73a6303a9bb0ca45d38535061d585aefe56fcfa85e6535bf7d935f737"},
        {"{\"types\":{\"Z\":[" FIELD("b", "B[2][]") "," FIELD("c", "A") "],\"A\":[" FIELD(
             "x",
             "uint256[3]") "],\"B\":[" FIELD("a",
                                             "A") "," FIELD("s",
                                                            "string") "]},\"primaryType\":\"Z\","
                                                                      "\"domain\":{\"name\":\"x\"},"
                                                                      "\"message\":{\"b\":[[{\"a\":"
                                                                      "{\"x\":"
                                                                      "[1,2,3]},\"s\":\"p\"},{"
                                                                      "\"a\":{\"x\":[4,5,6]},\"s\":"
                                                                      "\"q\"}]],\"c\":{\"x\":[7,8,"
                                                                      "9]}}}",
         "d6e03928b7a558e540243aed04b655ad510aa77c8c76ea14613be839d043fbc8"},
        {"{\"types\":{\"Node\":[" FIELD("v", "uint256") "," FIELD(
             "children", "Node[]") "]},\"primaryType\":\"Node\",\"domain\":{\"name\":\"x\"},"
                                   "\"message\":{\"v\":1,"
                                   "\"children\":[{\"v\":2,\"children\":[]},{\"v\":3,\"children\":["
                                   "{\"v\":4,\"children\":[]}]"
                                   "}]}}",
         "2a9b23ddaca567fb15d75ba3acca60d1a0c81ed3ba35c525bc2cbfece73acf54"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct typed_data_hash made;
        cr_assert(hash(rows[i].json, &made, &e), "%zu: %s", i, e.text);
        expect(&made.digest, rows[i].digest);
    }
}

/* Each differs from the example in one place. */
Test(typed_data, what_is_refused)
{
    static const struct {
        const char *from, *to, *why;
    } rows[] = {
        {"\"types\":{", "\"types\":[],\"x\":{", "typed data is an object of types, primaryType"},
        {"\"primaryType\":\"Mail\"", "\"primaryType\":1", "typed data is an object of types"},
        {"\"primaryType\":\"Mail\"", "\"primaryType\":\"mail\"", "type 'mail' is not in the types"},
        {"\"primaryType\":\"Mail\"", "\"primaryType\":\"EIP712Domain\"", "there is no message"},
        {"\"primaryType\"", "\"x\":1,\"primaryType\"", "'x' is not a member of typed data"},
        {"\"domain\"", "\"message\"", "duplicate"},
        {MAIL_DOMAIN ",", "", "'domain' is not an object"},
        {"\"chainId\",\"type\":\"uint256\"", "\"chainId\",\"type\":\"uint64\"", "in this order"},
        {FIELD("chainId", "uint256"), FIELD("chainID", "uint256"), "in this order"},
        {FIELD("name", "string") "," FIELD("version", "string"),
         FIELD("version", "string") "," FIELD("name", "string"), "in this order"},
        {FIELD("chainId", "uint256") ",", "", "'domain.chainId' is not in the types"},
        {"\"chainId\":1,", "", "'domain.chainId' is absent"},
        {"\"chainId\":1", "\"chainId\":-1", "'domain.chainId' is out of the range of uint256"},
        {"\"chainId\":1", "\"chainId\":1.0", "'domain.chainId' is not an integer"},
        {"\"chainId\":1", "\"chainId\":1e1", "'domain.chainId' is not an integer"},
        {"\"chainId\":1", "\"chainId\":null", "'domain.chainId' is not an integer"},
        {"\"chainId\":1", "\"chainId\":\"\"", "'domain.chainId' is not an integer"},
        {"\"chainId\":1", "\"chainId\":\"0x\"", "'domain.chainId' is not an integer"},
        {"\"chainId\":1", "\"chainId\":\"-0x1\"", "'domain.chainId' is not an integer"},
        {"\"chainId\":1", "\"chainId\":\"+1\"", "'domain.chainId' is not an integer"},
        {"\"chainId\":1",
         "\"chainId\":\"1157920892373161954235709850086879078532699846656405640394575840079131296"
         "39936\"",
         "'domain.chainId' is not an integer"},
        {"\"version\":\"1\"", "\"version\":1", "'domain.version' is not a text"},
        {"0xCcCC", "0xcCCC", "'domain.verifyingContract' the checksum of the address is wrong"},
        {"\"Person\":[", "\"Person\":1,\"P\":[", "type 'Person' is not a list of members"},
        {"\"Person\":[", "\"P erson\":[", "'P erson' is no name of a type"},
        {"\"Person\":[", "\"uint256\":[", "'uint256' is no name of a type"},
        {"\"Person\":[", "\"\":[", "'' is no name of a type"},
        {"\"Person\":[", "\"1P\":[", "'1P' is no name of a type"},
        {"\"Person\":[", "\"Q\":[", "type 'Mail': 'from' has the unknown type 'Person'"},
        {FIELD("wallet", "address"), FIELD("wallet", "uint7"), "'wallet' has the unknown type"},
        {FIELD("wallet", "address"), FIELD("wallet", "uint"), "'wallet' has the unknown type"},
        {FIELD("wallet", "address"), FIELD("wallet", "address["), "'wallet' has the unknown type"},
        {FIELD("wallet", "address"), FIELD("wallet", "address]"), "'wallet' has the unknown type"},
        {FIELD("wallet", "address"), FIELD("wallet", "[]"), "'wallet' has the unknown type"},
        {FIELD("wallet", "address"), FIELD("wallet", ""), "'wallet' has the unknown type"},
        {FIELD("wallet", "address"), FIELD("wallet", "address[01]"), "has the unknown type"},
        {FIELD("wallet", "address"), FIELD("wallet", "address[]"), "message.from.wallet' is not a"},
        {FIELD("wallet", "address"), FIELD("name", "address"), "type 'Person': 'name' is no name"},
        {FIELD("wallet", "address"), FIELD("a,b", "address"), "type 'Person': 'a,b' is no name"},
        {FIELD("wallet", "address"), "{\"name\":\"wallet\"}", "member 2 has no name or no type"},
        {FIELD("wallet", "address"), "1", "type 'Person': member 2 has no name or no type"},
        {"\"name\":\"Bob\",", "", "'message.to.name' is absent"},
        {"\"name\":\"Bob\",", "\"name\":\"Bob\",\"age\":1,",
         "'message.to.age' is not in the types"},
        {"\"name\":\"Bob\"", "\"name\":null", "'message.to.name' is not a text"},
        {"\"to\":{", "\"to\":null,\"x\":{", "'message.x' is not in the types"},
        {"Hello, Bob!", "\\u0000", "line 1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct typed_data_hash made;
        const char *found = strstr(MAIL, rows[i].from);
        AUTO(buf_done) struct buf json = buf_start(64 * KIB);
        cr_assert_not_null(found, "%s", rows[i].from);
        buf_printf(&json, "%.*s%s%s", (int)(found - MAIL), MAIL, rows[i].to,
                   found + strlen(rows[i].from));
        cr_expect_not(typed_data_hash(buf_view(&json), &made, &e), "%zu", i);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_not_null(strstr(e.text, rows[i].why), "%zu: %s", i, e.text);
    }
}

/* A value of each type just inside and just outside. */
Test(typed_data, values_have_ranges)
{
    static const struct {
        const char *type, *taken, *refused, *why;
    } rows[] = {
        {"uint8", "255", "256", "'message.a' is out of the range of uint8"},
        {"uint8", "-0", "-1", "'message.a' is out of the range of uint8"},
        {"int8", "127", "128", "'message.a' is out of the range of int8"},
        {"int8", "-128", "-129", "'message.a' is out of the range of int8"},
        {"int8", "\"0x7f\"", "\"0x80\"", "'message.a' is out of the range of int8"},
        {"int256", "\"0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"",
         "\"0x8000000000000000000000000000000000000000000000000000000000000000\"",
         "'message.a' is out of the range of int256"},
        {"bool", "false", "\"false\"", "'message.a' is not true or false"},
        {"bool", "true", "1", "'message.a' is not true or false"},
        {"bytes2", "\"0x0102\"", "\"0x01\"", "'message.a' has 1 bytes instead of 2"},
        {"bytes2", "\"0xaBCd\"", "\"0x010203\"", "'message.a' has 3 bytes instead of 2"},
        {"bytes2", "\"0x0102\"", "\"0102\"", "'message.a' is not bytes in hex behind 0x"},
        {"bytes2", "\"0x0102\"", "\"0x010g\"", "'message.a' is not bytes in hex behind 0x"},
        {"bytes", "\"0x\"", "\"\"", "'message.a' is not bytes in hex behind 0x"},
        {"bytes", "\"0x00\"", "\"0x0\"", "'message.a' is not bytes in hex behind 0x"},
        {"bytes", "\"0x00\"", "0", "'message.a' is not bytes in hex behind 0x"},
        {"string", "\"\"", "{}", "'message.a' is not a text"},
        {"address", "\"0x5fbdb2315678afecb367f032d93f642f64180aa3\"", "\"0x5fbd\"",
         "'message.a' an address has 40 hex digits"},
        {"address", "\"0x5fbdb2315678afecb367f032d93f642f64180aa3\"", "0",
         "'message.a' is not an address in a text"},
        {"uint8[]", "[]", "{}", "'message.a' is not a list"},
        {"uint8[2]", "[1,2]", "[1]", "'message.a' has 1 elements instead of 2"},
        {"uint8[0]", "[]", "[1]", "'message.a' has 1 elements instead of 0"},
        {"uint8[][2]", "[[1],[]]", "[[],[0,256]]", "'message.a[1][1]' is out of the range"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct typed_data_hash made;
        for (int is_refused = 0; is_refused < 2; is_refused++) {
            AUTO(buf_done) struct buf json = buf_start(64 * KIB);
            buf_printf(&json, SMALL(FIELD("a", "%s"), "\"a\":%s"), rows[i].type,
                       is_refused != 0 ? rows[i].refused : rows[i].taken);
            cr_expect_eq(typed_data_hash(buf_view(&json), &made, &e), is_refused == 0, "%zu: %s", i,
                         e.text);
        }
        cr_expect_not_null(strstr(e.text, rows[i].why), "%zu: %s", i, e.text);
    }
}

/* What only cast takes. Signatures of the key 1: cast wallet sign --data (Foundry 1.7.1). */
Test(typed_data, what_cast_takes)
{
    static const struct {
        const char *json, *signature;
    } rows[] = {
        {"{\"types\":{\"A\":[{\"name\":\"s\",\"type\":\"string\"}]},\"primaryType\":\"A\","
         "\"message\":{\"s\":\"\"},\"domain\":{}}",
         "86ba38692cd88eb6d07c44f41cf568c21cb03e1d72841f4c8fdbe67214cbfc7a02"
         "16f2f474473a6d87df495f3f5cccb87e3b1a00551c744aac2566dc77a58f551b"},
        {"{\"types\":{\"A\":[{\"name\":\"s\",\"type\":\"string\"}]},\"primaryType\":\"A\","
         "\"message\":{\"s\":\"\"}}",
         "86ba38692cd88eb6d07c44f41cf568c21cb03e1d72841f4c8fdbe67214cbfc7a02"
         "16f2f474473a6d87df495f3f5cccb87e3b1a00551c744aac2566dc77a58f551b"},
        {"{\"types\":{\"EIP712Domain\":[{\"name\":\"version\",\"type\":\"string\"},{\"name\":"
         "\"foo\",\"type\":\"uint8\"}],\"A\":[{\"name\":\"s\",\"type\":\"string\"}]},"
         "\"primaryType\":\"A\",\"message\":{\"s\":\"\"},\"domain\":{\"name\":\"x\",\"chainId\":7,"
         "\"salt\":null,\"foo\":1}}",
         "c60c634e56b8a9ab839414aa6b10700a16723d09f18faa15851433a3173be5c204"
         "f9c82c6d7958885b60625effc03b7509abe1cfb723837d689790e18c3294fc1b"},
        {"{\"types\":{\"A\":[{\"name\":\"s\",\"type\":\"string\"}]},\"primaryType\":\"A\","
         "\"message\":{\"s\":\"\",\"t\":1},\"domain\":{\"name\":\"x\"},\"other\":[]}",
         "1ad36a37e67bba32978290d6b2bd662d0a3d4db21314e84bcff8129ec4eb73a039"
         "05980e09f34b9c5e66a8e9e8f98f218db0fa22735c28cbc26a8abd18cf048f1b"},
        {"{\"types\":{\"A\":[{\"name\":\"s\",\"type\":\"string\"}]},\"primaryType\":"
         "\"EIP712Domain\",\"message\":{},\"domain\":{\"name\":\"x\"}}",
         "dd78d12e16850b08710ccc48b38f854677955f5b0b6b87711029a9ecbb49eec42b"
         "1ff4fb3ef89995348d9758c92027f8e3d0ea4761ff15e789f08f94fffcb2b21c"},
        {"{\"types\":{\"A\":[{\"name\":\"s\",\"type\":\"string\"}],\"Q\":[{\"name\":\"x\",\"type\":"
         "\"Nope\"}]},\"primaryType\":\"A\",\"message\":{\"s\":\"\"},\"domain\":{\"name\":\"x\"}}",
         "1ad36a37e67bba32978290d6b2bd662d0a3d4db21314e84bcff8129ec4eb73a039"
         "05980e09f34b9c5e66a8e9e8f98f218db0fa22735c28cbc26a8abd18cf048f1b"},
        {"{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"uint\"}]}"
         ",\"primaryType\":\"A\",\"message\":{\"a\":-5,\"b\":5},\"domain\":{\"name\":\"x\"}}",
         "f72c15736ba2f2e6da64d85e3a40170a6780b7a02c93d4447743c5492690d80d50"
         "1d62e988f5fa66d701011e3c3e33cd301c91771972373a2df2666cde20da631c"},
        {"{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"int8\"},{\"name\":\"b\",\"type\":\"uint8\"}"
         ",{\"name\":\"c\",\"type\":\"int8\"},{\"name\":\"d\",\"type\":\"uint8\"},{\"name\":\"e\","
         "\"type\":\"uint256\"},{\"name\":\"f\",\"type\":\"int16\"}]},\"primaryType\":\"A\","
         "\"message\":{\"a\":\"-0x8_0\",\"b\":\"0B11\",\"c\":\"+0o17\",\"d\":\"\",\"e\":\"0X_fF\","
         "\"f\":\"-007\"},\"domain\":{\"name\":\"x\"}}",
         "9a7551cc4a82155005902da7b11177a2f6dc7bc526e2f3ea8f24a690e28d02a27f"
         "85ed4e77b9a5fb440feda37c5a4aeef8c357b712ffebe01b239be5c55e31f01c"},
        {"{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bool\"},{\"name\":\"b\",\"type\":\"bool\"}]"
         "},\"primaryType\":\"A\",\"message\":{\"a\":\"true\",\"b\":\"false\"},\"domain\":{"
         "\"name\":\"x\"}}",
         "1d9374855364ac1dc5467fc20cd92cfbfb37d4fb2c14f31eb4a96e87a99aec4e68"
         "08b939b147acbd596395b9ac512009c16b9b379b359abb4c0137f1e53a88311c"},
        {"{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bytes\"},{\"name\":\"b\",\"type\":"
         "\"bytes\"},{\"name\":\"c\",\"type\":\"bytes\"},{\"name\":\"d\",\"type\":\"bytes2\"},{"
         "\"name\":\"e\",\"type\":\"bytes2\"},{\"name\":\"f\",\"type\":\"bytes2\"}]},"
         "\"primaryType\":\"A\",\"message\":{\"a\":\"\",\"b\":\"0102\",\"c\":[1,255],\"d\":\"0x\","
         "\"e\":\"ab\",\"f\":\"0x010203\"},\"domain\":{\"name\":\"x\"}}",
         "1e87f4a8e999bd76b67ea9bb7577e45b07cc0f105fbb0e3204701e1c3fa7539307"
         "4c05f6fbec46a81b7835ed89753b72ffae99dcff48df06fc7ba3cc76ee1c941c"},
        {"{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"address\"}]},\"primaryType\":\"A\","
         "\"message\":{\"a\":\"0x70997970c51812Dc3A010C7d01b50e0d17dc79C8\"},\"domain\":{\"name\":"
         "\"x\"}}",
         "bf49178b35c92ae7b6ded04071be6e950523bd4854882641585e09fe2a38715769"
         "d33d5166b48b209631f72dfec54b5b3f97f49641c3f37a833c3c6a77e04e291b"},
    };
    static const uint8_t one[SECP256K1_SECRET_SIZE] = {[31] = 1};
    struct secp256k1_secret secret;
    cr_assert(secp256k1_secret_from(BYTES_OF(one), &secret));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct typed_data_hash made;
        uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
        char text[2 * SECP256K1_RECOVERABLE_SIZE + 1] = {0};
        cr_expect_not(hash(rows[i].json, &made, &e), "%zu", i);
        cr_assert(hash_as_cast(rows[i].json, &made, &e), "%zu: %s", i, e.text);
        message_sign(&secret, &made.digest, signature);
        hex_encode(BYTES_OF(signature), text);
        cr_expect_str_eq(text, rows[i].signature, "%zu", i);
    }
    struct err e = {0};
    struct typed_data_hash made;
    cr_assert(hash_as_cast(MAIL, &made, &e), "%s", e.text);
    expect(&made.digest, "be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
}

Test(typed_data, what_cast_does_not_take_either)
{
    static const char *const documents[] = {
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"B\"}]},\"primaryType\":\"A\",\"message\":{"
        "\"a\":{}},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"uint8\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"256\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"uint8\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"-1\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"uint8\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"+1\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"uint8\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"0b2\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"int8\"}]},\"primaryType\":\"A\",\"message\":"
        "{\"a\":\"0x-1\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"int8\"}]},\"primaryType\":\"A\",\"message\":"
        "{\"a\":\" 1\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"int8\"}]},\"primaryType\":\"A\",\"message\":"
        "{\"a\":\"--1\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bool\"}]},\"primaryType\":\"A\",\"message\":"
        "{\"a\":\"True\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bool\"}]},\"primaryType\":\"A\",\"message\":"
        "{\"a\":1},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bytes\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"0x1\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bytes\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"0X01\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bytes\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":[256]},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bytes\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":[\"1\"]},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"bytes2\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":[1,2]},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"address\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"0x70\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"string\"}]},\"primaryType\":\"A\","
        "\"message\":{},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"string\"}]},\"primaryType\":\"A\","
        "\"message\":{\"a\":\"\"},\"domain\":{\"name\":1}}",
        "{\"types\":{\"A\":[{\"name\":\"a\",\"type\":\"string\"}]},\"primaryType\":\"B\","
        "\"message\":{\"a\":\"\"},\"domain\":{\"name\":\"x\"}}",
        "{\"types\":{\"A\":[],\"Q\":[" FIELD("x",
                                             "uint8[") "]},\"primaryType\":\"A\",\"domain\":{},"
                                                       "\"message\":{}}",
        "{\"types\":{\"A\":[],\"EIP712Domain\":[{\"name\":\"x\"}]},\"primaryType\":\"A\","
        "\"domain\":{},"
        "\"message\":{}}",
    };
    for (size_t i = 0; i < COUNT(documents); i++) {
        struct err e = {0};
        struct typed_data_hash made;
        cr_expect_not(hash_as_cast(documents[i], &made, &e), "%zu", i);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_neq(e.text[0], 0);
    }
}

/* Types and members by the table, one too many each. */
Test(typed_data, types_have_limits)
{
    for (unsigned n = 63; n <= 65; n++) {
        struct err e = {0};
        struct typed_data_hash made;
        AUTO(buf_done) struct buf structs = buf_start(64 * KIB);
        AUTO(buf_done) struct buf members = buf_start(64 * KIB);
        AUTO(buf_done) struct buf values = buf_start(64 * KIB);
        buf_text(&structs, "{\"primaryType\":\"T0\",\"domain\":{\"name\":\"x\"},\"message\":{},"
                           "\"types\":{");
        for (unsigned i = 0; i < n; i++) {
            const char *comma = i > 0 ? "," : "";
            buf_printf(&structs, "%s\"T%u\":[]", comma, i);
            buf_printf(&members, "%s" FIELD("m%u", "bool"), comma, i);
            buf_printf(&values, "%s\"m%u\":true", comma, i);
        }
        buf_text(&structs, "}}");
        AUTO(buf_done) struct buf wide = buf_start(64 * KIB);
        buf_printf(&wide, SMALL("%.*s", "%.*s"), TEXT_ARG(buf_view_text(&members)),
                   TEXT_ARG(buf_view_text(&values)));
        /* The domain's type is one, too. */
        cr_expect_eq(typed_data_hash(buf_view(&structs), &made, &e), n <= 63, "%u: %s", n, e.text);
        cr_expect_eq(typed_data_hash(buf_view(&wide), &made, &e), n <= 64, "%u: %s", n, e.text);
    }
}

Test(typed_data, every_truncation_is_refused)
{
    for (size_t n = 0; n < strlen(MAIL); n++) {
        struct err e = {0};
        struct typed_data_hash made;
        cr_expect_not(typed_data_hash(bytes_of(MAIL, n), &made, &e), "%zu", n);
    }
    struct err e = {0};
    struct typed_data_hash made;
    cr_expect_not(hash(MAIL "x", &made, &e));
}
