/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "policy/policy.h"

/* A policy and what was asked for without it: both have to hold. */

enum { MERGED_EXPECTATIONS, MERGED_ADVISORIES, MERGED_ROOTS };

/* Both name what is accepted, and nothing is accepted by both. */
static bool contradiction(const struct policy *policy, const char *check, struct err *e)
{
    const struct policy_rule *rule = policy->rules;
    while (strcmp(rule->check, check) != 0) {
        rule++;
        assert(rule < policy->rules + policy->n_rules);
    }
    return err_set(e, ERR_USAGE, "'%s' of the policy (line %zu) contradicts what was asked for",
                   rule->name, rule->line);
}

/* Every value of the one is a value of the other. */
static bool is_narrower(const struct expectation *one, const struct expectation *other)
{
    bool is = expectation_accepts(other, bytes_of(one->value, one->size));
    for (size_t i = 0; i < one->n_others; i++) {
        is = is && expectation_accepts(other, bytes_of(one->others[i], one->size));
    }
    return is;
}

static struct expectation *find(struct expectation *in, size_t n, struct text key)
{
    for (size_t i = 0; i < n; i++) {
        if (text_equal(in[i].key, key)) {
            return &in[i];
        }
    }
    return NULL;
}

/* Of two that have the same key, the narrower one stays. */
static bool merge_expectation(const struct policy *policy, const struct expectation *add,
                              struct expectation *own, struct err *e)
{
    char check[CHECK_ID];
    if (is_narrower(own, add)) {
        return true;
    }
    if (is_narrower(add, own)) {
        *own = *add;
        return true;
    }
    (void)snprintf(check, sizeof check, "expect.%.*s", TEXT_ARG(add->key));
    return contradiction(policy, check, e);
}

static bool merge_expectations(struct policy *policy, struct appraise_options *options,
                               struct err *e)
{
    const struct appraise_options *add = &policy->options;
    size_t n = options->n_expectations;
    struct expectation *all = mem_array(n + add->n_expectations + 1, sizeof *all);
    policy->merged[MERGED_EXPECTATIONS] = all;
    for (size_t i = 0; i < n; i++) {
        all[i] = options->expectations[i];
    }
    options->expectations = all;
    for (size_t i = 0; i < add->n_expectations; i++) {
        const struct expectation *one = &add->expectations[i];
        struct expectation *own = find(all, options->n_expectations, one->key);
        TRY(own == NULL || merge_expectation(policy, one, own, e));
        if (own == NULL) {
            all[options->n_expectations++] = *one;
        }
    }
    return true;
}

static bool merge_report_data(const struct policy *policy, struct expected_report_data *own,
                              struct err *e)
{
    const struct expected_report_data *add = &policy->options.report_data;
    if (!add->is_given) {
        return true;
    }
    /* What is behind the given bytes is zero in both, and is compared when either is whole. */
    size_t compared = own->is_whole ? sizeof own->value : own->size;
    if (own->is_given &&
        !bytes_equal(bytes_of(own->value, compared), bytes_of(add->value, compared))) {
        return contradiction(policy, check_catalogue[CHECK_REPORT_DATA].id, e);
    }
    *own = *add;
    return true;
}

static bool merge_bindings(const struct policy *policy, struct binding *own, struct err *e)
{
    static const enum check_id checks[BINDING_KINDS] = {
        [BINDING_NONCE] = CHECK_BIND_NONCE,
        [BINDING_PUBLIC_KEY] = CHECK_BIND_PUBLIC_KEY,
        [BINDING_ADDRESS] = CHECK_BIND_ADDRESS,
        [BINDING_TLS_KEY] = CHECK_BIND_TLS_KEY,
    };
    for (size_t i = 0; i < BINDING_KINDS; i++) {
        const struct binding *add = &policy->options.app.bindings[i];
        if (add->is_given && own[i].is_given && !bytes_equal(add->value, own[i].value)) {
            return contradiction(policy, check_catalogue[checks[i]].id, e);
        }
        own[i] = add->is_given ? *add : own[i];
    }
    return true;
}

static bool has_root(const struct app_options *app, struct bytes root)
{
    for (size_t i = 0; i < app->n_kms_roots; i++) {
        if (bytes_equal(app->kms_roots[i], root)) {
            return true;
        }
    }
    return false;
}

/* Those of the policy that are asked for anyway. */
static bool merge_roots(struct policy *policy, struct app_options *own, struct err *e)
{
    const struct app_options *add = &policy->options.app;
    struct bytes *both = mem_array(add->n_kms_roots + 1, sizeof *both);
    policy->merged[MERGED_ROOTS] = both;
    size_t n = 0;
    for (size_t i = 0; i < add->n_kms_roots; i++) {
        if (own->n_kms_roots == 0 || has_root(own, add->kms_roots[i])) {
            both[n++] = add->kms_roots[i];
        }
    }
    if (add->n_kms_roots > 0 && n == 0) {
        return contradiction(policy, check_catalogue[CHECK_KMS_ROOT].id, e);
    }
    if (n > 0) {
        own->kms_roots = both;
        own->n_kms_roots = n;
    }
    return true;
}

static bool merge_app(struct policy *policy, struct app_options *own, struct err *e)
{
    const struct app_options *add = &policy->options.app;
    if (add->key_provider.len > 0 && own->key_provider.len > 0 &&
        !text_equal(add->key_provider, own->key_provider)) {
        return contradiction(policy, check_catalogue[CHECK_KMS_ROOT].id, e);
    }
    own->key_provider = add->key_provider.len > 0 ? add->key_provider : own->key_provider;
    own->demand_images = own->demand_images || add->demand_images;
    own->demand_private = own->demand_private || add->demand_private;
    own->demand_unprivileged = own->demand_unprivileged || add->demand_unprivileged;
    own->demand_production_os = own->demand_production_os || add->demand_production_os;
    own->demand_os = own->demand_os || add->demand_os;
    return merge_bindings(policy, own->bindings, e) && merge_roots(policy, own, e);
}

/* What is allowed adds up; of two least values the greater one counts. */
static void merge_platform(struct policy *policy, struct appraise_options *own)
{
    const struct appraise_options *add = &policy->options;
    size_t n = own->n_allow_advisories + add->n_allow_advisories;
    struct text *all = mem_array(n + 1, sizeof *all);
    policy->merged[MERGED_ADVISORIES] = all;
    for (size_t i = 0; i < n; i++) {
        all[i] = i < own->n_allow_advisories ? own->allow_advisories[i]
                                             : add->allow_advisories[i - own->n_allow_advisories];
    }
    own->allow_advisories = all;
    own->n_allow_advisories = n;
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        own->allow_status[i] = own->allow_status[i] || add->allow_status[i];
    }
    own->allow_td_attributes |= add->allow_td_attributes;
    own->hardware_only = own->hardware_only || add->hardware_only;
    if (add->has_min_evaluation &&
        (!own->has_min_evaluation || own->min_evaluation < add->min_evaluation)) {
        own->min_evaluation = add->min_evaluation;
    }
    own->has_min_evaluation = own->has_min_evaluation || add->has_min_evaluation;
    if (add->has_min_date && (!own->has_min_date || own->min_date < add->min_date)) {
        own->min_date = add->min_date;
    }
    own->has_min_date = own->has_min_date || add->has_min_date;
}

bool policy_apply(struct policy *policy, struct appraise_options *options, struct err *e)
{
    bool has_nonce = options->report_data.is_given || options->app.bindings[BINDING_NONCE].is_given;
    if (policy->wants_nonce && !has_nonce) {
        (void)err_set(e, ERR_USAGE, "the policy wants a nonce or report data to be given");
        return err_hint(e, "for example --bind nonce=HEX, or --report-data HEX");
    }
    TRY(merge_expectations(policy, options, e));
    TRY(merge_report_data(policy, &options->report_data, e));
    TRY(merge_app(policy, &options->app, e));
    merge_platform(policy, options);
    return true;
}
