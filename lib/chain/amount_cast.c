/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/amount_cast.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/num.h"

enum { UNIT_DECIMALS_MAX = 77 };

static const struct unit {
    const char *name;
    unsigned decimals;
} units[] = {
    {"wei", 0},         {"kwei", 3},    {"femto", 3},     {"femtoether", 3}, {"babbage", 3},
    {"mwei", 6},        {"pico", 6},    {"picoether", 6}, {"lovelace", 6},   {"gwei", 9},
    {"nano", 9},        {"shannon", 9}, {"nanoether", 9}, {"twei", 12},      {"micro", 12},
    {"microether", 12}, {"szabo", 12},  {"pwei", 15},     {"milli", 15},     {"milliether", 15},
    {"finney", 15},     {"eth", 18},    {"ether", 18},
};

bool amount_unit_as_cast(struct text name, unsigned *decimals)
{
    uint64_t number = 0;
    for (size_t i = 0; i < COUNT(units); i++) {
        if (text_equal_ignoring_case(name, text_of(units[i].name))) {
            *decimals = units[i].decimals;
            return true;
        }
    }
    TRY(num_parse(name, UNIT_DECIMALS_MAX, &number));
    *decimals = (unsigned)number;
    return true;
}

static void add_digits(struct text digits, struct buf *out)
{
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] != '_') {
            buf_char(out, digits.at[i]);
        }
    }
}

/* The number as the strict reader takes it: without what cast drops. */
static bool tidy(struct text number, unsigned decimals, struct buf *out)
{
    struct text whole;
    struct text fraction;
    (void)text_split(number, '.', &whole, &fraction);
    bool is_cut = fraction.len > decimals;
    add_digits(whole, out);
    if (out->len == 0 && fraction.len > 0) {
        buf_char(out, '0');
    }
    for (size_t i = 0; i < fraction.len; i++) {
        TRY(fraction.at[i] >= '0' && fraction.at[i] <= '9');
    }
    fraction.len = is_cut ? decimals : fraction.len;
    buf_text(out, fraction.len > 0 ? "." : "");
    buf_slice(out, fraction);
    return true;
}

/* The least that 256 bits with a sign have. */
static bool is_in_range(const struct amount_signed *amount)
{
    const struct u256 one = u256_of(1);
    struct u256 below;
    return !amount->is_negative ||
           (u256_subtract(&amount->size, &one, &below) && u256_fits(&below, 255));
}

bool amount_scale_as_cast(struct text number, unsigned decimals, struct amount_signed *out,
                          struct err *e)
{
    AUTO(buf_done) struct buf tidied = buf_start(number.len + 2);
    bool is_negative = text_starts(number, "-");
    if (!tidy(is_negative ? text_behind(number, 1) : number, decimals, &tidied)) {
        return err_set(e, ERR_USAGE, "'%.*s' is not a decimal number", TEXT_ARG(number));
    }
    TRY(amount_scale(buf_view_text(&tidied), decimals, &out->size, e));
    out->is_negative = is_negative && !u256_is_zero(&out->size);
    return is_in_range(out) ||
           err_set(e, ERR_USAGE, "'%.*s' does not fit into 256 bits", TEXT_ARG(number));
}

/* What a number may begin with, up to the unit. */
static size_t number_length(struct text text)
{
    size_t n = 0;
    while (n < text.len && text.at[n] != 0 && strchr("0123456789_.-", text.at[n]) != NULL) {
        n++;
    }
    return n;
}

bool amount_parse_as_cast(struct text text, struct amount_signed *wei, struct err *e)
{
    size_t n = number_length(text);
    struct text unit = text_behind(text, n);
    unsigned decimals = 0;
    if (unit.len > 1 && unit.at[0] == ' ') {
        unit = text_behind(unit, 1);
    }
    if (unit.len > 0 && !amount_unit_as_cast(unit, &decimals)) {
        return err_set(e, ERR_USAGE, "'%.*s' is not a unit", TEXT_ARG(unit));
    }
    return amount_scale_as_cast((struct text){text.at, n}, decimals, wei, e);
}

bool amount_whole_as_cast(struct text text, struct u256 *out, struct err *e)
{
    AUTO(buf_done) struct buf digits = buf_start(text.len);
    bool has_prefix = text.len > 1 && text.at[0] == '0' && strchr("xob", text.at[1]) != NULL;
    add_digits(text_starts(text, "+") ? text_behind(text, 1) : text, &digits);
    struct text plain = has_prefix ? text_behind(text, 2) : buf_view_text(&digits);
    unsigned base = has_prefix && text.at[1] == 'x' ? 16 : 10;
    base = has_prefix && text.at[1] == 'o' ? 8 : base;
    base = has_prefix && text.at[1] == 'b' ? 2 : base;
    return u256_parse(plain, base, out) ||
           err_set(e, ERR_USAGE, "'%.*s' is no integer that fits into 256 bits", TEXT_ARG(text));
}
