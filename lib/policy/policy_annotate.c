/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "policy/policy.h"

/* Which rule of a policy the outcome of a check follows from. Several can govern one. */
static void annotate(const struct policy *policy, struct check *check)
{
    if (check->result != RESULT_FAIL && check->result != RESULT_UNDECIDED) {
        return;
    }
    for (size_t i = 0; i < policy->n_rules; i++) {
        const struct policy_rule *rule = &policy->rules[i];
        size_t used = strlen(check->rule);
        if (strcmp(rule->check, check->name) == 0) {
            (void)snprintf(check->rule + used, sizeof check->rule - used, "%s%s, line %zu",
                           used > 0 ? "; " : "", rule->name, rule->line);
        }
    }
}

void policy_annotate(const struct policy *policy, struct report *report)
{
    for (size_t i = 0; i < CHECK_COUNT; i++) {
        annotate(policy, &report->checks.of[i]);
    }
    for (size_t i = 0; i < report->n_expectations; i++) {
        annotate(policy, &report->expectations[i]);
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        policy_annotate(policy, report->parts[i].report);
    }
}
