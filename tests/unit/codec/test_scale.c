/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/scale.h"

#include <criterion/criterion.h>

#include "der_cases.h"

Test(scale, compact_integers_have_one_form)
{
    static const struct {
        const char *hex;
        bool want;
        uint32_t value;
    } cases[] = {
        {"00", true, 0},
        {"04", true, 1},
        {"fc", true, 63},
        {"0101", true, 64},
        {"1501", true, 69}, /* the example of the SCALE specification */
        {"fdff", true, 16383},
        {"02000100", true, 16384},
        {"feffffff", true, 1073741823},
        {"0300000040", true, 1073741824},
        {"03ffffffff", true, UINT32_MAX},
        {"0100", false, 0},         /* 0 in two bytes */
        {"fd00", false, 0},         /* 63 in two bytes */
        {"02000000", false, 0},     /* 0 in four bytes */
        {"feff0000", false, 0},     /* 16383 in four bytes */
        {"03ffffff3f", false, 0},   /* 2^30 - 1 in the big form */
        {"070000000001", false, 0}, /* 2^32 */
        {"070000004000", false, 0},
        {"ff", false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        uint32_t value = 77;
        struct bytes from = from_hex(cases[i].hex, space);
        CHECK_READER(scale_compact(&from, &value), cases[i].want, cases[i].hex);
        cr_expect_eq(value, cases[i].want ? cases[i].value : 77, "%s", cases[i].hex);
    }
}

Test(scale, every_length_that_is_too_short_is_refused)
{
    static const char *const wholes[] = {"fc", "1501", "02000100", "0300000040"};
    for (size_t i = 0; i < COUNT(wholes); i++) {
        uint8_t space[SPACE];
        struct bytes whole = from_hex(wholes[i], space);
        for (size_t n = 0; n < whole.left; n++) {
            struct bytes from = bytes_of(whole.at, n);
            uint32_t value = 77;
            cr_expect_not(scale_compact(&from, &value), "%s %zu", wholes[i], n);
            cr_expect(from.left == n && value == 77, "%s %zu", wholes[i], n);
        }
    }
}

Test(scale, bytes_are_a_length_and_as_many)
{
    uint8_t space[SPACE];
    struct bytes from = from_hex("0c010203ff", space);
    struct bytes taken;
    cr_assert(scale_bytes(&from, 3, &taken));
    cr_expect(bytes_equal(taken, bytes_of("\x01\x02\x03", 3)));
    cr_expect_eq(from.left, 1);
    from = from_hex("00", space);
    cr_assert(scale_bytes(&from, 0, &taken));
    cr_expect(taken.left == 0 && bytes_end(from));
}

Test(scale, bytes_are_no_more_than_allowed_or_there)
{
    static const char *const refused[] = {"0c0102", "10010203", "03ffffffff010203", ""};
    uint8_t space[SPACE];
    struct bytes taken = {NULL, 77};
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct bytes from = from_hex(refused[i], space);
        size_t before = from.left;
        cr_expect_not(scale_bytes(&from, SIZE_MAX, &taken), "%s", refused[i]);
        cr_expect(from.left == before && taken.left == 77, "%s", refused[i]);
    }
    struct bytes from = from_hex("0c010203", space);
    cr_expect_not(scale_bytes(&from, 2, &taken));
    cr_expect_eq(from.left, 4);
}

Test(scale, text_is_utf8)
{
    uint8_t space[SPACE];
    struct text text = {NULL, 77};
    struct bytes from = from_hex("0ce282ac", space);
    cr_assert(scale_text(&from, 3, &text));
    cr_expect(text_is(text, "\xe2\x82\xac") && bytes_end(from));
    static const char *const refused[] = {"08e282", "0cedA080", "04ff"};
    for (size_t i = 0; i < COUNT(refused); i++) {
        from = from_hex(refused[i], space);
        size_t before = from.left;
        cr_expect_not(scale_text(&from, SIZE_MAX, &text), "%s", refused[i]);
        cr_expect(from.left == before && text.len == 3, "%s", refused[i]);
    }
    from = from_hex("0ce282ac", space);
    cr_expect_not(scale_text(&from, 2, &text));
}
