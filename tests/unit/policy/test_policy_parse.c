/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "policy/policy_keys.h"

/* What policy_parse makes of files that it takes. */
TestSuite(policy_parse);

static void parse(const char *text, struct policy *out)
{
    struct err e = {0};
    cr_assert(policy_parse(text_bytes(text_of(text)), out, &e), "%s: %s (%s)", text, e.text,
              e.hint);
}

#define H20 "000102030405060708090a0b0c0d0e0f10111213"
#define H32 "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define H48 H32 "202122232425262728292a2b2c2d2e2f"

static const char whole[] = "version = 1\n"
                            "hardware_only = true\n"
                            "[tcb]\n"
                            "allow = [\"SWHardeningNeeded\", \"OutOfDate\"]\n"
                            "advisories = [\"INTEL-SA-00837\"]\n"
                            "min_date = 2025-01-01\n"
                            "min_evaluation_data_number = 17\n"
                            "[td]\n"
                            "allow_attributes = [\"MIGRATABLE\", \"PERFMON\"]\n"
                            "[measurements]\n"
                            "mrtd = \"" H48 "\"\n"
                            "rtmr0 = [\"" H48 "\", \"ff" H32 "ffffffffffffffffffffffffffffff\"]\n"
                            "mrenclave = \"" H32 "\"\n"
                            "[app]\n"
                            "app_id = \"" H20 "\"\n"
                            "pinned_images = true\n"
                            "public_logs = false\n"
                            "privileged = false\n"
                            "[os]\n"
                            "os_image_hash = [\"" H32 "\"]\n"
                            "development = false\n"
                            "reference = true\n"
                            "[kms]\n"
                            "key_provider = \"kms\"\n"
                            "root = [\"3059\", \"3082\"]\n"
                            "[binding]\n"
                            "report_data = \"0102\"\n"
                            "address = \"" H20 "\"\n"
                            "nonce_required = true\n";

Test(policy_parse, the_platform)
{
    AUTO(policy_done) struct policy policy;
    parse(whole, &policy);
    const struct appraise_options *options = &policy.options;
    cr_expect(options->hardware_only);
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        cr_expect_eq(options->allow_status[i], i == STATUS_SW_HARDENING || i == STATUS_OUT_OF_DATE);
    }
    cr_expect_eq(options->n_allow_advisories, 1);
    cr_expect(text_is(options->allow_advisories[0], "INTEL-SA-00837"));
    cr_expect(options->has_min_date && options->has_min_evaluation);
    cr_expect_eq(options->min_date, 1735689600); /* date -u -d 2025-01-01 +%s */
    cr_expect_eq(options->min_evaluation, 17);
    cr_expect_eq(options->allow_td_attributes, (uint64_t)1 << 29 | (uint64_t)1 << 63);
}

Test(policy_parse, what_runs_there)
{
    AUTO(policy_done) struct policy policy;
    parse(whole, &policy);
    const struct appraise_options *options = &policy.options;
    static const struct {
        const char *key;
        size_t size, others;
    } expected[] = {{"mrtd", 48, 0},
                    {"rtmr0", 48, 1},
                    {"mrenclave", 32, 0},
                    {"app_id", 20, 0},
                    {"os_image_hash", 32, 0}};
    cr_assert_eq(options->n_expectations, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct expectation *one = &options->expectations[i];
        cr_expect(text_is(one->key, expected[i].key), "%.*s", TEXT_ARG(one->key));
        cr_expect_eq(one->size, expected[i].size);
        cr_expect_eq(one->n_others, expected[i].others);
        for (uint8_t k = 0; k < one->size; k++) {
            cr_expect_eq(one->value[k], k, "%.*s", TEXT_ARG(one->key));
        }
    }
    uint8_t other[48] = {0xff};
    memset(other + 33, 0xff, sizeof other - 33);
    for (uint8_t i = 0; i < 32; i++) {
        other[i + 1] = i;
    }
    cr_expect(bytes_equal(BYTES_OF(other), bytes_of(options->expectations[1].others[0], 48)));
}

Test(policy_parse, app_and_bindings)
{
    AUTO(policy_done) struct policy policy;
    parse(whole, &policy);
    const struct app_options *app = &policy.options.app;
    cr_expect(app->demand_images && app->demand_private && app->demand_unprivileged);
    cr_expect(app->demand_production_os && app->demand_os);
    cr_expect(text_is(app->key_provider, "kms"));
    cr_assert_eq(app->n_kms_roots, 2);
    cr_expect(bytes_equal(app->kms_roots[0], bytes_of("\x30\x59", 2)));
    cr_expect(bytes_equal(app->kms_roots[1], bytes_of("\x30\x82", 2)));
    const struct expected_report_data *data = &policy.options.report_data;
    cr_expect(data->is_given && data->is_whole && data->size == 2);
    cr_expect(data->value[0] == 1 && data->value[1] == 2 && data->value[2] == 0);
    cr_expect(app->bindings[BINDING_ADDRESS].is_given);
    cr_expect_eq(app->bindings[BINDING_ADDRESS].value.left, 20);
    cr_expect_not(app->bindings[BINDING_NONCE].is_given);
    cr_expect(policy.wants_nonce);
}

Test(policy_parse, what_is_not_asked_for)
{
    AUTO(policy_done) struct policy policy;
    parse("version = 1\nhardware_only = false\n[app]\npinned_images = false\npublic_logs = true\n"
          "privileged = true\n[os]\ndevelopment = true\nreference = false\n[binding]\n"
          "nonce_required = false\n[measurements]\n",
          &policy);
    static const struct app_options none;
    const struct app_options *app = &policy.options.app;
    cr_expect_not(policy.options.hardware_only || policy.wants_nonce);
    cr_expect_not(app->demand_images || app->demand_private || app->demand_unprivileged);
    cr_expect_not(app->demand_production_os || app->demand_os);
    cr_expect_eq(app->n_kms_roots, none.n_kms_roots);
    cr_expect_eq(policy.options.n_expectations, 0);
    for (size_t i = 0; i < policy.n_rules; i++) {
        cr_expect_str_eq(policy.rules[i].check, "", "%s", policy.rules[i].name);
    }
}

Test(policy_parse, any_status)
{
    AUTO(policy_done) struct policy policy;
    parse("version = 1\ntcb.allow = \"any\"", &policy);
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        cr_expect(policy.options.allow_status[i]);
    }
}

Test(policy_parse, rules_in_the_order_of_the_file)
{
    AUTO(policy_done) struct policy policy;
    parse("# a comment\n"
          "version = 1\n"
          "\n"
          "[kms]\n"
          "key_provider = \"tpm\"\n"
          "[tcb]\n"
          "allow = [ # two\n"
          "  \"OutOfDate\", \"ConfigurationNeeded\"]\n"
          "min_date = 2024-02-29\n"
          "[measurements]\n"
          "isv_svn = \"0100\"\n"
          "[app]\n"
          "public_logs = false\n",
          &policy);
    static const struct {
        const char *name, *check, *value;
        size_t line;
    } rules[] = {
        {"version", "", "1", 2},
        {"kms.key_provider", "kms.root", "tpm", 5},
        {"tcb.allow", "tcb.status", "OutOfDate, ConfigurationNeeded", 7},
        {"tcb.min_date", "tcb.date", "2024-02-29", 9},
        {"measurements.isv_svn", "expect.isv_svn", "0100", 11},
        {"app.public_logs", "app.public_logs", "false", 13},
    };
    cr_assert_eq(policy.n_rules, COUNT(rules));
    for (size_t i = 0; i < COUNT(rules); i++) {
        const struct policy_rule *rule = &policy.rules[i];
        cr_expect_str_eq(rule->name, rules[i].name);
        cr_expect_str_eq(rule->check, rules[i].check);
        cr_expect(text_is(rule->value, rules[i].value), "%.*s", TEXT_ARG(rule->value));
        cr_expect_eq(rule->line, rules[i].line, "%s: %zu", rule->name, rule->line);
        cr_expect_gt(strlen(rule->meaning), 0);
    }
}

static struct buf read_page(void)
{
    struct buf page = buf_start(MIB);
    struct err e = {0};
    cr_assert(fs_read(PHALA_SOURCE_DIR "/man/phala-policy.5", &page, &e), "%s", e.text);
    buf_char(&page, 0);
    return page;
}

Test(policy_parse, the_example_of_the_manual_page)
{
    AUTO(buf_done) struct buf page = read_page();
    AUTO(policy_done) struct policy policy;
    struct err e = {0};
    const char *start = strstr((const char *)page.at, "version = 1\n\n");
    cr_assert_not_null(start);
    const char *end = strstr(start, ".Ed\n");
    cr_assert_not_null(end);
    cr_expect(policy_parse(bytes_of(start, (size_t)(end - start)), &policy, &e), "%s", e.text);
    cr_expect_eq(policy.n_rules, 8);
}

/* Each key of the table stands in the page, and each field of a quote that can be expected. */
Test(policy_parse, the_manual_page_has_every_key)
{
    AUTO(buf_done) struct buf page = read_page();
    for (size_t i = 0; i < POLICY_KEYS; i++) {
        AUTO(buf_done) struct buf item = buf_start(KIB);
        const struct policy_key *key = &policy_keys[i];
        if (key->name != NULL) {
            buf_printf(&item, ".It Cm %s =", key->name);
            buf_char(&item, 0);
            cr_expect(strstr((const char *)page.at, (const char *)item.at) != NULL, "%s",
                      (const char *)item.at);
        }
    }
    for (size_t i = 0; i < TD_FIELDS + SGX_FIELDS; i++) {
        const char *name = i < TD_FIELDS ? td_layout[i].name : sgx_layout[i - TD_FIELDS].name;
        cr_expect(name == NULL || strstr((const char *)page.at, name) != NULL, "%s", name);
    }
}
