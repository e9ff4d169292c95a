/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "chain/abi_leaf.h"
#include "chain/amount.h"

/* Integers as people write them. */

enum { EXPONENT_MAX = 1000, DECIMAL_DIGITS = 77 /* 10^77 fits 256 bits */ };

static const struct radix {
    const char *prefix;
    unsigned base;
} radixes[] = {{"0x", 16}, {"0o", 8}, {"0b", 2}};

/* A decimal number that is read digit by digit: value × 10^(zeros + exponent - fraction). */
struct decimal {
    struct u256 value;
    int64_t zeros;    /* at its end, not yet in the value */
    int64_t fraction; /* digits behind the point */
    int64_t exponent; /* with that of the unit */
    bool fits;
};

static bool is_digit(struct text text)
{
    return text.len > 0 && text.at[0] >= '0' && text.at[0] <= '9';
}

/* × 10^zeros + digit */
static bool shift_in(struct u256 *value, int64_t zeros, uint64_t digit)
{
    const struct u256 ten = u256_of(10);
    const struct u256 last = u256_of(digit);
    if (u256_is_zero(value)) {
        *value = last;
        return true;
    }
    if (zeros > DECIMAL_DIGITS) {
        return false;
    }
    for (int64_t i = 0; i < zeros; i++) {
        TRY(u256_multiply(value, &ten, value));
    }
    return u256_add(value, &last, value);
}

/* Past the digits; false when there is none. */
static bool take_digits(struct text *from, struct decimal *out, bool is_fraction)
{
    if (!is_digit(*from)) {
        return false;
    }
    for (; is_digit(*from); *from = text_behind(*from, 1)) {
        uint64_t digit = (uint64_t)(from->at[0] - '0');
        out->fraction += is_fraction ? 1 : 0;
        out->zeros++;
        if (digit > 0) {
            out->fits = out->fits && shift_in(&out->value, out->zeros, digit);
            out->zeros = 0;
        }
    }
    return true;
}

static bool take_exponent(struct text *from, struct decimal *out)
{
    uint64_t number = 0;
    size_t n = 0;
    bool is_negative = from->len > 1 && from->at[1] == '-';
    *from = text_behind(*from, is_negative || (from->len > 1 && from->at[1] == '+') ? 2 : 1);
    while (is_digit(text_behind(*from, n))) {
        n++;
    }
    TRY(num_parse((struct text){from->at, n}, EXPONENT_MAX, &number));
    TRY(number > 0 || !is_negative);
    out->exponent += is_negative ? -(int64_t)number : (int64_t)number;
    *from = text_behind(*from, n);
    return true;
}

/* Blanks and a unit, or blanks, or nothing. */
static bool take_unit(struct text *from, struct decimal *out)
{
    while (from->len > 0 && (from->at[0] == ' ' || from->at[0] == '\t')) {
        *from = text_behind(*from, 1);
    }
    unsigned decimals = 0;
    if (from->len > 0 && !amount_unit(*from, &decimals)) {
        return false;
    }
    out->exponent += decimals;
    return true;
}

static bool read_decimal(struct text text, struct decimal *out)
{
    TRY(take_digits(&text, out, false));
    if (text.len > 0 && text.at[0] == '.') {
        text = text_behind(text, 1);
        TRY(take_digits(&text, out, true));
    }
    if (text.len > 0 && (text.at[0] == 'e' || text.at[0] == 'E') && !text_is(text, "ether")) {
        TRY(take_exponent(&text, out));
    }
    return take_unit(&text, out);
}

/* Digits of another base, and a unit. Leading zeros are none of the digits that have to fit. */
static bool read_radix(struct text text, unsigned base, struct decimal *out)
{
    const struct u256 factor = u256_of(base);
    struct u256 digit;
    size_t n = 0;
    while (n < text.len && u256_parse((struct text){text.at + n, 1}, base, &digit)) {
        out->fits = out->fits && u256_multiply(&out->value, &factor, &out->value) &&
                    u256_add(&out->value, &digit, &out->value);
        n++;
    }
    text = text_behind(text, n);
    return n > 0 && take_unit(&text, out);
}

static bool read_number(struct text text, struct decimal *out)
{
    for (size_t i = 0; i < COUNT(radixes); i++) {
        struct text prefix = {text.at, text.len < 2 ? text.len : 2};
        if (text_equal_ignoring_case(prefix, text_of(radixes[i].prefix))) {
            return read_radix(text_behind(text, 2), radixes[i].base, out);
        }
    }
    return read_decimal(text, out);
}

/* Within the range of the type, in two's complement. */
static bool into_type(struct u256 *value, bool is_negative, bool is_signed, unsigned size)
{
    const struct u256 one = u256_of(1);
    unsigned bits = 8 * size - (is_signed ? 1 : 0);
    if (!is_negative || u256_is_zero(value)) {
        return u256_fits(value, bits);
    }
    struct u256 below;
    bool is_above_zero = u256_subtract(value, &one, &below);
    *value = u256_negate(value);
    return is_signed && is_above_zero && u256_fits(&below, bits);
}

bool abi_integer_parse(struct text text, bool is_signed, unsigned size, struct u256 *out,
                       struct err *e)
{
    struct decimal number = {.fits = true};
    bool has_sign = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
    bool is_negative = has_sign && text.at[0] == '-';
    if (has_sign && !is_signed) {
        return abi_refuse(text, "has a sign, which the type has not", e);
    }
    if (!read_number(text_behind(text, has_sign ? 1 : 0), &number)) {
        return abi_refuse(text, "is no integer", e);
    }
    int64_t zeros = number.zeros + number.exponent - number.fraction;
    if (zeros < 0 && !u256_is_zero(&number.value)) {
        return abi_refuse(text, "is no whole number", e);
    }
    if (number.exponent < number.fraction) {
        return abi_refuse(text, "has more decimals than its unit", e);
    }
    *out = number.value;
    if (number.exponent > DECIMAL_DIGITS || !number.fits || !shift_in(out, zeros, 0) ||
        !into_type(out, is_negative, is_signed, size)) {
        return abi_refuse(text, "is out of range", e);
    }
    return true;
}
