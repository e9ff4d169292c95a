/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/dcap.h"

/* The quoting enclave and what it signed (specification sections 7, 8 and 16). */

enum { ATTRIBUTE_DEBUG = 1 << 1 }; /* of the first byte of ATTRIBUTES */

static void check_report_signature(struct appraisal *a)
{
    const struct quote_signature *s = &a->quote->signature;
    const enum check_id id = CHECK_QE_REPORT_SIGNATURE;
    if (a->pck_chain == NULL) {
        (void)check_undecided(a->checks, id, "the platform's certificate cannot be read");
    } else if (signature_is_valid(&a->signatures, &chain_leaf(a->pck_chain)->key, s->qe_report_raw,
                                  &s->qe_report_signature)) {
        (void)check_pass(a->checks, id, "holds");
    } else {
        (void)check_fail(a->checks, id, "the signature is wrong");
    }
}

/* REPORTDATA is SHA-256(attestation key ‖ authentication data) and zeros. */
static void check_report_data(struct appraisal *a)
{
    const struct quote_signature *s = &a->quote->signature;
    struct sha256 hash = sha256_of_two(BYTES_OF(s->attestation_key.at), s->qe_auth_data);
    struct bytes rest = s->qe_report[SGX_REPORT_DATA];
    struct bytes found = {NULL, 0};
    bool has_hash = bytes_take(&rest, SHA256_SIZE, &found);
    struct check *check = check_equal(a->checks, CHECK_QE_REPORT_DATA, BYTES_OF(hash.at), found);
    if (!has_hash || !bytes_all_zero(rest)) {
        check_set(check, RESULT_FAIL, "the second half of the report data is not zero");
    }
}

/* report & mask == value: a bit of the value outside the mask can never be met. */
static void check_masked(struct appraisal *a, enum check_id id, struct bytes value,
                         struct bytes mask, struct bytes report)
{
    uint8_t masked[16] = {0};
    for (size_t i = 0; i < value.left && i < sizeof masked; i++) {
        masked[i] = report.at[i] & mask.at[i];
    }
    (void)check_equal(a->checks, id, value, bytes_of(masked, value.left));
}

static void check_isv(struct appraisal *a)
{
    const struct qe_identity *identity = a->qe_identity;
    const struct bytes *report = a->quote->signature.qe_report;
    struct bytes prod_id = report[SGX_ISV_PROD_ID];
    struct bytes svn = report[SGX_ISV_SVN];
    uint16_t product = 0;
    uint16_t version = 0;
    if (!bytes_u16le(&prod_id, &product) || !bytes_u16le(&svn, &version)) {
        return;
    }
    if (product == identity->isv_prod_id) {
        (void)check_pass(a->checks, CHECK_QE_ISV_PROD_ID, "%u", (unsigned)product);
    } else {
        (void)check_fail(a->checks, CHECK_QE_ISV_PROD_ID, "is %u, not %u", (unsigned)product,
                         (unsigned)identity->isv_prod_id);
    }
    a->qe_level = tcb_match_isv(identity->levels, identity->n_levels, version);
    a->qe_is_judged = true;
    if (a->qe_level == NULL) {
        (void)check_fail(a->checks, CHECK_QE_LEVEL, "ISVSVN %u reaches no level",
                         (unsigned)version);
    } else {
        (void)check_pass(a->checks, CHECK_QE_LEVEL, "ISVSVN %u reaches level %u: %s",
                         (unsigned)version, (unsigned)a->qe_level->isv_svn,
                         tcb_status_word(a->qe_level->status));
    }
}

static void check_identity(struct appraisal *a)
{
    const struct qe_identity *identity = a->qe_identity;
    const struct bytes *report = a->quote->signature.qe_report;
    (void)check_equal(a->checks, CHECK_QE_MRSIGNER, BYTES_OF(identity->mrsigner),
                      report[SGX_MRSIGNER]);
    check_masked(a, CHECK_QE_MISC_SELECT, BYTES_OF(identity->misc_select),
                 BYTES_OF(identity->misc_select_mask), report[SGX_MISC_SELECT]);
    check_masked(a, CHECK_QE_ATTRIBUTES, BYTES_OF(identity->attributes),
                 BYTES_OF(identity->attributes_mask), report[SGX_ATTRIBUTES]);
    check_isv(a);
}

void dcap_qe(struct appraisal *a)
{
    if (!a->quote->has_signature || !a->quote->signature.has_qe) {
        dcap_undecided(a, CHECK_QE_REPORT_SIGNATURE, CHECK_QE_LEVEL,
                       (struct reason){"the quote has no report of a quoting enclave", NULL});
        return;
    }
    dcap_undecided(a, CHECK_QE_MRSIGNER, CHECK_QE_LEVEL,
                   dcap_because(a, "there is no QE identity to compare with"));
    check_report_signature(a);
    check_report_data(a);
    if ((a->quote->signature.qe_report[SGX_ATTRIBUTES].at[0] & ATTRIBUTE_DEBUG) != 0) {
        (void)check_fail(a->checks, CHECK_QE_DEBUG, "its DEBUG attribute is set");
    } else {
        (void)check_pass(a->checks, CHECK_QE_DEBUG, "its DEBUG attribute is clear");
    }
    if (a->qe_identity != NULL) {
        check_identity(a);
    }
}

void dcap_quote_signature(struct appraisal *a)
{
    const struct quote_signature *s = &a->quote->signature;
    if (!a->quote->has_signature) {
        (void)check_undecided(a->checks, CHECK_QUOTE_SIGNATURE,
                              "the attestation key is of a type that is not known");
    } else if (signature_is_valid(&a->signatures, &s->attestation_key, a->quote->signed_region,
                                  &s->signature)) {
        (void)check_pass(a->checks, CHECK_QUOTE_SIGNATURE, "holds over %zu bytes",
                         a->quote->signed_region.left);
    } else {
        (void)check_fail(a->checks, CHECK_QUOTE_SIGNATURE, "the signature is wrong");
    }
}
