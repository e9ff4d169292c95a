/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "chain/address.h"

/* The examples of EIP-55. */
static const char *const checksummed[] = {
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    "0x52908400098527886E0F7030069857D2E4169EE7", "0xde709f2102306220921060314715629080e2fb77",
};

Test(address, format_is_the_checksum)
{
    for (size_t i = 0; i < COUNT(checksummed); i++) {
        struct eth_address address;
        struct err e;
        char text[ADDRESS_TEXT];
        cr_assert(address_parse(text_of(checksummed[i]), &address, &e), "%s", e.text);
        cr_expect_str_eq(address_format(&address, text), checksummed[i]);
        cr_assert(address_parse(text_of(checksummed[i] + 2), &address, &e), "%s", e.text);
    }
}

Test(address, other_texts_are_refused)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"", "an address has 40 hex digits"},
        {"0x", "an address has 40 hex digits"},
        {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "an address has 40 hex digits"},
        {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd", "an address has 40 hex digits"},
        {"0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "an address has 40 hex digits"},
        {"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg", "an address has 40 hex digits"},
        {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "the checksum of the address is wrong"},
        {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee", "the checksum of the address is wrong"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct eth_address address;
        struct err e;
        cr_expect_not(address_parse(text_of(cases[i].text), &address, &e), "%s", cases[i].text);
        cr_expect_str_eq(e.text, cases[i].why);
        cr_expect_eq(e.kind, ERR_USAGE);
    }
}

/* The examples of EIP-1191. */
Test(address, checksum_of_a_chain)
{
    static const struct {
        uint64_t chain_id;
        const char *text;
    } cases[] = {
        {30, "0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD"},
        {30, "0xFb6916095cA1Df60bb79ce92cE3EA74c37c5d359"},
        {30, "0xDBF03B407c01E7CD3cBea99509D93F8Dddc8C6FB"},
        {30, "0xD1220A0Cf47c7B9BE7a2e6ba89F429762E7B9adB"},
        {31, "0x5aAeb6053F3e94c9b9A09F33669435E7EF1BEaEd"},
        {31, "0xFb6916095CA1dF60bb79CE92ce3Ea74C37c5D359"},
        {31, "0xdbF03B407C01E7cd3cbEa99509D93f8dDDc8C6fB"},
        {31, "0xd1220a0CF47c7B9Be7A2E6Ba89f429762E7b9adB"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text text = text_of(cases[i].text);
        struct eth_address address;
        struct err e = {0};
        char out[ADDRESS_TEXT];
        cr_assert(address_parse_of_chain(text, cases[i].chain_id, &address, &e), "%s", e.text);
        cr_expect_str_eq(address_format_of_chain(&address, cases[i].chain_id, out), text.at);
        cr_expect(address_parse_of_chain(text_of(address_format(&address, out)), 30, &address, &e));
        cr_expect_not(address_parse_of_chain(text, 61 - cases[i].chain_id, &address, &e));
        cr_expect_str_eq(e.text, "the checksum of the address is wrong");
        cr_expect_not(address_parse(text, &address, &e));
    }
}

/* The largest chain id, and 0; by cast 1.7.1. */
Test(address, checksums_of_the_first_and_the_last_chain)
{
    const struct eth_address address = {{0x5a, 0xae, 0xb6, 0x05, 0x3f, 0x3e, 0x94,
                                         0xc9, 0xb9, 0xa0, 0x9f, 0x33, 0x66, 0x94,
                                         0x35, 0xe7, 0xef, 0x1b, 0xea, 0xed}};
    char out[ADDRESS_TEXT];
    cr_expect_str_eq(address_format_of_chain(&address, 0, out),
                     "0x5AAEB6053F3e94c9B9A09f33669435e7EF1beAED");
    cr_expect_str_eq(address_format_of_chain(&address, UINT64_MAX, out),
                     "0x5aAEb6053f3E94c9b9A09f33669435E7eF1BeAed");
}
