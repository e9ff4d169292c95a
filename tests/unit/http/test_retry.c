/* SPDX-License-Identifier: Apache-2.0 */
#include "http/retry.h"

#include <criterion/criterion.h>

TestSuite(retry);

Test(retry, waits_by_attempt_chance_and_wish)
{
    static const struct {
        const char *name;
        struct retry retry;
        bool again;
        int64_t wait;
    } cases[] = {
        {"first, no luck", {1, -1, 60000, 0}, true, 100},
        {"first, most", {1, -1, 60000, 100}, true, 200},
        {"chance wraps around", {1, -1, 60000, 101}, true, 100},
        {"second", {2, -1, 60000, 0}, true, 200},
        {"third", {3, -1, 60000, 400}, true, 800},
        {"fourth is the last", {4, -1, 60000, 0}, false, 0},
        {"far too many", {4000000, -1, 60000, 0}, false, 0},
        {"asked to wait", {1, 5000, 60000, 0}, true, 5000},
        {"asked for less than is waited anyway", {1, 1, 60000, 0}, true, 100},
        {"asked for nothing", {1, 0, 60000, 0}, true, 100},
        {"asked for the most", {1, RETRY_AFTER_LONGEST_MS, 60000, 0}, true, RETRY_AFTER_LONGEST_MS},
        {"asked for too much", {1, RETRY_AFTER_LONGEST_MS + 1, 60000, 0}, false, 0},
        {"no time left", {1, -1, 100, 0}, false, 0},
        {"just time enough", {1, -1, 101, 0}, true, 100},
        {"over time", {1, -1, -5, 0}, false, 0},
        {"asked for more than is left", {1, 5000, 5000, 0}, false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t wait = 0;
        cr_assert_eq(retry_wait(&cases[i].retry, &wait), cases[i].again, "%s", cases[i].name);
        cr_assert_eq(wait, cases[i].wait, "%s: %lld", cases[i].name, (long long)wait);
    }
}

Test(retry, statuses_that_may_pass)
{
    static const long may[] = {429, 500, 502, 503, 504, 599};
    static const long may_not[] = {0, 200, 301, 400, 401, 404, 408, 428, 430, 501, 505, 600};
    for (size_t i = 0; i < COUNT(may); i++) {
        cr_assert(retry_is_status(may[i]), "%ld", may[i]);
    }
    for (size_t i = 0; i < COUNT(may_not); i++) {
        cr_assert_not(retry_is_status(may_not[i]), "%ld", may_not[i]);
    }
}

Test(retry, retry_after_is_seconds_or_a_date)
{
    const instant now = 784111777; /* Sun, 06 Nov 1994 08:49:37 GMT */
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"0", 0},
        {"1", 1000},
        {" 120 ", 120000},
        {"1000000000", 1000000000000},
        {"99999999999999999999", -1},
        {"-1", -1},
        {"1.5", -1},
        {"", -1},
        {"soon", -1},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 0},
        {"Sun, 06 Nov 1994 08:49:40 GMT", 3000},
        {"Sun, 06 Nov 1994 08:49:30 GMT", 0},
        {"Mon, 07 Nov 1994 08:49:37 GMT", 86400000},
        {"Sun, 06 Nov 1994 08:49:37", -1},
        {"Sun, 06 Nov 1994 08:49:37 CET", -1},
        {"Sun, 06 Nov 1994 08:49:60 GMT", -1},
        {"Sun, 31 Feb 1994 08:49:37 GMT", -1},
        {"Sun, 06 nov 1994 08:49:37 GMT", -1},
        {"Sun, 6 Nov 1994 08:49:37 GMT", -1},
        {"Sunday, 06-Nov-94 08:49:37 GMT", -1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_eq(retry_after_ms(text_of(cases[i].text), now), cases[i].ms, "%s", cases[i].text);
    }
}
