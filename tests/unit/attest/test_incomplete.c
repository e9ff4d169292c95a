/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "cases.h"
#include "verify_case.h"

/* What is missing or cannot be read may reject evidence and never verifies it: each check that
 * does not pass, with its reason, where a part of the evidence is not there. incomplete.txt holds
 * what is expected; what was found is left in the build folder for comparison. */

#define EXPECTED PHALA_SOURCE_DIR "/tests/unit/attest/incomplete.txt"
#define FOUND    PHALA_BINARY_DIR "/tests/incomplete.txt"

static struct buf found;

static bool is_same(const struct check *a, const struct check *b)
{
    return a != NULL && a->result == b->result && strcmp(a->detail, b->detail) == 0 &&
           strcmp(a->hint, b->hint) == 0;
}

static void write_reason(const struct check *check)
{
    buf_printf(&found, ": %s%s%s", check->detail, check->hint[0] != 0 ? "; " : "", check->hint);
}

/* "fail ID…: DETAIL; HINT", where neighbours with one reason share a line. */
static void write_checks(const struct report *report)
{
    const struct check *last = NULL;
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check->result == RESULT_PASS || check->result == RESULT_SKIP) {
            continue;
        }
        if (last != NULL && !is_same(last, check)) {
            write_reason(last);
        }
        if (!is_same(last, check)) {
            buf_printf(&found, "\n  %s", check_result_word(check->result));
        }
        buf_printf(&found, " %s", check->name);
        last = check;
    }
    if (last != NULL) {
        write_reason(last);
    }
    buf_char(&found, '\n');
}

static void judge(struct verify_case *c, const char *name, const char *what, const char *piece)
{
    verify_case_appraise(c);
    const struct report_tcb *tcb = &c->report->tcb;
    char end[INSTANT_TEXT] = "the end is not known";
    if (c->report->has_valid_until) {
        (void)instant_format(c->report->valid_until, end);
    }
    buf_printf(&found, "%s%s%s: %s, %s, %zu skipped, %s", name, what, piece,
               verdict_word(c->report->verdict),
               tcb->has_status ? tcb_status_word(tcb->status) : "no status",
               report_count(c->report, RESULT_SKIP), end);
    cr_expect(c->report->verdict != VERDICT_VERIFIED, "%s%s%s", name, what, piece);
    write_checks(c->report);
}

static void open_case(struct verify_case *c, const char *name)
{
    const char *made = getenv("PHALA_CASES");
    AUTO(mem_freep) char *own = path_join(PHALA_SOURCE_DIR "/tests/vectors/negative", name);
    AUTO(mem_freep) char *other = path_join(made != NULL ? made : PHALA_CASES_DIR, name);
    verify_case_open(c, fs_exists(own) ? own : other, "case.json", "verify_at_unix");
    cr_assert(c->is_readable, "%s", name);
}

/* One piece away, or with other content. */
static void change_piece(struct verify_case *c, enum collateral_piece piece, const char *content)
{
    struct collateral changed = {0};
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        enum collateral_piece one = (enum collateral_piece)i;
        changed.has[i] = c->platform->collateral.has[i];
        changed.piece[i] = buf_start(32 * MIB);
        if (one != piece) {
            buf_add(&changed.piece[i], collateral_piece_bytes(&c->platform->collateral, one));
        }
    }
    changed.has[piece] = content != NULL;
    if (content != NULL) {
        buf_text(&changed.piece[piece], content);
    }
    platform_free(c->platform);
    c->platform = platform_new(&changed, c->evidence.quote.tee);
}

static void judge_pieces(const char *name)
{
    for (size_t i = PIECE_ROOT_CA_CRL; i < PIECE_COUNT; i++) {
        enum collateral_piece piece = (enum collateral_piece)i;
        AUTO(verify_case_done) struct verify_case away = {0};
        AUTO(verify_case_done) struct verify_case bad;
        if (piece != PIECE_PCK_CERTIFICATE_CHAIN) {
            open_case(&away, name);
            change_piece(&away, piece, NULL);
            judge(&away, name, " without ", collateral_piece_key(piece));
        }
        open_case(&bad, name);
        change_piece(&bad, piece, "x");
        judge(&bad, name, " with an unreadable ", collateral_piece_key(piece));
    }
}

/* What a user asks of levels and collateral that are not there. */
static void judge_wishes(const char *name, enum collateral_piece piece)
{
    AUTO(verify_case_done) struct verify_case c;
    const struct text advisory = text_of("INTEL-SA-00001");
    open_case(&c, name);
    change_piece(&c, piece, NULL);
    c.options.has_min_date = true;
    c.options.has_min_evaluation = true;
    c.options.allow_advisories = &advisory;
    c.options.n_allow_advisories = 1;
    judge(&c, name, " with wishes, without ", collateral_piece_key(piece));
}

/* Report data that the quote was not made for: all of it, and its first bytes. */
static void judge_report_data(const char *name)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, name);
    c.options.report_data = (struct expected_report_data){
        .is_given = true, .value = {0xde, 0xad}, .size = 2, .is_whole = true};
    judge(&c, name, " for other report data", "");
    c.options.report_data.is_whole = false;
    judge(&c, name, " for report data that begins otherwise", "");
}

static void judge_with_all_allowed(const char *name)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, name);
    verify_case_allow_any(&c);
    judge(&c, name, " with all statuses allowed", "");
}

/* No collateral, and collateral without a piece, are the same. */
static void judge_without_collateral(const char *name)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, name);
    platform_free(c.platform);
    c.platform = NULL;
    judge(&c, name, " without collateral", "");
    struct collateral none = {0};
    c.platform = platform_new(&none, c.evidence.quote.tee);
    judge(&c, name, " with empty collateral", "");
}

/* Intel's root, whether it is given or not. */
static void judge_under_intels_root(const char *name)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, name);
    c.options.root_der = (struct bytes){NULL, 0};
    judge(&c, name, " under Intel's root", "");
    cr_expect_not(text_starts(text_of(c.report->summary), "under another root: "));
    cr_expect(c.report->trust_root_is_builtin);
    c.options.root_der = intel_root_der();
    judge(&c, name, " under Intel's root, given", "");
    cr_expect(c.report->trust_root_is_builtin);
    c.options.root_der = bytes_of("x", 1);
    judge(&c, name, " under no root", "");
    cr_expect(text_starts(text_of(c.report->summary), "under another root: "));
    cr_expect_not(c.report->trust_root_is_builtin);
}

static void judge_as_it_is(const char *name)
{
    AUTO(verify_case_done) struct verify_case c;
    open_case(&c, name);
    judge(&c, name, "", "");
}

static const char *const whole[] = {"valid_tdx_v5_td15", "valid_sgx_v3"};

static const char *const alone[] = {"valid_tdx_v5_td15", "valid_sgx_v3",   "key_type_3_tdx",
                                    "key_type_3_sgx",    "outer_type_5",   "type_1_without_chain",
                                    "type_0_with_chain", "type_2_one_more"};

static const char *const as_they_are[] = {"key_type_3_tdx",
                                          "key_type_3_sgx",
                                          "outer_type_5",
                                          "outer_type_5_sgx",
                                          "type_0_with_chain",
                                          "type_1_without_chain",
                                          "type_2_one_less",
                                          "type_4_other_leaf",
                                          "type_5_other_leaf",
                                          "type_6_with_chain",
                                          "chain_external_broken_base64",
                                          "chain_external_extra_behind",
                                          "chain_external_no_root",
                                          "chain_external_root_with_other_serial",
                                          "sgx_extension_missing",
                                          "signature_pck_flipped",
                                          "signature_intermediate_flipped",
                                          "signature_pck_crl_flipped",
                                          "signature_tcb_signer_flipped",
                                          "root_crl_is_pck_crl",
                                          "fmspc_first_octet",
                                          "tcb_version_1",
                                          "components_15",
                                          "qe_id_lower",
                                          "seam_attributes_nonzero",
                                          "tdx_module_v1_mrsigner_mismatch",
                                          "tdx_module_v3_identity_missing",
                                          "relaunch_version_2_missing",
                                          "module_0_mrsigner",
                                          "td15_mr_service_td_nonzero",
                                          "type_4_empty",
                                          "type_4_leaf_twice",
                                          "date_pck_after_end",
                                          "date_intermediate_after_end",
                                          "date_root_after_end",
                                          "date_tcb_signer_after_end",
                                          "date_qe_signer_after_end",
                                          "date_root_crl_after_end",
                                          "date_pck_crl_after_end",
                                          "date_tcb_info_after_end",
                                          "date_qe_identity_after_end"};

/* Revoked, or below all levels. */
static const char *const never_allowed[] = {"merge_sgx_Revoked_qe_UpToDate",
                                            "merge_sgx_OutOfDate_qe_Revoked",
                                            "level_sgx_quote_0_low",
                                            "level_tdx_quote_0_low",
                                            "qe_svn_below_all",
                                            "tdx_module_v1_revoked",
                                            "tdx_module_v1_svn_too_low"};

static const char *const under_another_root[] = {"valid_tdx_v4", "signature_intermediate_flipped",
                                                 "signature_tcb_signer_flipped"};

Test(incomplete, says_what_is_missing, .timeout = 60)
{
    found = buf_start(MIB);
    for (size_t i = 0; i < COUNT(whole); i++) {
        judge_pieces(whole[i]);
    }
    for (size_t i = 0; i < COUNT(alone); i++) {
        judge_without_collateral(alone[i]);
    }
    for (size_t i = 0; i < COUNT(as_they_are); i++) {
        judge_as_it_is(as_they_are[i]);
    }
    for (size_t i = 0; i < COUNT(under_another_root); i++) {
        judge_under_intels_root(under_another_root[i]);
    }
    for (size_t i = 0; i < COUNT(never_allowed); i++) {
        judge_with_all_allowed(never_allowed[i]);
    }
    for (size_t i = 0; i < COUNT(whole); i++) {
        judge_wishes(whole[i], PIECE_TCB_INFO);
        judge_wishes(whole[i], PIECE_QE_IDENTITY);
        judge_report_data(whole[i]);
    }
    AUTO(buf_done) struct buf expected = buf_start(MIB);
    struct err e = {0};
    cr_expect(fs_read(EXPECTED, &expected, &e), "%s", e.text);
    if (!bytes_equal(buf_view(&found), buf_view(&expected))) {
        cr_expect(fs_write(FOUND, buf_view(&found), 0644, &e), "%s", e.text);
        cr_expect(false, "%s differs from %s", FOUND, EXPECTED);
    }
    buf_done(&found);
}
