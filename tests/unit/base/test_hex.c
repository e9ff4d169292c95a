/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"

#include <criterion/criterion.h>
#include <ctype.h>

#include "random.h"

TestSuite(hex);

Test(hex, encodes_in_lower_case)
{
    char out[8];
    hex_encode(bytes_of("\x00\x9a\xbc\xff", 4), out);
    cr_assert(text_is((struct text){out, sizeof out}, "009abcff"));
}

Test(hex, decodes_either_case)
{
    uint8_t out[4];
    cr_assert(hex_decode(text_of("00aBCdFf"), out, 4));
    cr_assert(bytes_equal(BYTES_OF(out), bytes_of("\x00\xab\xcd\xff", 4)));
    cr_assert(hex_decode(text_of(""), out, 0));
}

Test(hex, decode_wants_the_exact_length)
{
    static const char *const wrong[] = {"", "0", "00", "000", "00000", "000000", "0000000000"};
    uint8_t out[8];
    for (size_t i = 0; i < COUNT(wrong); i++) {
        cr_expect_not(hex_decode(text_of(wrong[i]), out, 2), "'%s'", wrong[i]);
    }
    cr_expect_not(hex_decode(text_of("00"), out, SIZE_MAX / 2 + 1));
}

Test(hex, every_other_byte_is_refused)
{
    for (unsigned c = 0; c < 256; c++) {
        char text[2] = {(char)c, '0'};
        char swapped[2] = {'0', (char)c};
        uint8_t out[1];
        bool want = c < 128 && isxdigit((int)c) != 0;
        cr_expect_eq(hex_decode((struct text){text, 2}, out, 1), want, "high %u", c);
        cr_expect_eq(hex_decode((struct text){swapped, 2}, out, 1), want, "low %u", c);
        cr_expect_eq(hex_is((struct text){text, 2}), want, "is %u", c);
    }
}

Test(hex, is_wants_an_even_number_of_digits)
{
    cr_assert(hex_is(text_of("00")));
    cr_assert(hex_is(text_of("deadBEEF")));
    cr_assert_not(hex_is(text_of("")));
    cr_assert_not(hex_is(text_of("0")));
    cr_assert_not(hex_is(text_of("000")));
    cr_assert_not(hex_is(text_of("0x00")));
}

Test(hex, without_0x_takes_one_prefix_off)
{
    cr_assert(text_is(hex_without_0x(text_of("0x12")), "12"));
    cr_assert(text_is(hex_without_0x(text_of("0x")), ""));
    cr_assert(text_is(hex_without_0x(text_of("0x0x12")), "0x12"));
    cr_assert(text_is(hex_without_0x(text_of("12")), "12"));
    cr_assert(text_is(hex_without_0x(text_of("0X12")), "0X12"));
    cr_assert(text_is(hex_without_0x(text_of("")), ""));
}

Test(hex, random_bytes_come_back)
{
    struct random_source r = random_start();
    for (int i = 0; i < 2000; i++) {
        uint8_t in[64];
        uint8_t out[64];
        char text[128];
        size_t n = random_below(&r, sizeof in + 1);
        random_fill(&r, in, n);
        hex_encode(bytes_of(in, n), text);
        cr_assert(hex_decode((struct text){text, 2 * n}, out, n));
        cr_assert(bytes_equal(bytes_of(in, n), bytes_of(out, n)));
    }
}
