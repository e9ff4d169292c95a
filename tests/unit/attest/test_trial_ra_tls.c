/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/appraise.h"
#include "attest/recognise.h"
#include "base/mem.h"
#include "cases.h"
#include "machine.h"
#include "ra_tls_make.h"
#include "shared.h"

/* The checks of certificates. */

enum { CAP = 256 * 1024, AT_REPORT_DATA = 568, REPORT_DATA = 64 };

enum { QUOTE = 1, APP_ID = 3 };

static const uint8_t app_id[20] = {0xab, 0x84};

/* A quote for the leaf's key. */
static struct buf bound_quote(void)
{
    struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    struct sha512 hash = ra_tls_report_data();
    memcpy(quote.at + AT_REPORT_DATA, hash.at, sizeof hash.at);
    return quote;
}

static struct report *judge(struct bytes in, instant at)
{
    static struct evidence evidence;
    struct report *report = mem_new(sizeof *report);
    const struct appraise_options options = {.hardware_only = true, .at = at};
    struct err e = {0};
    evidence_done(&evidence);
    cr_assert(evidence_recognise(in, FORM_ANY, &evidence, &e), "%s", e.text);
    evidence_appraise(&evidence, NULL, &options, report);
    return report;
}

static void expect_check(const struct report *report, enum check_id id, enum check_result result,
                         const char *detail)
{
    const struct check *check = &report->checks.of[id];
    cr_expect_eq(check->result, result, "%s: %s", check->name, check->detail);
    cr_expect(detail == NULL || strcmp(check->detail, detail) == 0, "%s: %s", check->name,
              check->detail);
}

static void end(struct report *report)
{
    report_done(report);
    mem_free(report);
}

Test(trial_ra_tls, right)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    ra_tls_chain(&extensions, 0, NULL, &pem);
    struct report *report = judge(buf_view(&pem), PKI_NOW);
    expect_check(report, CHECK_RA_TLS_KEY, RESULT_PASS, NULL);
    expect_check(report, CHECK_RA_TLS_CHAIN, RESULT_PASS, "3 certificates, to a root");
    expect_check(report, CHECK_RA_TLS_DATES, RESULT_PASS, "3 valid");
    expect_check(report, CHECK_RA_TLS_APP_ID, RESULT_SKIP, "the certificate names no app");
    end(report);
}

Test(trial_ra_tls, quote_for_another_key)
{
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    quote.at[AT_REPORT_DATA + REPORT_DATA - 1] ^= 1;
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    ra_tls_extension(APP_ID, BYTES_OF(app_id), &extensions);
    ra_tls_leaf(&extensions, &der);
    struct report *report = judge(buf_view(&der), PKI_NOW);
    expect_check(report, CHECK_RA_TLS_KEY, RESULT_FAIL, NULL);
    expect_check(report, CHECK_RA_TLS_CHAIN, RESULT_SKIP,
                 "the certificate is alone: the quote is what vouches for it");
    expect_check(report, CHECK_RA_TLS_APP_ID, RESULT_UNDECIDED, "the evidence has no event log");
    cr_expect(report->verdict == VERDICT_REJECTED);
    end(report);
}

/* Basic constraints that say FALSE, and a key on P-384 of zeros. */
#define CA_FALSE "300f0603551d130101ff04053003010100"
#define ZEROS_24 "000000000000000000000000000000000000000000000000"
#define SPKI_384                                                                                   \
    "3076301006072a8648ce3d020106052b8104002203620004" ZEROS_24 ZEROS_24 ZEROS_24 ZEROS_24

Test(trial_ra_tls, chains)
{
    struct recipe root = ra_tls_right[2];
    struct recipe authority = ra_tls_right[1];
    struct recipe no_authority = authority;
    struct recipe other_name = authority;
    struct recipe other_root_key = root;
    struct recipe not_root = root;
    struct recipe sha384 = authority;
    struct recipe said_to_be_none = authority;
    struct recipe other_key = authority;
    authority.signer = 4;
    no_authority.extensions = NO_CA;
    other_name.subject = "another CA";
    other_root_key.signer = 4;
    not_root.issuer = "above";
    said_to_be_none.extensions = CA_FALSE;
    other_key.key_info = SPKI_384;
    sha384.inner = ECDSA_SHA384;
    sha384.outer = ECDSA_SHA384;
    const struct {
        size_t at;
        const struct recipe *recipe;
        enum check_result result;
        const char *detail;
    } cases[] = {
        {1, &authority, RESULT_FAIL, "certificate 2 has a wrong signature"},
        {1, &no_authority, RESULT_FAIL, "certificate 1 is issued by one that is no CA"},
        {1, &said_to_be_none, RESULT_FAIL, "certificate 1 is issued by one that is no CA"},
        {1, &other_key, RESULT_UNDECIDED,
         "certificate 1 is not signed by ECDSA with P-256 and SHA-256, which alone is judged here"},
        {1, &other_name, RESULT_FAIL, "certificate 1 names another issuer than the next one"},
        {2, &other_root_key, RESULT_FAIL, "certificate 3 has a wrong signature"},
        {2, &not_root, RESULT_PASS, "3 certificates; their root is not among them"},
        {1, &sha384, RESULT_UNDECIDED,
         "certificate 2 is not signed by ECDSA with P-256 and SHA-256, which alone is judged here"},
    };
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf pem = buf_start(CAP);
        ra_tls_chain(&extensions, cases[i].at, cases[i].recipe, &pem);
        struct report *report = judge(buf_view(&pem), PKI_NOW);
        expect_check(report, CHECK_RA_TLS_CHAIN, cases[i].result, cases[i].detail);
        end(report);
    }
}

/* 2020-01-01 to 2040-01-01, both inclusive. */
Test(trial_ra_tls, dates)
{
    static const struct {
        instant at;
        enum check_result result;
        const char *detail;
    } cases[] = {
        {1577836799, RESULT_FAIL, "certificate 1 is valid from 2020-01-01T00:00:00Z on"},
        {1577836800, RESULT_PASS, "3 valid"},
        {2208988800, RESULT_PASS, "3 valid"},
        {2208988801, RESULT_FAIL, "certificate 1 has expired at 2040-01-01T00:00:00Z"},
    };
    AUTO(buf_done) struct buf quote = bound_quote();
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    ra_tls_extension(QUOTE, buf_view(&quote), &extensions);
    ra_tls_chain(&extensions, 0, NULL, &pem);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct report *report = judge(buf_view(&pem), cases[i].at);
        expect_check(report, CHECK_RA_TLS_DATES, cases[i].result, cases[i].detail);
        end(report);
    }
}

Test(trial_ra_tls, app_id)
{
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct machine m;
    machine_start(&m);
    machine_boot(&m);
    machine_seal(&m);
    ra_tls_leaf(&extensions, &der);
    m.evidence.certificates[0] = buf_view(&der);
    m.evidence.n_certificates = 1;
    m.evidence.certificate_app_id = BYTES_OF(app_id);
    cr_expect_eq(machine_judge(&m, CHECK_RA_TLS_APP_ID)->result, RESULT_FAIL);
    cr_expect_eq(machine_judge(&m, CHECK_RA_TLS_KEY)->result, RESULT_SKIP);
    m.evidence.certificate_app_id = machine_event(&m, "app-id")->payload;
    cr_expect_eq(machine_judge(&m, CHECK_RA_TLS_APP_ID)->result, RESULT_PASS);
    machine_done(&m);
}

Test(trial_ra_tls, certificates_that_cannot_be_read)
{
    AUTO(buf_done) struct buf extensions = buf_start(CAP);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct machine m;
    machine_start(&m);
    const struct check *check = machine_judge(&m, CHECK_RA_TLS_CHAIN);
    cr_expect(check->result == RESULT_UNDECIDED && !report_lists(m.report, GROUP_RA_TLS));
    ra_tls_leaf(&extensions, &der);
    m.evidence.certificates[0] = bytes_of(der.at, der.len - 1);
    m.evidence.n_certificates = 1;
    check = machine_judge(&m, CHECK_RA_TLS_CHAIN);
    cr_expect_eq(check->result, RESULT_FAIL);
    cr_expect_str_eq(check->detail, "a certificate cannot be read");
    machine_done(&m);
}

/* A guest agent's certificate, in its answer and by itself; the chain ends on 2035-09-30. */
Test(trial_ra_tls, real)
{
    AUTO(buf_done) struct buf file = shared_read("attest/phala/vllm-proxy/sample_dstack_info.json");
    struct report *report = judge(buf_view(&file), PKI_NOW);
    expect_check(report, CHECK_RA_TLS_KEY, RESULT_PASS, NULL);
    expect_check(report, CHECK_RA_TLS_CHAIN, RESULT_PASS, "3 certificates, to a root");
    expect_check(report, CHECK_RA_TLS_DATES, RESULT_PASS, NULL);
    expect_check(report, CHECK_RA_TLS_APP_ID, RESULT_PASS, NULL);
    end(report);
}
