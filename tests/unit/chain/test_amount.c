/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/amount.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

#define MAX "115792089237316195423570985008687907853269984665640564039457584007913129639935"
#define TOO "115792089237316195423570985008687907853269984665640564039457584007913129639936"

static void expect_wei(const char *text, const char *wei)
{
    struct u256 value;
    struct err e = {0};
    char decimal[U256_DECIMAL];
    cr_assert(amount_parse(text_of(text), &value, &e), "%s: %s", text, e.text);
    cr_expect_str_eq(u256_format(&value, decimal), wei, "%s", text);
}

Test(amount, in_wei)
{
    expect_wei("0", "0");
    expect_wei("007", "7");
    expect_wei("1wei", "1");
    expect_wei("1 wei", "1");
    expect_wei("1.0wei", "1");
    expect_wei("10gwei", "10000000000");
    expect_wei("0.000000001 gwei", "1");
    expect_wei("1.5ether", "1500000000000000000");
    expect_wei("1.5000000000000000000000 ether", "1500000000000000000");
    expect_wei("0.000000000000000001ether", "1");
    expect_wei(MAX, MAX);
    expect_wei("115792089237316195423570985008687907853269984665640564039457.584007913129639935 "
               "ether",
               MAX);
}

Test(amount, what_is_none)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"", "'' is not an amount"},
        {"ether", "'ether' is not an amount"},
        {"-1", "'-1' is not an amount"},
        {"+1", "'+1' is not an amount"},
        {" 1", "' 1' is not an amount"},
        {"1 ", "'1 ' is not an amount"},
        {"1  ether", "'1  ether' is not an amount"},
        {"1\tether", "'1\tether' is not an amount"},
        {"1 ether ", "'1 ether ' is not an amount"},
        {"1eth", "'1eth' is not an amount"},
        {"1Ether", "'1Ether' is not an amount"},
        {"1e3", "'1e3' is not an amount"},
        {"0x10", "'0x10' is not an amount"},
        {"1_000", "'1_000' is not an amount"},
        {"1,5ether", "'1,5ether' is not an amount"},
        {".5ether", "'.5' is not a decimal number"},
        {"5.ether", "'5.' is not a decimal number"},
        {"1.2.3ether", "'1.2.3' is not a decimal number"},
        {".", "'.' is not a decimal number"},
        {"0.5", "'0.5' has more than 0 decimals, and nothing is rounded"},
        {"0.0000000001gwei", "'0.0000000001' has more than 9 decimals, and nothing is rounded"},
        {TOO, "'" TOO "' does not fit into 256 bits"},
        {MAX "0", "'" MAX "0' does not fit into 256 bits"},
        {"115792089237316195423570985008687907853269984665640564039457.584007913129639936 ether",
         "'115792089237316195423570985008687907853269984665640564039457.584007913129639936' does "
         "not fit into 256 bits"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct u256 value;
        struct err e = {0};
        cr_expect_not(amount_parse(text_of(cases[i].text), &value, &e), "%s", cases[i].text);
        cr_expect_str_eq(e.text, cases[i].why);
        cr_expect_eq(e.kind, ERR_USAGE, "%s", cases[i].text);
    }
}

Test(amount, formats)
{
    static const struct {
        const char *value;
        unsigned decimals;
        const char *text;
    } cases[] = {
        {"0", 18, "0"},
        {"0", 0, "0"},
        {"120", 0, "120"},
        {"120", 1, "12"},
        {"120", 2, "1.2"},
        {"120", 3, "0.12"},
        {"120", 4, "0.012"},
        {"1", 18, "0.000000000000000001"},
        {"1000000000000000000", 18, "1"},
        {MAX, 77,
         "1.15792089237316195423570985008687907853269984665640564039457584007913129639935"},
        {MAX, 18,
         "115792089237316195423570985008687907853269984665640564039457.584007913129639935"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct u256 value;
        struct u256 again;
        struct err e = {0};
        char text[AMOUNT_TEXT];
        cr_assert(u256_parse(text_of(cases[i].value), 10, &value));
        cr_expect_str_eq(amount_format(&value, cases[i].decimals, text), cases[i].text);
        cr_assert(amount_scale(text_of(text), cases[i].decimals, &again, &e), "%s", e.text);
        cr_expect_eq(u256_compare(&value, &again), 0, "%s", text);
    }
}

Test(amount, the_most_decimals_have_room)
{
    char text[AMOUNT_TEXT];
    struct u256 again;
    struct err e = {0};
    cr_expect_eq(strlen(amount_format(&u256_max, AMOUNT_DECIMALS_MAX, text)), 257);
    cr_assert(amount_scale(text_of(text), AMOUNT_DECIMALS_MAX, &again, &e), "%s", e.text);
    cr_expect_eq(u256_compare(&u256_max, &again), 0);
    cr_expect_not(amount_scale(text_of("1"), AMOUNT_DECIMALS_MAX, &again, &e));
}

/* What cast takes and this does not: it cuts off what is below the unit (004, 008, 029, 030), and
 * takes a sign, a point without a digit before it, separators, and another name (009, 011, 014,
 * 015). */
static const char *const refused_here[] = {
    "units-004", "units-008", "units-009", "units-011",
    "units-014", "units-015", "units-029", "units-030",
};

static bool is_refused_here(const struct json_value *vector)
{
    for (size_t i = 0; i < COUNT(refused_here); i++) {
        if (text_is(vector_text(vector, "id"), refused_here[i])) {
            return true;
        }
    }
    return false;
}

/* "1", "ether": the second argument is a unit, a number of decimals, or left out. */
static bool read_amount(struct text op, struct text number, struct text unit, struct u256 *out)
{
    struct err e = {0};
    unsigned decimals = 0;
    if (text_is(op, "parse-units")) {
        decimals = (unsigned)strtoul(unit.at, NULL, 10);
        return amount_scale(number, decimals, out, &e);
    }
    if (text_is(op, "to-wei")) {
        return amount_unit(unit, &decimals) && amount_scale(number, decimals, out, &e);
    }
    return amount_parse(number, out, &e);
}

/* cast writes all decimals. */
static void expect_written(struct text op, struct text unit, const struct u256 *value,
                           struct text out)
{
    unsigned decimals = ETHER_DECIMALS;
    char text[AMOUNT_TEXT];
    bool is_wei = text_is(op, "to-wei") || text_is(op, "parse-units");
    if (!is_wei && unit.len > 0) {
        cr_assert(amount_unit(unit, &decimals));
    }
    struct text written = text_of(amount_format(value, is_wei ? 0 : decimals, text));
    cr_expect(text_starts(out, text), "%.*s, %s", TEXT_ARG(out), text);
    for (size_t i = written.len; i < out.len; i++) {
        cr_expect(out.at[i] == '0' || out.at[i] == '.', "%.*s, %s", TEXT_ARG(out), text);
    }
}

static void visit_unit(const struct json_value *vector)
{
    const struct json_value *arguments = json_first(json_member(vector, "args"));
    const struct json_value *second = json_next(arguments);
    struct text op = vector_text(vector, "op");
    struct text out = vector_text(vector, "out");
    struct text number = {0};
    struct text unit = {0};
    struct u256 value;
    cr_assert(json_text(arguments, &number));
    cr_assert(second == NULL || json_text(second, &unit));
    bool is_read = read_amount(op, number, unit, &value);
    bool is_wanted = !vector_is_null(vector, "out") && !is_refused_here(vector);
    cr_expect_eq(is_read, is_wanted, "%s", vector_id(vector));
    if (is_read) {
        expect_written(op, unit, &value, out);
    }
}

Test(amount, vectors)
{
    vectors_visit("units.json", visit_unit);
}
