/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_write.h"

#include <criterion/criterion.h>
#include <signal.h>

#include "codec/json.h"
#include "random.h"

TestSuite(json_write);

static void write_sample(struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "s", "x");
    json_key(w, "list");
    json_begin_array(w);
    json_write_uint(w, UINT64_MAX);
    json_write_int(w, INT64_MIN);
    json_begin_object(w);
    json_end_object(w);
    json_write_null(w);
    json_begin_array(w);
    json_end_array(w);
    json_end_array(w);
    json_member_bool(w, "t", true);
    json_member_uint(w, "n", 0);
    json_member_hex(w, "h", bytes_of("\x00\xfe", 2));
    json_member_0x(w, "x", bytes_of("\x0a\xfe", 2));
    json_member_instant(w, "at", 0);
    json_member_text(w, "sub", (struct text){"abc", 2});
    json_key(w, "raw");
    json_write_raw(w, bytes_of("[1, 2]", 6));
    json_end_object(w);
}

Test(json_write, a_document_on_one_line)
{
    AUTO(buf_done) struct buf b = buf_start(KIB);
    struct json_writer w = json_writer_to(&b, false);
    write_sample(&w);
    cr_assert(text_is(
        buf_view_text(&b),
        "{\"s\":\"x\",\"list\":[18446744073709551615,-9223372036854775808,{},null,[]],"
        "\"t\":true,\"n\":0,\"h\":\"00fe\",\"x\":\"0x0afe\",\"at\":\"1970-01-01T00:00:00Z\","
        "\"sub\":\"ab\",\"raw\":[1, 2]}"));
}

Test(json_write, a_document_with_indentation)
{
    AUTO(buf_done) struct buf b = buf_start(KIB);
    struct json_writer w = json_writer_to(&b, true);
    write_sample(&w);
    cr_assert(text_is(buf_view_text(&b), "{\n"
                                         "  \"s\": \"x\",\n"
                                         "  \"list\": [\n"
                                         "    18446744073709551615,\n"
                                         "    -9223372036854775808,\n"
                                         "    {},\n"
                                         "    null,\n"
                                         "    []\n"
                                         "  ],\n"
                                         "  \"t\": true,\n"
                                         "  \"n\": 0,\n"
                                         "  \"h\": \"00fe\",\n"
                                         "  \"x\": \"0x0afe\",\n"
                                         "  \"at\": \"1970-01-01T00:00:00Z\",\n"
                                         "  \"sub\": \"ab\",\n"
                                         "  \"raw\": [1, 2]\n"
                                         "}"));
}

Test(json_write, a_scalar_is_a_document)
{
    AUTO(buf_done) struct buf b = buf_start(KIB);
    struct json_writer w = json_writer_to(&b, true);
    json_write_bool(&w, false);
    cr_assert(text_is(buf_view_text(&b), "false"));
}

Test(json_write, texts_are_escaped)
{
    static const struct {
        struct text in;
        const char *want;
    } cases[] = {
        {{"", 0}, "\"\""},
        {{NULL, 0}, "\"\""},
        {{"\"\\/", 3}, "\"\\\"\\\\/\""},
        {{"\b\f\n\r\t", 5}, "\"\\b\\f\\n\\r\\t\""},
        {{"\0\x01\x0b\x1f ", 5}, "\"\\u0000\\u0001\\u000b\\u001f \""},
        {{"\x7f\xc2\x80", 3}, "\"\x7f\xc2\x80\""},
        {{"\xe2\x80\xa8\xf0\x9f\x98\x80", 7}, "\"\xe2\x80\xa8\xf0\x9f\x98\x80\""},
        {{"a\xff"
          "b",
          3},
         "\"a\xef\xbf\xbd"
         "b\""},
        {{"\xc3", 1}, "\"\xef\xbf\xbd\""},
        {{"\xed\xa0\x80", 3}, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
        {{"\xc3\"", 2}, "\"\xef\xbf\xbd\\\"\""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf b = buf_start(KIB);
        struct json_writer w = json_writer_to(&b, false);
        json_write_text(&w, cases[i].in);
        cr_expect(text_is(buf_view_text(&b), cases[i].want), "case %zu: %.*s", i,
                  TEXT_ARG(buf_view_text(&b)));
    }
}

Test(json_write, keys_are_escaped_too)
{
    AUTO(buf_done) struct buf b = buf_start(KIB);
    struct json_writer w = json_writer_to(&b, false);
    json_begin_object(&w);
    json_member_uint(&w, "a\"\n", 1);
    json_end_object(&w);
    cr_assert(text_is(buf_view_text(&b), "{\"a\\\"\\n\":1}"));
}

Test(json_write, sixty_levels_nest)
{
    AUTO(buf_done) struct buf b = buf_start(64 * KIB);
    struct json_writer w = json_writer_to(&b, false);
    for (int i = 0; i < 60; i++) {
        json_begin_array(&w);
        json_write_uint(&w, 1);
    }
    for (int i = 0; i < 60; i++) {
        json_end_array(&w);
    }
    cr_assert_eq(w.depth, 0);
    cr_assert_eq(b.len, 60 * 4 - 1);
}

Test(json_write, over_the_cap_the_buffer_fails)
{
    AUTO(buf_done) struct buf b = buf_start(5);
    struct json_writer w = json_writer_to(&b, false);
    json_begin_array(&w);
    json_write_string(&w, "long");
    json_end_array(&w);
    cr_assert_not(buf_is_whole(&b));
}

Test(json_write, any_bytes_become_a_text_that_parses)
{
    struct random_source r = random_start();
    for (int i = 0; i < 5000; i++) {
        uint8_t in[40];
        size_t n = random_below(&r, sizeof in + 1);
        random_fill(&r, in, n);
        for (size_t j = 0; j < n; j++) {
            in[j] = in[j] == 0 ? 1 : in[j];
        }
        AUTO(buf_done) struct buf b = buf_start(KIB);
        struct json_writer w = json_writer_to(&b, false);
        struct err e = {0};
        struct text out;
        json_write_text(&w, text_of_bytes(bytes_of(in, n)));
        AUTO(json_freep) struct json *json = json_parse(buf_view(&b), &e);
        cr_assert_not_null(json, "%s", e.text);
        cr_assert(json_text(json_root(json), &out));
        cr_assert_geq(out.len, n);
    }
}

static struct json_writer broken_start(struct buf *b)
{
    *b = buf_start(64 * KIB);
    return json_writer_to(b, false);
}

Test(json_write, a_value_without_key_asserts, .signal = SIGABRT)
{
    struct buf b;
    struct json_writer w = broken_start(&b);
    json_begin_object(&w);
    json_write_uint(&w, 1);
}

Test(json_write, a_key_in_an_array_asserts, .signal = SIGABRT)
{
    struct buf b;
    struct json_writer w = broken_start(&b);
    json_begin_array(&w);
    json_key(&w, "a");
}

Test(json_write, an_end_too_many_asserts, .signal = SIGABRT)
{
    struct buf b;
    struct json_writer w = broken_start(&b);
    json_begin_array(&w);
    json_end_array(&w);
    json_end_array(&w);
}

Test(json_write, the_wrong_end_asserts, .signal = SIGABRT)
{
    struct buf b;
    struct json_writer w = broken_start(&b);
    json_begin_array(&w);
    json_end_object(&w);
}

Test(json_write, a_key_without_value_asserts, .signal = SIGABRT)
{
    struct buf b;
    struct json_writer w = broken_start(&b);
    json_begin_object(&w);
    json_key(&w, "a");
    json_end_object(&w);
}

Test(json_write, a_second_document_asserts, .signal = SIGABRT)
{
    struct buf b;
    struct json_writer w = broken_start(&b);
    json_write_null(&w);
    json_write_null(&w);
}

Test(json_write, the_sixty_first_level_asserts, .signal = SIGABRT)
{
    struct buf b;
    struct json_writer w = broken_start(&b);
    for (int i = 0; i < 61; i++) {
        json_begin_array(&w);
    }
}
