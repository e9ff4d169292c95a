/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "verify_case.h"

#define NEGATIVE PHALA_SOURCE_DIR "/tests/vectors/negative/"

static void open_case(struct verify_case *c, const char *folder)
{
    verify_case_open(c, folder, "case.json", "verify_at_unix");
    cr_assert(c->is_readable);
}

/* The field of the body, to be written to. */
static uint8_t *writable(struct verify_case *c, struct bytes field)
{
    return c->evidence.bytes.at + (field.at - c->evidence.bytes.at);
}

static const struct check *judge(struct verify_case *c, enum check_id id)
{
    verify_case_appraise(c);
    return &c->report->checks.of[id];
}

static enum check_result judge_attributes(struct verify_case *c, uint64_t attributes)
{
    uint8_t *at = writable(c, c->evidence.quote.td[TD_ATTRIBUTES]);
    for (size_t i = 0; i < 8; i++) {
        at[i] = (uint8_t)(attributes >> (8 * i));
    }
    return judge(c, CHECK_TD_ATTRIBUTES_POLICY)->result;
}

#define BIT(n) ((uint64_t)1 << (n))

Test(policy, td_attributes_bit_by_bit)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v4");
    for (unsigned bit = 0; bit < 64; bit++) {
        /* DEBUG is told of by td.debug. */
        bool is_fine = bit == 0 || bit == 28 || bit == 30 || bit == 31;
        cr_expect_eq(judge_attributes(&c, BIT(28) | BIT(bit)), is_fine ? RESULT_PASS : RESULT_FAIL,
                     "bit %u", bit);
        cr_expect_eq(c.report->checks.of[CHECK_TD_DEBUG].result,
                     bit == 0 ? RESULT_FAIL : RESULT_PASS);
        cr_expect_eq(judge_attributes(&c, BIT(bit)), bit == 28 ? RESULT_PASS : RESULT_FAIL);
        c.options.allow_td_attributes = BIT(bit);
        cr_expect_eq(judge_attributes(&c, BIT(28) | BIT(bit)), RESULT_PASS);
        cr_expect_eq(judge_attributes(&c, BIT(28) | BIT(bit) | BIT(33) | BIT(34)), RESULT_FAIL);
        c.options.allow_td_attributes = 0;
    }
}

Test(policy, debug_is_never_accepted)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v4");
    c.options.allow_td_attributes = UINT64_MAX;
    (void)judge_attributes(&c, BIT(0) | BIT(28));
    cr_expect_eq(c.report->checks.of[CHECK_TD_DEBUG].result, RESULT_FAIL);
}

Test(policy, td_attribute_names)
{
    static const struct {
        const char *name;
        unsigned bit;
    } known[] = {{"HGS_PLUS_PROF", 4}, {"PERF_PROF", 5}, {"PMT_PROF", 6},
                 {"ICSSD", 16},        {"LASS", 27},     {"SEPT_VE_DISABLE", 28},
                 {"MIGRATABLE", 29},   {"PKS", 30},      {"KL", 31},
                 {"TPA", 62},          {"PERFMON", 63},  {"migratable", 29}};
    uint64_t bit = 0;
    for (size_t i = 0; i < COUNT(known); i++) {
        cr_expect(td_attribute_parse(text_of(known[i].name), &bit), "%s", known[i].name);
        cr_expect_eq(bit, BIT(known[i].bit), "%s", known[i].name);
    }
    static const char *const unknown[] = {"DEBUG", "debug", "", "PERF", "29", "PERFMON "};
    for (size_t i = 0; i < COUNT(unknown); i++) {
        cr_expect_not(td_attribute_parse(text_of(unknown[i]), &bit), "%s", unknown[i]);
    }
    cr_expect_str_eq(td_attribute_name(0), "DEBUG");
    cr_expect_null(td_attribute_name(1));
    cr_expect_null(td_attribute_name(64));
}

Test(policy, every_byte_of_the_service_td_counts)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v5_td15");
    cr_expect_eq(judge(&c, CHECK_TD_SERVICE_TD)->result, RESULT_PASS);
    uint8_t *at = writable(&c, c.evidence.quote.td[TD_MR_SERVICE_TD]);
    for (size_t i = 0; i < 48; i++) {
        at[i] = 1;
        cr_expect_eq(judge(&c, CHECK_TD_SERVICE_TD)->result, RESULT_FAIL);
        at[i] = 0;
    }
}

Test(policy, what_is_of_the_other_tee_is_skipped)
{
    AUTO(verify_case_done) struct verify_case tdx;
    AUTO(verify_case_done) struct verify_case sgx;
    open_case(&tdx, NEGATIVE "valid_tdx_v4");
    open_case(&sgx, NEGATIVE "valid_sgx_v3");
    cr_expect_eq(judge(&tdx, CHECK_ENCLAVE_DEBUG)->result, RESULT_SKIP);
    cr_expect_eq(judge(&tdx, CHECK_TD_SERVICE_TD)->result, RESULT_SKIP);
    for (unsigned id = CHECK_TD_DEBUG; id <= CHECK_TD_SERVICE_TD; id++) {
        cr_expect_eq(judge(&sgx, (enum check_id)id)->result, RESULT_SKIP);
    }
    for (unsigned id = CHECK_MODULE_IDENTITY; id <= CHECK_MODULE_LEVEL; id++) {
        cr_expect_eq(judge(&sgx, (enum check_id)id)->result, RESULT_SKIP);
    }
}

static void set_report_data(struct verify_case *c, size_t size, bool is_whole)
{
    struct bytes actual = quote_report_data(&c->evidence.quote);
    c->options.report_data = (struct expected_report_data){
        .is_given = true, .size = size, .is_whole = is_whole};
    memcpy(c->options.report_data.value, actual.at, size);
}

Test(policy, report_data_is_compared_whole_or_as_prefix)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v4");
    cr_expect_eq(judge(&c, CHECK_REPORT_DATA)->result, RESULT_SKIP);
    uint8_t *at = writable(&c, quote_report_data(&c.evidence.quote));
    memset(at, 0, 64);
    memset(at, 7, 20);
    set_report_data(&c, 20, true);
    cr_expect_eq(judge(&c, CHECK_REPORT_DATA)->result, RESULT_PASS);
    at[63] = 1; /* behind what was given there have to be zeros */
    cr_expect_eq(judge(&c, CHECK_REPORT_DATA)->result, RESULT_FAIL);
    set_report_data(&c, 64, true);
    cr_expect_eq(judge(&c, CHECK_REPORT_DATA)->result, RESULT_PASS);
    set_report_data(&c, 16, false);
    const struct check *check = judge(&c, CHECK_REPORT_DATA);
    cr_expect_eq(check->result, RESULT_PASS);
    cr_expect_not_null(strstr(check->detail, "48 bytes were not compared"));
    c.options.report_data.value[15] ^= 1;
    cr_expect_eq(judge(&c, CHECK_REPORT_DATA)->result, RESULT_FAIL);
}

Test(policy, report_data_is_no_identity)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v4");
    c.options.hardware_only = false;
    set_report_data(&c, 64, true);
    const struct check *check = judge(&c, CHECK_IDENTITY);
    cr_expect_eq(check->result, RESULT_UNDECIDED);
    cr_expect_not_null(strstr(check->hint, "--hardware-only"));
    cr_expect_eq(c.report->verdict, VERDICT_UNDECIDED);
}

static struct expectation expect_field(const struct verify_case *c, const char *key)
{
    struct bytes actual = {NULL, 0};
    struct expectation expectation = {.key = text_of(key)};
    cr_assert(quote_field(&c->evidence.quote, expectation.key, &actual));
    expectation.size = actual.left;
    memcpy(expectation.value, actual.at, actual.left);
    return expectation;
}

Test(policy, one_measurement_is_an_identity)
{
    static const char *const keys[] = {"mrtd", "rtmr0", "rtmr1", "rtmr2", "rtmr3", "mr_config_id"};
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v4");
    c.options.hardware_only = false;
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct expectation expectation = expect_field(&c, keys[i]);
        c.options.expectations = &expectation;
        c.options.n_expectations = 1;
        cr_expect_eq(judge(&c, CHECK_IDENTITY)->result, RESULT_PASS, "%s", keys[i]);
        cr_expect_eq(c.report->verdict, VERDICT_VERIFIED, "%s", c.report->summary);
        expectation.value[47] ^= 0x80;
        verify_case_appraise(&c);
        cr_expect_eq(c.report->verdict, VERDICT_REJECTED, "%s", keys[i]);
        cr_expect_str_eq(verify_case_category(&c, RESULT_FAIL), "expectation");
    }
    struct expectation other = expect_field(&c, "mr_owner");
    c.options.expectations = &other;
    cr_expect_eq(judge(&c, CHECK_IDENTITY)->result, RESULT_UNDECIDED);
}

Test(policy, a_measurement_that_the_tee_has_not_fails)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v4");
    struct expectation wanted[] = {{.key = text_of("mrenclave"), .size = 32},
                                   {.key = text_of("mr_service_td"), .size = 48}};
    c.options.expectations = wanted;
    c.options.n_expectations = 2;
    verify_case_appraise(&c);
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(c.report->expectations[i].result, RESULT_FAIL);
        cr_expect_not_null(strstr(c.report->expectations[i].detail, "has no mr"));
    }
    cr_expect_str_eq(c.report->expectations[0].name, "expect.mrenclave");
}

Test(policy, expectations_have_exactly_the_size_of_their_field)
{
    static const char hex[] = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF00";
    struct expectation out = {.size = 0};
    struct err e = {0};
    struct text right = {hex, 64};
    cr_expect(expectation_parse(text_of("mrenclave"), right, &out, &e));
    cr_expect_eq(out.size, 32);
    cr_expect_eq(out.value[31], 0xff);
    cr_expect_not(expectation_parse(text_of("mrenclave"), (struct text){hex, 62}, &out, &e));
    cr_expect_not(expectation_parse(text_of("mrenclave"), (struct text){hex, 66}, &out, &e));
    cr_expect_not(expectation_parse(text_of("mrtd"), right, &out, &e));
    cr_expect_eq(e.kind, ERR_USAGE);
    cr_expect_not(expectation_parse(text_of("mrtb"), right, &out, &e));
    cr_expect_not_null(strstr(e.hint, "mrtd"));
    cr_expect_not(expectation_parse(text_of(""), right, &out, &e));
    cr_expect_eq(expectation_size(text_of("report_data")), 64);
    cr_expect_eq(expectation_size(text_of("mr_service_td")), 48);
    cr_expect_eq(expectation_size(text_of("reserved")), 0);
}

Test(policy, advisories_dates_and_numbers_are_held_against_wishes)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "status_SWHardeningNeeded");
    verify_case_allow_any(&c);
    verify_case_appraise(&c);
    cr_assert_gt(c.report->tcb.n_advisories, 0);
    struct text allowed[] = {text_of("INTEL-SA-NONE"), c.report->tcb.advisories[0]};
    c.options.allow_advisories = allowed;
    c.options.n_allow_advisories = 1;
    cr_expect_eq(judge(&c, CHECK_TCB_ADVISORIES)->result, RESULT_FAIL);
    c.options.n_allow_advisories = 2;
    enum check_result wanted = c.report->tcb.n_advisories == 1 ? RESULT_PASS : RESULT_FAIL;
    cr_expect_eq(judge(&c, CHECK_TCB_ADVISORIES)->result, wanted);

    c.options.has_min_date = true;
    c.options.min_date = c.report->tcb.date;
    cr_expect_eq(judge(&c, CHECK_TCB_DATE)->result, RESULT_PASS);
    c.options.min_date++;
    cr_expect_eq(judge(&c, CHECK_TCB_DATE)->result, RESULT_FAIL);

    c.options.has_min_evaluation = true;
    c.options.min_evaluation = c.report->tcb.evaluation_data_number;
    cr_expect_eq(judge(&c, CHECK_TCB_EVALUATION)->result, RESULT_PASS);
    c.options.min_evaluation++;
    cr_expect_eq(judge(&c, CHECK_TCB_EVALUATION)->result, RESULT_FAIL);
}

/* A quote without a certificate chain, and no collateral either: NULL and empty are the same. */
Test(policy, empty_collateral_is_none)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "cert_type_3_without_pck_chain");
    verify_case_appraise(&c);
    cr_expect_eq(c.report->verdict, VERDICT_REJECTED);
    platform_free(c.platform);
    struct collateral none = {0};
    c.platform = platform_new(&none, c.evidence.quote.tee);
    verify_case_appraise(&c);
    cr_expect_eq(c.report->verdict, VERDICT_UNDECIDED, "%s", c.report->summary);
    cr_expect_not_null(
        strstr(c.report->checks.of[CHECK_QUOTE_CERTIFICATION].hint, "collateral fetch"));
}

Test(policy, without_collateral_nothing_is_verified)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, NEGATIVE "valid_tdx_v4");
    platform_free(c.platform);
    c.platform = NULL;
    verify_case_appraise(&c);
    cr_expect_eq(c.report->verdict, VERDICT_UNDECIDED, "%s", c.report->summary);
    cr_expect_not(c.report->tcb.has_status);
    cr_expect_not(c.report->has_valid_until);
    cr_expect_eq(c.report->checks.of[CHECK_QUOTE_SIGNATURE].result, RESULT_PASS);
    cr_expect_not_null(strstr(c.report->checks.of[CHECK_TCB_INFO_JSON].hint, "collateral fetch"));
}
