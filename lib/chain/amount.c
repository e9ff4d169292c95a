/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/amount.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { TEN = 10 };

static const struct unit {
    const char *name;
    unsigned decimals;
} units[] = {{"wei", 0}, {"gwei", GWEI_DECIMALS}, {"ether", ETHER_DECIMALS}};

static bool is_digits(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

/* value × 10 + a digit. */
static bool append(struct u256 *value, unsigned digit)
{
    const struct u256 ten = u256_of(TEN);
    const struct u256 summand = u256_of(digit);
    return u256_multiply(value, &ten, value) && u256_add(value, &summand, value);
}

/* The digits of the fraction behind those of `value`, zeros up to `decimals`. */
static bool append_fraction(struct u256 *value, struct text fraction, unsigned decimals)
{
    for (size_t i = 0; i < decimals; i++) {
        TRY(append(value, i < fraction.len ? (unsigned)(fraction.at[i] - '0') : 0));
    }
    return true;
}

static struct text without_zeros(struct text fraction)
{
    while (fraction.len > 0 && fraction.at[fraction.len - 1] == '0') {
        fraction.len--;
    }
    return fraction;
}

bool amount_scale(struct text number, unsigned decimals, struct u256 *out, struct err *e)
{
    struct text whole;
    struct text fraction;
    bool has_point = text_split(number, '.', &whole, &fraction);
    assert(decimals <= AMOUNT_DECIMALS_MAX);
    if (!is_digits(whole) || (has_point && !is_digits(fraction))) {
        return err_set(e, ERR_USAGE, "'%.*s' is not a decimal number", TEXT_ARG(number));
    }
    struct text exact = has_point ? without_zeros(fraction) : (struct text){NULL, 0};
    if (exact.len > decimals) {
        return err_set(e, ERR_USAGE, "'%.*s' has more than %u decimals, and nothing is rounded",
                       TEXT_ARG(number), decimals);
    }
    if (!u256_parse(whole, TEN, out) || !append_fraction(out, exact, decimals)) {
        return err_set(e, ERR_USAGE, "'%.*s' does not fit into 256 bits", TEXT_ARG(number));
    }
    return true;
}

bool amount_unit(struct text name, unsigned *decimals)
{
    for (size_t i = 0; i < COUNT(units); i++) {
        if (text_is(name, units[i].name)) {
            *decimals = units[i].decimals;
            return true;
        }
    }
    return false;
}

struct text amount_number(struct text text)
{
    size_t n = 0;
    while (n < text.len && (is_digits((struct text){text.at + n, 1}) || text.at[n] == '.')) {
        n++;
    }
    return (struct text){text.at, n};
}

bool amount_parse(struct text text, struct u256 *wei, struct err *e)
{
    const struct text number = amount_number(text);
    struct text unit = text_behind(text, number.len);
    unsigned decimals = 0;
    if (unit.len > 1 && unit.at[0] == ' ') {
        unit = text_behind(unit, 1);
    }
    if (number.len == 0 || (unit.len > 0 && !amount_unit(unit, &decimals))) {
        (void)err_set(e, ERR_USAGE, "'%.*s' is not an amount", TEXT_ARG(text));
        return err_hint(e, "a number and wei, gwei or ether, as in 10gwei or 1.5ether");
    }
    return amount_scale(number, decimals, wei, e);
}

/* Zeros in front, so that there is a digit before the point. */
static size_t pad(const char *digits, size_t n, unsigned decimals, char *out)
{
    size_t zeros = n > decimals ? 0 : decimals + 1 - n;
    memset(out, '0', zeros);
    memcpy(out + zeros, digits, n);
    return zeros + n;
}

static const char *format(const struct u256 *value, unsigned decimals, bool has_all,
                          char out[AMOUNT_TEXT])
{
    char space[U256_DECIMAL];
    const char *digits = u256_format(value, space);
    assert(decimals <= AMOUNT_DECIMALS_MAX);
    size_t n = pad(digits, strlen(digits), decimals, out);
    size_t whole = n - decimals;
    struct text fraction = {out + whole, decimals};
    fraction = has_all ? fraction : without_zeros(fraction);
    memmove(out + whole + 1, out + whole, fraction.len);
    out[whole] = fraction.len > 0 ? '.' : 0;
    out[fraction.len > 0 ? whole + 1 + fraction.len : whole] = 0;
    return out;
}

const char *amount_format(const struct u256 *value, unsigned decimals, char out[AMOUNT_TEXT])
{
    return format(value, decimals, false, out);
}

const char *amount_format_all(const struct u256 *value, unsigned decimals, char out[AMOUNT_TEXT])
{
    return format(value, decimals, true, out);
}
