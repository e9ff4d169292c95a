/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/rlp_text.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

/* `want`: the encoding in hex, or a part of why it is refused. */
static void expect_encoding(const char *item, enum rlp_form form, const char *want)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    AUTO(buf_done) struct buf hex = buf_start(KIB);
    struct err e = {0};
    if (!rlp_from_text(text_of(item), form, &out, &e)) {
        cr_expect(strstr(e.text, want) != NULL, "%s: %s", item, e.text);
        cr_expect_eq(e.kind, ERR_USAGE);
        return;
    }
    buf_0x(&hex, buf_view(&out));
    cr_expect(text_is(buf_view_text(&hex), want), "%s: %.*s", item, TEXT_ARG(buf_view_text(&hex)));
}

/* By cast 1.7.1. */
Test(rlp_text, encodes)
{
    static const struct {
        const char *item, *want;
    } cases[] = {
        {"0x", "0x80"},
        {"0x00", "0x00"},
        {"0xAb", "0x81ab"},
        {"\"0x01\"", "0x01"},
        {" [1] ", "0xc101"},
        {"5", "0x05"},
        {"12", "0x0c"},
        {"[0]", "0xc180"},
        {"[255,256]", "0xc581ff820100"},
        {"[18446744073709551616]", "0xca89010000000000000000"},
        {"[340282366920938463463374607431768211456]", "0xd2910100000000000000000000000000000000"},
        {"[[],\"0x\",[[]]]", "0xc4c080c1c0"},
        {"[\"\\u0030x12\"]", "0xc112"},
        {"[65535,65536,4294967295]", "0xcc82ffff8301000084ffffffff"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_encoding(cases[i].item, RLP_STRICT, cases[i].want);
        expect_encoding(cases[i].item, RLP_AS_CAST, cases[i].want);
    }
}

Test(rlp_text, cast_takes_more)
{
    static const struct {
        const char *item, *why, *want;
    } cases[] = {
        {"ab", "'ab' is no bytes in hex behind 0x", "0x81ab"},
        {"00", "'00' is no bytes in hex behind 0x", "0x00"},
        {"", "'' is no bytes in hex behind 0x", "0x80"},
        {"\"\"", "'' is no bytes in hex behind 0x", "0x80"},
        {"[\"12\"]", "item 1: '12' is no bytes in hex behind 0x", "0xc112"},
        {"[[],null]", "item 2: neither a string of hex, a number nor an array", "0xc2c080"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_encoding(cases[i].item, RLP_STRICT, cases[i].why);
        expect_encoding(cases[i].item, RLP_AS_CAST, cases[i].want);
    }
}

Test(rlp_text, refused_in_both_forms)
{
    static const struct {
        const char *item, *why;
    } cases[] = {
        {"cat", "neither hex behind 0x nor JSON: line 1, column 1"},
        {"0xabc", "'0xabc' has no even number of hex digits"},
        {"0xzz", "'0xzz' is no hex"},
        {"0X12", "neither hex behind 0x nor JSON"},
        {" 0x12", "neither hex behind 0x nor JSON"},
        {"[1,]", "neither hex behind 0x nor JSON"},
        {"[0x12]", "neither hex behind 0x nor JSON"},
        {"[01]", "neither hex behind 0x nor JSON"},
        {"[1]x", "neither hex behind 0x nor JSON"},
        {"[-1]", "item 1: '-1' is no integer from 0 to 2^256 - 1"},
        {"[1.5]", "item 1: '1.5' is no integer"},
        {"[1e3]", "item 1: '1e3' is no integer"},
        {"[true]", "item 1: neither a string of hex"},
        {"{}", "neither a string of hex"},
        {"[[],[\"0xabc\"]]", "item 2: item 1: '0xabc' has no even number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_encoding(cases[i].item, RLP_STRICT, cases[i].why);
        expect_encoding(cases[i].item, RLP_AS_CAST, cases[i].why);
    }
}

/* `want`: JSON, or why it is refused. */
static void expect_item(const char *hex, const char *want, size_t left)
{
    AUTO(buf_done) struct buf data = vector_unhex(text_of(hex));
    AUTO(buf_done) struct buf out = buf_start(KIB);
    struct json_writer writer = json_writer_to(&out, false);
    struct bytes from = buf_view(&data);
    struct err e = {0};
    if (!rlp_write_json(&from, &writer, &e)) {
        cr_expect_str_eq(e.text, want, "%s: %s", hex, e.text);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        return;
    }
    cr_expect(text_is(buf_view_text(&out), want), "%s: %.*s", hex, TEXT_ARG(buf_view_text(&out)));
    cr_expect_eq(from.left, left);
}

Test(rlp_text, decodes)
{
    expect_item("0x80", "\"0x\"", 0);
    expect_item("0x00", "\"0x00\"", 0);
    expect_item("0x8180", "\"0x80\"", 0);
    expect_item("0xc0", "[]", 0);
    expect_item("0xc263c0", "[\"0x63\",[]]", 0);
    expect_item("0xc101ff", "[\"0x01\"]", 1);
    expect_item("0x8080", "\"0x\"", 1);
    expect_item("0x", "byte 0: nothing where an item is expected", 0);
    expect_item("0xc281", "byte 0: an item that is cut off or not in its only form", 0);
    expect_item("0xc28101", "byte 1: an item that is cut off or not in its only form", 0);
    expect_item("0xc3c28101", "byte 2: an item that is cut off or not in its only form", 0);
    expect_item("0xb80101", "byte 0: an item that is cut off or not in its only form", 0);
    expect_item("0xf800", "byte 0: an item that is cut off or not in its only form", 0);
}

/* As deep as it goes, and one deeper, both ways. */
Test(rlp_text, lists_in_each_other)
{
    for (unsigned depth = RLP_DEPTH_MAX; depth <= RLP_DEPTH_MAX + 1; depth++) {
        AUTO(buf_done) struct buf json = buf_start(KIB);
        AUTO(buf_done) struct buf data = buf_start(KIB);
        AUTO(buf_done) struct buf out = buf_start(KIB);
        struct json_writer writer = json_writer_to(&out, false);
        struct err e = {0};
        buf_repeat(&json, '[', depth);
        buf_repeat(&json, ']', depth);
        for (unsigned i = 0; i < depth; i++) {
            buf_char(&data, (char)(uint8_t)(0xc0 + depth - 1 - i));
        }
        struct bytes from = buf_view(&data);
        bool fits = depth == RLP_DEPTH_MAX;
        cr_expect_eq(rlp_write_json(&from, &writer, &e), fits);
        cr_expect(!fits || text_equal(buf_view_text(&out), buf_view_text(&json)));
        cr_expect(fits || e.kind == ERR_TOO_BIG, "%s", e.text);
        buf_clear(&out);
        cr_expect_eq(rlp_from_text(buf_view_text(&json), RLP_AS_CAST, &out, &e), fits);
        cr_expect(!fits || bytes_equal(buf_view(&out), buf_view(&data)));
        cr_expect(fits || e.kind == ERR_TOO_BIG, "%s", e.text);
    }
}

Test(rlp_text, what_is_too_much)
{
    AUTO(buf_done) struct buf out = buf_start(3);
    struct err e = {0};
    cr_expect_not(rlp_from_text(text_of("[1,2,3]"), RLP_STRICT, &out, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
    AUTO(buf_done) struct buf huge = buf_start(2 * RLP_TEXT_MAX + 4);
    AUTO(buf_done) struct buf room = buf_start(2 * RLP_TEXT_MAX);
    buf_text(&huge, "0x");
    buf_repeat(&huge, '0', 2 * RLP_TEXT_MAX + 2);
    cr_expect_not(rlp_from_text(buf_view_text(&huge), RLP_STRICT, &room, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
}
