/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/u256.h"

#include <string.h>

enum { LIMBS = 4, LIMB_BITS = 64, HALF_BITS = 32 };

const struct u256 u256_zero = {{0, 0, 0, 0}};
const struct u256 u256_max = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};

struct u256 u256_of(uint64_t value)
{
    return (struct u256){{value, 0, 0, 0}};
}

bool u256_from_bytes(struct bytes bytes, struct u256 *out)
{
    *out = u256_zero;
    for (size_t i = 0; i < bytes.left && i < U256_SIZE; i++) {
        size_t at = bytes.left - 1 - i;
        out->limb[i / 8] |= (uint64_t)bytes.at[at] << (8 * (i % 8));
    }
    return bytes.left <= U256_SIZE;
}

void u256_to_bytes(const struct u256 *value, uint8_t out[U256_SIZE])
{
    for (size_t i = 0; i < U256_SIZE; i++) {
        out[U256_SIZE - 1 - i] = (uint8_t)(value->limb[i / 8] >> (8 * (i % 8)));
    }
}

void u256_append(const struct u256 *value, struct buf *out)
{
    uint8_t word[U256_SIZE];
    u256_to_bytes(value, word);
    buf_add(out, BYTES_OF(word));
}

void u256_append_u64(uint64_t value, struct buf *out)
{
    const struct u256 wide = u256_of(value);
    u256_append(&wide, out);
}

unsigned u256_bit_length(const struct u256 *value)
{
    for (unsigned i = LIMBS; i-- > 0;) {
        unsigned bits = 0;
        for (uint64_t limb = value->limb[i]; limb != 0; limb >>= 1) {
            bits++;
        }
        if (bits > 0) {
            return LIMB_BITS * i + bits;
        }
    }
    return 0;
}

unsigned u256_byte_length(const struct u256 *value)
{
    return (u256_bit_length(value) + 7) / 8;
}

bool u256_is_zero(const struct u256 *value)
{
    return u256_compare(value, &u256_zero) == 0;
}

int u256_compare(const struct u256 *a, const struct u256 *b)
{
    for (unsigned i = LIMBS; i-- > 0;) {
        if (a->limb[i] != b->limb[i]) {
            return a->limb[i] < b->limb[i] ? -1 : 1;
        }
    }
    return 0;
}

bool u256_add(const struct u256 *a, const struct u256 *b, struct u256 *out)
{
    bool carry = false;
    for (unsigned i = 0; i < LIMBS; i++) {
        uint64_t sum = 0;
        bool over = __builtin_add_overflow(a->limb[i], b->limb[i], &sum);
        over = __builtin_add_overflow(sum, carry ? 1U : 0U, &sum) || over;
        out->limb[i] = sum;
        carry = over;
    }
    return !carry;
}

bool u256_subtract(const struct u256 *a, const struct u256 *b, struct u256 *out)
{
    bool borrow = false;
    for (unsigned i = 0; i < LIMBS; i++) {
        uint64_t rest = 0;
        bool under = __builtin_sub_overflow(a->limb[i], b->limb[i], &rest);
        under = __builtin_sub_overflow(rest, borrow ? 1U : 0U, &rest) || under;
        out->limb[i] = rest;
        borrow = under;
    }
    return !borrow;
}

/* In digits of 32 bits, whose products fit. */
enum { DIGITS = 8 };

static void to_digits(const struct u256 *value, uint32_t out[DIGITS])
{
    for (unsigned i = 0; i < DIGITS; i++) {
        out[i] = (uint32_t)(value->limb[i / 2] >> (HALF_BITS * (i % 2)));
    }
}

bool u256_multiply(const struct u256 *a, const struct u256 *b, struct u256 *out)
{
    uint32_t x[DIGITS];
    uint32_t y[DIGITS];
    uint32_t product[2 * DIGITS] = {0};
    bool fits = true;
    to_digits(a, x);
    to_digits(b, y);
    for (unsigned i = 0; i < DIGITS; i++) {
        uint64_t carry = 0;
        for (unsigned j = 0; j < DIGITS; j++) {
            carry += (uint64_t)x[i] * y[j] + product[i + j];
            product[i + j] = (uint32_t)carry;
            carry >>= HALF_BITS;
        }
        product[i + DIGITS] = (uint32_t)carry;
    }
    for (size_t i = 0; i < LIMBS; i++) {
        out->limb[i] = product[2 * i] | (uint64_t)product[2 * i + 1] << HALF_BITS;
        fits = fits && product[DIGITS + 2 * i] == 0 && product[DIGITS + 2 * i + 1] == 0;
    }
    return fits;
}

/* One bit after the other: the divisor takes up to 64 of them, more than a digit. */
struct u256 u256_divide(const struct u256 *a, uint64_t divisor, uint64_t *remainder)
{
    struct u256 quotient = u256_zero;
    uint64_t rest = 0;
    for (unsigned bit = LIMBS * LIMB_BITS; bit-- > 0;) {
        bool high = rest >> (LIMB_BITS - 1) != 0;
        rest = rest << 1 | (a->limb[bit / LIMB_BITS] >> (bit % LIMB_BITS) & 1);
        if (high || rest >= divisor) {
            rest -= divisor;
            quotient.limb[bit / LIMB_BITS] |= UINT64_C(1) << (bit % LIMB_BITS);
        }
    }
    *remainder = rest;
    return quotient;
}

struct u256 u256_negate(const struct u256 *value)
{
    struct u256 out = u256_of(1);
    const struct u256 inverted = {
        {~value->limb[0], ~value->limb[1], ~value->limb[2], ~value->limb[3]}};
    bool fits = u256_add(&inverted, &out, &out);
    return fits ? out : u256_zero;
}

bool u256_fits(const struct u256 *value, unsigned bits)
{
    return u256_bit_length(value) <= bits;
}

bool u256_to_u64(const struct u256 *value, uint64_t *out)
{
    *out = value->limb[0];
    return u256_fits(value, LIMB_BITS);
}

static unsigned digit_of(char c)
{
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return (unsigned)(c - 'a') + 10;
    }
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : UINT8_MAX;
}

bool u256_parse(struct text digits, unsigned base, struct u256 *out)
{
    const struct u256 factor = u256_of(base);
    *out = u256_zero;
    for (size_t i = 0; i < digits.len; i++) {
        unsigned digit = digit_of(digits.at[i]);
        const struct u256 summand = u256_of(digit);
        if (digit >= base || !u256_multiply(out, &factor, out) || !u256_add(out, &summand, out)) {
            return false;
        }
    }
    return digits.len > 0;
}

const char *u256_format(const struct u256 *value, char out[U256_DECIMAL])
{
    size_t at = U256_DECIMAL - 1;
    struct u256 rest = *value;
    out[at] = 0;
    do {
        uint64_t digit = 0;
        rest = u256_divide(&rest, 10, &digit);
        out[--at] = (char)('0' + digit);
    } while (!u256_is_zero(&rest));
    memmove(out, out + at, U256_DECIMAL - at);
    return out;
}
