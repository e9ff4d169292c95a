/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "policy/policy.h"

/* Each key of a policy: what it asks for, and the check that it governs. */
TestSuite(policy_keys);

#define HASH "abababababababababababababababababababababababababababababababab"
#define ID   "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
#define SPKI                                                                                       \
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004"                                       \
    "51590b7a515140d2d784c85608668fdfef8c82fd1f5be52421554a0dc3d033ed"                             \
    "e0c17da8904a727d8ae1bf36bf8a79260d012f00d4d80888d1d0bb44fda16da4"

static void parse(const char *text, struct policy *out)
{
    AUTO(buf_done) struct buf in = buf_start(16 * KIB);
    struct err e = {0};
    buf_printf(&in, "version = 1\n%s", text);
    cr_assert(policy_parse(buf_view(&in), out, &e), "%s: %s", text, e.text);
}

static bool allows_status(const struct policy *p)
{
    return p->options.allow_status[STATUS_OUT_OF_DATE];
}

static bool names_advisory(const struct policy *p)
{
    return p->options.n_allow_advisories == 1;
}

static bool has_date(const struct policy *p)
{
    return p->options.has_min_date;
}

static bool has_evaluation(const struct policy *p)
{
    return p->options.has_min_evaluation && p->options.min_evaluation == 5;
}

static bool allows_attribute(const struct policy *p)
{
    return p->options.allow_td_attributes == (uint64_t)1 << 62;
}

static bool is_of_hardware(const struct policy *p)
{
    return p->options.hardware_only;
}

static bool demands_images(const struct policy *p)
{
    return p->options.app.demand_images;
}

static bool demands_private(const struct policy *p)
{
    return p->options.app.demand_private;
}

static bool demands_unprivileged(const struct policy *p)
{
    return p->options.app.demand_unprivileged;
}

static bool demands_production(const struct policy *p)
{
    return p->options.app.demand_production_os;
}

static bool demands_reference(const struct policy *p)
{
    return p->options.app.demand_os;
}

static bool names_provider(const struct policy *p)
{
    return text_is(p->options.app.key_provider, "tpm");
}

static bool names_root(const struct policy *p)
{
    return p->options.app.n_kms_roots == 1;
}

static bool names_report_data(const struct policy *p)
{
    return p->options.report_data.is_given && p->options.report_data.size == 1;
}

static bool wants_nonce(const struct policy *p)
{
    return p->wants_nonce;
}

static bool binds(const struct policy *p, enum binding_kind kind)
{
    return p->options.app.bindings[kind].is_given && p->options.app.bindings[kind].value.left > 0;
}

static bool binds_key(const struct policy *p)
{
    return binds(p, BINDING_PUBLIC_KEY);
}

static bool binds_address(const struct policy *p)
{
    return binds(p, BINDING_ADDRESS);
}

static bool binds_tls_key(const struct policy *p)
{
    return binds(p, BINDING_TLS_KEY);
}

/* One value is expected, of the key that the check is called after. */
static bool expects(const struct policy *p)
{
    const char *key = p->rules[1].check + strlen("expect.");
    return p->options.n_expectations == 1 && text_is(p->options.expectations[0].key, key) &&
           p->options.expectations[0].n_others == 0;
}

static const struct row {
    const char *text;
    const char *check;
    bool (*is_asked)(const struct policy *p);
} rows[] = {
    {"hardware_only = true", "identity", is_of_hardware},
    {"tcb.allow = \"OutOfDate\"", "tcb.status", allows_status},
    {"tcb.advisories = \"INTEL-SA-00000\"", "tcb.advisories", names_advisory},
    {"tcb.min_date = 2025-01-01", "tcb.date", has_date},
    {"tcb.min_evaluation_data_number = 5", "tcb.evaluation_data_number", has_evaluation},
    {"td.allow_attributes = \"TPA\"", "td.attributes", allows_attribute},
    {"measurements.isv_svn = \"0100\"", "expect.isv_svn", expects},
    {"app.app_id = \"" ID "\"", "expect.app_id", expects},
    {"app.compose_hash = \"" HASH "\"", "expect.compose_hash", expects},
    {"app.instance_id = \"" ID "\"", "expect.instance_id", expects},
    {"app.device_id = \"" HASH "\"", "expect.device_id", expects},
    {"app.mr_aggregated = \"" HASH "\"", "expect.mr_aggregated", expects},
    {"app.mr_system = \"" HASH "\"", "expect.mr_system", expects},
    {"app.pinned_images = true", "app.images", demands_images},
    {"app.public_logs = false", "app.public_logs", demands_private},
    {"app.privileged = false", "app.privileged", demands_unprivileged},
    {"os.os_image_hash = \"" HASH "\"", "expect.os_image_hash", expects},
    {"os.rootfs_hash = \"" HASH "\"", "expect.rootfs_hash", expects},
    {"os.development = false", "os.development", demands_production},
    {"os.reference = true", "os.identity", demands_reference},
    {"kms.key_provider = \"tpm\"", "kms.root", names_provider},
    {"kms.root = \"3000\"", "kms.root", names_root},
    {"kms.mr_kms = \"" HASH "\"", "expect.mr_kms", expects},
    {"kms.mr_key_provider = \"" HASH "\"", "expect.mr_key_provider", expects},
    {"binding.report_data = \"01\"", "report_data", names_report_data},
    {"binding.public_key = \"" HASH "\"", "bind.public_key", binds_key},
    {"binding.address = \"" ID "\"", "bind.address", binds_address},
    {"binding.tls_key = \"" SPKI "\"", "bind.tls_key", binds_tls_key},
    {"binding.nonce_required = true", "bind.nonce", wants_nonce},
};

Test(policy_keys, each_asks_for_something_and_names_its_check)
{
    AUTO(policy_done) struct policy empty;
    parse("", &empty);
    cr_expect_str_empty(empty.rules[0].check, "the version governs nothing");
    for (size_t i = 0; i < COUNT(rows); i++) {
        AUTO(policy_done) struct policy policy;
        parse(rows[i].text, &policy);
        cr_assert_eq(policy.n_rules, 2, "%s", rows[i].text);
        cr_expect_str_eq(policy.rules[1].check, rows[i].check, "%s", rows[i].text);
        cr_expect(rows[i].is_asked(&policy), "%s", rows[i].text);
        cr_expect(rows[i].is_asked == expects || !rows[i].is_asked(&empty), "%s", rows[i].text);
    }
}

/* Merging */

/* What either asks for is asked for. */
Test(policy_keys, flags_of_both)
{
    static const struct {
        const char *text;
        size_t at; /* of the flag */
    } cases[] = {
        {"app.pinned_images = true", offsetof(struct appraise_options, app.demand_images)},
        {"app.public_logs = false", offsetof(struct appraise_options, app.demand_private)},
        {"app.privileged = false", offsetof(struct appraise_options, app.demand_unprivileged)},
        {"os.development = false", offsetof(struct appraise_options, app.demand_production_os)},
        {"os.reference = true", offsetof(struct appraise_options, app.demand_os)},
        {"hardware_only = true", offsetof(struct appraise_options, hardware_only)},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (unsigned by = 0; by < 4; by++) {
            AUTO(policy_done) struct policy policy;
            struct appraise_options options = {.at = 7};
            bool *flag = (bool *)((char *)&options + cases[i].at);
            struct err e = {0};
            parse((by & 1) != 0 ? cases[i].text : "", &policy);
            *flag = (by & 2) != 0;
            cr_assert(policy_apply(&policy, &options, &e), "%s", e.text);
            cr_expect_eq(*flag, by != 0, "%s %u", cases[i].text, by);
        }
    }
}

Test(policy_keys, what_neither_asks_for)
{
    AUTO(policy_done) struct policy policy;
    struct appraise_options options = {.at = 7};
    struct err e = {0};
    parse("", &policy);
    cr_assert(policy_apply(&policy, &options, &e), "%s", e.text);
    cr_expect_not(options.has_min_date || options.has_min_evaluation);
    for (unsigned i = 0; i < BINDING_KINDS; i++) {
        cr_expect_not(options.app.bindings[i].is_given);
    }
}

Test(policy_keys, bindings_of_the_policy_alone)
{
    AUTO(policy_done) struct policy policy;
    struct appraise_options options = {.at = 7};
    struct err e = {0};
    parse("binding.address = \"" ID "\"", &policy);
    cr_assert(policy_apply(&policy, &options, &e), "%s", e.text);
    cr_expect_eq(options.app.bindings[BINDING_ADDRESS].value.left, 20);
    cr_expect(options.app.bindings[BINDING_ADDRESS].is_given);
}

/* A list is narrower than another one only when each of its values is in that. */
Test(policy_keys, lists_that_overlap)
{
    AUTO(policy_done) struct policy policy;
    static const uint8_t others[2][64] = {{3, 0}, {2, 0}};
    struct expectation own = {
        .key = text_of("isv_svn"), .value = {1, 0}, .size = 2, .others = others, .n_others = 2};
    struct appraise_options options = {.expectations = &own, .n_expectations = 1};
    struct err e = {0};
    parse("measurements.isv_svn = [\"0100\", \"0200\", \"0400\"]", &policy);
    cr_expect_not(policy_apply(&policy, &options, &e));
    cr_expect_str_eq(e.text, "'measurements.isv_svn' of the policy (line 2) contradicts what was "
                             "asked for");
}

Test(policy_keys, report_data_may_be_whole)
{
    AUTO(policy_done) struct policy policy;
    parse("binding.report_data = \"" HASH HASH "\"", &policy);
    cr_expect_eq(policy.options.report_data.size, 64);
}
