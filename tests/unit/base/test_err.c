/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <criterion/criterion.h>

TestSuite(err);

Test(err, set_fills_kind_and_text_and_gives_false)
{
    struct err e = {.hint = "old", .request_id = "old"};
    cr_assert_not(err_set(&e, ERR_EXPIRED, "'%s' ended %d", "x", 7));
    cr_assert_eq(e.kind, ERR_EXPIRED);
    cr_assert_str_eq(e.text, "'x' ended 7");
    cr_assert_str_empty(e.hint);
    cr_assert_str_empty(e.request_id);
}

Test(err, hint_leaves_the_error)
{
    struct err e;
    (void)err_set(&e, ERR_IO, "broken");
    cr_assert_not(err_hint(&e, "try %s", "again"));
    cr_assert_eq(e.kind, ERR_IO);
    cr_assert_str_eq(e.text, "broken");
    cr_assert_str_eq(e.hint, "try again");
}

Test(err, wrap_puts_the_context_first)
{
    struct err e;
    (void)err_set(&e, ERR_MALFORMED, "truncated at %s", "header");
    (void)err_hint(&e, "hint");
    cr_assert_not(err_wrap(&e, "quote %d", 3));
    cr_assert_eq(e.kind, ERR_MALFORMED);
    cr_assert_str_eq(e.text, "quote 3: truncated at header");
    cr_assert_str_eq(e.hint, "hint");
}

Test(err, texts_that_are_too_long_are_cut)
{
    static char longer[2000];
    memset(longer, 'x', sizeof longer - 1);
    struct err e;
    (void)err_set(&e, ERR_IO, "%s", longer);
    (void)err_hint(&e, "%s", longer);
    cr_assert_eq(strlen(e.text), sizeof e.text - 1);
    cr_assert_eq(strlen(e.hint), sizeof e.hint - 1);
    (void)err_wrap(&e, "context");
    cr_assert_eq(strlen(e.text), sizeof e.text - 1);
    cr_assert_eq(strncmp(e.text, "context: xxx", 12), 0);
    (void)err_wrap(&e, "%s", longer);
    cr_assert_eq(strlen(e.text), sizeof e.text - 1);
}

Test(err, every_kind_has_a_word_of_its_own)
{
    for (unsigned a = 0; a < ERR_KIND_COUNT; a++) {
        cr_assert_not_null(err_word(a));
        for (unsigned b = 0; b < a; b++) {
            cr_expect_str_neq(err_word(a), err_word(b));
        }
    }
    cr_assert_str_eq(err_word(ERR_MALFORMED), "malformed");
    cr_assert_str_eq(err_word(ERR_KIND_COUNT), "internal");
}

static bool needs(bool read, struct err *e)
{
    NEED(read, e, "tee type");
    return true;
}

static bool tries(bool call, int *reached)
{
    TRY(call);
    ++*reached;
    return true;
}

Test(err, need_and_try_leave_the_function_on_failure)
{
    struct err e = {0};
    int reached = 0;
    cr_assert(needs(true, &e));
    cr_assert_not(needs(false, &e));
    cr_assert_eq(e.kind, ERR_MALFORMED);
    cr_assert_str_eq(e.text, "truncated at tee type");
    cr_assert_not(tries(false, &reached));
    cr_assert_eq(reached, 0);
    cr_assert(tries(true, &reached));
}
