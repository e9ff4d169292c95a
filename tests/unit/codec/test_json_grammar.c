/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <criterion/criterion.h>

/* What json_parse refuses. */
TestSuite(json_grammar);

static bool parses(struct text text, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text), e);
    return json != NULL;
}

Test(json_grammar, what_the_grammar_does_not_have_is_refused)
{
    static const char *const wrong[] = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "{}{}",
        "[] x",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,,2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{,}",
        "[1}",
        "{\"a\":1]",
        "[}",
        "01",
        "-01",
        "+1",
        "1.",
        ".5",
        "-",
        "-a",
        "1e",
        "1e+",
        "1.e1",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "-Infinity",
        "tru",
        "truex",
        "True",
        "nul",
        "value",
        "fals",
        "//x\n1",
        "/**/1",
        "\"",
        "\"a",
        "\"\\",
        "\"\\\"",
        "\"\\x\"",
        "\"\\'\"",
        "\"\\u\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\U0041\"",
        "\"\n\"",
        "\"\t\"",
        "\"\x1f\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800x\"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\xff\"",
        "\"\xc0\x80\"",
        "\"\xed\xa0\x80\"",
        "\"\xe2\x82\"",
        "\"\xf4\x90\x80\x80\"",
        "\xef\xbb\xbf{}",
        "\xef\xbb\xbf",
        "\f1",
        "\v1",
        "1\xc2\xa0",
        "\xff",
        "1;",
        "[1]]",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,2}",
        "12 3",
        "--1",
        "1-",
        "\"a\"\"b\"",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct err e = {0};
        cr_expect_not(parses(text_of(wrong[i]), &e), "'%s'", wrong[i]);
        cr_expect_eq(e.kind, ERR_MALFORMED, "'%s': %s", wrong[i], e.text);
        cr_expect(text_starts(text_of(e.text), "line "), "'%s': %s", wrong[i], e.text);
    }
}

Test(json_grammar, a_zero_byte_is_refused_everywhere)
{
    static const struct text wrong[] = {
        {"\0", 1},       {"1\0", 2},         {"{}\0", 3},        {"[\0]", 3},
        {"\"a\0b\"", 5}, {"{\"a\0\":1}", 8}, {"[1\0,2]", 6},     {"\"\\\0\"", 4},
        {"tru\0e", 5},   {"1\0e5", 4},       {"{\"a\":1\0}", 8}, {"\"\\u00\0\0\"", 8},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct err e = {0};
        cr_expect_not(parses(wrong[i], &e), "case %zu", i);
        cr_expect_eq(e.kind, ERR_MALFORMED, "case %zu", i);
    }
}

Test(json_grammar, every_prefix_of_a_document_is_refused)
{
    static const char whole[] =
        "{\"a\":[1.5e3,true,null,\"x\\n\\ud83d\\ude00\xc3\xa9\"],\"b\":{\"c\":false}}";
    struct err e = {0};
    cr_assert(parses(text_of(whole), &e), "%s", e.text);
    for (size_t n = 0; n < sizeof whole - 1; n++) {
        cr_expect_not(parses((struct text){whole, n}, &e), "%zu", n);
    }
}

Test(json_grammar, the_error_says_where)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", "line 1, column 1: unexpected end"},
        {"[1,", "line 1, column 4: unexpected end"},
        {"{\n  \"a\": 1\n  \"b\": 2\n}", "line 3, column 3: ',' or '}' is missing"},
        {"[1 2]", "line 1, column 4: ',' or ']' is missing"},
        {"\n\n  x", "line 3, column 3: a value is missing"},
        {"[\"\xc3\xa9\xc3\xa9\", \"\\q\"]", "line 1, column 9: bad escape"},
        {"\"ab\\ud800\"", "line 1, column 4: lone surrogate"},
        {"\"\\u0000\"", "line 1, column 2: zero character"},
        {"\"a\xff\"", "line 1, column 3: not UTF-8"},
        {"\"a\nb\"", "line 1, column 3: control character in a string"},
        {"{} {}", "line 1, column 4: text behind the document"},
        {"\xef\xbb\xbf{}", "line 1, column 1: byte order mark"},
        {"{\"a\" 1}", "line 1, column 6: unexpected character"},
        {"{a:1}", "line 1, column 2: a string is missing"},
        {"1.x", "line 1, column 3: a digit is missing"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        cr_assert_not(parses(text_of(cases[i].in), &e), "%s", cases[i].in);
        cr_expect_str_eq(e.text, cases[i].want);
    }
}

Test(json_grammar, duplicate_keys_are_named)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"{\"a\":1,\"a\":1}", "duplicate key 'a'"},
        {"{\"b\":1,\"a\":{\"x\":1,\"c\":2,\"x\":3}}", "duplicate key 'x'"},
        {"[{\"a\":1},{\"a\":1,\"\\u0061\":2}]", "duplicate key 'a'"},
        {"{\"\":1,\"b\":2,\"\":3}", "duplicate key ''"},
        {"{\"\\u001b[m\":1,\"\\u001b[m\":2}", "duplicate key '\\x1b[m'"},
    };
    struct err e = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_not(parses(text_of(cases[i].in), &e), "%s", cases[i].in);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_str_eq(e.text, cases[i].want);
    }
    cr_assert(parses(text_of("{\"a\":{\"a\":{\"a\":1}},\"A\":[{\"a\":1},{\"a\":1}]}"), &e));
}
