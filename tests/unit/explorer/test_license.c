/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/license.h"

#include <criterion/criterion.h>
#include <stddef.h>

#include "base/macro.h"

TestSuite(explorer_license);

Test(explorer_license, identifiers_have_a_word_and_a_number)
{
    static const struct {
        const char *spdx, *word, *digit;
    } cases[] = {
        {"MIT", "mit", "3"},
        {"mit", "mit", "3"},
        {"UNLICENSED", "none", "1"},
        {"Unlicense", "unlicense", "2"},
        {"GPL-2.0", "gnu_gpl_v2", "4"},
        {"GPL-3.0-only", "gnu_gpl_v3", "5"},
        {"GPL-3.0-or-later", "gnu_gpl_v3", "5"},
        {"LGPL-2.1-only", "gnu_lgpl_v2_1", "6"},
        {"LGPL-3.0", "gnu_lgpl_v3", "7"},
        {"BSD-2-Clause", "bsd_2_clause", "8"},
        {"BSD-3-Clause", "bsd_3_clause", "9"},
        {"MPL-2.0", "mpl_2_0", "10"},
        {"OSL-3.0", "osl_3_0", "11"},
        {"Apache-2.0", "apache_2_0", "12"},
        {"AGPL-3.0", "gnu_agpl_v3", "13"},
        {"BUSL-1.1", "bsl_1_1", "14"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct license *license = license_by_spdx(text_of(cases[i].spdx));
        cr_assert_not_null(license, "%s", cases[i].spdx);
        cr_assert_str_eq(license->word, cases[i].word);
        cr_assert_str_eq(license->digit, cases[i].digit);
    }
}

Test(explorer_license, others_are_none)
{
    static const char *const cases[] = {"",      "WTFPL", "MIT OR Apache-2.0",
                                        "-only", "GPL",   "GPL-3.0-only-or-later"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_null(license_by_spdx(text_of(cases[i])), "%s", cases[i]);
    }
}
