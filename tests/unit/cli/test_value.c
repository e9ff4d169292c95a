/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/value.h"

#include <criterion/criterion.h>

TestSuite(value);

Test(value, durations)
{
    static const struct {
        const char *text;
        uint64_t want; /* 0: refused */
    } rows[] = {
        {"1", 1000},
        {"30", 30000},
        {"30s", 30000},
        {"500ms", 500},
        {"1ms", 1},
        {"5m", 300000},
        {"2h", 7200000},
        {"007", 0},
        {"", 0},
        {"s", 0},
        {"0", 0},
        {"0s", 0},
        {"-1", 0},
        {"1.5s", 0},
        {"1 s", 0},
        {" 1", 0},
        {"1d", 0},
        {"1S", 0},
        {"1s1", 0},
        {"1sm", 0},
        {"1000000h", UINT64_C(3600000000000)},
        {"1000001", 0},
        {"99999999999999999999", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint64_t ms = 42;
        bool ok = duration_parse(text_of(rows[i].text), &ms);
        cr_expect_eq(ok, rows[i].want != 0, "'%s'", rows[i].text);
        cr_expect_eq(ms, ok ? rows[i].want : 42, "'%s'", rows[i].text);
    }
}

/* Sets an option of a kind from a text. */
static bool set(enum option_kind kind, void *field, const char *value, struct err *e)
{
    const struct option option = {.name = "x", .kind = kind, .value = "X"};
    struct options owner = {0};
    *e = (struct err){0};
    return value_set(&option, field, value, &owner, e);
}

Test(value, instants_are_rfc_3339_or_unix_seconds)
{
    static const struct {
        const char *text;
        instant want; /* -1: refused */
    } rows[] = {
        {"0", 0},
        {"1768435200", 1768435200},
        {"2026-01-15T00:00:00Z", 1768435200},
        {"2026-01-15T01:00:00+01:00", 1768435200},
        {"2026-01-15", -1},
        {"2026-01-15T00:00:00", -1},
        {"now", -1},
        {"", -1},
        {"-1", -1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct option_instant when = {0};
        struct err e;
        bool ok = set(OPTION_INSTANT, &when, rows[i].text, &e);
        cr_expect_eq(ok, rows[i].want >= 0, "'%s'", rows[i].text);
        cr_expect_eq(when.given, ok);
        cr_expect(!ok || when.at == rows[i].want, "'%s'", rows[i].text);
        cr_expect(ok || e.kind == ERR_USAGE);
    }
}

Test(value, dates_are_days_or_instants)
{
    struct option_instant when = {0};
    struct err e;
    cr_assert(set(OPTION_DATE, &when, "2026-01-15", &e));
    cr_assert_eq(when.at, 1768435200);
    cr_assert(set(OPTION_DATE, &when, "2026-01-15T00:00:01Z", &e));
    cr_assert_eq(when.at, 1768435201);
    cr_assert_not(set(OPTION_DATE, &when, "2026-1-15", &e));
    cr_assert_str_eq(e.text, "option '--x': '2026-1-15' is not a date like 2026-01-31");
}

Test(value, what_is_refused_leaves_nothing_given)
{
    struct option_number number = {.given = false};
    struct err e;
    cr_assert_not(set(OPTION_COUNT, &number, "seven", &e));
    cr_assert_not(number.given);
    cr_assert_str_eq(e.text, "option '--x': 'seven' is not a number");
    cr_assert_not(set(OPTION_DURATION, &number, "seven", &e));
    cr_assert_not(number.given);
}

Test(value, a_key_needs_an_equals_sign)
{
    struct option_list list = {0};
    struct err e;
    cr_assert_not(set(OPTION_KEY_VALUE, &list, "key", &e));
    cr_assert_eq(list.n, 0);
    cr_assert_str_eq(e.text, "option '--x': 'key' is not KEY=VALUE");
}
