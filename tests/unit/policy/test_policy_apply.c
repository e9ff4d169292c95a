/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "base/mem.h"
#include "policy/policy.h"

/* A policy together with what the command line asks for. */
TestSuite(policy_apply);

static void parse(const char *text, struct policy *out)
{
    AUTO(buf_done) struct buf in = buf_start(16 * KIB);
    struct err e = {0};
    buf_printf(&in, "version = 1\n%s", text);
    cr_assert(policy_parse(buf_view(&in), out, &e), "%s: %s", text, e.text);
}

static void apply(struct policy *policy, struct appraise_options *options)
{
    struct err e = {0};
    cr_assert(policy_apply(policy, options, &e), "%s", e.text);
}

static void expect_contradiction(struct policy *policy, struct appraise_options *options,
                                 const char *fault)
{
    struct err e = {0};
    cr_expect_not(policy_apply(policy, options, &e));
    cr_expect_eq(e.kind, ERR_USAGE);
    cr_expect_str_eq(e.text, fault);
}

static struct expectation expect(const char *key, const char *hex)
{
    struct expectation out;
    struct err e = {0};
    cr_assert(expectation_parse(text_of(key), text_of(hex), &out, &e), "%s", e.text);
    return out;
}

#define ISV "measurements.isv_svn = "

Test(policy_apply, nothing_to_something)
{
    AUTO(policy_done) struct policy policy;
    struct appraise_options options = {.at = 7};
    parse("hardware_only = true\ntcb = {allow = \"OutOfDate\", min_date = 2025-01-01, "
          "min_evaluation_data_number = 5, advisories = [\"A\", \"B\"]}\n" ISV "\"0100\"\n"
          "td.allow_attributes = \"TPA\"\nkms.root = \"30\"\napp.pinned_images = true\n"
          "binding.report_data = \"01\"",
          &policy);
    apply(&policy, &options);
    cr_expect_eq(options.at, 7);
    cr_expect(options.hardware_only && options.allow_status[STATUS_OUT_OF_DATE]);
    cr_expect_not(options.allow_status[STATUS_CONFIGURATION]);
    cr_expect(options.has_min_date && options.has_min_evaluation && options.min_evaluation == 5);
    cr_expect_eq(options.n_allow_advisories, 2);
    cr_expect_eq(options.n_expectations, 1);
    cr_expect_eq(options.allow_td_attributes, (uint64_t)1 << 62);
    cr_expect_eq(options.app.n_kms_roots, 1);
    cr_expect(options.app.demand_images && options.report_data.is_given);
}

Test(policy_apply, an_empty_policy_changes_nothing)
{
    AUTO(policy_done) struct policy policy;
    const struct text advisory = text_of("A");
    const struct bytes root = bytes_of("r", 1);
    struct expectation own = expect("isv_svn", "0100");
    struct appraise_options options = {
        .hardware_only = true,
        .expectations = &own,
        .n_expectations = 1,
        .report_data = {.is_given = true, .size = 3},
        .allow_status = {[STATUS_OUT_OF_DATE] = true},
        .allow_advisories = &advisory,
        .n_allow_advisories = 1,
        .has_min_evaluation = true,
        .min_evaluation = 3,
        .has_min_date = true,
        .min_date = 9,
        .app = {.key_provider = text_of("kms"),
                .kms_roots = &root,
                .n_kms_roots = 1,
                .demand_os = true,
                .bindings = {{.is_given = true}}},
    };
    parse("", &policy);
    apply(&policy, &options);
    cr_expect(options.hardware_only && options.allow_status[STATUS_OUT_OF_DATE]);
    cr_expect_eq(options.n_expectations, 1);
    cr_expect(text_is(options.expectations[0].key, "isv_svn"));
    cr_expect(options.report_data.is_given && options.report_data.size == 3);
    cr_expect_eq(options.n_allow_advisories, 1);
    cr_expect(options.has_min_evaluation && options.min_evaluation == 3);
    cr_expect(options.has_min_date && options.min_date == 9);
    cr_expect(options.app.demand_os && options.app.bindings[BINDING_NONCE].is_given);
    cr_expect_eq(options.app.n_kms_roots, 1);
    cr_expect(text_is(options.app.key_provider, "kms"));
}

Test(policy_apply, of_two_least_values_the_greater_one)
{
    static const uint64_t given[] = {4, 5, 6};
    for (size_t i = 0; i < COUNT(given); i++) {
        AUTO(policy_done) struct policy policy;
        /* date -u -d 2025-01-01 +%s */
        const instant date = 1735689600;
        struct appraise_options options = {.has_min_evaluation = true,
                                           .min_evaluation = given[i],
                                           .has_min_date = true,
                                           .min_date = date - 5 + (instant)given[i]};
        parse("tcb = {min_date = 2025-01-01, min_evaluation_data_number = 5}", &policy);
        apply(&policy, &options);
        cr_expect_eq(options.min_evaluation, given[i] > 5 ? given[i] : 5);
        cr_expect_eq(options.min_date, given[i] > 5 ? date + 1 : date);
    }
}

Test(policy_apply, what_is_allowed_adds_up)
{
    AUTO(policy_done) struct policy policy;
    const struct text own = text_of("A");
    struct appraise_options options = {.allow_advisories = &own,
                                       .n_allow_advisories = 1,
                                       .allow_td_attributes = 1U << 4,
                                       .allow_status = {[STATUS_CONFIGURATION] = true}};
    parse("tcb = {allow = \"OutOfDate\", advisories = \"B\"}\ntd.allow_attributes = \"PERF_PROF\"",
          &policy);
    apply(&policy, &options);
    cr_expect_eq(options.n_allow_advisories, 2);
    cr_expect(text_is(options.allow_advisories[0], "A"));
    cr_expect(text_is(options.allow_advisories[1], "B"));
    cr_expect_eq(options.allow_td_attributes, 1U << 4 | 1U << 5);
    cr_expect(options.allow_status[STATUS_CONFIGURATION]);
    cr_expect(options.allow_status[STATUS_OUT_OF_DATE]);
}

Test(policy_apply, other_keys_stand_behind_those_of_the_command_line)
{
    AUTO(policy_done) struct policy policy;
    struct expectation own[] = {expect("isv_prod_id", "0200"), expect("isv_svn", "0100")};
    struct appraise_options options = {.expectations = own, .n_expectations = 2};
    parse("measurements = {misc_select = \"00000000\", isv_svn = \"0100\"}", &policy);
    apply(&policy, &options);
    static const char *const keys[] = {"isv_prod_id", "isv_svn", "misc_select"};
    cr_assert_eq(options.n_expectations, COUNT(keys));
    for (size_t i = 0; i < COUNT(keys); i++) {
        cr_expect(text_is(options.expectations[i].key, keys[i]));
    }
}

Test(policy_apply, the_narrower_of_two_expectations)
{
    AUTO(policy_done) struct policy policy;
    struct expectation one = expect("isv_svn", "0200");
    struct appraise_options options = {.expectations = &one, .n_expectations = 1};
    parse(ISV "[\"0100\", \"0200\", \"0300\"]", &policy);
    apply(&policy, &options);
    cr_assert_eq(options.n_expectations, 1);
    cr_expect_eq(options.expectations[0].n_others, 0);
    cr_expect_eq(options.expectations[0].value[0], 2);

    AUTO(policy_done) struct policy narrow;
    const uint8_t others[2][64] = {{1}, {2}};
    struct expectation wide = expect("isv_svn", "0300");
    wide.others = others;
    wide.n_others = 2;
    options = (struct appraise_options){.expectations = &wide, .n_expectations = 1};
    parse(ISV "\"0100\"", &narrow);
    apply(&narrow, &options);
    cr_assert_eq(options.n_expectations, 1);
    cr_expect_eq(options.expectations[0].n_others, 0);
    cr_expect_eq(options.expectations[0].value[0], 1);
}

Test(policy_apply, expectations_that_contradict)
{
    AUTO(policy_done) struct policy policy;
    struct expectation own = expect("isv_svn", "0400");
    struct appraise_options options = {.expectations = &own, .n_expectations = 1};
    parse("\n\n[measurements]\nisv_svn = [\"0100\", \"0200\"]", &policy);
    expect_contradiction(&policy, &options,
                         "'measurements.isv_svn' of the policy (line 5) "
                         "contradicts what was asked for");
}

Test(policy_apply, report_data_of_both)
{
    static const struct {
        struct expected_report_data own;
        bool agrees;
    } cases[] = {
        {{.is_given = true, .value = {1, 2}, .size = 2, .is_whole = true}, true},
        {{.is_given = true, .value = {1, 2, 0}, .size = 3, .is_whole = true}, true},
        {{.is_given = true, .value = {1}, .size = 1, .is_whole = true}, false},
        {{.is_given = true, .value = {1}, .size = 1, .is_whole = false}, true},
        {{.is_given = true, .value = {1, 3}, .size = 2, .is_whole = false}, false},
        {{.is_given = true, .value = {1, 2, 1}, .size = 3, .is_whole = false}, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(policy_done) struct policy policy;
        struct appraise_options options = {.report_data = cases[i].own};
        struct err e = {0};
        parse("binding.report_data = \"0102\"", &policy);
        cr_expect_eq(policy_apply(&policy, &options, &e), cases[i].agrees, "case %zu", i);
        cr_expect(!cases[i].agrees ||
                  (options.report_data.is_whole && options.report_data.size == 2));
        cr_expect(cases[i].agrees || e.kind == ERR_USAGE, "case %zu", i);
    }
}

#define ADDRESS "000102030405060708090a0b0c0d0e0f10111213"

Test(policy_apply, bindings_of_both)
{
    uint8_t address[20];
    for (uint8_t i = 0; i < sizeof address; i++) {
        address[i] = i;
    }
    struct appraise_options options = {
        .app.bindings = {[BINDING_ADDRESS] = {true, BYTES_OF(address)}}};
    AUTO(policy_done) struct policy policy;
    parse("binding.address = \"" ADDRESS "\"", &policy);
    apply(&policy, &options);
    cr_expect(options.app.bindings[BINDING_ADDRESS].is_given);
    cr_expect_not(options.app.bindings[BINDING_NONCE].is_given);

    address[19] ^= 1;
    options.app.bindings[BINDING_ADDRESS].value = BYTES_OF(address);
    AUTO(policy_done) struct policy other;
    parse("binding.address = \"" ADDRESS "\"", &other);
    expect_contradiction(&other, &options,
                         "'binding.address' of the policy (line 2) contradicts what was asked for");
}

Test(policy_apply, key_services_of_both)
{
    const struct bytes own[] = {bytes_of("\x31", 1), bytes_of("\x32", 1)};
    struct appraise_options options = {
        .app = {.kms_roots = own, .n_kms_roots = 2, .key_provider = text_of("kms")}};
    AUTO(policy_done) struct policy policy;
    parse("kms = {root = [\"30\", \"31\"], key_provider = \"kms\"}", &policy);
    apply(&policy, &options);
    cr_assert_eq(options.app.n_kms_roots, 1);
    cr_expect(bytes_equal(options.app.kms_roots[0], own[0]));

    const char *const fault = "'kms.root' of the policy (line 2) contradicts what was asked for";
    AUTO(policy_done) struct policy other;
    parse("kms.root = \"33\"", &other);
    expect_contradiction(&other, &options, fault);

    AUTO(policy_done) struct policy tpm;
    parse("kms.key_provider = \"tpm\"", &tpm);
    expect_contradiction(&tpm, &options,
                         "'kms.key_provider' of the policy (line 2) contradicts "
                         "what was asked for");
}

Test(policy_apply, a_nonce_has_to_be_given)
{
    AUTO(policy_done) struct policy policy;
    struct appraise_options options = {.hardware_only = true};
    parse("[binding]\nnonce_required = true\nreport_data = \"00\"", &policy);
    expect_contradiction(&policy, &options, "the policy wants a nonce or report data to be given");
    options.report_data = (struct expected_report_data){.is_given = true, .is_whole = true};
    apply(&policy, &options);

    AUTO(policy_done) struct policy nonce;
    struct appraise_options others = {.app.bindings = {[BINDING_NONCE] = {.is_given = true}}};
    parse("binding.nonce_required = true", &nonce);
    apply(&nonce, &others);
}

static void set(struct check *check, const char *name, enum check_result result)
{
    (void)snprintf(check->name, sizeof check->name, "%s", name);
    check->result = result;
}

Test(policy_apply, checks_that_do_not_pass_name_their_rule)
{
    AUTO(policy_done) struct policy policy;
    struct report *inner = mem_new(sizeof *inner);
    struct report *report = mem_new(sizeof *report);
    struct report_part part = {.report = inner};
    parse("[measurements]\nmrtd = \"" ADDRESS ADDRESS "0000000000000000\"\n"
          "[kms]\nroot = \"30\"\nkey_provider = \"kms\"\n[tcb]\nallow = \"OutOfDate\"",
          &policy);
    checks_start(&report->checks);
    checks_start(&inner->checks);
    report->parts = &part;
    report->n_parts = 1;
    report->n_expectations = 2;
    set(&report->expectations[0], "expect.mrtd", RESULT_FAIL);
    set(&report->expectations[1], "expect.rtmr0", RESULT_FAIL);
    report->checks.of[CHECK_TCB_STATUS].result = RESULT_PASS;
    inner->checks.of[CHECK_TCB_STATUS].result = RESULT_FAIL;
    policy_annotate(&policy, report);
    cr_expect_str_eq(report->expectations[0].rule, "measurements.mrtd, line 3");
    cr_expect_str_eq(report->expectations[1].rule, "");
    cr_expect_str_eq(report->checks.of[CHECK_TCB_STATUS].rule, "");
    cr_expect_str_eq(inner->checks.of[CHECK_TCB_STATUS].rule, "tcb.allow, line 8");
    cr_expect_str_eq(report->checks.of[CHECK_KMS_ROOT].rule,
                     "kms.root, line 5; kms.key_provider, line 6");
    cr_expect_str_eq(report->checks.of[CHECK_QUOTE_SIGNATURE].rule, "");
    mem_free(inner);
    mem_free(report);
}
