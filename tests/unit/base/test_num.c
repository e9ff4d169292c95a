/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "random.h"

TestSuite(num);

Test(num, add_tells_overflow)
{
    size_t out = 7;
    cr_assert(num_add(SIZE_MAX - 1, 1, &out));
    cr_assert_eq(out, SIZE_MAX);
    cr_assert_not(num_add(SIZE_MAX, 1, &out));
    cr_assert_eq(out, SIZE_MAX);
}

Test(num, multiply_tells_overflow)
{
    size_t out = 7;
    cr_assert(num_mul(SIZE_MAX / 3, 3, &out));
    cr_assert_eq(out, SIZE_MAX / 3 * 3);
    out = 7;
    cr_assert_not(num_mul(SIZE_MAX / 2 + 1, 2, &out));
    cr_assert_eq(out, 7);
    cr_assert(num_mul(SIZE_MAX, 0, &out));
    cr_assert_eq(out, 0);
}

Test(num, parse_reads_plain_decimals)
{
    static const struct {
        const char *in;
        uint64_t max, want;
    } cases[] = {
        {"0", 0, 0},
        {"1", 1, 1},
        {"10", UINT64_MAX, 10},
        {"9007199254740993", UINT64_MAX, 9007199254740993},
        {"18446744073709551615", UINT64_MAX, UINT64_MAX},
        {"255", 255, 255},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint64_t out = 77;
        cr_expect(num_parse(text_of(cases[i].in), cases[i].max, &out), "%s", cases[i].in);
        cr_expect_eq(out, cases[i].want, "%s", cases[i].in);
    }
}

Test(num, parse_refuses_all_else)
{
    static const struct {
        const char *in;
        uint64_t max;
    } cases[] = {
        {"", UINT64_MAX},    {"00", UINT64_MAX}, {"01", UINT64_MAX},
        {"+1", UINT64_MAX},  {"-1", UINT64_MAX}, {" 1", UINT64_MAX},
        {"1 ", UINT64_MAX},  {"1.", UINT64_MAX}, {"1e1", UINT64_MAX},
        {"0x1", UINT64_MAX}, {"1a", UINT64_MAX}, {"18446744073709551616", UINT64_MAX},
        {"256", 255},        {"1", 0},           {"99999999999999999999999999", UINT64_MAX},
        {"/", UINT64_MAX},   {":", UINT64_MAX},  {"184467440737095516150", UINT64_MAX},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint64_t out = 77;
        cr_expect_not(num_parse(text_of(cases[i].in), cases[i].max, &out), "%s", cases[i].in);
        cr_expect_eq(out, 77, "%s", cases[i].in);
    }
}

Test(num, parse_stops_at_the_length_not_at_a_zero_byte)
{
    uint64_t out = 77;
    cr_assert(num_parse((struct text){"123", 2}, UINT64_MAX, &out));
    cr_assert_eq(out, 12);
    cr_assert_not(num_parse((struct text){"1\0", 2}, UINT64_MAX, &out));
}

Test(num, parse_reads_back_what_printf_writes)
{
    struct random_source r = random_start();
    for (int i = 0; i < 10000; i++) {
        uint64_t want = random_next(&r) >> random_below(&r, 64);
        uint64_t out = 0;
        char text[32];
        (void)snprintf(text, sizeof text, "%llu", (unsigned long long)want);
        cr_assert(num_parse(text_of(text), want, &out));
        cr_assert_eq(out, want);
        cr_assert(want == 0 || !num_parse(text_of(text), want - 1, &out));
    }
}
