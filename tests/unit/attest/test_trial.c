/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "attest/aci.h"
#include "attest/kms.h"
#include "attest/os/image.h"
#include "base/mem.h"
#include "base/path.h"
#include "verify_case.h"

#define NEGATIVE PHALA_SOURCE_DIR "/tests/vectors/negative/"

/* A quote that is verified, as the evidence; a test may put more beside it. */
struct scene {
    struct verify_case base;
    struct report *report;
};

static void open_folder(struct scene *s, const char *folder, const char *name)
{
    AUTO(mem_freep) char *path = path_join(folder, name);
    *s = (struct scene){.report = NULL};
    verify_case_open(&s->base, path, "case.json", "verify_at_unix");
    cr_assert(s->base.is_readable);
}

static void scene_open(struct scene *s, const char *name)
{
    open_folder(s, NEGATIVE, name);
}

static const struct check *scene_judge(struct scene *s, enum check_id id)
{
    report_free(s->report);
    s->report = mem_new(sizeof *s->report);
    evidence_appraise(&s->base.evidence, s->base.platform, &s->base.options, s->report);
    return &s->report->checks.of[id];
}

static void scene_done(struct scene *s)
{
    report_free(s->report);
    verify_case_done(&s->base);
}

static void expect(const struct check *check, enum check_result result, const char *detail)
{
    cr_expect_eq(check->result, result, "%s: %s", check->name, check->detail);
    cr_expect_str_eq(check->detail, detail);
}

/* A part that will be verified, or rejected for its signature, or is without a quote. */
static void add_part(struct scene *s, enum part_role role, const char *path, enum verdict verdict)
{
    struct evidence *part = evidence_add_part(&s->base.evidence, role, text_of(path));
    struct err e = {0};
    part->kind = EVIDENCE_DSTACK_INFO;
    if (verdict != VERDICT_UNDECIDED) {
        struct bytes quote = s->base.evidence.quote.raw;
        cr_assert(evidence_recognise(quote, FORM_ANY, part, &e), "%s", e.text);
    }
    if (verdict == VERDICT_REJECTED) {
        part->bytes.at[part->quote.td[TD_MRTD].at - part->bytes.at] ^= 1;
    }
}

Test(trial, parts_that_fail_are_named)
{
    static const struct {
        enum verdict first, second;
        enum check_result result;
        const char *path;
    } cases[] = {
        {VERDICT_VERIFIED, VERDICT_VERIFIED, RESULT_PASS, NULL},
        {VERDICT_VERIFIED, VERDICT_REJECTED, RESULT_FAIL, "b: under another root: rejected"},
        {VERDICT_REJECTED, VERDICT_VERIFIED, RESULT_FAIL, "a: under another root: rejected"},
        {VERDICT_REJECTED, VERDICT_REJECTED, RESULT_FAIL, "a: under another root: rejected"},
        {VERDICT_VERIFIED, VERDICT_UNDECIDED, RESULT_UNDECIDED, "b: under another root: undecided"},
        {VERDICT_UNDECIDED, VERDICT_VERIFIED, RESULT_UNDECIDED, "a: under another root: undecided"},
        {VERDICT_UNDECIDED, VERDICT_UNDECIDED, RESULT_UNDECIDED,
         "a: under another root: undecided"},
        {VERDICT_REJECTED, VERDICT_UNDECIDED, RESULT_FAIL, "a: under another root: rejected"},
        {VERDICT_UNDECIDED, VERDICT_REJECTED, RESULT_FAIL, "b: under another root: rejected"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(scene_done) struct scene s;
        scene_open(&s, "valid_tdx_v4");
        s.base.options.root_der = buf_view(&s.base.root);
        add_part(&s, PART_INSTANCE, "a", cases[i].first);
        add_part(&s, PART_INSTANCE, "b", cases[i].second);
        const struct check *check = scene_judge(&s, CHECK_DOCUMENT_PARTS);
        cr_expect_eq(check->result, cases[i].result, "%zu: %s", i, check->detail);
        if (cases[i].path == NULL) {
            cr_expect_str_eq(check->detail, "2 more verified");
            cr_expect_eq(s.report->verdict, VERDICT_VERIFIED, "%s", s.report->summary);
        } else {
            cr_expect_not_null(strstr(check->detail, cases[i].path), "%zu: %s", i, check->detail);
            cr_expect_eq(s.report->verdict,
                         cases[i].result == RESULT_FAIL ? VERDICT_REJECTED : VERDICT_UNDECIDED);
        }
        cr_expect_eq(s.report->parts[0].report->verdict, cases[i].first, "%zu", i);
        cr_expect_eq(s.report->parts[1].report->verdict, cases[i].second, "%zu", i);
    }
}

Test(trial, without_parts)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s, "valid_tdx_v4");
    expect(scene_judge(&s, CHECK_DOCUMENT_PARTS), RESULT_SKIP,
           "the document has no other attestation");
}

/* What was asked for is asked of other machines of the app, what was made for the caller is not. */
Test(trial, what_is_asked_of_parts)
{
    static const struct {
        enum part_role role;
        bool is_of_app;
    } cases[] = {
        {PART_INSTANCE, true}, {PART_ATTESTATION, true}, {PART_KMS, false}, {PART_GATEWAY, false}};
    AUTO(scene_done) struct scene s;
    scene_open(&s, "valid_tdx_v4");
    struct appraise_options *options = &s.base.options;
    const struct evidence *quote = &s.base.evidence;
    struct expectation mrtd = {.key = text_of("mrtd"), .size = 48};
    memcpy(mrtd.value, quote->quote.td[TD_MRTD].at, mrtd.size);
    options->hardware_only = false;
    options->expectations = &mrtd;
    options->n_expectations = 1;
    options->report_data = (struct expected_report_data){.is_given = true, .size = 64};
    memcpy(options->report_data.value, quote_report_data(&quote->quote).at, 64);
    options->app.bindings[BINDING_NONCE] = (struct binding){true, quote_report_data(&quote->quote)};
    options->app.demand_images = true;
    for (size_t i = 0; i < COUNT(cases); i++) {
        add_part(&s, cases[i].role, "part", VERDICT_VERIFIED);
    }
    cr_expect_eq(scene_judge(&s, CHECK_REPORT_DATA)->result, RESULT_PASS);
    cr_expect_eq(s.report->checks.of[CHECK_BIND_NONCE].result, RESULT_PASS);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct report *part = s.report->parts[i].report;
        cr_expect_eq(part->checks.of[CHECK_REPORT_DATA].result, RESULT_SKIP, "%zu", i);
        cr_expect_eq(part->checks.of[CHECK_BIND_NONCE].result, RESULT_SKIP, "%zu", i);
        cr_expect_eq(part->n_expectations, cases[i].is_of_app ? 1 : 0, "%zu", i);
        cr_expect_eq(report_lists(part, GROUP_APP), cases[i].is_of_app, "%zu", i);
        cr_expect_eq(part->checks.of[CHECK_IDENTITY].result,
                     cases[i].is_of_app ? RESULT_PASS : RESULT_SKIP, "%zu: %s", i,
                     part->checks.of[CHECK_IDENTITY].detail);
    }
}

Test(trial, which_tee_the_quote_is_of)
{
    AUTO(scene_done) struct scene tdx;
    AUTO(scene_done) struct scene sgx;
    scene_open(&tdx, "valid_tdx_v4");
    scene_open(&sgx, "valid_sgx_v3");
    expect(scene_judge(&tdx, CHECK_EVIDENCE_QUOTE), RESULT_PASS, "an Intel TDX quote");
    expect(scene_judge(&sgx, CHECK_EVIDENCE_QUOTE), RESULT_PASS, "an Intel SGX quote");
    cr_expect_eq(tdx.report->verdict, VERDICT_VERIFIED);
    cr_expect_eq(sgx.report->verdict, VERDICT_VERIFIED);
}

Test(trial, without_a_quote)
{
    static const struct {
        enum evidence_kind kind;
        const char *detail;
    } cases[] = {
        {EVIDENCE_DSTACK_INFO, "a dstack guest agent's Info document carries no quote: nothing in "
                               "it is signed"},
        {EVIDENCE_RA_TLS, "an RA-TLS certificate carries no quote: nothing in it is signed"},
        {EVIDENCE_SEV_SNP,
         "this is AMD SEV-SNP evidence, which this version names and does not judge"},
        {EVIDENCE_NVIDIA_GPU,
         "this is NVIDIA GPU evidence, which this version names and does not judge"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(report_freep) struct report *report = mem_new(sizeof *report);
        const struct evidence evidence = {.kind = cases[i].kind};
        struct appraise_options options = {.hardware_only = true};
        evidence_appraise(&evidence, NULL, &options, report);
        expect(&report->checks.of[CHECK_EVIDENCE_QUOTE], RESULT_UNDECIDED, cases[i].detail);
        cr_expect_eq(report->checks.of[CHECK_REPORT_DATA].result, RESULT_SKIP);
        cr_expect_eq(report->verdict, VERDICT_UNDECIDED, "%s", report->summary);
        report_done(report);
        options.report_data = (struct expected_report_data){.is_given = true, .size = 1};
        evidence_appraise(&evidence, NULL, &options, report);
        cr_expect_eq(report->checks.of[CHECK_REPORT_DATA].result, RESULT_UNDECIDED);
        report_done(report);
        const struct expectation mrtd = {.key = text_of("mrtd"), .size = 48};
        options.expectations = &mrtd;
        options.n_expectations = 1;
        evidence_appraise(&evidence, NULL, &options, report);
        expect(&report->expectations[0], RESULT_UNDECIDED, "the evidence has no quote");
    }
}

Test(trial, another_measurement_than_was_expected)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s, "valid_tdx_v4");
    const struct expectation mrtd = {.key = text_of("mrtd"), .size = 48};
    s.base.options.expectations = &mrtd;
    s.base.options.n_expectations = 1;
    (void)scene_judge(&s, CHECK_IDENTITY);
    expect(&s.report->expectations[0], RESULT_FAIL, "not what was expected");
}

#define BIT(group) (1U << GROUP_##group)

/* The groups beside what was asked for. */
static unsigned groups_of(const struct evidence *evidence, const struct appraise_options *options)
{
    AUTO(report_freep) struct report *report = mem_new(sizeof *report);
    evidence_appraise(evidence, NULL, options, report);
    cr_expect(report_lists(report, GROUP_ASKED));
    return report->groups & ~BIT(ASKED);
}

Test(trial, groups_that_the_evidence_tells_of)
{
    static const unsigned char byte;
    static struct claim claim = {"mrtd", {"mrtd", 4}, {&byte, 1}};
    const unsigned of_log = BIT(LOG) | BIT(APP) | BIT(OS) | BIT(KMS) | BIT(BINDING);
    const struct appraise_options options = {.hardware_only = true};
    struct kms_statement kms = {.n_keys = 0};
    struct aci_report aci = {.n_keys = 0};
    struct evidence_part part = {.role = PART_KMS, .evidence = {.kind = EVIDENCE_DSTACK_INFO}};
    const struct {
        struct evidence evidence;
        unsigned groups;
    } cases[] = {
        {{.kind = EVIDENCE_TDX_QUOTE}, 0},
        {{.kind = EVIDENCE_SGX_QUOTE}, 0},
        {{.kind = EVIDENCE_DSTACK_QUOTE}, BIT(DOCUMENT)},
        {{.kind = EVIDENCE_TDX_QUOTE, .has_log = true}, BIT(DOCUMENT) | of_log},
        {{.kind = EVIDENCE_TDX_QUOTE, .claims = &claim, .n_claims = 1}, BIT(DOCUMENT)},
        {{.kind = EVIDENCE_SGX_QUOTE, .parts = &part, .n_parts = 1}, BIT(DOCUMENT)},
        {{.kind = EVIDENCE_RA_TLS, .n_certificates = 1}, BIT(DOCUMENT) | BIT(RA_TLS)},
        {{.kind = EVIDENCE_DSTACK_KMS, .kms = &kms}, BIT(DOCUMENT) | BIT(KMS)},
        {{.kind = EVIDENCE_INFERENCE, .has_inference = true}, BIT(DOCUMENT) | BIT(BINDING)},
        {{.kind = EVIDENCE_ACI, .aci = &aci}, BIT(DOCUMENT) | BIT(BINDING)},
        {{.kind = EVIDENCE_DSTACK_ATTESTATION, .has_vtpm = true}, BIT(DOCUMENT) | BIT(BINDING)},
    };
    AUTO(scene_done) struct scene s;
    scene_open(&s, "valid_tdx_v4");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct evidence evidence = cases[i].evidence;
        if (evidence.kind != EVIDENCE_TDX_QUOTE && evidence.kind != EVIDENCE_SGX_QUOTE) {
            cr_expect_eq(groups_of(&evidence, &options), cases[i].groups, "%zu", i);
        }
        evidence.has_quote = true;
        evidence.quote = s.base.evidence.quote;
        cr_expect_eq(groups_of(&evidence, &options), BIT(HARDWARE) | cases[i].groups, "%zu", i);
    }
}

Test(trial, groups_that_options_ask_for)
{
    static const struct bytes root = {(const uint8_t *)"k", 1};
    AUTO(scene_done) struct scene s;
    const struct evidence kms = {.kind = EVIDENCE_DSTACK_KMS};
    const struct os_image image = {.origin = OS_LIST, .has_hash = true};
    const unsigned app = BIT(LOG) | BIT(APP);
    const unsigned os = BIT(LOG) | BIT(OS);
    const struct {
        struct app_options app;
        unsigned groups;
    } cases[] = {
        {{.n_kms_roots = 0}, 0},
        {{.app_compose = text_of("{}")}, app},
        {{.compose = text_of("services:")}, app},
        {{.demand_images = true}, app},
        {{.demand_private = true}, app},
        {{.demand_unprivileged = true}, app},
        {{.os_image = &image}, os},
        {{.demand_os = true}, os},
        {{.demand_production_os = true}, os},
        {{.kms = &kms}, BIT(LOG) | BIT(KMS)},
        {{.key_provider = text_of("kms")}, BIT(LOG) | BIT(KMS)},
        {{.kms_roots = &root, .n_kms_roots = 1}, BIT(LOG) | BIT(KMS)},
        {{.bindings[BINDING_NONCE].is_given = true}, BIT(BINDING)},
        {{.bindings[BINDING_PUBLIC_KEY].is_given = true}, BIT(BINDING)},
        {{.bindings[BINDING_ADDRESS].is_given = true}, BIT(BINDING)},
        {{.bindings[BINDING_TLS_KEY].is_given = true}, BIT(BINDING)},
    };
    scene_open(&s, "valid_tdx_v4");
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct appraise_options options = {.hardware_only = true, .app = cases[i].app};
        cr_expect_eq(groups_of(&s.base.evidence, &options), BIT(HARDWARE) | cases[i].groups, "%zu",
                     i);
    }
}

/* Collateral of several platforms */

/* Of the made cases, which all have one root. */
static void open_made(struct scene *s, const char *name)
{
    const char *made = getenv("PHALA_CASES");
    open_folder(s, made != NULL ? made : PHALA_CASES_DIR, name);
}

/* What is said of the authority of the PCK CRL, for the quote and for the same one as a part. */
static void expect_authority(struct scene *s, const struct platform **at, size_t n,
                             enum check_result of_own, enum check_result of_part)
{
    const struct platforms platforms = {at, n};
    report_free(s->report);
    s->report = mem_new(sizeof *s->report);
    evidence_appraise_by(&s->base.evidence, &platforms, &s->base.options, s->report);
    const struct check *own = &s->report->checks.of[CHECK_PCK_CRL_ISSUER];
    const struct check *part = &s->report->parts[0].report->checks.of[CHECK_PCK_CRL_ISSUER];
    cr_expect_eq(own->result, of_own, "%s", own->detail);
    cr_expect_eq(part->result, of_part, "%s", part->detail);
}

Test(trial, platforms_are_chosen_by_the_quote)
{
    AUTO(scene_done) struct scene s;
    AUTO(scene_done) struct scene other;
    AUTO(scene_done) struct scene sgx;
    open_made(&s, "valid_tdx_v4");
    open_made(&other, "valid_tdx_processor_ca");
    open_made(&sgx, "valid_sgx_v3");
    add_part(&s, PART_INSTANCE, "part", VERDICT_VERIFIED);
    const struct platform *own = s.base.platform;
    const struct platform *wrong = other.base.platform;
    const struct platform *of_sgx = sgx.base.platform;
    cr_assert_eq(wrong->tee, TEE_TDX);
    expect_authority(&s, (const struct platform *[]){own}, 1, RESULT_PASS, RESULT_PASS);
    expect_authority(&s, (const struct platform *[]){wrong}, 1, RESULT_FAIL, RESULT_UNDECIDED);
    expect_authority(&s, (const struct platform *[]){wrong, own}, 2, RESULT_PASS, RESULT_PASS);
    expect_authority(&s, (const struct platform *[]){own, wrong}, 2, RESULT_PASS, RESULT_PASS);
    expect_authority(&s, (const struct platform *[]){wrong, wrong}, 2, RESULT_FAIL,
                     RESULT_UNDECIDED);
    expect_authority(&s, (const struct platform *[]){of_sgx}, 1, RESULT_UNDECIDED,
                     RESULT_UNDECIDED);
    expect_authority(&s, (const struct platform *[]){of_sgx, wrong}, 2, RESULT_FAIL,
                     RESULT_UNDECIDED);
    expect_authority(&s, (const struct platform *[]){of_sgx, own}, 2, RESULT_PASS, RESULT_PASS);
    expect_authority(&s, NULL, 0, RESULT_UNDECIDED, RESULT_UNDECIDED);
}
