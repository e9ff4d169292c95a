/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/amount_cast.h"

#include <criterion/criterion.h>
#include <string.h>

#define MAX   "115792089237316195423570985008687907853269984665640564039457584007913129639935"
#define TOO   "115792089237316195423570985008687907853269984665640564039457584007913129639936"
#define LEAST "57896044618658097711785492504343953926634992332820282019728792003956564819968"
#define BELOW "57896044618658097711785492504343953926634992332820282019728792003956564819969"

/* `want`: the amount with its sign, or a part of why it is refused. */
static void expect(bool is_read, const struct amount_signed *amount, const struct err *e,
                   const char *text, const char *want)
{
    char got[U256_DECIMAL + 1] = "-";
    if (!is_read) {
        cr_expect(strstr(e->text, want) != NULL, "'%s': %s", text, e->text);
        cr_expect_eq(e->kind, ERR_USAGE);
        return;
    }
    u256_format(&amount->size, got + 1);
    cr_expect_str_eq(got + (amount->is_negative ? 0 : 1), want, "'%s': %s", text, got);
}

/* By 'cast to-wei' 1.7.1. */
Test(amount_cast, with_a_unit)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"1", "1"},
        {"1 eth", "1000000000000000000"},
        {"1ETHER", "1000000000000000000"},
        {"1 finney", "1000000000000000"},
        {"1.5 kwei", "1500"},
        {"1.5 6", "1500000"},
        {"1 77", "100000000000000000000000000000000000000000000000000000000000000000000000000000"},
        {"1 78", "'78' is not a unit"},
        {"1 pha", "'pha' is not a unit"},
        {"1e3 ether", "'e3 ether' is not a unit"},
        {"1  ether", "is not a unit"},
        {".5 ether", "500000000000000000"},
        {"5. gwei", "5000000000"},
        {"1_000 ether", "1000000000000000000000"},
        {"0.0000000000000000001 ether", "0"},
        {"1.99999999999999999999999 ether", "1999999999999999999"},
        {"0.9 wei", "0"},
        {"-1 ether", "-1000000000000000000"},
        {"-0 ether", "0"},
        {"-.5 gwei", "-500000000"},
        {"-0.5 wei", "0"},
        {"--1 ether", "is not a decimal number"},
        {"+1 ether", "is not a unit"},
        {"1.5.5 wei", "is not a decimal number"},
        {MAX " wei", MAX},
        {TOO " wei", "does not fit into 256 bits"},
        {MAX " ether", "does not fit into 256 bits"},
        {"-" LEAST " wei", "-" LEAST},
        {"-" BELOW " wei", "does not fit into 256 bits"},
        {"1._5 ether", "is not a decimal number"},
        {". ether", "is not a decimal number"},
        {"- ether", "is not a decimal number"},
        {"_ ether", "is not a decimal number"},
        {"", "is not a decimal number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct amount_signed amount;
        struct err e = {0};
        bool is_read = amount_parse_as_cast(text_of(cases[i].text), &amount, &e);
        expect(is_read, &amount, &e, cases[i].text, cases[i].want);
    }
}

/* By 'cast parse-units' 1.7.1. */
Test(amount_cast, with_decimals)
{
    static const struct {
        const char *text;
        unsigned decimals;
        const char *want;
    } cases[] = {
        {"1.5", 6, "1500000"},
        {"1.2345678", 6, "1234567"},
        {"0.1", 0, "0"},
        {"-1", 6, "-1000000"},
        {"1_0", 2, "1000"},
        {"1e3", 2, "is not a decimal number"},
        {"1.5x", 1, "is not a decimal number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct amount_signed amount;
        struct err e = {0};
        bool is_read = amount_scale_as_cast(text_of(cases[i].text), cases[i].decimals, &amount, &e);
        expect(is_read, &amount, &e, cases[i].text, cases[i].want);
    }
}

/* By 'cast from-wei' 1.7.1, but for what is hex to it without being said so (1e3 is 0x1e3). */
Test(amount_cast, whole)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"007", "7"},
        {"1_000", "1000"},
        {"+1", "1"},
        {"0x10", "16"},
        {"0o17", "15"},
        {"0b11", "3"},
        {MAX, MAX},
        {TOO, "is no integer that fits into 256 bits"},
        {"1e3", "is no integer"},
        {"1.5", "is no integer"},
        {"0x", "is no integer"},
        {"0xg", "is no integer"},
        {"-1", "is no integer"},
        {"1 ", "is no integer"},
        {"_", "is no integer"},
        {"", "is no integer"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct amount_signed amount = {0};
        struct err e = {0};
        bool is_read = amount_whole_as_cast(text_of(cases[i].text), &amount.size, &e);
        expect(is_read, &amount, &e, cases[i].text, cases[i].want);
    }
}

Test(amount_cast, all_decimals)
{
    static const struct {
        const char *value;
        unsigned decimals;
        const char *want;
    } cases[] = {
        {"0", 0, "0"},
        {"0", 18, "0.000000000000000000"},
        {"1", 9, "0.000000001"},
        {"1500000", 6, "1.500000"},
        {"1000000", 6, "1.000000"},
        {"100", 0, "100"},
        {MAX, 77,
         "1.15792089237316195423570985008687907853269984665640564039457584007913129639935"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct u256 value;
        char text[AMOUNT_TEXT];
        cr_assert(u256_parse(text_of(cases[i].value), 10, &value));
        cr_expect_str_eq(amount_format_all(&value, cases[i].decimals, text), cases[i].want);
    }
    char longest[AMOUNT_TEXT];
    cr_expect_eq(strlen(amount_format_all(&u256_max, AMOUNT_DECIMALS_MAX, longest)),
                 AMOUNT_DECIMALS_MAX + 2);
}
