/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/check.h"
#include "base/mem.h"
#include "base/text.h"

Test(check, ids_are_unique_words)
{
    for (size_t i = 0; i < CHECK_COUNT; i++) {
        const char *id = check_catalogue[i].id;
        cr_expect_eq(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_."), strlen(id), "%s", id);
        cr_expect_lt(strlen(id), CHECK_ID, "%s", id);
        for (size_t j = 0; j < i; j++) {
            cr_expect_str_neq(id, check_catalogue[j].id);
        }
    }
}

/* All but quote.signature, which stands behind the enclave that vouches for its key. */
Test(check, subjects_stand_together)
{
    for (size_t i = 0; i < CHECK_COUNT; i++) {
        struct text subject = check_subject(check_catalogue[i].id);
        size_t gap = 0;
        for (size_t j = i + 1; i != CHECK_QUOTE_SIGNATURE && j < CHECK_COUNT; j++) {
            bool is_same = text_equal(subject, check_subject(check_catalogue[j].id));
            cr_expect(!is_same || gap == 0 || j == CHECK_QUOTE_SIGNATURE, "%s",
                      check_catalogue[j].id);
            gap += is_same ? 0 : 1;
        }
    }
}

/* Section 16 of the specification, and what only a user's wish can fail. */
static const char *const categories[] = {
    "vendor_id",
    "att_key_type",
    "cert_type",
    "cert_name",
    "cert_expired",
    "cert_not_yet_valid",
    "cert_revoked",
    "root",
    "pck_chain",
    "tcb_chain",
    "qe_identity_chain",
    "sgx_extension",
    "crl_decode",
    "crl_issuer",
    "crl_signature",
    "crl_expired",
    "crl_future",
    "tcb_info_id",
    "tcb_info_version",
    "tcb_info_json",
    "tcb_info_signature",
    "tcb_info_expired",
    "tcb_info_future",
    "tcb_type",
    "tcb_components",
    "tcb_duplicate",
    "fmspc",
    "pceid",
    "qe_identity_id",
    "qe_identity_version",
    "qe_identity_json",
    "qe_identity_signature",
    "qe_identity_expired",
    "qe_identity_future",
    "qe_mrsigner",
    "qe_isvprodid",
    "qe_miscselect",
    "qe_attributes",
    "qe_no_level",
    "qe_report_hash",
    "qe_report_signature",
    "quote_signature",
    "module_identity",
    "module_no_level",
    "mrsignerseam",
    "seam_attributes",
    "no_tcb_level",
    "status",
    "revoked",
    "debug",
    "td_attributes",
    "service_td",
    "trailing",
    "advisory",
    "tcb_date",
    "evaluation_number",
    "report_data",
    "identity",
    "expectation",
    "no_quote",
    "claim",
    "part",
    "replay",
    "event_digest",
    "boot_events",
    "late_events",
    "runtime_events",
    "compose_hash",
    "app_id",
    "mr_config_id",
    "app_compose",
    "compose",
    "images",
    "public_logs",
    "privileged",
    "os_measurement",
    "os_document",
    "os_image_hash",
    "os_acpi",
    "os_development",
    "os_identity",
    "ra_tls_key",
    "ra_tls_chain",
    "ra_tls_dates",
    "ra_tls_app_id",
    "kms_provider",
    "kms_root",
    "mr_kms",
    "kms_bootstrap",
    "kms_signature",
    "binding",
    "aci",
    "gpu",
    "tpm",
};

Test(check, every_category_is_known_and_every_known_one_is_used)
{
    for (size_t c = 0; c < COUNT(categories); c++) {
        size_t n = 0;
        for (size_t i = 0; i < CHECK_COUNT; i++) {
            n += strcmp(check_catalogue[i].category, categories[c]) == 0 ? 1 : 0;
        }
        cr_expect_gt(n, 0, "%s", categories[c]);
    }
    for (size_t i = 0; i < CHECK_COUNT; i++) {
        bool is_known = false;
        for (size_t c = 0; c < COUNT(categories); c++) {
            is_known = is_known || strcmp(check_catalogue[i].category, categories[c]) == 0;
        }
        cr_expect(is_known, "%s", check_catalogue[i].category);
    }
}

Test(check, starts_undecided_with_its_name)
{
    AUTO(mem_freep) struct checks *checks = mem_new(sizeof *checks);
    memset(checks, 0xa5, sizeof *checks);
    checks_start(checks);
    for (size_t i = 0; i < CHECK_COUNT; i++) {
        cr_expect_eq(checks->of[i].result, RESULT_UNDECIDED);
        cr_expect_str_eq(checks->of[i].name, check_catalogue[i].id);
        cr_expect_str_empty(checks->of[i].detail);
        cr_expect_str_empty(checks->of[i].hint);
    }
}

Test(check, cuts_texts_to_their_field)
{
    AUTO(mem_freep) struct checks *checks = mem_new(sizeof *checks);
    char longer[2 * CHECK_DETAIL];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = 0;
    checks_start(checks);
    struct check *check = check_fail(checks, CHECK_IDENTITY, "%s", longer);
    check_set_values(check, longer, longer);
    check_set_hint(check, "%s", longer);
    cr_expect_eq(strlen(check->detail), CHECK_DETAIL - 1);
    cr_expect_eq(strlen(check->expected), CHECK_VALUE - 1);
    cr_expect_eq(strlen(check->hint), CHECK_DETAIL - 1);
}

Test(check, compares_bytes_and_shows_both)
{
    AUTO(mem_freep) struct checks *checks = mem_new(sizeof *checks);
    checks_start(checks);
    struct check *check = check_equal(checks, CHECK_QE_MRSIGNER, bytes_of("\x01\xff", 2),
                                      bytes_of("\x01\xfe", 2));
    cr_expect_eq(check->result, RESULT_FAIL);
    cr_expect_str_eq(check->expected, "01ff");
    cr_expect_str_eq(check->actual, "01fe");
    check = check_equal(checks, CHECK_QE_MRSIGNER, bytes_of("\x01", 1), bytes_of("\x01", 1));
    cr_expect_eq(check->result, RESULT_PASS);
}
