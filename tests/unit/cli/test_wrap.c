/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/wrap.h"

#include <criterion/criterion.h>

#include "base/text.h"

TestSuite(wrap);

static void check(const char *text, size_t column, size_t indent, const char *want)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    buf_repeat(&out, ' ', column);
    wrap_text(&out, text, column, indent);
    cr_expect(text_is(buf_view_text(&out), want), "'%s' became '%.*s'", text,
              TEXT_ARG(buf_view_text(&out)));
}

#define TEN     "123456789 "
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

Test(wrap, a_line_is_as_wide_as_it_may_be)
{
    check("", 0, 0, "\n");
    check("word", 0, 0, "word\n");
    check(SEVENTY "1234567890", 0, 0, SEVENTY "1234567890\n");
    check(SEVENTY "12345678901", 0, 0, TEN TEN TEN TEN TEN TEN "123456789\n12345678901\n");
    check(SEVENTY "123456789 x", 0, 0, SEVENTY "123456789\nx\n");
}

Test(wrap, later_lines_are_indented)
{
    check(SEVENTY "1", 10, 10, "          " TEN TEN TEN TEN TEN TEN "123456789\n          1\n");
    check("word", 0, 4, "    word\n");
}

Test(wrap, empty_lines_and_indented_ones_stay)
{
    check("one\n\ntwo", 0, 2, "  one\n\n  two\n");
    check("one\n  as it is", 0, 0, "one\n  as it is\n");
}

Test(wrap, a_word_that_is_too_long_stands_alone)
{
    check("a " SEVENTY "bbbbbbbbbbbbbbbbbbbb", 0, 0,
          "a " TEN TEN TEN TEN TEN TEN "123456789\nbbbbbbbbbbbbbbbbbbbb\n");
    static const char long_word[] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                                    "xxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    AUTO(buf_done) struct buf want = buf_start(KIB);
    buf_printf(&want, "a\n%s\nb\n%c", long_word, 0);
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_printf(&text, "a %s b%c", long_word, 0);
    check((const char *)text.at, 0, 0, (const char *)want.at);
}
