/* SPDX-License-Identifier: Apache-2.0 */
#include "base/span.h"

#include <criterion/criterion.h>

#include "base/macro.h"

TestSuite(span);

Test(span, lengths)
{
    static const struct {
        uint64_t seconds;
        const char *text;
    } cases[] = {
        {0, "0 seconds"},
        {1, "1 second"},
        {59, "59 seconds"},
        {60, "1 minute"},
        {61, "1 minute 1 second"},
        {3599, "59 minutes 59 seconds"},
        {3600, "1 hour"},
        {3601, "1 hour"},
        {3660, "1 hour 1 minute"},
        {86399, "23 hours 59 minutes"},
        {86400, "1 day"},
        {90000, "1 day 1 hour"},
        {21 * 86400, "21 days"},
        {21 * 86400 + 3599, "21 days"},
        {UINT64_MAX, "213503982334601 days 7 hours"},
    };
    char out[SPAN_TEXT];
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_expect_str_eq(span_format(cases[i].seconds, out), cases[i].text);
    }
}

Test(span, seen_from_now)
{
    char out[SPAN_TEXT];
    cr_expect_str_eq(span_relative(5, 5, out), "now");
    cr_expect_str_eq(span_relative(65, 5, out), "in 1 minute");
    cr_expect_str_eq(span_relative(5, 65, out), "1 minute ago");
    cr_expect_str_eq(span_relative(INT64_MAX, INT64_MIN, out), "in 213503982334601 days 7 hours");
    cr_expect_str_eq(span_relative(INT64_MIN, INT64_MAX, out), "213503982334601 days 7 hours ago");
}
