/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"

/* What toml_parse refuses, and where it says the fault is. */
TestSuite(toml_refused);

struct wrong {
    const char *text;
    const char *fault;
};

static bool parses(struct text text, struct err *e)
{
    AUTO(toml_freep) struct toml *toml = toml_parse(text_bytes(text), e);
    return toml != NULL;
}

static void expect_refused(const struct wrong *wrong, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct err e = {0};
        cr_expect_not(parses(text_of(wrong[i].text), &e), "'%s'", wrong[i].text);
        cr_expect_eq(e.kind, ERR_MALFORMED, "'%s': %s", wrong[i].text, e.text);
        cr_expect_str_eq(e.text, wrong[i].fault, "'%s'", wrong[i].text);
    }
}

Test(toml_refused, characters_without_a_place)
{
    static const struct wrong wrong[] = {
        {"\xef\xbb\xbf", "line 1, column 1: byte order mark"},
        {"a = 1\nb = '\xff'", "line 2, column 6: not UTF-8"},
        {"# \xc0\x80", "line 1, column 3: not UTF-8"},
        {"# \xed\xa0\x80", "line 1, column 3: not UTF-8"},
        {"# \xe2\x82", "line 1, column 3: not UTF-8"},
        {"# \x01", "line 1, column 3: control character"},
        {"a = '\x7f'", "line 1, column 6: control character"},
        {"a = 1\rb = 2", "line 1, column 6: control character"},
        {"a = '''\r'''", "line 1, column 8: control character"},
        {"a = 1\f", "line 1, column 6: control character"},
        {"\r", "line 1, column 1: control character"},
    };
    expect_refused(wrong, COUNT(wrong));
    struct err e = {0};
    cr_expect_not(parses((struct text){"a = 1\n\0", 7}, &e));
    cr_expect_str_eq(e.text, "line 2, column 1: control character");
    cr_expect_not(parses((struct text){"a = '\0'", 7}, &e));
    cr_expect_str_eq(e.text, "line 1, column 6: control character");
}

Test(toml_refused, keys_and_lines)
{
    static const struct wrong wrong[] = {
        {"a", "line 1, column 2: '=' is missing behind the key"},
        {"= 1", "line 1, column 1: a name is missing"},
        {"a b = 1", "line 1, column 3: '=' is missing behind the key"},
        {"a. = 1", "line 1, column 4: a name is missing"},
        {".a = 1", "line 1, column 1: a name is missing"},
        {"a..b = 1", "line 1, column 3: a name is missing"},
        {"\xc3\xa9 = 1", "line 1, column 1: a name is missing"},
        {"a = 1 b = 2", "line 1, column 7: the line does not end behind the value"},
        {"a = 1,", "line 1, column 6: the line does not end behind the value"},
        {"a =\n1", "line 1, column 4: a value is missing"},
        {"a =", "line 1, column 4: unexpected end, a value is missing"},
        {"a = = 1", "line 1, column 5: a value is missing"},
        {"\"\"\"a\"\"\" = 1", "line 1, column 3: '=' is missing behind the key"},
        {"\"a\n\" = 1", "line 1, column 3: the string does not end"},
        {"[a", "line 1, column 3: ']' is missing"},
        {"[]", "line 1, column 2: a name is missing"},
        {"[a]]", "line 1, column 4: the line does not end behind the value"},
        {"[a] b = 1", "line 1, column 5: the line does not end behind the value"},
        {"[[a]", "line 1, column 4: ']]' is missing"},
        {"[ [a]]", "line 1, column 3: a name is missing"},
        {"[[a] ]", "line 1, column 4: ']]' is missing"},
        {"[a\n]", "line 1, column 3: ']' is missing"},
        {"[a.]", "line 1, column 4: a name is missing"},
    };
    expect_refused(wrong, COUNT(wrong));
}

Test(toml_refused, values)
{
    static const struct wrong wrong[] = {
        {"a = x", "line 1, column 5: not a value"},
        {"a = True", "line 1, column 5: not a value"},
        {"a = 01", "line 1, column 5: the number has a leading zero"},
        {"a = -01", "line 1, column 5: the number has a leading zero"},
        {"a = 0_1", "line 1, column 5: the number has a leading zero"},
        {"a = 01.5", "line 1, column 5: the number has a leading zero"},
        {"a = 1__0", "line 1, column 5: not a value"},
        {"a = _1", "line 1, column 5: not a value"},
        {"a = 1_", "line 1, column 5: not a value"},
        {"a = +", "line 1, column 5: not a value"},
        {"a = +0x1", "line 1, column 5: not a value"},
        {"a = 0x", "line 1, column 5: not a value"},
        {"a = 0x_1", "line 1, column 5: not a value"},
        {"a = 0xg", "line 1, column 5: not a value"},
        {"a = 0X1", "line 1, column 5: not a value"},
        {"a = 0o8", "line 1, column 5: not a value"},
        {"a = 0b2", "line 1, column 5: not a value"},
        {"a = 1.", "line 1, column 5: not a value"},
        {"a = .5", "line 1, column 5: not a value"},
        {"a = 1._5", "line 1, column 5: not a value"},
        {"a = 1e", "line 1, column 5: not a value"},
        {"a = 1e+", "line 1, column 5: not a value"},
        {"a = 1.e5", "line 1, column 5: not a value"},
        {"a = 1e5.0", "line 1, column 5: not a value"},
        {"a = ++1.0", "line 1, column 5: not a value"},
        {"a = Inf", "line 1, column 5: not a value"},
        {"a = 9223372036854775808", "line 1, column 5: the integer is out of range"},
        {"a = -9223372036854775809", "line 1, column 5: the integer is out of range"},
        {"a = 0x8000000000000000", "line 1, column 5: the integer is out of range"},
        {"a = 99999999999999999999999", "line 1, column 5: the integer is out of range"},
        {"a = [1", "line 1, column 7: ',' or ']' is missing"},
        {"a = [1 2]", "line 1, column 8: ',' or ']' is missing"},
        {"a = [,]", "line 1, column 6: a value is missing"},
        {"a = [1,,]", "line 1, column 8: a value is missing"},
        {"a = [", "line 1, column 6: unexpected end, a value is missing"},
        {"a = {b = 1", "line 1, column 11: ',' or '}' is missing"},
        {"a = {b = 1,}", "line 1, column 12: a name is missing"},
        {"a = {b = 1\n}", "line 1, column 11: ',' or '}' is missing"},
        {"a = {\n}", "line 1, column 6: a name is missing"},
        {"a = {b = 1 c = 2}", "line 1, column 12: ',' or '}' is missing"},
        {"a = {,}", "line 1, column 6: a name is missing"},
    };
    expect_refused(wrong, COUNT(wrong));
}

Test(toml_refused, strings)
{
    static const struct wrong wrong[] = {
        {"a = \"x", "line 1, column 7: the string does not end"},
        {"a = 'x\n'", "line 1, column 7: the string does not end"},
        {"a = \"x\r\n\"", "line 1, column 7: the string does not end"},
        {"a = \"\"\"x\"\"", "line 1, column 11: the string does not end"},
        {"a = '''x", "line 1, column 9: the string does not end"},
        {"a = \"\"\"\"\"\"\"\"\"", "line 1, column 13: the line does not end behind the value"},
        {"a = \"\\e\"", "line 1, column 6: bad escape"},
        {"a = \"\\x41\"", "line 1, column 6: bad escape"},
        {"a = \"\\u004\"", "line 1, column 6: bad escape"},
        {"a = \"\\u004", "line 1, column 6: bad escape"},
        {"a = \"\\U0000004g\"", "line 1, column 6: bad escape"},
        {"a = \"\\ud800\"", "line 1, column 6: an escape that is no character"},
        {"a = \"\\U0000dfff\"", "line 1, column 6: an escape that is no character"},
        {"a = \"\\U00110000\"", "line 1, column 6: an escape that is no character"},
        {"a = \"\\", "line 1, column 6: bad escape"},
        {"a = \"\\\n\"", "line 1, column 6: bad escape"},
        {"a = \"\"\"\\ x\"\"\"", "line 1, column 8: bad escape"},
        {"a = \"\"\"\\", "line 1, column 8: bad escape"},
    };
    expect_refused(wrong, COUNT(wrong));
}

Test(toml_refused, times)
{
    static const char *const wrong[] = {
        "1979-13-01",
        "1979-00-01",
        "1979-01-32",
        "1979-01-00",
        "2023-02-29",
        "1900-02-29",
        "2024-02-30",
        "1979-04-31",
        "1979-5-27",
        "79-05-27T00:00:00",
        "1979-05-27T",
        "1979-05-27x07:32:00",
        "1979-05-27T24:00:00",
        "1979-05-27T07:60:00",
        "1979-05-27T07:32:61",
        "1979-05-27T07:32",
        "1979-05-27T07:32:00.",
        "1979-05-27T07:32:00.Z",
        "1979-05-27T07:32:00Zx",
        "1979-05-27T07:32:00+24:00",
        "1979-05-27T07:32:00+00:60",
        "1979-05-27T07:32:00+0000",
        "1979-05-27T07:32:00+00",
        "1979-05-27 07",
        "07:32",
        "07:32:00Z",
        "7:32:00",
        "07:32:00.5.5",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(buf_done) struct buf in = buf_start(KIB);
        buf_printf(&in, "a = %s", wrong[i]);
        struct err e = {0};
        cr_expect_not(parses(buf_view_text(&in), &e), "%s", wrong[i]);
        cr_expect(text_starts(text_of(e.text), "line 1, column 5: "), "%s: %s", wrong[i], e.text);
    }
}

Test(toml_refused, what_is_there_already)
{
    static const struct wrong wrong[] = {
        {"a = 1\na = 2", "line 2, column 1: 'a' is there already, on line 1"},
        {"a = 1\n\"\\u0061\" = 2", "line 2, column 1: 'a' is there already, on line 1"},
        {"a = {b = 1, b = 2}", "line 1, column 13: 'b' is there already, on line 1"},
        {"[a]\n[a]", "line 2, column 2: 'a' is there already, on line 1"},
        {"a = 1\n[a]", "line 2, column 2: 'a' is there already, on line 1"},
        {"[a]\nb = 1\n[a.b]", "line 3, column 4: 'b' is there already, on line 2"},
        {"[a.b]\n[a]\nb = 1", "line 3, column 1: 'b' is there already, on line 1"},
        {"a.b = 1\n[a]", "line 2, column 2: 'a' is there already, on line 1"},
        {"[x]\na.b = 1\n[x.a]", "line 3, column 4: 'a' is there already, on line 2"},
        {"[a.b.c]\n[a]\nb.d = 1\n[a.b]", "line 4, column 4: 'b' is there already, on line 1"},
        {"[[a]]\n[a]", "line 2, column 2: 'a' is there already, on line 1"},
        {"a = 1\na.b = 2", "line 2, column 1: 'a' is no table, by what it is given on line 1"},
        {"a = 1\n[a.b]", "line 2, column 2: 'a' is no table, by what it is given on line 1"},
        {"[[a]]\n[b]\n[[b]]",
         "line 3, column 3: 'b' is no array of tables, by what is given on line 2"},
        {"a = [{}]\n[[a]]",
         "line 2, column 3: 'a' is no array of tables, by what is given on line 1"},
        {"[a.b]\n[[a]]", "line 2, column 3: 'a' is no array of tables, by what is given on line 1"},
        {"a = {}\na.b = 1", "line 2, column 1: 'a' is a table that was closed on line 1"},
        {"[a.b.c]\n[a]\nb.c.d = 1", "line 3, column 3: 'c' is a table that was closed on line 1"},
        {"a = {b = {c = 1}, b.d = 2}",
         "line 1, column 19: 'b' is a table that was closed on line 1"},
        {"a = {}\n[a.b]", "line 2, column 2: 'a' is given all that is in it on line 1"},
        {"a = [{}]\n[a.b]", "line 2, column 2: 'a' is given all that is in it on line 1"},
        {"[[a]]\n[x]\na.b = 1\n[[x.a]]",
         "line 4, column 5: 'a' is no array of tables, by what is given on line 3"},
        {"[[x.a]]\n[x]\na.b = 1",
         "line 3, column 1: 'a' is no table, by what it is given on line 1"},
    };
    expect_refused(wrong, COUNT(wrong));
}

Test(toml_refused, names_are_shown_safely_and_short)
{
    struct err e = {0};
    cr_expect_not(parses(text_of("\"\\u001b[2J\" = 1\n\"\\u001b[2J\" = 1"), &e));
    cr_expect_str_eq(e.text, "line 2, column 1: '\\x1b[2J' is there already, on line 1");
    AUTO(buf_done) struct buf in = buf_start(4 * KIB);
    for (unsigned i = 0; i < 2; i++) {
        buf_repeat(&in, 'x', KIB);
        buf_text(&in, " = 1\n");
    }
    cr_expect_not(parses(buf_view_text(&in), &e));
    cr_expect(text_starts(text_of(e.text), "line 2, column 1: 'xxxxxxxx"), "%s", e.text);
    cr_expect_leq(text_of(e.text).len, 130);
}

/* Every form of TOML, so that an end comes inside of each. */
static const char whole[] = "a.\"b\" = [1, 0x1f, {c = 'd'}, -1.5e3]\n"
                            "e = \"\"\"x\\\n y\\u0041\"\"\"\n"
                            "f = 1979-05-27 07:32:00.5+01:00\n"
                            "[[g.h]]\n";

/* How long the document is when it ends behind the first `mark`. */
static size_t until(const char *mark)
{
    const char *found = strstr(whole, mark);
    cr_assert_not_null(found);
    return (size_t)(found - whole) + strlen(mark);
}

/* Cut behind the end of a line or before it, or where what is left of the time is one, or a year.
 */
static bool is_whole_cut_at(size_t n)
{
    bool in_string = n > until("e = ") && n < until("\\u0041\"\"\"");
    bool at_end = n == 0 || whole[n - 1] == '\n' || whole[n] == '\n' || whole[n] == 0;
    bool in_year = n > until("f = ") && n <= until("f = 1979");
    return (at_end && !in_string) || in_year || n == until("e = \"\"") ||
           n == until("1979-05-27") || n == until("1979-05-27 ") || n == until("07:32:00") ||
           n == until("00.5");
}

Test(toml_refused, a_document_that_is_cut_anywhere_else_than_at_an_end)
{
    for (size_t n = 0; n < sizeof whole; n++) {
        struct err e = {0};
        cr_expect_eq(parses((struct text){whole, n}, &e), is_whole_cut_at(n), "%zu: %s", n, e.text);
        cr_expect(is_whole_cut_at(n) || e.kind == ERR_MALFORMED, "%zu", n);
    }
}

static bool parses_repeated(const char *head, const char *part, size_t n, struct err *e)
{
    AUTO(buf_done) struct buf in = buf_start(4 * MIB);
    buf_text(&in, head);
    for (size_t i = 0; i < n; i++) {
        buf_text(&in, part);
    }
    return parses(buf_view_text(&in), e);
}

Test(toml_refused, nesting_beyond_the_limit)
{
    /* An array in an array, which does not end: at the limit that is the fault. */
    struct err e = {0};
    cr_expect_not(parses_repeated("a = ", "[", TOML_DEPTH_MAX - 1, &e));
    cr_expect_eq(e.kind, ERR_MALFORMED, "%s", e.text);
    cr_expect_not(parses_repeated("a = ", "[", TOML_DEPTH_MAX + 1, &e));
    cr_expect_str_eq(e.text, "line 1, column 69: nested too deep");
    cr_expect_eq(e.kind, ERR_TOO_BIG);
    cr_expect_not(parses_repeated("[a", ".a", TOML_DEPTH_MAX - 1, &e));
    cr_expect_eq(e.kind, ERR_MALFORMED, "%s", e.text);
    cr_expect_not(parses_repeated("[a", ".a", TOML_DEPTH_MAX + 1, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG, "%s", e.text);
    cr_expect_not(parses_repeated("a", ".a", 1000, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG, "%s", e.text);
    cr_expect_not(parses_repeated("a = ", "{a = ", 100000, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG, "%s", e.text);
}

Test(toml_refused, nodes_beyond_the_limit)
{
    struct err e = {0};
    cr_expect(parses_repeated("", "[[a]]\n", TOML_NODES_MAX - 1, &e), "%s", e.text);
    cr_expect_not(parses_repeated("", "[[a]]\n", TOML_NODES_MAX, &e));
    cr_expect_str_eq(e.text, "line 100000, column 3: too many values");
    cr_expect_eq(e.kind, ERR_TOO_BIG);
}

/* Names in order are the worst that a tree of names can get; nothing here is quadratic. */
Test(toml_refused, many_names_in_order_are_no_burden, .timeout = 20)
{
    AUTO(buf_done) struct buf in = buf_start(TOML_SIZE_MAX);
    for (unsigned i = 0; i < 90000; i++) {
        buf_printf(&in, "%05u=%u\n", i, i % 10);
    }
    struct err e = {0};
    AUTO(toml_freep) struct toml *toml = toml_parse(buf_view(&in), &e);
    cr_assert_not_null(toml, "%s", e.text);
    uint64_t value = 0;
    cr_expect_eq(toml_count(toml_root(toml)), 90000);
    cr_expect(toml_uint(toml_member(toml_root(toml), "00000"), 9, &value) && value == 0);
    cr_expect(toml_uint(toml_member(toml_root(toml), "54321"), 9, &value) && value == 1);
    cr_expect(toml_uint(toml_member(toml_root(toml), "89999"), 9, &value) && value == 9);
    cr_expect_null(toml_member(toml_root(toml), "90000"));
}

Test(toml_refused, bytes_beyond_the_limit)
{
    struct err e = {0};
    cr_expect(parses_repeated("#", "x", TOML_SIZE_MAX - 1, &e), "%s", e.text);
    cr_expect_not(parses_repeated("#", "x", TOML_SIZE_MAX, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
}
