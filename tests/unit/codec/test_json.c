/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <criterion/criterion.h>

TestSuite(json, .timeout = 60);

static struct json *parse(const char *text)
{
    struct err e = {0};
    return json_parse(text_bytes(text_of(text)), &e);
}

Test(json, every_type_is_read)
{
    AUTO(json_freep)
    struct json *json = parse(
        " {\"o\":{},\"a\":[1,2],\"s\":\"x\",\"t\":true,\"f\":false,\"n\":null,\"d\":-1.5e+3}\n");
    cr_assert_not_null(json);
    const struct json_value *root = json_root(json);
    struct text text;
    bool flag = false;
    cr_assert(json_is_object(root) && json_count(root) == 7);
    cr_assert(json_is_object(json_member(root, "o")));
    cr_assert(json_is_array(json_member(root, "a")));
    cr_assert(json_text(json_member(root, "s"), &text) && text_is(text, "x"));
    cr_assert(json_bool(json_member(root, "t"), &flag) && flag);
    cr_assert(json_bool(json_member(root, "f"), &flag) && !flag);
    cr_assert(json_is_null(json_member(root, "n")));
    cr_assert(json_number(json_member(root, "d"), &text) && text_is(text, "-1.5e+3"));
}

Test(json, members_are_walked_in_order_with_their_names)
{
    AUTO(json_freep) struct json *json = parse("{\"b\":1,\"a\":[true,false],\"\":3}");
    cr_assert_not_null(json);
    const struct json_value *at = json_first(json_root(json));
    cr_assert(text_is(json_name(at), "b"));
    at = json_next(at);
    cr_assert(text_is(json_name(at), "a"));
    cr_assert_eq(json_name(json_first(at)).len, 0);
    cr_assert_eq(json_count(at), 2);
    at = json_next(at);
    cr_assert(text_is(json_name(at), ""));
    cr_assert_null(json_next(at));
    cr_assert_null(json_first(at));
    cr_assert_eq(json_member(json_root(json), ""), at);
}

Test(json, values_are_counted_at_every_level)
{
    static const struct {
        const char *text;
        size_t values;
    } cases[] = {
        {"1", 1}, {"{}", 1}, {"[1,[2,{}]]", 5}, {"{\"a\":{\"b\":null},\"c\":\"[0,0]\"}", 4}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of(cases[i].text)), &e);
        cr_assert_not_null(json);
        cr_expect_eq(json_values(json), cases[i].values, "%s", cases[i].text);
    }
}

Test(json, member_looks_for_the_exact_name_in_objects_only)
{
    AUTO(json_freep) struct json *json = parse("{\"Key\":1,\"key2\":[{\"key\":2}]}");
    const struct json_value *root = json_root(json);
    cr_assert_null(json_member(root, "key"));
    cr_assert_null(json_member(root, "Key2"));
    cr_assert_not_null(json_member(root, "Key"));
    cr_assert_null(json_member(json_member(root, "key2"), "key"));
    cr_assert_null(json_member(NULL, "key"));
}

Test(json, questions_about_nothing_have_answers)
{
    struct text text = {"kept", 4};
    bool flag = true;
    uint64_t number = 77;
    cr_assert_not(json_is_object(NULL) || json_is_array(NULL) || json_is_null(NULL));
    cr_assert_null(json_first(NULL));
    cr_assert_null(json_next(NULL));
    cr_assert_eq(json_count(NULL), 0);
    cr_assert_eq(json_name(NULL).len, 0);
    cr_assert_not(json_text(NULL, &text));
    cr_assert_not(json_bool(NULL, &flag));
    cr_assert_not(json_uint(NULL, UINT64_MAX, &number));
    cr_assert_not(json_number(NULL, &text));
    cr_assert(text_is(text, "kept") && flag && number == 77);
    json_free(NULL);
}

Test(json, each_reader_refuses_the_other_types)
{
    static const char *const values[] = {"{}", "[]", "\"1\"", "1", "true", "null"};
    for (size_t i = 0; i < COUNT(values); i++) {
        AUTO(json_freep) struct json *json = parse(values[i]);
        const struct json_value *root = json_root(json);
        struct text text;
        bool flag = false;
        uint64_t number = 0;
        cr_expect_eq(json_is_object(root), i == 0);
        cr_expect_eq(json_is_array(root), i == 1);
        cr_expect_eq(json_text(root, &text), i == 2);
        cr_expect_eq(json_number(root, &text), i == 3);
        cr_expect_eq(json_uint(root, UINT64_MAX, &number), i == 3);
        cr_expect_eq(json_bool(root, &flag), i == 4);
        cr_expect_eq(json_is_null(root), i == 5);
    }
}

Test(json, escapes_are_decoded)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"\"\"", ""},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
        {"\"\\u0041\\u00e9\\u20AC\"", "A\xc3\xa9\xe2\x82\xac"},
        {"\"\\ud83d\\ude00\\uDBFF\\uDFFF\"", "\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf"},
        {"\"\xf0\x9f\x98\x80\x7f\"", "\xf0\x9f\x98\x80\x7f"},
        {"\"\\u0001\\uffff\"", "\x01\xef\xbf\xbf"},
        {"\"\\\\u0000\"", "\\u0000"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(json_freep) struct json *json = parse(cases[i].in);
        struct text text;
        cr_assert_not_null(json, "%s", cases[i].in);
        cr_expect(json_text(json_root(json), &text), "%s", cases[i].in);
        cr_expect(text_is(text, cases[i].want), "%s", cases[i].in);
    }
}

Test(json, numbers_stay_as_they_are_written)
{
    static const char *const numbers[] = {
        "0",
        "-0",
        "9007199254740993",
        "18446744073709551615",
        "1e400",
        "-1E-400",
        "0.10",
        "1.0",
        "0e0",
        "123456789012345678901234567890123456789012345678901234567890123",
    };
    for (size_t i = 0; i < COUNT(numbers); i++) {
        AUTO(json_freep) struct json *json = parse(numbers[i]);
        struct text text;
        cr_assert_not_null(json, "%s", numbers[i]);
        cr_expect(json_number(json_root(json), &text), "%s", numbers[i]);
        cr_expect(text_is(text, numbers[i]), "%s", numbers[i]);
    }
}

Test(json, each_number_has_its_own_text)
{
    AUTO(json_freep)
    struct json *json = parse("[1,[2.50,{\"a\":3e1,\"b\":\"4\",\"c\":[5]}],true,6]");
    const struct json_value *list = json_next(json_first(json_root(json)));
    const struct json_value *object = json_next(json_first(list));
    struct text text;
    uint64_t number = 0;
    cr_assert(json_uint(json_first(json_root(json)), 1, &number) && number == 1);
    cr_assert(json_number(json_first(list), &text) && text_is(text, "2.50"));
    cr_assert(json_number(json_member(object, "a"), &text) && text_is(text, "3e1"));
    cr_assert(json_uint(json_first(json_member(object, "c")), 5, &number) && number == 5);
    cr_assert(json_uint(json_next(json_next(list)), 6, &number) && number == 6);
}

Test(json, uint_takes_plain_decimals_up_to_the_maximum)
{
    static const struct {
        const char *in;
        uint64_t max;
        bool want;
    } cases[] = {
        {"0", 0, true},
        {"255", 255, true},
        {"256", 255, false},
        {"-0", 9, false},
        {"-1", 9, false},
        {"1.0", 9, false},
        {"1e0", 9, false},
        {"10E-1", 9, false},
        {"18446744073709551615", UINT64_MAX, true},
        {"\"1\"", 9, false},
        {"18446744073709551616", UINT64_MAX, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(json_freep) struct json *json = parse(cases[i].in);
        uint64_t number = 77;
        cr_expect_eq(json_uint(json_root(json), cases[i].max, &number), cases[i].want, "%s",
                     cases[i].in);
        cr_expect(cases[i].want || number == 77, "%s", cases[i].in);
    }
}

Test(json, a_raw_member_is_the_bytes_as_they_stand)
{
    static const struct {
        const char *in, *name, *want;
    } cases[] = {
        {"{\"a\":1}", "a", "1"},
        {" {\n \"x\" : [1, 2] ,\"a\" : { \"b\" :\t1.50 } \n}", "a", "{ \"b\" :\t1.50 }"},
        {"{\"a\":\"q\\\"\\u0041\",\"b\":2}", "a", "\"q\\\"\\u0041\""},
        {"{\"o\":{\"a\":1},\"a\":2}", "a", "2"},
        {"{\"s\":\"\\\"a\\\":1\",\"a\":3}", "a", "3"},
        {"{\"\\u0061\":4}", "a", "4"},
        {"{\"a\\\\\":1,\"a\":5}", "a", "5"},
        {"{\"a\\\"b\":6}", "a\"b", "6"},
        {"{\"\":7}", "", "7"},
        {"{\"aa\":1,\"a\":null}", "a", "null"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct bytes out;
        struct bytes in = text_bytes(text_of(cases[i].in));
        cr_assert(json_raw_member(in, cases[i].name, &out), "%s", cases[i].in);
        cr_expect(text_is(text_of_bytes(out), cases[i].want), "%s", cases[i].in);
    }
}

Test(json, an_absent_raw_member_is_not_found)
{
    static const char *const cases[] = {
        "{}",
        "{\"b\":1}",
        "{\"A\":1}",
        "{\"\\\\u0061\":1}",
        "{\"b\":{\"a\":1}}",
        "[\"a\",1]",
        "\"a\"",
        "",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":tru}",
        "{\"b\":1 \"a\":1}",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct bytes out = {NULL, 77};
        cr_expect_not(json_raw_member(text_bytes(text_of(cases[i])), "a", &out), "%s", cases[i]);
        cr_expect_eq(out.left, 77, "%s", cases[i]);
    }
}
