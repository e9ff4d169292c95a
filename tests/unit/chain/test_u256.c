/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "chain/u256.h"

static const char max_text[] =
    "115792089237316195423570985008687907853269984665640564039457584007913129639935";

static struct u256 parse(const char *text)
{
    struct u256 out;
    cr_assert(u256_parse(text_of(text), 10, &out), "%s", text);
    return out;
}

Test(u256, decimal_goes_around)
{
    static const char *const texts[] = {"0",
                                        "1",
                                        "10",
                                        "18446744073709551615",
                                        "18446744073709551616",
                                        "340282366920938463463374607431768211456",
                                        max_text};
    for (size_t i = 0; i < COUNT(texts); i++) {
        char out[U256_DECIMAL];
        struct u256 value = parse(texts[i]);
        cr_expect_str_eq(u256_format(&value, out), texts[i]);
        uint8_t bytes[U256_SIZE];
        struct u256 again;
        u256_to_bytes(&value, bytes);
        cr_assert(u256_from_bytes(BYTES_OF(bytes), &again));
        cr_expect_eq(u256_compare(&value, &again), 0);
    }
}

Test(u256, digits_of_other_bases)
{
    struct u256 value;
    cr_assert(u256_parse(text_of("fF"), 16, &value));
    cr_expect_eq(value.limb[0], 255);
    cr_assert(u256_parse(text_of("101"), 2, &value));
    cr_expect_eq(value.limb[0], 5);
    cr_expect_not(u256_parse(text_of(""), 10, &value));
    cr_expect_not(u256_parse(text_of("8"), 8, &value));
    cr_expect_not(u256_parse(text_of("1a"), 10, &value));
    cr_expect_not(u256_parse(text_of("1 "), 10, &value));
    cr_expect_not(u256_parse(text_of("115792089237316195423570985008687907853269984665640564039457"
                                     "584007913129639936"),
                             10, &value));
}

Test(u256, sums_and_products_know_their_end)
{
    const struct u256 one = u256_of(1);
    struct u256 out;
    cr_expect_not(u256_add(&u256_max, &one, &out));
    cr_expect(u256_is_zero(&out));
    cr_expect_not(u256_subtract(&u256_zero, &one, &out));
    cr_expect_eq(u256_compare(&out, &u256_max), 0);
    cr_assert(u256_subtract(&u256_max, &u256_max, &out));
    cr_expect(u256_is_zero(&out));
    struct u256 half = parse("340282366920938463463374607431768211456");
    cr_expect_not(u256_multiply(&half, &half, &out));
    struct u256 below = parse("340282366920938463463374607431768211455");
    cr_assert(u256_multiply(&below, &below, &out));
    struct u256 want = parse(
        "115792089237316195423570985008687907852589419931798687112530834793049593217025");
    cr_expect_eq(u256_compare(&out, &want), 0);
    cr_expect_eq(u256_bit_length(&u256_max), 256);
    cr_expect_eq(u256_bit_length(&half), 129);
    cr_expect_eq(u256_byte_length(&half), 17);
    cr_expect_eq(u256_byte_length(&u256_zero), 0);
    cr_expect(u256_fits(&below, 128) && !u256_fits(&half, 128) && u256_fits(&u256_zero, 0));
}

Test(u256, quotient_and_remainder)
{
    uint64_t rest = 0;
    struct u256 value = parse(max_text);
    struct u256 quotient = u256_divide(&value, UINT64_MAX, &rest);
    struct u256 back;
    const struct u256 divisor = u256_of(UINT64_MAX);
    const struct u256 remainder = u256_of(rest);
    cr_assert(u256_multiply(&quotient, &divisor, &back));
    cr_assert(u256_add(&back, &remainder, &back));
    cr_expect_eq(u256_compare(&back, &value), 0);
    cr_expect_lt(rest, UINT64_MAX);
    quotient = u256_divide(&value, 10, &rest);
    cr_expect_eq(rest, 5);
}

Test(u256, negation_and_small_values)
{
    const struct u256 one = u256_of(1);
    struct u256 minus_one = u256_negate(&one);
    cr_expect_eq(u256_compare(&minus_one, &u256_max), 0);
    uint64_t small = 0;
    cr_assert(u256_to_u64(&one, &small) && small == 1);
    cr_expect_not(u256_to_u64(&u256_max, &small));
    uint8_t long_one[33] = {0};
    struct u256 out;
    cr_expect_not(u256_from_bytes(BYTES_OF(long_one), &out));
}
