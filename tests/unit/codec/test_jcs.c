/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/jcs.h"

#include <criterion/criterion.h>
#include <string.h>

static struct json *parse(const char *text)
{
    struct err e = {0};
    struct json *json = json_parse(text_bytes(text_of(text)), &e);
    cr_assert_not_null(json, "%s: %s", text, e.text);
    return json;
}

static void expect(const char *from, const char *without, const char *want)
{
    AUTO(json_freep) struct json *json = parse(from);
    AUTO(buf_done) struct buf out = buf_start(64 * KIB);
    struct err e = {0};
    cr_assert(without == NULL ? jcs_write(json_root(json), &out, &e)
                              : jcs_write_without(json_root(json), without, &out, &e),
              "%s: %s", from, e.text);
    cr_expect(text_is(buf_view_text(&out), want), "%.*s is not %s", TEXT_ARG(buf_view_text(&out)),
              want);
}

/* The right sides are Node's: Array.sort and JSON.stringify are what RFC 8785 refers to. */
static const struct {
    const char *from, *want;
} cases[] = {
    {" { \"b\" : 1 , \"a\" : [ true , false , null ] } ", "{\"a\":[true,false,null],\"b\":1}"},
    {"{\"b\":1,\"a\":{\"d\":[3,{\"z\":null,\"y\":true}],\"c\":false},\"\":[],\" \":{},\"aa\":0,"
     "\"a\\u0001\":-1}",
     "{\"\":[],\" \":{},\"a\":{\"c\":false,\"d\":[3,{\"y\":true,\"z\":null}]},\"a\\u0001\":-1,"
     "\"aa\":0,\"b\":1}"},
    /* RFC 8785 section 3.2.3. */
    {"{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
     "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
     "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
     "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
     "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\","
     "\"\xc3\xb6\":\"Latin Small Letter O With Diaeresis\",\"\xe2\x82\xac\":\"Euro Sign\","
     "\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\","
     "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}"},
    /* Surrogates stand between U+D7FF and U+E000. */
    {"{\"\\ue000\":1,\"\\ud800\\udc00\":2,\"\\ud7ff\":3,\"\\uffff\":4,\"\\udbff\\udfff\":5}",
     "{\"\xed\x9f\xbf\":3,\"\xf0\x90\x80\x80\":2,\"\xf4\x8f\xbf\xbf\":5,\"\xee\x80\x80\":1,"
     "\"\xef\xbf\xbf\":4}"},
    {"[9007199254740992,-9007199254740992,0,-0,-7]", "[9007199254740992,-9007199254740992,0,0,-7]"},
    {"\"\\u0001\\u0008\\u0009\\u000a\\u000b\\u000c\\u000d\\u001f \\u007f\\u0080\\\"\\\\\\/\\u2028"
     "<>&'\"",
     "\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \x7f\xc2\x80\\\"\\\\/\xe2\x80\xa8<>&'\""},
    {"{}", "{}"},
    {"[]", "[]"},
    {"null", "null"},
};

Test(jcs, one_form)
{
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect(cases[i].from, NULL, cases[i].want);
        expect(cases[i].want, NULL, cases[i].want);
    }
}

Test(jcs, a_member_is_left_out_at_the_top_alone)
{
    expect("{\"b\":{\"s\":1},\"s\":\"x\",\"a\":[{\"s\":2}]}", "s",
           "{\"a\":[{\"s\":2}],\"b\":{\"s\":1}}");
    expect("{\"a\":1,\"ss\":2}", "s", "{\"a\":1,\"ss\":2}");
    expect("{\"s\":1}", "s", "{}");
}

Test(jcs, leaving_out_needs_an_object)
{
    AUTO(json_freep) struct json *json = parse("[1]");
    AUTO(buf_done) struct buf out = buf_start(KIB);
    struct err e = {0};
    cr_expect_not(jcs_write_without(json_root(json), "s", &out, &e));
    cr_expect_eq(e.kind, ERR_MALFORMED);
}

Test(jcs, other_numbers_are_not_taken)
{
    static const char *const refused[] = {
        "1.5",
        "1.0",
        "1e2",
        "-1E-7",
        "9007199254740993",
        "-9007199254740993",
        "[1,[2,0.5]]",
        "{\"a\":18446744073709551616}",
        "-0.0",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        AUTO(json_freep) struct json *json = parse(refused[i]);
        AUTO(buf_done) struct buf out = buf_start(KIB);
        struct err e = {0};
        cr_expect_not(jcs_write(json_root(json), &out, &e), "%s", refused[i]);
        cr_expect_eq(e.kind, ERR_MALFORMED, "%s", refused[i]);
    }
}

Test(jcs, a_string_alone_is_utf8)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    cr_assert(jcs_string((struct text){"a\0\"\x1b", 4}, &out));
    cr_expect(text_is(buf_view_text(&out), "\"a\\u0000\\\"\\u001b\""));
    buf_clear(&out);
    cr_expect_not(jcs_string(text_of("a\xff"), &out));
    cr_expect_not(jcs_string(text_of("\xed\xa0\x80"), &out));
    cr_expect_eq(out.len, 0);
    cr_assert(jcs_string((struct text){NULL, 0}, &out));
    cr_expect(text_is(buf_view_text(&out), "\"\""));
}

Test(jcs, over_the_cap_is_seen)
{
    AUTO(json_freep) struct json *json = parse("{\"a\":\"0123456789\"}");
    AUTO(buf_done) struct buf out = buf_start(10);
    struct err e = {0};
    cr_assert(jcs_write(json_root(json), &out, &e));
    cr_expect_not(buf_is_whole(&out));
}
