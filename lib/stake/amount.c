/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/amount.h"

#include <stdio.h>

#include "base/span.h"

const char *stake_symbol(const struct stake *stake, enum stake_unit unit)
{
    if (unit == STAKE_ASSETS) {
        return stake->is_known ? "PHA" : "tokens";
    }
    return stake->is_known ? "vPHA" : "shares";
}

unsigned stake_decimals(const struct stake *stake, enum stake_unit unit)
{
    return unit == STAKE_ASSETS ? stake->decimals : stake->share_decimals;
}

bool stake_amount_read(const struct stake *stake, const char *text, enum stake_unit unit,
                       struct u256 *out, struct err *e)
{
    const char *word = unit == STAKE_SHARES ? "vpha" : "pha";
    const struct text number = amount_number(text_of(text));
    const struct text given = text_trim(text_behind(text_of(text), number.len));
    bool is_wei = text_is(given, "wei");
    bool is_unit = stake->is_known && text_equal_ignoring_case(given, text_of(word));
    if (number.len == 0 || (given.len > 0 && !is_wei && !is_unit)) {
        (void)err_set(e, ERR_USAGE, "'%.60s' is not an amount of %s", text, word);
        return err_hint(e, "a number of whole ones, as in 1.5, or of the smallest, as in 25wei");
    }
    TRY(amount_scale(number, is_wei ? 0 : stake_decimals(stake, unit), out, e));
    return !u256_is_zero(out) || err_set(e, ERR_USAGE, "'%.60s' is nothing", text);
}

const char *stake_amount_text(const struct stake *stake, enum stake_unit unit,
                              const struct u256 *value, char out[STAKE_AMOUNT_TEXT])
{
    char amount[AMOUNT_TEXT];
    (void)snprintf(out, STAKE_AMOUNT_TEXT, "%s %s",
                   amount_format(value, stake_decimals(stake, unit), amount),
                   stake_symbol(stake, unit));
    return out;
}

const char *stake_time_text(const struct stake *stake, instant at, char out[STAKE_TIME_TEXT])
{
    char time[INSTANT_TEXT];
    char relative[SPAN_TEXT];
    (void)snprintf(out, STAKE_TIME_TEXT, "%s (%s)", instant_format(at, time),
                   span_relative(at, stake_now(stake), relative));
    return out;
}
