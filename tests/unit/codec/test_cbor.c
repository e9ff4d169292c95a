/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/cbor.h"

#include <criterion/criterion.h>
#include <string.h>

#include "item_cases.h"

TestSuite(cbor);

/* RFC 8949 appendix A, and the same numbers in more bytes than they need. */
Test(cbor, integers_are_minimal)
{
    static const struct {
        const char *hex;
        bool want;
        int64_t value;
    } cases[] = {
        {"00", true, 0},
        {"17", true, 23},
        {"1818", true, 24},
        {"18ff", true, 255},
        {"190100", true, 256},
        {"1903e8", true, 1000},
        {"1a000f4240", true, 1000000},
        {"1affffffff", true, UINT32_MAX},
        {"1b0000000100000000", true, (int64_t)UINT32_MAX + 1},
        {"1b000000e8d4a51000", true, 1000000000000},
        {"1b7fffffffffffffff", true, INT64_MAX},
        {"1817", false, 0},
        {"1900ff", false, 0},
        {"1a0000ffff", false, 0},
        {"1b00000000ffffffff", false, 0},
        {"1b8000000000000000", false, 0},
        {"20", true, -1},
        {"29", true, -10},
        {"3822", true, -35}, /* ES384 in COSE */
        {"3903e7", true, -1000},
        {"3b7fffffffffffffff", true, INT64_MIN},
        {"3b8000000000000000", false, 0},
        {"3817", false, 0},
        {"1c", false, 0},
        {"1f", false, 0},
        {"40", false, 0},
        {"f4", false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        int64_t value = 77;
        struct bytes from = from_hex(cases[i].hex, space);
        CHECK_READER(cbor_int(&from, &value), cases[i].want, cases[i].hex);
        cr_expect_eq(value, cases[i].want ? cases[i].value : 77, "%s", cases[i].hex);
    }
}

Test(cbor, unsigned_integers_have_a_maximum_and_no_sign)
{
    uint8_t space[SPACE];
    uint64_t value = 77;
    struct bytes from = from_hex("1bffffffffffffffff", space);
    cr_expect_not(cbor_uint(&from, UINT64_MAX - 1, &value));
    cr_expect(from.left == 9 && value == 77);
    cr_expect(cbor_uint(&from, UINT64_MAX, &value));
    cr_expect_eq(value, UINT64_MAX);
    from = from_hex("20", space);
    cr_expect_not(cbor_uint(&from, UINT64_MAX, &value));
    from = from_hex("c1", space);
    cr_expect_not(cbor_uint(&from, UINT64_MAX, &value));
}

static bool read_text(struct bytes *from)
{
    struct text text;
    return cbor_text(from, 3, &text);
}

static bool read_bytes(struct bytes *from)
{
    struct bytes bytes;
    return cbor_bytes(from, 3, &bytes);
}

static bool skip(struct bytes *from)
{
    return cbor_skip(from);
}

Test(cbor, strings_have_a_definite_length)
{
    static const struct {
        bool (*read)(struct bytes *from);
        const char *hex;
        bool want;
    } cases[] = {
        {read_text, "60", true},
        {read_text, "63e282ac", true},
        {read_text, "6461626364", false},
        {read_text, "62e282", false},
        {read_text, "63eda080", false},
        {read_text, "43e282ac", false},
        {read_text, "7f6161ff", false},
        {read_text, "780161", false},
        {read_bytes, "40", true},
        {read_bytes, "4300ff01", true},
        {read_bytes, "4401020304", false},
        {read_bytes, "63616263", false},
        {read_bytes, "5f4101ff", false},
        {read_bytes, "580101", false},
        {read_bytes, "5bffffffffffffffff01", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_read(cases[i].read, cases[i].hex, cases[i].want);
        if (cases[i].want) {
            expect_whole_only(cases[i].read, cases[i].hex);
        }
    }
}

Test(cbor, what_is_read_is_what_is_there)
{
    /* COSE_Sign1's tag, an array of a byte string, a text, true and null. */
    uint8_t space[SPACE];
    struct bytes from = from_hex("d2844200ff657068616c61f5f6", space);
    uint64_t tag = 0;
    size_t n = 0;
    struct bytes bytes;
    struct text text;
    bool flag = false;
    cr_assert(cbor_tag(&from, &tag) && tag == 18);
    cr_assert(cbor_array(&from, &n) && n == 4);
    cr_assert(cbor_bytes(&from, 2, &bytes) && bytes_equal(bytes, bytes_of("\x00\xff", 2)));
    cr_assert(cbor_text(&from, 5, &text) && text_is(text, "phala"));
    cr_expect_not(cbor_null(&from));
    cr_assert(cbor_bool(&from, &flag) && flag);
    cr_expect_not(cbor_bool(&from, &flag));
    cr_assert(cbor_null(&from));
    cr_expect(bytes_end(from));
    from = bytes_of("\xf4", 1);
    cr_assert(cbor_bool(&from, &flag) && !flag);
}

Test(cbor, counts_are_no_more_than_can_follow)
{
    static const struct {
        const char *hex;
        bool is_map, is_array;
        size_t n;
    } cases[] = {
        {"a0", true, false, 0},
        {"a10102", true, false, 1},
        {"a101", false, false, 0},
        {"bf0102ff", false, false, 0},
        {"b8010102", false, false, 0},
        {"bb8000000000000000", false, false, 0},
        {"80", false, true, 0},
        {"8101", false, true, 1},
        {"81", false, false, 0},
        {"9f01ff", false, false, 0},
        {"9bffffffffffffffff00", false, false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        struct bytes map = from_hex(cases[i].hex, space);
        struct bytes array = map;
        size_t n = 0;
        cr_expect_eq(cbor_map(&map, &n), cases[i].is_map, "%s", cases[i].hex);
        cr_expect_eq(cbor_array(&array, &n), cases[i].is_array, "%s", cases[i].hex);
        cr_expect_eq(n, cases[i].n, "%s", cases[i].hex);
    }
}

Test(cbor, skip_is_past_one_value)
{
    static const char *const values[] = {
        "00",
        "3903e7",
        "43010203",
        "63e282ac",
        "80",
        "a0",
        "f4",
        "f5",
        "f6",
        "d28443a10126a0f6f6",
        "8301820203820405",
        "a26161016162820203",
        "c1c2f6",
        "a1a0a1808143000000",
    };
    for (size_t i = 0; i < COUNT(values); i++) {
        expect_whole_only(skip, values[i]);
    }
}

Test(cbor, skip_refuses_what_no_reader_reads)
{
    static const char *const refused[] = {
        "f7",     /* undefined */
        "f0",     /* simple(16) */
        "f8ff",   /* simple(255) */
        "f814",   /* false in two bytes */
        "f90000", /* floats */
        "fa47c35000", "fb3ff199999999999a",
        "ff",   /* break */
        "9fff", /* indefinite */
        "bfff",       "5fff",
        "7fff",       "1c", /* reserved */
        "d817f6",           /* tag 23 in two bytes */
        "61ff",             /* not UTF-8 */
        "81f7",       "a1f6f7",
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        expect_read(skip, refused[i], false);
    }
}

Test(cbor, skip_goes_as_deep_as_it_says)
{
    static const uint8_t open[] = {0x81, 0xc1};
    for (size_t i = 0; i < COUNT(open); i++) {
        AUTO(buf_done) struct buf deepest = nested(open[i], 32, 0xf6);
        AUTO(buf_done) struct buf deeper = nested(open[i], 33, 0xf6);
        struct bytes from = buf_view(&deepest);
        cr_expect(cbor_skip(&from));
        cr_expect(bytes_end(from));
        from = buf_view(&deeper);
        cr_expect_not(cbor_skip(&from));
        cr_expect_eq(from.left, 34);
    }
}

Test(cbor, member_is_the_value_of_a_key_that_is_there_once)
{
    /* {"a": [1], 7: null, "b": {"a": 2}, "c": 1, "c": 1} */
    uint8_t space[SPACE];
    struct bytes whole = from_hex("a56161810107f66162a16161026163016163"
                                  "01",
                                  space);
    struct bytes value = {NULL, 77};
    cr_assert(cbor_member(whole, "a", &value));
    cr_expect(bytes_equal(value, bytes_of("\x81\x01", 2)));
    cr_assert(cbor_member(whole, "b", &value));
    cr_expect(bytes_equal(value, bytes_of("\xa1\x61\x61\x02", 4)));
    cr_expect_not(cbor_member(whole, "c", &value));
    cr_expect_not(cbor_member(whole, "d", &value));
    cr_expect_not(cbor_member(bytes_of(whole.at, whole.left - 1), "a", &value));
    cr_expect_not(cbor_member(bytes_of("\x81\x01", 2), "a", &value));
    cr_expect_eq(value.left, 4);
}
