/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/platform.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/limits.h"
#include "attest/recognise.h"
#include "cases.h"

static struct platform *read_platform(const char *name, enum tee tee)
{
    AUTO(buf_done) struct buf file = case_read(name, "collateral.json");
    AUTO(collateral_done) struct collateral c = {0};
    struct err e = {0};
    cr_assert(collateral_add(&c, buf_view(&file), &e), "%s: %s", name, e.text);
    struct platform *p = platform_new(&c, tee);
    cr_expect(!c.has[PIECE_TCB_INFO] && c.piece[PIECE_TCB_INFO].at == NULL, "taken over");
    return p;
}

/* The first fault in the order of checks; CHECK_NONE for none. */
static enum check_id first_fault(const struct platform *p)
{
    const struct fault *const faults[] = {
        &p->pck_chain.fault,   &p->tcb_info_chain.fault, &p->qe_identity_chain.fault,
        &p->root_crl.fault,    &p->pck_crl.fault,        &p->tcb_info_fault,
        &p->qe_identity_fault,
    };
    for (size_t i = 0; i < COUNT(faults); i++) {
        cr_expect((faults[i]->check == CHECK_NONE) == (faults[i]->err.text[0] == 0));
        if (faults[i]->check != CHECK_NONE) {
            return faults[i]->check;
        }
    }
    return CHECK_NONE;
}

Test(platform, reads_everything)
{
    AUTO(platform_freep)
    struct platform *p = read_platform("cert_type_5_with_pck_chain", TEE_TDX);
    cr_expect(first_fault(p) == CHECK_NONE);
    cr_expect(p->tee == TEE_TDX);
    cr_expect(p->pck_chain.is_given && p->pck_chain.is_read && p->pck_chain.chain.n == 3);
    cr_expect(p->tcb_info_chain.is_read && p->tcb_info_chain.chain.n == 2);
    cr_expect(p->qe_identity_chain.is_read && p->qe_identity_chain.chain.n == 2);
    cr_expect(p->root_crl.is_given && p->root_crl.is_read && p->pck_crl.is_read);
    cr_expect(p->has_tcb_info && p->has_qe_identity);
    cr_expect(p->tcb_info.n_levels == 1 && p->qe_identity.n_levels == 1);
}

Test(platform, nothing_given_is_no_fault)
{
    struct collateral none = {0};
    AUTO(platform_freep) struct platform *p = platform_new(&none, TEE_SGX);
    cr_expect(first_fault(p) == CHECK_NONE);
    cr_expect(!p->pck_chain.is_given && !p->tcb_info_chain.is_given && !p->root_crl.is_given);
    cr_expect(!p->root_crl.is_read && !p->has_tcb_info && !p->has_qe_identity);
}

Test(platform, faults_carry_their_check)
{
    static const struct {
        const char *name;
        enum tee tee;
        enum check_id check;
    } cases[] = {
        {"valid_sgx_v3", TEE_SGX, CHECK_NONE},
        {"valid_tdx_v5_td15", TEE_TDX, CHECK_NONE},
        {"short_tcb_chain", TEE_TDX, CHECK_TCB_INFO_CHAIN},
        {"tcb_chain_extra_cert", TEE_TDX, CHECK_TCB_INFO_CHAIN},
        {"tcb_chain_invalid_cert_format", TEE_TDX, CHECK_TCB_INFO_CHAIN},
        {"short_qe_identity_chain", TEE_TDX, CHECK_QE_IDENTITY_CHAIN},
        {"root_crl_garbage", TEE_TDX, CHECK_ROOT_CRL_ENCODING},
        {"invalid_tcb_json", TEE_TDX, CHECK_TCB_INFO_JSON},
        {"tcb_info_missing_fmspc", TEE_TDX, CHECK_TCB_INFO_JSON},
        {"tcb_info_missing_next_update", TEE_TDX, CHECK_TCB_INFO_JSON},
        {"sgx_tcb_id_mismatch", TEE_SGX, CHECK_TCB_INFO_ID},
        {"tdx_quote_with_sgx_tcb_info", TEE_TDX, CHECK_TCB_INFO_ID},
        {"tcb_info_version_2_sgx", TEE_SGX, CHECK_TCB_INFO_ID},
        {"tcb_type_1", TEE_TDX, CHECK_TCB_INFO_TYPE},
        {"tcb_info_negative_svn", TEE_TDX, CHECK_TCB_INFO_COMPONENTS},
        {"tcb_info_svn_256", TEE_TDX, CHECK_TCB_INFO_COMPONENTS},
        {"tcb_info_svn_as_string", TEE_TDX, CHECK_TCB_INFO_COMPONENTS},
        {"tdx_17_components", TEE_TDX, CHECK_TCB_INFO_COMPONENTS},
        {"tcb_info_duplicate_levels", TEE_TDX, CHECK_TCB_INFO_DUPLICATES},
        {"unknown_status_string", TEE_TDX, CHECK_TCB_INFO_STATUSES},
        {"tcb_info_unknown_fields", TEE_TDX, CHECK_NONE},
        {"qe_identity_version_1", TEE_TDX, CHECK_QE_IDENTITY_VERSION},
        {"qe_identity_version_3", TEE_TDX, CHECK_NONE},
        {"tdx_qe_identity_id_mismatch", TEE_TDX, CHECK_QE_IDENTITY_ID},
        {"hex_fields_upper_case", TEE_TDX, CHECK_NONE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(platform_freep) struct platform *p = read_platform(cases[i].name, cases[i].tee);
        enum check_id check = first_fault(p);
        cr_expect(check == cases[i].check, "%s: %s", cases[i].name,
                  check < CHECK_COUNT ? check_catalogue[check].id : "none");
    }
}

Test(platform, pieces_of_the_wrong_kind)
{
    static const struct {
        enum collateral_piece piece;
        enum check_id check;
    } cases[] = {
        {PIECE_PCK_CERTIFICATE_CHAIN, CHECK_PCK_CHAIN},
        {PIECE_TCB_INFO_ISSUER_CHAIN, CHECK_TCB_INFO_CHAIN},
        {PIECE_QE_IDENTITY_ISSUER_CHAIN, CHECK_QE_IDENTITY_CHAIN},
        {PIECE_ROOT_CA_CRL, CHECK_ROOT_CRL_ENCODING},
        {PIECE_PCK_CRL, CHECK_PCK_CRL_ENCODING},
        {PIECE_TCB_INFO, CHECK_TCB_INFO_JSON},
        {PIECE_QE_IDENTITY, CHECK_QE_IDENTITY_JSON},
    };
    static const char *const contents[] = {"", "x", "null", "[]", "{}", "00"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (size_t k = 0; k < COUNT(contents); k++) {
            AUTO(collateral_done) struct collateral c = {0};
            collateral_set(&c, cases[i].piece, text_bytes(text_of(contents[k])));
            AUTO(platform_freep) struct platform *p = platform_new(&c, TEE_TDX);
            cr_expect(first_fault(p) == cases[i].check, "%s = '%s'",
                      collateral_piece_key(cases[i].piece), contents[k]);
        }
    }
}

Test(platform, too_big_is_not_read)
{
    AUTO(buf_done) struct buf big = buf_start(4 * MIB);
    buf_repeat(&big, ' ', LIMIT_TCB_JSON + 1);
    AUTO(collateral_done) struct collateral c = {0};
    collateral_set(&c, PIECE_TCB_INFO, buf_view(&big));
    collateral_set(&c, PIECE_QE_IDENTITY, buf_view(&big));
    collateral_set(&c, PIECE_TCB_INFO_ISSUER_CHAIN, buf_view(&big));
    AUTO(platform_freep) struct platform *p = platform_new(&c, TEE_TDX);
    cr_expect(p->tcb_info_fault.err.kind == ERR_TOO_BIG);
    cr_expect(p->qe_identity_fault.err.kind == ERR_TOO_BIG);
    cr_expect(p->tcb_info_chain.fault.err.kind == ERR_TOO_BIG);
}

/* Intel's own sample for TDX has component SVNs up to 65527; two others are of SGX. */
static bool has_own_faults(const char *path)
{
    return strstr(path, "/intel_sample_tdx/") != NULL || strstr(path, "/tdx_v4_hist_2024/") != NULL;
}

static void expect_no_fault(const char *path, struct bytes content)
{
    AUTO(collateral_done) struct collateral c = {0};
    struct err e = {0};
    cr_assert(collateral_add(&c, content, &e), "%s: %s", path, e.text);
    bool is_sgx = strstr(path, "/sgx_") != NULL || strstr(path, "/intel_sample_sgx/") != NULL;
    AUTO(platform_freep) struct platform *p = platform_new(&c, is_sgx ? TEE_SGX : TEE_TDX);
    enum check_id check = first_fault(p);
    cr_expect((check != CHECK_NONE) == has_own_faults(path), "%s: %s: %s", path,
              check < CHECK_COUNT ? check_catalogue[check].id : "none", p->tcb_info_fault.err.text);
}

Test(platform, real_collateral)
{
    if (!visit_shared("collateral.json", expect_no_fault)) {
        cr_skip_test("no real collateral at '%s'", PHALA_SHARED_DIR);
    }
}
