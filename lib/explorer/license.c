/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/license.h"

#include <stddef.h>

#include "base/macro.h"

static const struct license licenses[] = {
    {"UNLICENSED", "none", "1"},
    {"Unlicense", "unlicense", "2"},
    {"MIT", "mit", "3"},
    {"GPL-2.0", "gnu_gpl_v2", "4"},
    {"GPL-3.0", "gnu_gpl_v3", "5"},
    {"LGPL-2.1", "gnu_lgpl_v2_1", "6"},
    {"LGPL-3.0", "gnu_lgpl_v3", "7"},
    {"BSD-2-Clause", "bsd_2_clause", "8"},
    {"BSD-3-Clause", "bsd_3_clause", "9"},
    {"MPL-2.0", "mpl_2_0", "10"},
    {"OSL-3.0", "osl_3_0", "11"},
    {"Apache-2.0", "apache_2_0", "12"},
    {"AGPL-3.0", "gnu_agpl_v3", "13"},
    {"BUSL-1.1", "bsl_1_1", "14"},
};

static bool take_end(struct text *text, const char *end)
{
    struct text ending = text_of(end);
    if (text->len <= ending.len) {
        return false;
    }
    struct text last = {text->at + text->len - ending.len, ending.len};
    bool is_it = text_equal_ignoring_case(last, ending);
    text->len -= is_it ? ending.len : 0;
    return is_it;
}

const struct license *license_by_spdx(struct text identifier)
{
    if (!take_end(&identifier, "-only")) {
        (void)take_end(&identifier, "-or-later");
    }
    for (size_t i = 0; i < COUNT(licenses); i++) {
        if (text_equal_ignoring_case(identifier, text_of(licenses[i].spdx))) {
            return &licenses[i];
        }
    }
    return NULL;
}
