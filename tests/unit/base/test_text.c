/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <criterion/criterion.h>

#include "base/mem.h"

TestSuite(text);

Test(text, of_null_is_empty)
{
    cr_assert_eq(text_of(NULL).len, 0);
    cr_assert(text_equal(text_of(NULL), text_of("")));
    cr_assert(text_is((struct text){NULL, 0}, ""));
}

Test(text, equality_is_by_length_and_content)
{
    cr_assert(text_is(text_of("abc"), "abc"));
    cr_assert_not(text_is(text_of("abc"), "abd"));
    cr_assert_not(text_is(text_of("abc"), "ab"));
    cr_assert_not(text_is((struct text){"a\0b", 3}, "a"));
    cr_assert(text_is((struct text){"abc", 2}, "ab"));
}

Test(text, only_the_case_of_ascii_letters_is_ignored)
{
    static const struct {
        const char *a, *b;
        bool want;
    } cases[] = {
        {"Content-Type", "content-tYPE", true},
        {"", "", true},
        {"a", "", false},
        {"@", "`", false},
        {"[", "{", false},
        {"\xc3\x84", "\xc3\xa4", false},
        {"az", "AZ", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text a = text_of(cases[i].a);
        struct text b = text_of(cases[i].b);
        cr_expect_eq(text_equal_ignoring_case(a, b), cases[i].want, "case %zu", i);
        cr_expect_eq(text_equal_ignoring_case(b, a), cases[i].want, "case %zu", i);
    }
}

Test(text, starts_compares_the_whole_prefix)
{
    cr_assert(text_starts(text_of("0x12"), "0x"));
    cr_assert(text_starts(text_of("0x"), "0x"));
    cr_assert(text_starts(text_of("abc"), ""));
    cr_assert_not(text_starts(text_of("0"), "0x"));
    cr_assert_not(text_starts(text_of(""), "0x"));
    cr_assert_not(text_starts(text_of("1x"), "0x"));
}

Test(text, ends_wants_something_before_it)
{
    cr_assert(text_ends(text_of("a.sol"), ".sol"));
    cr_assert_not(text_ends(text_of(".sol"), ".sol"));
    cr_assert_not(text_ends(text_of("sol"), ".sol"));
    cr_assert_not(text_ends(text_of("a.soL"), ".sol"));
    cr_assert_not(text_ends(text_of(""), ""));
}

Test(text, behind_is_the_rest)
{
    cr_assert(text_is(text_behind(text_of("abc"), 0), "abc"));
    cr_assert(text_is(text_behind(text_of("abc"), 1), "bc"));
    cr_assert(text_is(text_behind(text_of("abc"), 3), ""));
}

Test(text, trim_takes_white_space_and_zero_bytes_off_both_ends)
{
    static const struct {
        struct text in;
        const char *want;
    } cases[] = {
        {{"", 0}, ""},   {{NULL, 0}, ""},  {{" \t\r\n\0", 5}, ""}, {{"\0\n a b\0\r", 8}, "a b"},
        {{"x", 1}, "x"}, {{"x ", 2}, "x"}, {{" x", 2}, "x"},       {{"\vx\v", 3}, "\vx\v"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_expect(text_is(text_trim(cases[i].in), cases[i].want), "case %zu", i);
    }
}

Test(text, split_is_at_the_first_separator)
{
    static const struct {
        const char *in, *head, *rest;
        bool want;
    } cases[] = {
        {"a=b=c", "a", "b=c", true}, {"=b", "", "b", true}, {"a=", "a", "", true},
        {"=", "", "", true},         {"a", "a", "", false}, {"", "", "", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text head = {"?", 1};
        struct text rest = {"?", 1};
        bool found = text_split(text_of(cases[i].in), '=', &head, &rest);
        cr_expect_eq(found, cases[i].want, "case %zu", i);
        cr_expect(text_is(head, cases[i].head), "case %zu", i);
        cr_expect(text_is(rest, cases[i].rest), "case %zu", i);
    }
}

Test(text, split_may_write_into_its_input)
{
    struct text rest = text_of("a,b,c");
    struct text head;
    cr_assert(text_split(rest, ',', &head, &rest));
    cr_assert(text_split(rest, ',', &head, &rest));
    cr_assert(text_is(head, "b"));
    cr_assert_not(text_split(rest, ',', &head, &rest));
    cr_assert(text_is(head, "c"));
}

Test(text, dup_is_zero_terminated)
{
    AUTO(mem_freep) char *copy = text_dup((struct text){"abcdef", 3});
    cr_assert_str_eq(copy, "abc");
    AUTO(mem_freep) char *empty = text_dup((struct text){NULL, 0});
    cr_assert_str_eq(empty, "");
}

Test(text, distance_counts_edits_up_to_the_limit)
{
    static const struct {
        const char *a, *b;
        size_t limit, want;
    } cases[] = {
        {"", "", 3, 0},
        {"verify", "verify", 3, 0},
        {"verify", "verfy", 3, 1},
        {"verify", "veriffy", 3, 1},
        {"verify", "verifu", 3, 1},
        {"verify", "evrify", 3, 1},
        {"abc", "", 5, 3},
        {"", "abc", 5, 3},
        {"abc", "xyz", 5, 3},
        {"kitten", "sitting", 5, 3},
        {"abc", "xyz", 1, 2},
        {"ca", "abc", 5, 3},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t d = text_distance(text_of(cases[i].a), text_of(cases[i].b), cases[i].limit);
        cr_expect_eq(d, cases[i].want, "%s %s: %zu", cases[i].a, cases[i].b, d);
    }
}

Test(text, distance_of_long_texts_is_over_the_limit)
{
    char long_text[65];
    memset(long_text, 'a', sizeof long_text);
    struct text just = {long_text, 64};
    struct text over = {long_text, 65};
    cr_assert_eq(text_distance(just, just, 2), 0);
    cr_assert_eq(text_distance(over, over, 2), 3);
    cr_assert_eq(text_distance(text_of("a"), over, 2), 3);
    cr_assert_eq(text_distance(just, text_of(""), 100), 64);
}
