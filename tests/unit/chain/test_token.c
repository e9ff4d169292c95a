/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/token.h"

#include <criterion/criterion.h>
#include <string.h>

#include "chain/address.h"
#include "chain/network.h"
#include "words.h"

/* Expected calldata and answers: cast 1.7.1, `cast calldata`, `cast abi-encode`. */

#define WORD_18  "0000000000000000000000000000000000000000000000000000000000000012"
#define WORD_PHA "5048410000000000000000000000000000000000000000000000000000000000"

Test(token, table)
{
    static const struct {
        const char *name;
        uint64_t chain_id;
        const char *address;
    } cases[] = {
        {"pha", 1, "0x6c5bA91642F10282b576d91922Ae6448C9d52f4E"},
        {"vPHA", 1, VPHA},
        {"PHA", 2035, "0xd63dD43678124DEb6bF38b0d7f8cf0674e85c46E"},
        {"vpha", 2035, "0xFdCEBD2E111D64Fc8a682703Eac62918093ec856"},
    };
    cr_assert_eq(token_count, COUNT(cases));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct eth_address at = words_address(cases[i].address);
        const struct token *token = token_by_name(text_of(cases[i].name), cases[i].chain_id);
        char text[ADDRESS_TEXT];
        cr_assert_not_null(token);
        cr_expect_str_eq(address_format(&token->address, text), cases[i].address);
        cr_expect_eq(token->decimals, 18);
        cr_expect_eq(token_by_address(&at, cases[i].chain_id), token);
        cr_expect_null(token_by_address(&at, 8453));
    }
}

Test(token, what_a_chain_does_not_have)
{
    struct eth_address owner = words_address(OWNER);
    cr_expect_null(token_by_name(text_of("pha"), 8453));
    cr_expect_null(token_by_name(text_of("wpha"), 1));
    cr_expect_null(token_by_name(text_of("ph"), 1));
    cr_expect_null(token_by_address(&owner, 1));
}

Test(token, calldata)
{
    struct eth_address owner = words_address(OWNER);
    struct eth_address vault = words_address(VPHA);
    words_expect_call(token_balance_of(&owner), "70a08231" WORD_OWNER);
    words_expect_call(token_allowance(&owner, &vault), "dd62ed3e" WORD_OWNER WORD_VPHA);
    words_expect_call(token_approve(&vault, &u256_max), "095ea7b3" WORD_VPHA WORD_MAX);
    words_expect_call(token_decimals(), "313ce567");
    words_expect_call(token_symbol(), "95d89b41");
}

static void expect_decimals(const char *hex, unsigned expected, const char *why)
{
    AUTO(buf_done) struct buf answer = words_of(hex);
    unsigned decimals = 1000;
    struct err e = {0};
    bool ok = token_read_decimals(buf_view(&answer), &decimals, &e);
    cr_assert_eq(ok, why == NULL, "%s: %s", hex, e.text);
    if (why != NULL) {
        cr_expect_eq(e.kind, ERR_SERVICE);
        cr_expect_not_null(strstr(e.text, why), "%s", e.text);
    } else {
        cr_expect_eq(decimals, expected);
    }
}

Test(token, decimals)
{
    expect_decimals(WORD_18, 18, NULL);
    expect_decimals(WORD_0, 0, NULL);
    expect_decimals("00000000000000000000000000000000000000000000000000000000000000ff", 255, NULL);
    expect_decimals("0000000000000000000000000000000000000000000000000000000000000100", 0,
                    "what 'decimals' answered");
    expect_decimals("", 0, "'decimals' answered nothing");
    expect_decimals("12", 0, "what 'decimals' answered");
    expect_decimals(WORD_18 WORD_0, 0, "'decimals' answered 32 bytes too much");
}

Test(token, decimals_cut_anywhere)
{
    AUTO(buf_done) struct buf whole = words_of(WORD_18);
    for (size_t n = 0; n < whole.len; n++) {
        unsigned decimals;
        struct err e = {0};
        cr_expect_not(token_read_decimals(bytes_of(whole.at, n), &decimals, &e), "%zu", n);
    }
}

static void expect_symbol(const char *hex, const char *expected, const char *why)
{
    AUTO(buf_done) struct buf answer = words_of(hex);
    char room[TOKEN_SYMBOL];
    struct text symbol;
    struct err e = {0};
    bool ok = token_read_symbol(buf_view(&answer), room, &symbol, &e);
    cr_assert_eq(ok, why == NULL, "%s: %s", hex, e.text);
    if (why != NULL) {
        cr_expect_eq(e.kind, ERR_SERVICE);
        cr_expect_not_null(strstr(e.text, why), "%s", e.text);
    } else {
        cr_expect(text_is(symbol, expected), "%.*s", TEXT_ARG(symbol));
    }
}

Test(token, symbol)
{
    expect_symbol(WORD_32 WORD_3 WORD_PHA, "PHA", NULL);
    expect_symbol(WORD_PHA, "PHA", NULL);
    expect_symbol("4f4c440000000000000000000000000000000000000000000000000000000000", "OLD", NULL);
    expect_symbol("4142434445464748494a4b4c4d4e4f505152535455565758595a303132333435",
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", NULL);
    expect_symbol("", NULL, "'symbol' answered nothing");
    expect_symbol(WORD_0, NULL, "a text of 0 bytes");
    expect_symbol(WORD_32 WORD_0, NULL, "a text of 0 bytes");
    expect_symbol(WORD_32 WORD_3, NULL, "what 'symbol' answered");
    expect_symbol(WORD_32 WORD_MAX WORD_PHA, NULL, "what 'symbol' answered");
    expect_symbol(WORD_MAX WORD_3 WORD_PHA, NULL, "what 'symbol' answered");
    expect_symbol(WORD_32 WORD_3 WORD_PHA WORD_0, NULL, "32 bytes too much");
    expect_symbol(
        WORD_32 "0000000000000000000000000000000000000000000000000000000000000041" WORD_MAX WORD_MAX
                "ff00000000000000000000000000000000000000000000000000000000000000",
        NULL, "a text of 65 bytes");
}

Test(token, symbol_of_64_bytes)
{
    AUTO(buf_done)
    struct buf answer = words_of(
        WORD_32
        "0000000000000000000000000000000000000000000000000000000000000040" WORD_MAX WORD_MAX);
    char room[TOKEN_SYMBOL];
    struct text symbol;
    struct err e = {0};
    cr_assert(token_read_symbol(buf_view(&answer), room, &symbol, &e), "%s", e.text);
    cr_expect_eq(symbol.len, TOKEN_SYMBOL);
}

static void expect_done(const char *hex, bool done)
{
    AUTO(buf_done) struct buf answer = words_of(hex);
    struct err e = {0};
    cr_expect_eq(token_read_done(buf_view(&answer), &e), done, "%s: %s", hex, e.text);
}

Test(token, done)
{
    expect_done(WORD_1, true);
    expect_done("", true);
    expect_done(WORD_0, false);
    expect_done(WORD_18, false);
    expect_done("01", false);
}

Test(call, read_address)
{
    AUTO(buf_done) struct buf answer = words_of(WORD_OWNER);
    AUTO(buf_done) struct buf dirty = words_of(WORD_MAX);
    struct eth_address expected = words_address(OWNER);
    struct eth_address read;
    struct err e = {0};
    cr_assert(call_read_address("asset", buf_view(&answer), &read, &e), "%s", e.text);
    cr_expect_arr_eq(read.at, expected.at, sizeof read.at);
    cr_expect_not(call_read_address("asset", buf_view(&dirty), &read, &e));
    cr_expect_eq(e.kind, ERR_SERVICE);
}

Test(call, read_u256)
{
    AUTO(buf_done) struct buf answer = words_of(WORD_MAX);
    struct u256 read = u256_zero;
    struct err e = {0};
    cr_assert(call_read_u256("totalAssets", buf_view(&answer), &read, &e), "%s", e.text);
    cr_expect_eq(u256_compare(&read, &u256_max), 0);
    cr_expect_not(call_read_u256("totalAssets", bytes_of(answer.at, ABI_WORD - 1), &read, &e));
    cr_expect_not_null(strstr(e.text, "'totalAssets'"), "%s", e.text);
}
