/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <criterion/criterion.h>

#include "base/buf.h"
#include "base/clock.h"

/* The limits, and that hostile documents take no longer than others. */
TestSuite(json_limits, .timeout = 60);

static bool parses(struct text text, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text), e);
    return json != NULL;
}

static bool parse_nested(size_t n, struct err *e)
{
    AUTO(buf_done) struct buf b = buf_start(4 * MIB);
    for (size_t i = 0; i < n; i++) {
        buf_text(&b, i % 2 == 0 ? "[" : "{\"a\":");
    }
    buf_text(&b, "1");
    for (size_t i = n; i-- > 0;) {
        buf_char(&b, i % 2 == 0 ? ']' : '}');
    }
    return parses(buf_view_text(&b), e);
}

Test(json_limits, depth_is_limited)
{
    struct err e = {0};
    cr_assert(parse_nested(JSON_DEPTH_MAX, &e), "%s", e.text);
    cr_assert_not(parse_nested(JSON_DEPTH_MAX + 1, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
    cr_assert_not(parse_nested(100000, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}

Test(json_limits, a_number_is_at_most_so_long)
{
    AUTO(buf_done) struct buf b = buf_start(2 * MIB);
    struct err e = {0};
    buf_repeat(&b, '1', JSON_NUMBER_MAX);
    cr_assert(parses(buf_view_text(&b), &e), "%s", e.text);
    buf_char(&b, '1');
    cr_assert_not(parses(buf_view_text(&b), &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
    buf_repeat(&b, '1', MIB);
    cr_assert_not(parses(buf_view_text(&b), &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}

/* `[1,1,…]` of n elements, which are n + 1 values. */
static bool parse_list(size_t n, struct err *e)
{
    AUTO(buf_done) struct buf b = buf_start(4 * MIB);
    buf_char(&b, '[');
    for (size_t i = 0; i < n; i++) {
        buf_text(&b, i > 0 ? ",1" : "1");
    }
    buf_char(&b, ']');
    return parses(buf_view_text(&b), e);
}

Test(json_limits, the_number_of_values_is_limited)
{
    struct err e = {0};
    cr_assert(parse_list(JSON_NODES_MAX - 1, &e), "%s", e.text);
    cr_assert_not(parse_list(JSON_NODES_MAX, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}

static bool parse_keys(size_t n, size_t twice, struct err *e)
{
    AUTO(buf_done) struct buf b = buf_start(8 * MIB);
    buf_char(&b, '{');
    for (size_t i = 0; i < n; i++) {
        buf_printf(&b, "%s\"key %zu\":%zu", i > 0 ? "," : "", i == twice ? 0 : i, i);
    }
    buf_char(&b, '}');
    return parses(buf_view_text(&b), e);
}

static bool parse_repeated(const char *text, size_t n, struct err *e)
{
    AUTO(buf_done) struct buf b = buf_start(16 * MIB);
    for (size_t i = 0; i < n; i++) {
        buf_text(&b, text);
    }
    return parses(buf_view_text(&b), e);
}

Test(json_limits, hostile_documents_take_no_longer_than_others)
{
    struct err e = {0};
    int64_t start = clock_monotonic_ms();
    cr_expect(parse_keys(JSON_NODES_MAX - 1, 0, &e), "%s", e.text);
    cr_expect_not(parse_keys(JSON_NODES_MAX - 1, JSON_NODES_MAX - 2, &e));
    cr_expect_str_eq(e.text, "duplicate key 'key 0'");
    cr_expect_not(parse_repeated("[", MIB, &e));
    cr_expect_not(parse_repeated("{\"a\":", MIB, &e));
    cr_expect_not(parse_repeated("\"\\u00", MIB, &e));
    cr_expect_not(parse_repeated(" \n", 4 * MIB, &e));
    cr_expect_not(parse_repeated("1e", MIB, &e));
    cr_expect_not(parse_repeated("\\", 4 * MIB, &e));
    cr_expect_lt(clock_monotonic_ms() - start, 10000);
}

Test(json_limits, a_string_of_escapes_only_is_read)
{
    AUTO(buf_done) struct buf b = buf_start(16 * MIB);
    struct err e = {0};
    buf_char(&b, '"');
    for (size_t i = 0; i < MIB; i++) {
        buf_text(&b, "\\ud83d\\ude00");
    }
    buf_char(&b, '"');
    AUTO(json_freep) struct json *json = json_parse(buf_view(&b), &e);
    struct text text;
    cr_assert_not_null(json);
    cr_assert(json_text(json_root(json), &text));
    cr_assert_eq(text.len, 4 * MIB);
}
