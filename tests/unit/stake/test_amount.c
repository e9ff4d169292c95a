/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "scene.h"

TestSuite(stake_amount, .timeout = 60);

static const struct stake known = {.is_known = true, .decimals = 18, .share_decimals = 18};
static const struct stake other = {.decimals = 6, .share_decimals = 0};

static void expect(const struct stake *stake, const char *text, enum stake_unit unit,
                   const char *digits)
{
    struct err e = {0};
    struct u256 value;
    cr_assert(stake_amount_read(stake, text, unit, &value, &e), "'%s': %s", text, e.text);
    scene_expect(&value, digits);
}

Test(stake_amount, whole_ones_and_the_smallest)
{
    expect(&known, "1.5", STAKE_ASSETS, "1500000000000000000");
    expect(&known, "1.5pha", STAKE_ASSETS, "1500000000000000000");
    expect(&known, "1.5 PHA", STAKE_ASSETS, "1500000000000000000");
    expect(&known, "0.000000000000000001vPHA", STAKE_SHARES, "1");
    expect(&known, "25wei", STAKE_SHARES, "25");
    expect(&other, "1.5", STAKE_ASSETS, "1500000");
    expect(&other, "3", STAKE_SHARES, "3");
    expect(&known,
           "115792089237316195423570985008687907853269984665640564039457584007913129639935wei",
           STAKE_ASSETS,
           "115792089237316195423570985008687907853269984665640564039457584007913129639935");
}

Test(stake_amount, what_is_none)
{
    static const struct {
        const struct stake *stake;
        const char *text;
        enum stake_unit unit;
    } cases[] = {
        {&known, "", STAKE_ASSETS},
        {&known, "max", STAKE_ASSETS},
        {&known, "-1", STAKE_ASSETS},
        {&known, "1e3", STAKE_ASSETS},
        {&known, "1,5", STAKE_ASSETS},
        {&known, "0", STAKE_ASSETS},
        {&known, "0.0", STAKE_ASSETS},
        {&known, "0wei", STAKE_ASSETS},
        {&known, "1.5wei", STAKE_ASSETS},
        {&known, "1gwei", STAKE_ASSETS},
        {&known, "1WEI", STAKE_ASSETS},
        {&known, "1vpha", STAKE_ASSETS},
        {&known, "1pha", STAKE_SHARES},
        {&known, "1.0000000000000000001", STAKE_ASSETS},
        {&other, "1pha", STAKE_ASSETS},
        {&other, "1.0000001", STAKE_ASSETS},
        {&other, "1.5", STAKE_SHARES},
        {&known, "1 2", STAKE_ASSETS},
        {&known,
         "115792089237316195423570985008687907853269984665640564039457584007913129639936wei",
         STAKE_ASSETS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        struct u256 value;
        cr_assert_not(stake_amount_read(cases[i].stake, cases[i].text, cases[i].unit, &value, &e),
                      "'%s'", cases[i].text);
        cr_assert_eq(e.kind, ERR_USAGE, "'%s'", cases[i].text);
    }
}

Test(stake_amount, for_people)
{
    char text[STAKE_AMOUNT_TEXT];
    char time[STAKE_TIME_TEXT];
    const struct u256 value = scene_number("1500000");
    cr_assert_str_eq(stake_amount_text(&known, STAKE_ASSETS, &value, text), "0.0000000000015 PHA");
    cr_assert_str_eq(stake_amount_text(&known, STAKE_SHARES, &value, text), "0.0000000000015 vPHA");
    cr_assert_str_eq(stake_amount_text(&other, STAKE_ASSETS, &value, text), "1.5 tokens");
    cr_assert_str_eq(stake_amount_text(&other, STAKE_SHARES, &value, text), "1500000 shares");
    const struct stake now = {.latest = {.timestamp = SCENE_NOW}};
    cr_assert_str_eq(stake_time_text(&now, SCENE_NOW + SCENE_PERIOD, time),
                     "2023-12-05T22:13:20Z (in 21 days)");
}
