/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* Every signature with everything that can be wrong with one. */

static enum fault *of_quote(struct platform *p)
{
    return &p->quote.quote_fault;
}

static enum fault *of_qe_report(struct platform *p)
{
    return &p->quote.qe_fault;
}

static enum fault *of_tcb_info(struct platform *p)
{
    return &p->tcb_document.fault;
}

static enum fault *of_qe_identity(struct platform *p)
{
    return &p->qe_document.fault;
}

static enum fault *of_pck(struct platform *p)
{
    return &p->pck.fault;
}

static enum fault *of_intermediate(struct platform *p)
{
    return &p->intermediate.fault;
}

static enum fault *of_tcb_signer(struct platform *p)
{
    return &p->tcb_signer.fault;
}

static enum fault *of_qe_signer(struct platform *p)
{
    return &p->qe_signer.fault;
}

static enum fault *of_root_crl(struct platform *p)
{
    return &p->root_crl.fault;
}

static enum fault *of_pck_crl(struct platform *p)
{
    return &p->pck_crl.fault;
}

static const struct {
    const char *name;
    enum fault *(*fault)(struct platform *p);
    enum base base;
    const char *category;
    bool is_raw; /* 64 bytes, not DER: the key can be chosen to fit */
} TARGETS[] = {
    {"quote_tdx", of_quote, TDX_V4, "quote_signature", true},
    {"quote_sgx", of_quote, SGX_V3, "quote_signature", true},
    {"quote_v5", of_quote, TDX_V5_TD15, "quote_signature", true},
    {"qe_report_tdx", of_qe_report, TDX_V4, "qe_report_signature", true},
    {"qe_report_sgx", of_qe_report, SGX_V3, "qe_report_signature", true},
    {"tcb_info", of_tcb_info, TDX_V4, "tcb_info_signature", true},
    {"qe_identity", of_qe_identity, TDX_V4, "qe_identity_signature", true},
    {"pck", of_pck, TDX_V4, "pck_chain", false},
    {"intermediate", of_intermediate, TDX_V4, "pck_chain", false},
    {"tcb_signer", of_tcb_signer, TDX_V4, "tcb_chain", false},
    {"qe_signer", of_qe_signer, TDX_V4, "qe_identity_chain", false},
    {"root_crl", of_root_crl, TDX_V4, "crl_signature", false},
    {"pck_crl", of_pck_crl, TDX_V4, "crl_signature", false},
};

static const struct {
    const char *name;
    enum fault fault;
    const char *rule;
} FAULTS[] = {
    {"flipped", FAULT_FLIPPED, "8: the signature holds"},
    {"zero", FAULT_ZERO, "8: r and s are not 0"},
    {"r_zero", FAULT_R_ZERO, "8: r is not 0"},
    {"s_zero", FAULT_S_ZERO, "8: s is not 0"},
    {"r_is_n", FAULT_R_IS_N, "8: r is below the order"},
    {"s_is_n", FAULT_S_IS_N, "8: s is below the order"},
    {"r_over", FAULT_R_OVER, "8: r is below the order; it holds modulo the order"},
    {"s_over", FAULT_S_OVER, "8: s is below the order; it holds modulo the order"},
    {"other_s", FAULT_S_NEGATED, "8: both values of s hold"},
};

static void spoil(struct platform *p, const struct test_case *c)
{
    size_t target = (size_t)c->number / COUNT(FAULTS);
    *TARGETS[target].fault(p) = FAULTS[(size_t)c->number % COUNT(FAULTS)].fault;
}

static void add_faults(struct case_list *to, size_t target)
{
    for (size_t i = 0; i < COUNT(FAULTS); i++) {
        if (fault_chooses_key(FAULTS[i].fault) && !TARGETS[target].is_raw) {
            continue;
        }
        struct test_case one = {
            .name = case_name("signature_%s_%s", TARGETS[target].name, FAULTS[i].name),
            .group = "signatures",
            .base = TARGETS[target].base,
            .category = FAULTS[i].fault == FAULT_S_NEGATED ? NULL : TARGETS[target].category,
            .rule = FAULTS[i].rule,
            .change = spoil,
            .number = (long long)(target * COUNT(FAULTS) + i),
        };
        case_add(to, &one);
    }
}

static void quote_by_other_key(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->quote.quote_signer.label = "another attestation key";
}

static void qe_report_by_other_key(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->quote.qe_signer.label = "another pck";
}

static void qe_report_by_attestation_key(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->quote.qe_signer = p->quote.attestation_key;
}

static void tcb_info_by_other_key(struct platform *p, const struct test_case *c)
{
    p->tcb_document.signer.label = c->from;
}

static void qe_identity_by_other_key(struct platform *p, const struct test_case *c)
{
    p->qe_document.signer.label = c->from;
}

static void key_off_curve(struct platform *p, const struct test_case *c)
{
    p->quote.key_change[c->number] ^= 1;
}

static void qe_data(struct platform *p, const struct test_case *c)
{
    p->quote.qe_data_change[c->number] ^= 1;
}

/* Flips a bit after signing; `number` counts from the start of the quote, or of the body. */
static void tamper(struct platform *p, const struct test_case *c)
{
    size_t body = quote_body_at(&p->quote);
    p->quote.flip_at = c->to != NULL ? body + (size_t)c->number : (size_t)c->number;
}

#define HASH_RULE   "8: SHA-256 of key and authentication data is in the QE report"
#define UPPER_RULE  "16: REPORTDATA[32:64] of the QE report is zero"
#define SIGNED_RULE "8: the attestation key signs header and body"
#define BODY        .to = "body"

static const struct test_case CASES_SIGNATURES[] = {
    REFUSED("quote_by_other_key_tdx", "quote_signature", SIGNED_RULE, .change = quote_by_other_key),
    REFUSED("quote_by_other_key_sgx", "quote_signature", SIGNED_RULE, .base = SGX_V3,
            .change = quote_by_other_key),
    REFUSED("qe_report_by_other_key_tdx", "qe_report_signature", "8: the PCK signs the QE report",
            .change = qe_report_by_other_key),
    REFUSED("qe_report_by_other_key_sgx", "qe_report_signature", "8: the PCK signs the QE report",
            .base = SGX_V3, .change = qe_report_by_other_key),
    REFUSED("qe_report_by_attestation_key", "qe_report_signature", "8: the PCK signs the QE report",
            .change = qe_report_by_attestation_key),
    REFUSED("tcb_info_by_other_key", "tcb_info_signature", "6.3: the leaf of its chain signs it",
            .change = tcb_info_by_other_key, .from = "stranger"),
    REFUSED("tcb_info_by_root", "tcb_info_signature", "6.3: the leaf of its chain signs it",
            .change = tcb_info_by_other_key, .from = "root"),
    REFUSED("tcb_info_by_pck", "tcb_info_signature", "6.3: the leaf of its chain signs it",
            .change = tcb_info_by_other_key, .from = "pck"),
    REFUSED("qe_identity_by_other_key", "qe_identity_signature",
            "7: the leaf of its chain signs it", .change = qe_identity_by_other_key,
            .from = "stranger"),
    REFUSED("qe_identity_by_root", "qe_identity_signature", "7: the leaf of its chain signs it",
            .change = qe_identity_by_other_key, .from = "root"),
    REFUSED("qe_identity_by_pck", "qe_identity_signature", "7: the leaf of its chain signs it",
            .change = qe_identity_by_other_key, .from = "pck"),
    REFUSED("key_x_off_curve", "quote_signature", "8: the attestation key is on the curve",
            .change = key_off_curve, .number = 31,
            .note = "the QE report has the hash of this key; the signature cannot hold either"),
    REFUSED("key_y_off_curve", "quote_signature", "8: the attestation key is on the curve",
            .change = key_off_curve, .number = 63,
            .note = "the QE report has the hash of this key; the signature cannot hold either"),
    REFUSED("key_y_off_curve_sgx", "quote_signature", "8: the attestation key is on the curve",
            .base = SGX_V3, .change = key_off_curve, .number = 63),
    REFUSED("qe_hash_first_byte", "qe_report_hash", HASH_RULE, .change = qe_data, .number = 0),
    REFUSED("qe_hash_last_byte", "qe_report_hash", HASH_RULE, .change = qe_data, .number = 31),
    REFUSED("qe_hash_sgx", "qe_report_hash", HASH_RULE, .base = SGX_V3, .change = qe_data,
            .number = 16),
    REFUSED("qe_data_upper_first", "qe_report_hash", UPPER_RULE, .change = qe_data, .number = 32),
    REFUSED("qe_data_upper_last", "qe_report_hash", UPPER_RULE, .change = qe_data, .number = 63),
    REFUSED("qe_data_upper_sgx", "qe_report_hash", UPPER_RULE, .base = SGX_V3, .change = qe_data,
            .number = 48),
    REFUSED("tampered_qe_svn_field", "quote_signature", SIGNED_RULE, .change = tamper, .number = 8),
    REFUSED("tampered_user_data", "quote_signature", SIGNED_RULE, .change = tamper, .number = 47),
    REFUSED("tampered_body_first", "quote_signature", SIGNED_RULE, .change = tamper, BODY,
            .number = AT_MRSEAM),
    REFUSED("tampered_mrtd", "quote_signature", SIGNED_RULE, .change = tamper, BODY,
            .number = AT_MRTD),
    REFUSED("tampered_rtmr3", "quote_signature", SIGNED_RULE, .change = tamper, BODY,
            .number = AT_RTMR3),
    REFUSED("tampered_body_last_td10", "quote_signature", SIGNED_RULE, .change = tamper, BODY,
            .number = TD10_REPORT_SIZE - 1),
    REFUSED("tampered_rtmr3_v5", "quote_signature", SIGNED_RULE, .base = TDX_V5_TD10,
            .change = tamper, BODY, .number = AT_RTMR3),
    REFUSED("tampered_svn2_v5", "quote_signature", SIGNED_RULE, .base = TDX_V5_TD15,
            .change = tamper, BODY, .number = AT_TEE_TCB_SVN_2 + 15),
    REFUSED("tampered_mrenclave", "quote_signature", SIGNED_RULE, .base = SGX_V3, .change = tamper,
            BODY, .number = AT_MRENCLAVE),
    REFUSED("tampered_body_last_sgx", "quote_signature", SIGNED_RULE, .base = SGX_V3,
            .change = tamper, BODY, .number = SGX_REPORT_SIZE - 1),
};

void cases_signatures(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(TARGETS); i++) {
        add_faults(to, i);
    }
    case_add_all(to, "signatures", CASES_SIGNATURES, COUNT(CASES_SIGNATURES));
}
