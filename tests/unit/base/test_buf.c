/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <criterion/criterion.h>

#include "random.h"

TestSuite(buf);

Test(buf, a_new_one_is_empty_and_whole)
{
    AUTO(buf_done) struct buf b = buf_start(10);
    cr_assert(buf_is_whole(&b));
    cr_assert(bytes_end(buf_view(&b)));
    cr_assert_eq(buf_view_text(&b).len, 0);
}

Test(buf, done_takes_a_zeroed_one)
{
    struct buf b = {0};
    buf_done(&b);
    buf_done(&b);
    cr_assert_null(b.at);
}

Test(buf, appends_follow_each_other)
{
    AUTO(buf_done) struct buf b = buf_start(KIB);
    buf_text(&b, "ab");
    buf_char(&b, 'c');
    buf_slice(&b, (struct text){"defg", 2});
    buf_repeat(&b, '-', 3);
    buf_printf(&b, "%d%s", 7, "x");
    buf_hex(&b, bytes_of("\x0a\xff", 2));
    buf_0x(&b, bytes_of("\x1b", 1));
    buf_add(&b, (struct bytes){NULL, 0});
    cr_assert(text_is(buf_view_text(&b), "abcde---7x0aff0x1b"));
}

Test(buf, every_append_may_fill_the_cap_exactly)
{
    AUTO(buf_done) struct buf b = buf_start(4);
    buf_text(&b, "abcd");
    cr_assert(buf_is_whole(&b) && b.len == 4);
    buf_clear(&b);
    buf_hex(&b, bytes_of("\x01\x02", 2));
    cr_assert(buf_is_whole(&b) && text_is(buf_view_text(&b), "0102"));
    buf_clear(&b);
    buf_0x(&b, bytes_of("\x01", 1));
    cr_assert(buf_is_whole(&b) && text_is(buf_view_text(&b), "0x01"));
    buf_clear(&b);
    buf_printf(&b, "%s", "wxyz");
    cr_assert(buf_is_whole(&b) && text_is(buf_view_text(&b), "wxyz"));
    buf_clear(&b);
    buf_repeat(&b, 'z', 4);
    cr_assert(buf_is_whole(&b) && text_is(buf_view_text(&b), "zzzz"));
}

Test(buf, printf_fills_what_was_allocated_exactly)
{
    AUTO(buf_done) struct buf b = buf_start(256);
    buf_repeat(&b, 'a', 255);
    buf_printf(&b, "%c", 'b');
    cr_assert(buf_is_whole(&b));
    cr_assert_eq(b.len, 256);
    cr_assert_eq(b.at[255], 'b');
}

Test(buf, one_byte_over_the_cap_fails_and_stays_failed)
{
    AUTO(buf_done) struct buf b = buf_start(4);
    buf_text(&b, "abcde");
    cr_assert_not(buf_is_whole(&b));
    cr_assert_eq(b.len, 0);
    buf_char(&b, 'x');
    cr_assert_not(buf_is_whole(&b));
    cr_assert_eq(b.len, 0);
    buf_clear(&b);
    buf_printf(&b, "%s", "abcde");
    cr_assert_not(buf_is_whole(&b));
    buf_clear(&b);
    buf_hex(&b, bytes_of("abc", 3));
    cr_assert_not(buf_is_whole(&b));
}

Test(buf, a_small_cap_holds_whatever_is_appended)
{
    for (size_t cap = 0; cap < 8; cap++) {
        AUTO(buf_done) struct buf b = buf_start(cap);
        for (size_t i = 0; i < cap; i++) {
            buf_char(&b, 'x');
        }
        cr_expect(buf_is_whole(&b) && b.len == cap, "cap %zu", cap);
        buf_char(&b, 'x');
        cr_expect(!buf_is_whole(&b) && b.len == cap, "cap %zu", cap);
    }
}

Test(buf, clear_forgets_a_failure)
{
    AUTO(buf_done) struct buf b = buf_start(4);
    buf_text(&b, "abcde");
    buf_clear(&b);
    buf_text(&b, "ok");
    cr_assert(buf_is_whole(&b));
    cr_assert(text_is(buf_view_text(&b), "ok"));
}

Test(buf, extend_gives_room_that_counts)
{
    AUTO(buf_done) struct buf b = buf_start(300);
    uint8_t *at = buf_extend(&b, 299);
    cr_assert_not_null(at);
    memset(at, 1, 299);
    cr_assert_eq(b.len, 299);
    cr_assert_null(buf_extend(&b, 2));
    cr_assert_not(buf_is_whole(&b));
}

Test(buf, extend_by_nothing_is_no_failure)
{
    AUTO(buf_done) struct buf b = buf_start(0);
    cr_assert_not_null(buf_extend(&b, 0));
    cr_assert(buf_is_whole(&b));
    cr_assert_null(buf_extend(&b, 1));
}

Test(buf, a_size_that_overflows_fails)
{
    AUTO(buf_done) struct buf b = buf_start(SIZE_MAX);
    buf_char(&b, 'x');
    cr_assert_null(buf_extend(&b, SIZE_MAX));
    cr_assert_not(buf_is_whole(&b));
    buf_clear(&b);
    buf_hex(&b, bytes_of("x", SIZE_MAX / 2 + 1));
    cr_assert_not(buf_is_whole(&b));
}

Test(buf, random_appends_keep_all_bytes)
{
    struct random_source r = random_start();
    static uint8_t all[100000];
    random_fill(&r, all, sizeof all);
    AUTO(buf_done) struct buf b = buf_start(sizeof all);
    struct bytes rest = BYTES_OF(all);
    struct bytes part;
    while (!bytes_end(rest)) {
        size_t n = random_below(&r, 3000);
        cr_assert(bytes_take(&rest, n < rest.left ? n : rest.left, &part));
        buf_add(&b, part);
    }
    cr_assert(buf_is_whole(&b));
    cr_assert(bytes_equal(buf_view(&b), BYTES_OF(all)));
    buf_char(&b, 'x');
    cr_assert_not(buf_is_whole(&b));
}
