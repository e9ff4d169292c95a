/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/nearest.h"

#include <criterion/criterion.h>

TestSuite(nearest);

static const char *among(const char *wanted, const char *const *names, size_t n)
{
    struct nearest nearest = nearest_to(text_of(wanted));
    for (size_t i = 0; i < n; i++) {
        nearest_try(&nearest, names[i]);
    }
    return nearest.name;
}

Test(nearest, is_at_most_two_edits_away)
{
    static const char *const names[] = {"verify", "quote", "collateral", "tour", "help"};
    static const struct {
        const char *wanted, *want;
    } rows[] = {
        {"verfy", "verify"},  {"evrify", "verify"}, {"verifyy", "verify"},
        {"vrfy", "verify"},   {"vry", NULL},        {"quoet", "quote"},
        {"helo", "help"},     {"tor", "tour"},      {"collaterl", "collateral"},
        {"col", NULL},        {"", NULL},           {"VERIFY", NULL},
        {"verify", "verify"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *got = among(rows[i].wanted, names, COUNT(names));
        cr_expect(got == rows[i].want ||
                      (got != NULL && rows[i].want != NULL && text_is(text_of(got), rows[i].want)),
                  "'%s': %s", rows[i].wanted, got != NULL ? got : "nothing");
    }
}

Test(nearest, the_nearer_one_wins_and_the_first_of_equals)
{
    static const char *const names[] = {"abcdxy", "abcdex", "abcdey"};
    cr_assert_str_eq(among("abcde", names, COUNT(names)), "abcdex");
}

Test(nearest, short_words_are_not_near_to_everything)
{
    static const char *const names[] = {"at", "io"};
    cr_assert_eq(among("x", names, COUNT(names)), NULL);
    cr_assert_eq(among("xy", names, COUNT(names)), NULL);
    cr_assert_str_eq(among("ax", names, COUNT(names)), "at");
}
