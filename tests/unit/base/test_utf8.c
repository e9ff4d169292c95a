/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <criterion/criterion.h>

TestSuite(utf8);

static const struct {
    const char *in;
    size_t want;
} sequences[] = {
    {"", 0},
    {"a", 1},
    {"\x7f", 1},
    {"\x80", 0},
    {"\xbf", 0},
    {"\xc0\x80", 0},
    {"\xc1\xbf", 0},
    {"\xc2", 0},
    {"\xc2\x7f", 0},
    {"\xc2\x80", 2},
    {"\xdf\xbf", 2},
    {"\xdf\xc0", 0},
    {"\xe0\x9f\xbf", 0},
    {"\xe0\xa0\x80", 3},
    {"\xe1\x80", 0},
    {"\xe1\x80\x7f", 0},
    {"\xed\x9f\xbf", 3},
    {"\xed\xa0\x80", 0},
    {"\xed\xbf\xbf", 0},
    {"\xee\x80\x80", 3},
    {"\xef\xbf\xbf", 3},
    {"\xf0\x8f\xbf\xbf", 0},
    {"\xf0\x90\x80\x80", 4},
    {"\xf0\x90\x80", 0},
    {"\xf0\x90\x80\xc0", 0},
    {"\xf4\x8f\xbf\xbf", 4},
    {"\xf4\x90\x80\x80", 0},
    {"\xf5\x80\x80\x80", 0},
    {"\xfe", 0},
    {"\xff", 0},
};

Test(utf8, sequence_follows_the_table_of_well_formed_ones)
{
    for (size_t i = 0; i < COUNT(sequences); i++) {
        cr_expect_eq(utf8_sequence(text_of(sequences[i].in)), sequences[i].want, "case %zu", i);
    }
}

/* Encodes as the bits say, without asking whether that is allowed. */
static size_t encode(unsigned c, uint8_t out[4])
{
    static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1;) {
        out[i] = (uint8_t)(0x80 | (c & 0x3f));
        c >>= 6;
    }
    out[0] = (uint8_t)(first[n] | c);
    return n;
}

Test(utf8, every_scalar_value_and_no_surrogate_is_valid)
{
    for (unsigned c = 0; c <= 0x110000; c++) {
        uint8_t at[4];
        size_t n = encode(c, at);
        bool want = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
        struct text text = text_of_bytes(bytes_of(at, n));
        cr_assert_eq(utf8_is_valid(text), want, "U+%04X", c);
        cr_assert_eq(utf8_sequence(text), want ? n : 0, "U+%04X", c);
    }
}

Test(utf8, valid_text_is_valid_to_its_end)
{
    cr_assert(utf8_is_valid(text_of("")));
    cr_assert(utf8_is_valid((struct text){NULL, 0}));
    cr_assert(utf8_is_valid((struct text){"a\0b", 3}));
    cr_assert(utf8_is_valid(text_of("gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80")));
    cr_assert_not(utf8_is_valid(text_of("gr\xc3\xbc\xc3")));
    cr_assert_not(utf8_is_valid(text_of("ok\xff")));
}

Test(utf8, escape_shows_control_characters_and_bad_bytes)
{
    static const struct {
        struct text in;
        const char *want;
    } cases[] = {
        {{"plain", 5}, "plain"},
        {{"a\nb", 3}, "a\\x0ab"},
        {{"\x1b[31m", 5}, "\\x1b[31m"},
        {{"\0", 1}, "\\x00"},
        {{"\x7f", 1}, "\\x7f"},
        {{"\xc2\x9b", 2}, "\\xc2\\x9b"},
        {{"\xc2\xa0", 2}, "\xc2\xa0"},
        {{"\xff\xfe", 2}, "\\xff\\xfe"},
        {{"\xc3\xbc\xc3", 3}, "\xc3\xbc\\xc3"},
        {{"\xf0\x9f\x98\x80", 4}, "\xf0\x9f\x98\x80"},
        {{"\xd8\x9c", 2}, "\\xd8\\x9c"},
        {{"\xd8\x9b", 2}, "\xd8\x9b"},
        {{"\xe2\x80\x8d", 3}, "\xe2\x80\x8d"},
        {{"\xe2\x80\x8e", 3}, "\\xe2\\x80\\x8e"},
        {{"\xe2\x80\x8f", 3}, "\\xe2\\x80\\x8f"},
        {{"\xe2\x80\xa7", 3}, "\xe2\x80\xa7"},
        {{"\xe2\x80\xa8", 3}, "\\xe2\\x80\\xa8"},
        {{"\xe2\x80\xae", 3}, "\\xe2\\x80\\xae"},
        {{"\xe2\x80\xaf", 3}, "\xe2\x80\xaf"},
        {{"\xe2\x81\xa5", 3}, "\xe2\x81\xa5"},
        {{"\xe2\x81\xa6", 3}, "\\xe2\\x81\\xa6"},
        {{"\xe2\x81\xa9", 3}, "\\xe2\\x81\\xa9"},
        {{"", 0}, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        utf8_escape(cases[i].in, &out);
        cr_expect(text_is(buf_view_text(&out), cases[i].want), "case %zu", i);
    }
}

/* By Rust's String::from_utf8_lossy, as cast 1.7.1 prints it. */
Test(utf8, replaces_what_is_not_whole)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", ""},
        {"a\xc3\xa9", "a\xc3\xa9"},
        {"\xc3(", "R("},
        {"\xe0\xa0\xc3(", "RR("},
        {"\xf0\x90\x8d"
         "A",
         "RA"},
        {"\xed\xa0\x80", "RRR"},
        {"\xed\xbf\x80", "RRR"},
        {"\xc0\xaf", "RR"},
        {"\xff\xfe", "RR"},
        {"\xf4\x90\x80\x80", "RRRR"},
        {"\xe2", "R"},
        {"\xe2\x82", "R"},
        {"\xf0\x9f\x98", "R"},
        {"A\xc2", "AR"},
        {"\xc2\xc2", "RR"},
        {"\xe2\xc2\xa2", "R\xc2\xa2"},
        {"\xf0\x9f\xe2\x82\xac", "R\xe2\x82\xac"},
        {"\xf1\x80\x80", "R"},
        {"\x80\xbf", "RR"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        AUTO(buf_done) struct buf want = buf_start(KIB);
        for (const char *at = cases[i].want; *at != 0; at++) {
            if (*at == 'R') {
                buf_text(&want, UTF8_REPLACEMENT);
            } else {
                buf_char(&want, *at);
            }
        }
        utf8_replace(text_of(cases[i].in), &out);
        cr_expect(text_equal(buf_view_text(&out), buf_view_text(&want)), "case %zu: %.*s", i,
                  TEXT_ARG(buf_view_text(&out)));
    }
}

Test(utf8, code_points)
{
    static const struct {
        const char *in;
        uint32_t want;
    } cases[] = {
        {"A", 'A'},
        {"\x7f", 0x7f},
        {"\xc2\x80", 0x80},
        {"\xdf\xbf", 0x7ff},
        {"\xe0\xa0\x80", 0x800},
        {"\xef\xbf\xbf", 0xffff},
        {"\xf0\x90\x80\x80", 0x10000},
        {"\xf4\x8f\xbf\xbf", 0x10ffff},
    };
    uint32_t got = 0;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text text = text_of(cases[i].in);
        cr_expect_eq(utf8_code_point(text, &got), text.len);
        cr_expect_eq(got, cases[i].want);
    }
    cr_expect_eq(utf8_code_point(text_of("\xc3("), &got), 0);
}
