/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_scalar.h"

#include <stddef.h>
#include <string.h>

#include "base/macro.h"

/* A read position in a word. */
struct cursor {
    struct text rest;
};

static char next(const struct cursor *c)
{
    return c->rest.len > 0 ? c->rest.at[0] : 0;
}

static void step(struct cursor *c)
{
    c->rest = (struct text){c->rest.at + 1, c->rest.len - 1};
}

/* Past the next character when it is one of `set`. */
static bool accept(struct cursor *c, const char *set)
{
    char found = next(c);
    if (found == 0 || strchr(set, found) == NULL) {
        return false;
    }
    step(c);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One or more digits with single underscores between them. */
static bool digits(struct cursor *c)
{
    do {
        if (!is_digit(next(c))) {
            return false;
        }
        while (is_digit(next(c))) {
            step(c);
        }
    } while (accept(c, "_"));
    return true;
}

static bool has_leading_zero(struct cursor c)
{
    return accept(&c, "0") && (is_digit(next(&c)) || next(&c) == '_');
}

static const char not_a_value[] = "not a value";
static const char out_of_range[] = "the integer is out of range";
static const char leading_zero[] = "the number has a leading zero";
static const char no_such_time[] = "there is no such date or time";

static unsigned digit_value(char c)
{
    if (is_digit(c)) {
        return (unsigned)(c - '0');
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? (unsigned)(lower - 'a') + 10 : 16;
}

/* Digits of the base with single underscores between them, and nothing else. Counted below zero,
 * where there is room for one more. */
static const char *read_integer(struct text text, unsigned base, bool is_negative, int64_t *out)
{
    int64_t value = 0;
    bool may_end = false;
    bool is_over = false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_separator = text.at[i] == '_';
        unsigned digit = digit_value(text.at[i]);
        if (is_separator ? !may_end : digit >= base) {
            return not_a_value;
        }
        may_end = !is_separator;
        is_over = is_over || (!is_separator && (__builtin_mul_overflow(value, base, &value) ||
                                                __builtin_sub_overflow(value, digit, &value)));
    }
    if (!may_end) {
        return not_a_value;
    }
    if (is_over || (!is_negative && value == INT64_MIN)) {
        return out_of_range;
    }
    *out = is_negative ? value : -value;
    return NULL;
}

/* A float, or not: a sign may stand before "inf" and "nan". */
static bool is_float(struct text word)
{
    struct cursor c = {word};
    (void)accept(&c, "+-");
    if (text_is(c.rest, "inf") || text_is(c.rest, "nan")) {
        return true;
    }
    if (!digits(&c)) {
        return false;
    }
    bool has_fraction = accept(&c, ".");
    if (has_fraction && !digits(&c)) {
        return false;
    }
    bool has_exponent = accept(&c, "eE");
    if (has_exponent) {
        (void)accept(&c, "+-");
    }
    return (has_fraction || has_exponent) && (!has_exponent || digits(&c)) && c.rest.len == 0;
}

/* The digits behind "0x", "0o" or "0b", and their base; or false. */
static bool take_prefix(struct text word, struct text *rest, unsigned *base)
{
    static const struct {
        const char *prefix;
        unsigned base;
    } forms[] = {{"0x", 16}, {"0o", 8}, {"0b", 2}};
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (text_starts(word, forms[i].prefix)) {
            *rest = (struct text){word.at + 2, word.len - 2};
            *base = forms[i].base;
            return true;
        }
    }
    return false;
}

static const char *read_number(struct text word, struct toml_scalar *out)
{
    struct cursor c = {word};
    unsigned base = 10;
    if (take_prefix(word, &c.rest, &base)) {
        out->kind = TOML_INTEGER;
        return read_integer(c.rest, base, false, &out->integer);
    }
    bool is_negative = next(&c) == '-';
    (void)accept(&c, "+-");
    bool has_zero = has_leading_zero(c);
    if (is_float(word)) {
        out->kind = TOML_FLOAT;
        return has_zero ? leading_zero : NULL;
    }
    out->kind = TOML_INTEGER;
    const char *fault = read_integer(c.rest, base, is_negative, &out->integer);
    return fault == NULL && has_zero ? leading_zero : fault;
}

/* Exactly `n` digits that make at most `max`. */
static bool field(struct cursor *c, unsigned n, unsigned max, unsigned *out)
{
    *out = 0;
    for (unsigned i = 0; i < n; i++) {
        if (!is_digit(next(c))) {
            return false;
        }
        *out = *out * 10 + (unsigned)(next(c) - '0');
        step(c);
    }
    return *out <= max;
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

static bool date(struct cursor *c)
{
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    return field(c, 4, 9999, &year) && accept(c, "-") && field(c, 2, 12, &month) &&
           accept(c, "-") && month > 0 && field(c, 2, days_in(year, month), &day) && day > 0;
}

static bool hour_and_minute(struct cursor *c)
{
    unsigned value = 0;
    return field(c, 2, 23, &value) && accept(c, ":") && field(c, 2, 59, &value);
}

/* RFC 3339 partial-time; second 60 is a leap second, of which a minute of any zone may be the
 * last. */
static bool time_of_day(struct cursor *c)
{
    unsigned second = 0;
    TRY(hour_and_minute(c) && accept(c, ":") && field(c, 2, 60, &second));
    if (!accept(c, ".")) {
        return true;
    }
    TRY(is_digit(next(c)));
    while (is_digit(next(c))) {
        step(c);
    }
    return true;
}

static bool read_time(struct text word, struct toml_scalar *out)
{
    struct cursor c = {word};
    bool has_date = word.len < 3 || word.at[2] != ':';
    if (has_date && !date(&c)) {
        return false;
    }
    out->kind = !has_date         ? TOML_LOCAL_TIME
                : c.rest.len == 0 ? TOML_LOCAL_DATE
                                  : TOML_LOCAL_DATE_TIME;
    if (out->kind == TOML_LOCAL_DATE) {
        return true;
    }
    TRY((!has_date || accept(&c, "Tt ")) && time_of_day(&c));
    if (has_date && c.rest.len > 0) {
        out->kind = TOML_OFFSET_DATE_TIME;
        TRY(accept(&c, "Zz") || (accept(&c, "+-") && hour_and_minute(&c)));
    }
    return c.rest.len == 0;
}

/* Begins like a date or a time: no number has a dash or colon there. */
static bool looks_like_time(struct text word)
{
    return (word.len > 4 && word.at[4] == '-' && is_digit(word.at[0]) && is_digit(word.at[3])) ||
           (word.len > 2 && word.at[2] == ':');
}

const char *toml_scalar_read(struct text word, struct toml_scalar *out)
{
    *out = (struct toml_scalar){.kind = TOML_BOOLEAN};
    if (text_is(word, "true") || text_is(word, "false")) {
        out->boolean = word.at[0] == 't';
        return NULL;
    }
    if (looks_like_time(word)) {
        return read_time(word, out) ? NULL : no_such_time;
    }
    return read_number(word, out);
}
