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
