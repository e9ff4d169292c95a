/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/report.h"

#include <stdio.h>

const char *verdict_word(enum verdict verdict)
{
    static const char *const words[] = {
        [VERDICT_UNDECIDED] = "undecided",
        [VERDICT_VERIFIED] = "verified",
        [VERDICT_REJECTED] = "rejected",
    };
    return words[verdict];
}

/* CHECK_EXPECTATION is the last of the catalogue and stands for as many as there are. */
_Static_assert(CHECK_EXPECTATION + 1 == CHECK_COUNT, "expectations come last");

bool report_lists(const struct report *report, enum check_group group)
{
    return (report->groups >> group & 1) != 0;
}

const struct check *report_check(const struct report *report, size_t index)
{
    unsigned first = 0;
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        unsigned n = check_group_size((enum check_group)group);
        n -= group == GROUP_ASKED ? 1 : 0; /* CHECK_EXPECTATION */
        if (report_lists(report, (enum check_group)group)) {
            if (index < n) {
                return &report->checks.of[first + index];
            }
            index -= n;
        }
        first += n;
    }
    return index < report->n_expectations ? &report->expectations[index] : NULL;
}

size_t report_checks(const struct report *report)
{
    size_t n = report->n_expectations;
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        bool is_listed = report_lists(report, (enum check_group)group);
        n += is_listed ? check_group_size((enum check_group)group) : 0;
    }
    return report_lists(report, GROUP_ASKED) ? n - 1 : n;
}

const struct check *report_first(const struct report *report, enum check_result result)
{
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check->result == result) {
            return check;
        }
    }
    return NULL;
}

size_t report_count(const struct report *report, enum check_result result)
{
    size_t n = 0;
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        n += check->result == result ? 1 : 0;
    }
    return n;
}

const char *shortfall_name(const struct shortfall *shortfall, char out[SHORTFALL_NAME])
{
    if (shortfall->component == 0) {
        (void)snprintf(out, SHORTFALL_NAME, "%s", shortfall->kind);
    } else {
        (void)snprintf(out, SHORTFALL_NAME, "%s.%u", shortfall->kind, shortfall->component);
    }
    return out;
}
