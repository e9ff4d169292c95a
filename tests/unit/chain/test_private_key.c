/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/private_key.h"

#include <criterion/criterion.h>
#include <string.h>

#define ORDER_LESS_ONE "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"
#define ORDER          "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
#define ONE            "0000000000000000000000000000000000000000000000000000000000000001"

Test(private_key, both_ends_are_taken)
{
    static const char *const keys[] = {
        ONE, "0x" ONE, ORDER_LESS_ONE,
        "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364140"};
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct err e = {0};
        struct secp256k1_secret secret;
        cr_assert(private_key_parse(text_of(keys[i]), &secret, &e), "%s", e.text);
        cr_expect_eq(secret.at[0], i < 2 ? 0 : 0xff);
        cr_expect_eq(secret.at[31], i < 2 ? 1 : 0x40);
    }
}

Test(private_key, everything_else_is_refused_and_not_repeated)
{
    static const struct {
        const char *key, *why;
    } rows[] = {
        {"", "a private key has 64 hex digits"},
        {"0x", "a private key has 64 hex digits"},
        {"0x1", "a private key has 64 hex digits"},
        {ONE "0", "a private key has 64 hex digits"},
        {ONE "\n", "a private key has 64 hex digits"},
        {" " ONE, "a private key has 64 hex digits"},
        {"0X" ONE, "a private key has 64 hex digits"},
        {"000000000000000000000000000000000000000000000000000000000000000g",
         "a private key has 64 hex digits"},
        {"0000000000000000000000000000000000000000000000000000000000000000",
         "a private key is above 0 and below the order of secp256k1"},
        {ORDER, "a private key is above 0 and below the order of secp256k1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct secp256k1_secret secret;
        cr_expect_not(private_key_parse(text_of(rows[i].key), &secret, &e), "%s", rows[i].key);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_str_eq(e.text, rows[i].why);
    }
}
