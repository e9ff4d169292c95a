/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/msgpack.h"

#include <criterion/criterion.h>
#include <string.h>

#include "item_cases.h"

TestSuite(msgpack);

Test(msgpack, integers_may_be_of_any_width)
{
    static const struct {
        const char *hex;
        bool want;
        uint64_t value;
    } cases[] = {
        {"00", true, 0},
        {"7f", true, 127},
        {"cc00", true, 0},
        {"ccff", true, 255},
        {"cdffff", true, 65535},
        {"ce00000001", true, 1},
        {"ceffffffff", true, UINT32_MAX},
        {"cfffffffffffffffff", true, UINT64_MAX},
        {"d07f", true, 127},
        {"d17fff", true, 32767},
        {"d27fffffff", true, 2147483647},
        {"d37fffffffffffffff", true, INT64_MAX},
        {"d080", false, 0},
        {"d18000", false, 0},
        {"d2ffffffff", false, 0},
        {"d38000000000000000", false, 0},
        {"e0", false, 0},
        {"ff", false, 0},
        {"c0", false, 0},
        {"c3", false, 0},
        {"a131", false, 0},
        {"c1", false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        uint64_t value = 77;
        struct bytes from = from_hex(cases[i].hex, space);
        CHECK_READER(msgpack_uint(&from, UINT64_MAX, &value), cases[i].want, cases[i].hex);
        cr_expect_eq(value, cases[i].want ? cases[i].value : 77, "%s", cases[i].hex);
    }
}

Test(msgpack, integers_have_a_maximum)
{
    uint64_t value = 77;
    struct bytes from = bytes_of("\x04", 1);
    cr_expect_not(msgpack_uint(&from, 3, &value));
    cr_expect(from.left == 1 && value == 77);
    cr_expect(msgpack_uint(&from, 4, &value));
    cr_expect_eq(value, 4);
}

Test(msgpack, bool_and_nil_are_themselves_alone)
{
    bool value = false;
    struct bytes from = bytes_of("\xc3\xc2\xc0", 3);
    cr_assert(msgpack_bool(&from, &value) && value);
    cr_expect_not(msgpack_nil(&from));
    cr_assert(msgpack_bool(&from, &value) && !value);
    cr_expect_not(msgpack_bool(&from, &value));
    cr_assert(msgpack_nil(&from));
    cr_expect_not(msgpack_nil(&from));
}

static bool read_text(struct bytes *from)
{
    struct text text;
    return msgpack_text(from, 40, &text);
}

static bool read_bin(struct bytes *from)
{
    struct bytes bytes;
    return msgpack_bin(from, 3, &bytes);
}

Test(msgpack, text_has_any_width_of_length_and_is_utf8)
{
    static const char *const right[] = {"a0",           "a3e282ac",         "d903e282ac",
                                        "da0003e282ac", "db00000003e282ac", "da000161"};
    for (size_t i = 0; i < COUNT(right); i++) {
        expect_whole_only(read_text, right[i]);
    }
    expect_read(read_text, "a2e282", false);
    expect_read(read_text, "a3eda080", false);
    expect_read(read_text, "c40161", false);
    expect_read(read_text,
                "d929"
                "6161616161616161616161616161616161616161"
                "6161616161616161616161616161616161616161"
                "61",
                false);
}

Test(msgpack, what_is_read_is_what_is_there)
{
    struct bytes from = bytes_of("\xa5phala\xc4\x02\x00\xff", 10);
    struct text text;
    struct bytes bytes;
    cr_assert(msgpack_text(&from, 5, &text) && text_is(text, "phala"));
    cr_assert(msgpack_bin(&from, 2, &bytes) && bytes_equal(bytes, bytes_of("\x00\xff", 2)));
    cr_expect(bytes_end(from));
}

Test(msgpack, bin_has_any_width_of_length)
{
    static const char *const right[] = {"c400", "c403010203", "c50003010203", "c600000003010203"};
    for (size_t i = 0; i < COUNT(right); i++) {
        expect_whole_only(read_bin, right[i]);
    }
    expect_read(read_bin, "c40401020304", false);
    expect_read(read_bin, "a3616263", false);
    expect_read(read_bin, "c6ffffffff010203", false);
}

static bool read_map(struct bytes *from)
{
    size_t n = 0;
    struct bytes rest = *from;
    if (!msgpack_map(&rest, &n)) {
        return false;
    }
    *from = rest;
    return bytes_skip(from, from->left);
}

static bool read_array(struct bytes *from)
{
    size_t n = 0;
    struct bytes rest = *from;
    if (!msgpack_array(&rest, &n)) {
        return false;
    }
    *from = rest;
    return bytes_skip(from, from->left);
}

Test(msgpack, counts_are_no_more_than_can_follow)
{
    static const struct {
        bool (*read)(struct bytes *from);
        const char *hex;
        bool want;
    } cases[] = {
        {read_map, "80", true},
        {read_map, "8101", false},
        {read_map, "810102", true},
        {read_map, "de0001c0c0", true},
        {read_map, "df00000001c0c0", true},
        {read_map, "df80000000c0c0", false},
        {read_map, "dfffffffff", false},
        {read_map, "90", false},
        {read_array, "90", true},
        {read_array, "91", false},
        {read_array, "91c0", true},
        {read_array, "dc0001c0", true},
        {read_array, "dd00000001c0", true},
        {read_array, "ddffffffffc0", false},
        {read_array, "80", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_read(cases[i].read, cases[i].hex, cases[i].want);
    }
}

static bool read_bytes(struct bytes *from)
{
    AUTO(buf_done) struct buf out = buf_start(64);
    return msgpack_bytes(from, 3, &out);
}

Test(msgpack, bytes_are_a_bin_or_an_array_of_octets)
{
    static const char *const forms[] = {"c40300ffc8", "9300ccffccc8", "dc000300cd00ffd100c8",
                                        "c5000300ffc8", "dd0000000300ccffce000000c8"};
    for (size_t i = 0; i < COUNT(forms); i++) {
        AUTO(buf_done) struct buf out = buf_start(64);
        uint8_t space[SPACE];
        struct bytes from = from_hex(forms[i], space);
        buf_text(&out, "-");
        cr_assert(msgpack_bytes(&from, 3, &out), "%s", forms[i]);
        cr_expect(bytes_equal(buf_view(&out), bytes_of("-\x00\xff\xc8", 4)), "%s", forms[i]);
        expect_whole_only(read_bytes, forms[i]);
    }
    expect_read(read_bytes, "c400", true);
    expect_read(read_bytes, "90", true);
}

Test(msgpack, bytes_are_nothing_else)
{
    static const char *const refused[] = {
        "a3616263",     /* a str */
        "c404616263ff", /* one more than allowed */
        "9401020304",   /* the same */
        "91cd0100",     /* 256 */
        "91ff",         /* -1 */
        "91a161",       /* an array of text */
        "91c401ff",     /* an array of a bin */
        "c0",           "810102",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        AUTO(buf_done) struct buf out = buf_start(64);
        uint8_t space[SPACE];
        struct bytes from = from_hex(refused[i], space);
        buf_text(&out, "-");
        size_t before = from.left;
        cr_expect_not(msgpack_bytes(&from, 3, &out), "%s", refused[i]);
        cr_expect(from.left == before && out.len == 1, "%s", refused[i]);
    }
}

Test(msgpack, bytes_beyond_the_cap_fail)
{
    AUTO(buf_done) struct buf out = buf_start(2);
    struct bytes from = bytes_of("\xc4\x03\x01\x02\x03", 5);
    cr_expect_not(msgpack_bytes(&from, 3, &out));
    cr_expect(from.left == 5 && out.len == 0 && !buf_is_whole(&out));
    buf_clear(&out);
    from = bytes_of("\x93\x01\x02\x03", 4);
    cr_expect_not(msgpack_bytes(&from, 3, &out));
    cr_expect(from.left == 4 && out.len == 0 && !buf_is_whole(&out));
}

static bool skip(struct bytes *from)
{
    return msgpack_skip(from);
}

Test(msgpack, skip_is_past_one_value)
{
    static const char *const values[] = {
        "c0",       "c2", "7f", "ff",       "d38000000000000000",       "a3e282ac",
        "c4020000", "90", "80", "92019101", "82a16181a162c0a163929003", "dc000280de000101ff",
    };
    for (size_t i = 0; i < COUNT(values); i++) {
        expect_whole_only(skip, values[i]);
    }
}

Test(msgpack, skip_refuses_what_no_reader_reads)
{
    static const char *const refused[] = {
        "c1",
        "ca00000000",
        "cb0000000000000000",
        "d40000",
        "d5000000",
        "c7010000",
        "c800010000",
        "c90000000100ff",
        "d600ffffffff",
        "d7000000000000000000",
        "d80000000000000000000000000000000000",
        "a1ff",
        "91ca00000000",
        "81c0c1",
        "91a1ff",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        expect_read(skip, refused[i], false);
    }
}

Test(msgpack, skip_goes_as_deep_as_it_says)
{
    AUTO(buf_done) struct buf deepest = nested(0x91, 32, 0xc0);
    AUTO(buf_done) struct buf deeper = nested(0x91, 33, 0xc0);
    struct bytes from = buf_view(&deepest);
    cr_expect(msgpack_skip(&from));
    cr_expect(bytes_end(from));
    from = buf_view(&deeper);
    cr_expect_not(msgpack_skip(&from));
    cr_expect_eq(from.left, 34);
}

Test(msgpack, member_is_the_value_of_a_key_that_is_there_once)
{
    /* {"a": [1], 7: nil, "b": {"a": 2}, "c": 1, "c": 1} */
    static const char map[] = "\x85\xa1\x61\x91\x01\x07\xc0\xa1\x62\x81\xa1\x61\x02\xa1\x63\x01"
                              "\xa1\x63\x01";
    struct bytes whole = bytes_of(map, sizeof map - 1);
    struct bytes value = {NULL, 77};
    cr_assert(msgpack_member(whole, "a", &value));
    cr_expect(bytes_equal(value, bytes_of("\x91\x01", 2)));
    cr_assert(msgpack_member(whole, "b", &value));
    cr_expect(bytes_equal(value, bytes_of("\x81\xa1\x61\x02", 4)));
    cr_expect_not(msgpack_member(whole, "c", &value));
    cr_expect_not(msgpack_member(whole, "d", &value));
    cr_expect_not(msgpack_member(bytes_of(map, sizeof map - 2), "a", &value));
    cr_expect_not(msgpack_member(bytes_of("\x91\x01", 2), "a", &value));
    cr_expect_eq(value.left, 4);
}
