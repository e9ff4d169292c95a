/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: policy_parse, policy_apply. A policy agrees with itself: added to what it asks
 * for already, it changes nothing of what has to hold. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "policy/policy.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_rules(const struct policy *policy, size_t size)
{
    size_t n_expected = 0;
    for (size_t i = 0; i < policy->n_rules; i++) {
        const struct policy_rule *rule = &policy->rules[i];
        require(rule->line >= 1 && rule->line <= size + 1);
        require(rule->name[0] != 0 && rule->meaning != NULL && rule->value.len > 0);
        n_expected += text_starts(text_of(rule->check), "expect.") ? 1 : 0;
    }
    require(n_expected == policy->options.n_expectations);
}

static bool is_same_expectation(const struct expectation *a, const struct expectation *b)
{
    return text_equal(a->key, b->key) && a->size == b->size && a->n_others == b->n_others &&
           expectation_accepts(b, bytes_of(a->value, a->size));
}

static void check_same(const struct appraise_options *before, const struct appraise_options *after)
{
    require(before->n_expectations == after->n_expectations);
    for (size_t i = 0; i < before->n_expectations; i++) {
        require(is_same_expectation(&before->expectations[i], &after->expectations[i]));
    }
    require(before->hardware_only == after->hardware_only);
    require(memcmp(before->allow_status, after->allow_status, sizeof before->allow_status) == 0);
    require(before->allow_td_attributes == after->allow_td_attributes);
    require(before->has_min_date == after->has_min_date && before->min_date == after->min_date);
    require(before->min_evaluation == after->min_evaluation);
    require((before->n_allow_advisories == 0) == (after->n_allow_advisories == 0));
    require(before->app.n_kms_roots == after->app.n_kms_roots);
    require(text_equal(before->app.key_provider, after->app.key_provider));
    require(before->report_data.is_given == after->report_data.is_given);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    AUTO(policy_done) struct policy policy;
    AUTO(policy_done) struct policy again;
    if (!policy_parse(bytes_of(data, size), &policy, &e)) {
        require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG);
        require(text_starts(text_of(e.text), "line "));
        require(!policy_parse(bytes_of(data, size), &again, &e));
        return 0;
    }
    check_rules(&policy, size);
    require(policy_parse(bytes_of(data, size), &again, &e));
    /* What a policy that wants a nonce has to be given. */
    struct appraise_options options = {
        .app.bindings = {[BINDING_NONCE] = {true, bytes_of("nonce", 5)}}};
    require(policy_apply(&policy, &options, &e));
    struct appraise_options once = options;
    require(policy_apply(&again, &options, &e));
    check_same(&once, &options);
    return 0;
}
