/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/create.h"

#include <criterion/criterion.h>
#include <string.h>

#include "chain/address.h"
#include "vectors.h"

static struct keccak256 code_hash(const struct json_value *vector)
{
    struct keccak256 hash;
    if (vector_is_null(vector, "init_code_full")) {
        AUTO(buf_done) struct buf bytes = vector_hex(vector, "init_code_hash");
        cr_assert_eq(bytes.len, sizeof hash.at);
        memcpy(hash.at, bytes.at, sizeof hash.at);
        return hash;
    }
    AUTO(buf_done) struct buf code = vector_hex(vector, "init_code_full");
    return keccak256_of(buf_view(&code));
}

static struct eth_address make(const struct json_value *vector, const struct eth_address *deployer)
{
    struct create_salt salt;
    enum create_salt_form form = CREATE_SALT_TEXT;
    struct err e = {0};
    if (text_is(vector_text(vector, "kind"), "create")) {
        return create_address(deployer, vector_uint(vector, "nonce"));
    }
    cr_assert(create_salt_parse(vector_text(vector, "salt"), &salt, &form, &e), "%s", e.text);
    cr_expect_eq(form, CREATE_SALT_HEX);
    const struct keccak256 hash = code_hash(vector);
    return create2_address(deployer, &salt, &hash);
}

static void visit(const struct json_value *vector)
{
    struct eth_address deployer;
    struct create_salt salt;
    enum create_salt_form form = CREATE_SALT_TEXT;
    struct err e = {0};
    char text[ADDRESS_TEXT];
    cr_assert(address_parse(vector_text(vector, "deployer"), &deployer, &e), "%s", e.text);
    if (vector_is_null(vector, "address")) {
        cr_expect_not(create_salt_parse(vector_text(vector, "salt"), &salt, &form, &e), "%s",
                      vector_id(vector));
        return;
    }
    struct eth_address made = make(vector, &deployer);
    cr_expect(text_is(vector_text(vector, "address"), address_format(&made, text)), "%s",
              vector_id(vector));
}

Test(create, vectors)
{
    vectors_visit("create-address.json", visit);
}

/* The last of EIP-1014's examples, and the deployer's own address: the keyless transaction's first
 * contract. */
Test(create, known_addresses)
{
    struct eth_address from;
    struct err e = {0};
    char text[ADDRESS_TEXT];
    const struct create_salt zero = {{0}};
    const struct keccak256 nothing = keccak256_of((struct bytes){NULL, 0});
    cr_assert(address_parse(text_of("0x0000000000000000000000000000000000000000"), &from, &e));
    struct eth_address made = create2_address(&from, &zero, &nothing);
    cr_expect_str_eq(address_format(&made, text), "0xE33C0C7F7df4809055C3ebA6c09CFe4BaF1BD9e0");
    cr_assert(address_parse(text_of("0x3fab184622dc19b6109349b94811493bf2a45362"), &from, &e));
    made = create_address(&from, 0);
    cr_expect(bytes_equal(BYTES_OF(made.at), BYTES_OF(create_deterministic_deployer.at)));
    cr_expect_str_eq(address_format(&made, text), "0x4e59b44847b379578588920cA78FbF26c0B4956C");
}

Test(create, salts_have_three_forms)
{
    static const struct {
        const char *text;
        enum create_salt_form form;
        const char *salt;
    } cases[] = {
        {"0xABCDEF0000000000000000000000000000000000000000000000000000000001", CREATE_SALT_HEX,
         "abcdef0000000000000000000000000000000000000000000000000000000001"},
        {"0", CREATE_SALT_NUMBER,
         "0000000000000000000000000000000000000000000000000000000000000000"},
        {"258", CREATE_SALT_NUMBER,
         "0000000000000000000000000000000000000000000000000000000000000102"},
        {"text:", CREATE_SALT_TEXT,
         "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"},
        {"text:transfer(address,uint256)", CREATE_SALT_TEXT,
         "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct create_salt salt;
        enum create_salt_form form = CREATE_SALT_HEX;
        struct err e = {0};
        AUTO(buf_done) struct buf wanted = vector_unhex(text_of(cases[i].salt));
        cr_assert(create_salt_parse(text_of(cases[i].text), &salt, &form, &e), "%s", e.text);
        cr_expect_eq(form, cases[i].form, "%s", cases[i].text);
        cr_expect(bytes_equal(BYTES_OF(salt.at), buf_view(&wanted)), "%s", cases[i].text);
    }
}

Test(create, other_salts_are_refused)
{
    static const char *const refused[] = {
        "",
        "0x",
        "-1",
        "1.0",
        "hello",
        "Text:a",
        "0x000000000000000000000000000000000000000000000000000000000000001",
        "0x00000000000000000000000000000000000000000000000000000000000000001",
        "0x000000000000000000000000000000000000000000000000000000000000000g",
        /* Decimal or hex? */
        "1000000000000000000000000000000000000000000000000000000000000000",
        "115792089237316195423570985008687907853269984665640564039457584007913129639935",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct create_salt salt;
        enum create_salt_form form = CREATE_SALT_HEX;
        struct err e = {0};
        cr_expect_not(create_salt_parse(text_of(refused[i]), &salt, &form, &e), "%s", refused[i]);
        cr_expect_eq(e.kind, ERR_USAGE);
    }
}
