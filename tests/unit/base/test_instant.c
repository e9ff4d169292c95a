/* SPDX-License-Identifier: Apache-2.0 */
#include "base/instant.h"

#include <criterion/criterion.h>

#include "random.h"

TestSuite(instant);

static const struct {
    const char *text;
    instant at;
} known[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"1969-12-31T23:59:59Z", -1},
    {"2000-02-29T12:00:00Z", 951825600},
    {"2026-01-02T03:04:05Z", 1767323045},
    {"2038-01-19T03:14:08Z", 2147483648},
    {"2100-02-28T23:59:59Z", 4107542399},
    {"2100-03-01T00:00:00Z", 4107542400},
    {"0000-01-01T00:00:00Z", -62167219200},
    {"0001-01-01T00:00:00Z", -62135596800},
    {"9999-12-31T23:59:59Z", INSTANT_MAX},
};

Test(instant, known_instants_parse_and_format)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        instant at = 77;
        char text[INSTANT_TEXT];
        cr_expect(instant_parse_zulu(text_of(known[i].text), &at), "%s", known[i].text);
        cr_expect_eq(at, known[i].at, "%s: %lld", known[i].text, (long long)at);
        cr_expect_str_eq(instant_format(known[i].at, text), known[i].text);
    }
}

Test(instant, zulu_refuses_every_other_form)
{
    static const char *const wrong[] = {
        "",
        "2026-01-02T03:04:05",
        "2026-01-02T03:04:05z",
        "2026-01-02t03:04:05Z",
        "2026-01-02 03:04:05Z",
        "2026-01-02T03:04:05ZZ",
        "2026-01-02T03:04:05Z ",
        " 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+00:00",
        "2026-01-02T03:04:05.0Z",
        "2026-1-02T03:04:05Z",
        "26-01-02T03:04:05Z",
        "+026-01-02T03:04:05Z",
        "2026-13-02T03:04:05Z",
        "2026-00-02T03:04:05Z",
        "2026-01-00T03:04:05Z",
        "2026-01-32T03:04:05Z",
        "2026-04-31T03:04:05Z",
        "2026-02-29T03:04:05Z",
        "2100-02-29T03:04:05Z",
        "2026-01-02T24:00:00Z",
        "2026-01-02T03:60:05Z",
        "2026-01-02T03:04:60Z",
        "10000-01-02T03:04:05Z",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        instant at = 77;
        cr_expect_not(instant_parse_zulu(text_of(wrong[i]), &at), "%s", wrong[i]);
        cr_expect_eq(at, 77, "%s", wrong[i]);
    }
}

Test(instant, every_prefix_of_a_zulu_text_is_refused)
{
    const char *whole = "2026-01-02T03:04:05Z";
    for (size_t n = 0; n < strlen(whole); n++) {
        instant at = 77;
        cr_expect_not(instant_parse_zulu((struct text){whole, n}, &at), "%zu", n);
    }
}

Test(instant, a_user_may_give_offsets_and_unix_seconds)
{
    static const struct {
        const char *in;
        instant want;
    } cases[] = {
        {"0", 0},
        {"1767323045", 1767323045},
        {"253402300799", INSTANT_MAX},
        {"2026-01-02T03:04:05Z", 1767323045},
        {"2026-01-02T03:04:05+00:00", 1767323045},
        {"2026-01-02T05:34:05+02:30", 1767323045},
        {"2026-01-01T22:04:05-05:00", 1767323045},
        {"9999-12-31T23:59:59+00:01", INSTANT_MAX - 60},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        instant at = 77;
        cr_expect(instant_parse(text_of(cases[i].in), &at), "%s", cases[i].in);
        cr_expect_eq(at, cases[i].want, "%s", cases[i].in);
    }
}

Test(instant, what_a_user_gives_is_checked)
{
    static const char *const wrong[] = {
        "",
        "-1",
        "253402300800",
        "2026-01-02",
        "now",
        "2026-01-02T03:04:05",
        "2026-01-02T03:04:05.5Z",
        "2026-01-02T03:04:05+0000",
        "2026-01-02T03:04:05+24:00",
        "2026-01-02T03:04:05+00:60",
        "2026-01-02T03:04:05+00:00Z",
        "2026-01-02T03:04:05 00:00",
        "9999-12-31T23:59:59-00:01",
        "0000-01-01T00:00:00+00:01",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        instant at = 77;
        cr_expect_not(instant_parse(text_of(wrong[i]), &at), "%s", wrong[i]);
        cr_expect_eq(at, 77, "%s", wrong[i]);
    }
}

Test(instant, a_date_is_the_start_of_its_day)
{
    static const char *const wrong[] = {"", "2026-01-2", "2026-02-30", "2026-01-02T", "2026/01/02"};
    instant at = 77;
    cr_assert(instant_parse_date(text_of("2026-01-02"), &at));
    cr_assert_eq(at, 1767312000);
    for (size_t i = 0; i < COUNT(wrong); i++) {
        at = 77;
        cr_expect_not(instant_parse_date(text_of(wrong[i]), &at), "%s", wrong[i]);
        cr_expect_eq(at, 77, "%s", wrong[i]);
    }
}

Test(instant, what_has_no_date_is_written_as_seconds)
{
    char text[INSTANT_TEXT];
    cr_assert_str_eq(instant_format(INSTANT_MAX + 1, text), "253402300800");
    cr_assert_str_eq(instant_format(-62167219201, text), "-62167219201");
    cr_assert_str_eq(instant_format(INT64_MIN, text), "-9223372036854775808");
    cr_assert_str_eq(instant_format(INT64_MAX, text), "9223372036854775807");
}

Test(instant, a_civil_time_out_of_range_is_refused)
{
    const struct civil good = {2026, 1, 2, 3, 4, 5};
    instant at = 77;
    cr_assert(instant_from_civil(&good, &at));
    struct civil late = good;
    late.year = 10000;
    struct civil month = good;
    month.month = UINT32_MAX;
    struct civil hour = good;
    hour.hour = 24;
    at = 77;
    cr_assert_not(instant_from_civil(&late, &at));
    cr_assert_not(instant_from_civil(&month, &at));
    cr_assert_not(instant_from_civil(&hour, &at));
    cr_assert_eq(at, 77);
}

Test(instant, every_day_of_four_centuries_follows_the_one_before)
{
    char text[INSTANT_TEXT];
    instant day = 0;
    cr_assert(instant_parse_date(text_of("1800-01-01"), &day));
    for (int i = 0; i < 146097; i++) {
        instant back = 0;
        (void)instant_format(day, text);
        cr_assert(instant_parse_zulu(text_of(text), &back), "%s", text);
        cr_assert_eq(back, day, "%s", text);
        day += (instant)24 * 60 * 60;
    }
    cr_assert_str_eq(instant_format(day, text), "2200-01-01T00:00:00Z");
}

Test(instant, random_instants_come_back)
{
    struct random_source r = random_start();
    for (int i = 0; i < 20000; i++) {
        char text[INSTANT_TEXT];
        instant back = 0;
        instant at = (instant)random_below(&r, (size_t)(INSTANT_MAX + 62167219200)) - 62167219200;
        cr_assert(instant_parse(text_of(instant_format(at, text)), &back), "%s", text);
        cr_assert_eq(back, at, "%s", text);
    }
}
