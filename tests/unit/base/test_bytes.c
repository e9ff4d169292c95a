/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bytes.h"

#include <criterion/criterion.h>

static const uint8_t counting[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

TestSuite(bytes);

Test(bytes, take_splits_off_the_front)
{
    struct bytes from = BYTES_OF(counting);
    struct bytes out;
    cr_assert(bytes_take(&from, 4, &out));
    cr_assert_eq(out.at, counting);
    cr_assert_eq(out.left, 4);
    cr_assert_eq(from.at, counting + 4);
    cr_assert_eq(from.left, 5);
}

Test(bytes, take_of_one_too_many_changes_nothing)
{
    struct bytes from = BYTES_OF(counting);
    struct bytes out = {counting + 1, 1};
    cr_assert_not(bytes_take(&from, sizeof counting + 1, &out));
    cr_assert_not(bytes_take(&from, SIZE_MAX, &out));
    cr_assert_eq(from.at, counting);
    cr_assert_eq(from.left, sizeof counting);
    cr_assert_eq(out.at, counting + 1);
    cr_assert_eq(out.left, 1);
}

Test(bytes, take_of_all_leaves_the_end)
{
    struct bytes from = BYTES_OF(counting);
    struct bytes out;
    cr_assert(bytes_take(&from, sizeof counting, &out));
    cr_assert(bytes_end(from));
    cr_assert_not(bytes_end(out));
    cr_assert(bytes_take(&from, 0, &out));
    cr_assert_not(bytes_skip(&from, 1));
}

Test(bytes, an_empty_view_without_pointer_reads_nothing)
{
    struct bytes empty = {NULL, 0};
    struct bytes out;
    uint8_t byte = 7;
    cr_assert(bytes_end(empty));
    cr_assert(bytes_take(&empty, 0, &out));
    cr_assert(bytes_copy(&empty, &byte, 0));
    cr_assert(bytes_expect(&empty, "", 0));
    cr_assert_not(bytes_u8(&empty, &byte));
    cr_assert_eq(byte, 7);
}

Test(bytes, integers_are_little_endian)
{
    struct bytes from = BYTES_OF(counting);
    uint8_t a = 0;
    uint16_t b = 0;
    uint32_t c = 0;
    cr_assert(bytes_u8(&from, &a));
    cr_assert(bytes_u16le(&from, &b));
    cr_assert(bytes_u32le(&from, &c));
    cr_assert_eq(a, 1);
    cr_assert_eq(b, 0x0302);
    cr_assert_eq(c, 0x07060504);
    uint64_t d = 0;
    from = BYTES_OF(counting);
    cr_assert(bytes_u64le(&from, &d));
    cr_assert_eq(d, 0x0807060504030201);
    cr_assert_eq(from.left, 1);
}

Test(bytes, an_integer_one_byte_short_changes_nothing)
{
    uint16_t b = 11;
    uint32_t c = 12;
    uint64_t d = 13;
    struct bytes one = {counting, 1};
    struct bytes three = {counting, 3};
    struct bytes seven = {counting, 7};
    cr_assert_not(bytes_u16le(&one, &b));
    cr_assert_not(bytes_u32le(&three, &c));
    cr_assert_not(bytes_u64le(&seven, &d));
    cr_assert(b == 11 && c == 12 && d == 13);
    cr_assert(one.left == 1 && three.left == 3 && seven.left == 7);
}

Test(bytes, expect_moves_only_past_the_literal)
{
    struct bytes from = BYTES_OF(counting);
    cr_assert_not(bytes_expect(&from, "\x01\x03", 2));
    cr_assert_eq(from.left, sizeof counting);
    cr_assert(bytes_expect(&from, "\x01\x02", 2));
    cr_assert_eq(from.left, sizeof counting - 2);
    struct bytes one = {counting, 1};
    cr_assert_not(bytes_expect(&one, "\x01\x02", 2));
    cr_assert_eq(one.left, 1);
}

Test(bytes, slice_stays_inside)
{
    static const struct {
        size_t offset, n;
        bool want;
    } cases[] = {
        {0, 9, true},  {9, 0, true},         {8, 1, true},         {0, 10, false},
        {8, 2, false}, {10, 0, false},       {9, 1, false},        {SIZE_MAX, 2, false},
        {2, 7, true},  {1, SIZE_MAX, false}, {SIZE_MAX, 0, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct bytes out = {NULL, 77};
        bool ok = bytes_slice(BYTES_OF(counting), cases[i].offset, cases[i].n, &out);
        cr_expect_eq(ok, cases[i].want, "case %zu", i);
        cr_expect_eq(out.left, ok ? cases[i].n : 77, "case %zu", i);
        cr_expect(!ok || out.at == counting + cases[i].offset, "case %zu", i);
    }
}

Test(bytes, before_is_what_was_read)
{
    struct bytes whole = BYTES_OF(counting);
    struct bytes rest = whole;
    cr_assert(bytes_skip(&rest, 5));
    struct bytes read = bytes_before(whole, rest);
    cr_assert_eq(read.at, counting);
    cr_assert_eq(read.left, 5);
}

Test(bytes, compare_orders_by_content_then_length)
{
    static const struct {
        const char *a, *b;
        int sign;
    } cases[] = {
        {"", "", 0},     {"", "a", -1},     {"a", "", 1},        {"abc", "abd", -1},
        {"b", "abc", 1}, {"ab", "abc", -1}, {"\xff", "\x01", 1}, {"abc", "abc", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct bytes a = bytes_of(cases[i].a, strlen(cases[i].a));
        struct bytes b = bytes_of(cases[i].b, strlen(cases[i].b));
        int order = bytes_compare(a, b);
        cr_expect_eq((order > 0) - (order < 0), cases[i].sign, "case %zu", i);
        cr_expect_eq(bytes_equal(a, b), cases[i].sign == 0, "case %zu", i);
    }
}

Test(bytes, all_zero_looks_at_every_byte)
{
    uint8_t block[33] = {0};
    cr_assert(bytes_all_zero(BYTES_OF(block)));
    cr_assert(bytes_all_zero((struct bytes){NULL, 0}));
    for (size_t i = 0; i < sizeof block; i++) {
        block[i] = 0x80;
        cr_expect_not(bytes_all_zero(BYTES_OF(block)), "byte %zu", i);
        block[i] = 0;
    }
}

Test(bytes, find_gives_the_first_or_the_length)
{
    static const uint8_t twice[] = {5, 0, 7, 0};
    cr_assert_eq(bytes_find(BYTES_OF(twice), 0), 1);
    cr_assert_eq(bytes_find(BYTES_OF(twice), 5), 0);
    cr_assert_eq(bytes_find(BYTES_OF(twice), 9), sizeof twice);
    cr_assert_eq(bytes_find((struct bytes){NULL, 0}, 0), 0);
}
