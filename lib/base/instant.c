/* SPDX-License-Identifier: Apache-2.0 */
#include "base/instant.h"

#include <stdio.h>

#include "base/num.h"

enum { DAY = 24 * 60 * 60 };

/* Earliest instant that is written as a date: 0000-01-01T00:00:00Z. */
#define INSTANT_MIN ((instant) - 62167219200)

static bool is_leap(unsigned year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned days_in_month(unsigned year, unsigned month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01, counted in 400-year eras of years that begin in March. */
static int64_t days_from_civil(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2 ? 1 : 0;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

bool instant_from_civil(const struct civil *c, instant *out)
{
    if (c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1 ||
        c->day > days_in_month(c->year, c->month) || c->hour > 23 || c->minute > 59 ||
        c->second > 59) {
        return false;
    }
    *out = days_from_civil(c->year, c->month, c->day) * DAY + (int64_t)c->hour * 3600 +
           (int64_t)c->minute * 60 + (int64_t)c->second;
    return true;
}

/* `n` digits, then `behind` (0: nothing has to follow). */
static bool take_number(struct text *from, size_t n, char behind, unsigned *out)
{
    if (from->len < n + (behind != 0 ? 1U : 0U)) {
        return false;
    }
    unsigned value = 0;
    for (size_t i = 0; i < n; i++) {
        char c = from->at[i];
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (unsigned)(c - '0');
    }
    if (behind != 0 && from->at[n] != behind) {
        return false;
    }
    size_t used = n + (behind != 0 ? 1U : 0U);
    *from = (struct text){from->at + used, from->len - used};
    *out = value;
    return true;
}

/* YYYY-MM-DDThh:mm:ss, leaving what follows. */
static bool take_local(struct text *from, instant *out)
{
    struct civil c;
    return take_number(from, 4, '-', &c.year) && take_number(from, 2, '-', &c.month) &&
           take_number(from, 2, 'T', &c.day) && take_number(from, 2, ':', &c.hour) &&
           take_number(from, 2, ':', &c.minute) && take_number(from, 2, 0, &c.second) &&
           instant_from_civil(&c, out);
}

bool instant_parse_zulu(struct text text, instant *out)
{
    instant at = 0;
    if (!take_local(&text, &at) || !text_is(text, "Z")) {
        return false;
    }
    *out = at;
    return true;
}

static bool parse_offset(struct text text, int64_t *seconds)
{
    if (text_is(text, "Z")) {
        *seconds = 0;
        return true;
    }
    if (text.len != 6 || (text.at[0] != '+' && text.at[0] != '-')) {
        return false;
    }
    int64_t sign = text.at[0] == '-' ? -1 : 1;
    struct text rest = {text.at + 1, text.len - 1};
    unsigned hours = 0;
    unsigned minutes = 0;
    if (!take_number(&rest, 2, ':', &hours) || !take_number(&rest, 2, 0, &minutes) || hours > 23 ||
        minutes > 59) {
        return false;
    }
    *seconds = sign * ((int64_t)hours * 3600 + (int64_t)minutes * 60);
    return true;
}

bool instant_parse(struct text text, instant *out)
{
    uint64_t seconds = 0;
    if (num_parse(text, (uint64_t)INSTANT_MAX, &seconds)) {
        *out = (instant)seconds;
        return true;
    }
    instant local = 0;
    int64_t offset = 0;
    if (!take_local(&text, &local) || !parse_offset(text, &offset)) {
        return false;
    }
    if (local - offset < INSTANT_MIN || local - offset > INSTANT_MAX) {
        return false;
    }
    *out = local - offset;
    return true;
}

bool instant_parse_date(struct text text, instant *out)
{
    struct civil c = {0};
    return take_number(&text, 4, '-', &c.year) && take_number(&text, 2, '-', &c.month) &&
           take_number(&text, 2, 0, &c.day) && text.len == 0 && instant_from_civil(&c, out);
}

/* The inverse of days_from_civil. */
static struct civil civil_from_days(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
    return (struct civil){
        .year = (unsigned)(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
        .month = (unsigned)month,
        .day = (unsigned)(day_of_year - (153 * shifted_month + 2) / 5 + 1),
    };
}

const char *instant_format(instant at, char out[INSTANT_TEXT])
{
    if (at < INSTANT_MIN || at > INSTANT_MAX) {
        (void)snprintf(out, INSTANT_TEXT, "%lld", (long long)at);
        return out;
    }
    int64_t days = at / DAY - (at % DAY < 0 ? 1 : 0);
    unsigned second = (unsigned)(at - days * DAY);
    struct civil c = civil_from_days(days);
    (void)snprintf(out, INSTANT_TEXT, "%04u-%02u-%02uT%02u:%02u:%02uZ", c.year % 10000, c.month,
                   c.day, second / 3600, second / 60 % 60, second % 60);
    return out;
}
