/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/path.h"
#include "crypto/signature_memory.h"
#include "verify_case.h"

/* Whole appraisals of the cases that the vectors hold. */

static bool is_one_of(struct text word, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (text_is(word, *list)) {
            return true;
        }
    }
    return false;
}

/* How categories sort into verdicts: specification section 16. */
static const char *const unreadable[] = {"decode",    "version", "tee_type", "body_type",
                                         "body_size", "usage",   NULL};
static const char *const undecided[] = {"tcb_info_expired",
                                        "tcb_info_future",
                                        "qe_identity_expired",
                                        "qe_identity_future",
                                        "crl_expired",
                                        "crl_future",
                                        "fmspc",
                                        NULL};

/* NUL behind a chain would be an escaped NUL in JSON, which codec/json.h refuses on principle. */
static const char *const refused_as_json[] = {"chain_external_nul_behind", "chain_qe_nul_behind",
                                              "chain_tcb_nul_behind", NULL};

/* tests/mutation looks for this line. */
static void expect_verdict(const struct verify_case *c, const char *name, enum verdict wanted)
{
    cr_expect_eq(c->report->verdict, wanted, "%s: %s instead of %s: %s", name,
                 verdict_word(c->report->verdict), verdict_word(wanted), c->report->summary);
}

static void expect_refusal(struct verify_case *c, const char *name, struct text category)
{
    bool is_open = is_one_of(category, undecided);
    enum verdict wanted = is_open ? VERDICT_UNDECIDED : VERDICT_REJECTED;
    expect_verdict(c, name, wanted);
    const char *found = verify_case_category(c, is_open ? RESULT_UNDECIDED : RESULT_FAIL);
    bool is_chosen = false; /* the specification names no category: ours may be another one */
    cr_expect(json_bool(json_member(json_root(c->json), "category_is_chosen"), &is_chosen) ||
              !is_chosen);
    cr_expect(is_chosen || text_is(category, found), "%s: %.*s wanted, %s", name,
              TEXT_ARG(category), c->report->summary);
}

static void expect_acceptance(struct verify_case *c, const char *name)
{
    struct text status = verify_case_text(c, "expected", "status");
    const struct report_tcb *tcb = &c->report->tcb;
    expect_verdict(c, name, VERDICT_VERIFIED);
    cr_expect(tcb->has_status && text_is(status, tcb_status_word(tcb->status)),
              "%s: %.*s wanted, %s", name, TEXT_ARG(status), c->report->summary);
    cr_expect(verify_case_has_advisories(
                  c, json_member(json_member(json_root(c->json), "expected"), "advisory_ids")),
              "%s: other advisories", name);
    cr_expect(c->report->has_valid_until, "%s", name);
}

/* What the many cases share is computed once; NULL for the few. */
static const struct signature_check *remembered;

/* Strictly, and with every status allowed. */
static void judge_case(const char *folder, const char *name)
{
    AUTO(verify_case_done) struct verify_case c;
    verify_case_open(&c, folder, "case.json", "verify_at_unix");
    c.options.signatures = remembered;
    struct text verdict = verify_case_text(&c, "expected", "verdict");
    struct text category = verify_case_text(&c, "expected", "category");
    if (is_one_of(category, unreadable) || is_one_of(text_of(name), refused_as_json)) {
        cr_expect_not(c.is_readable, "%s: could be read", name);
        return;
    }
    cr_expect(c.is_readable, "%s: cannot be read", name);
    if (!c.is_readable) {
        return;
    }
    verify_case_appraise(&c);
    bool is_accepted = text_is(verdict, "accept") || text_is(verdict, "warn");
    if (text_is(verdict, "accept_nonuptodate")) {
        expect_refusal(&c, name, text_of("status"));
    } else if (is_accepted) {
        expect_acceptance(&c, name);
    } else {
        expect_refusal(&c, name, category);
    }
    if (text_is(verdict, "warn")) {
        cr_expect(text_is(category, verify_case_category(&c, RESULT_WARN)), "%s: no warning", name);
    }
    verify_case_allow_any(&c);
    verify_case_appraise(&c);
    if (text_is(verdict, "reject")) {
        expect_refusal(&c, name, category);
    } else {
        expect_acceptance(&c, name);
    }
}

Test(appraise, judges_the_synthetic_cases_as_section_16_sorts_them)
{
    cr_assert(verify_each(PHALA_SOURCE_DIR "/tests/vectors/negative", judge_case));
}

static void skip(const char *reason)
{
    const char *ci = getenv("CI");
    cr_assert(ci == NULL || !text_is(text_of(ci), "true"), "%s", reason);
    cr_skip("%s", reason);
}

Test(appraise, judges_the_generated_cases_as_their_rules_say)
{
    AUTO(signature_memory_freep) struct signature_memory *memory = signature_memory_new();
    const struct signature_check check = signature_memory_check(memory);
    remembered = &check;
    const char *folder = getenv("PHALA_CASES");
    folder = folder != NULL ? folder : PHALA_CASES_DIR;
    cr_assert(verify_each(folder, judge_case), "%s: no cases", folder);
    remembered = NULL;
}

/* What this program says of real evidence where no other verifier is right, or none accepts. */
static const struct {
    const char *name;
    enum verdict verdict;
    const char *check; /* that is named first */
} refused[] = {
    {"dstack_examples_nomatch", VERDICT_REJECTED, "tcb.level"},
    {"intel_sample_tdx", VERDICT_REJECTED, "pck.chain"},
    {"tdx_v4_go_spr_e4", VERDICT_REJECTED, "tcb.level"},
    {"tdx_v4_hist_2024", VERDICT_REJECTED, "pck_crl.issuer"},
    {"tdx_v5_go", VERDICT_REJECTED, "tcb_info.not_after"},
    {"tdx_v5_nomatch", VERDICT_REJECTED, "tcb.level"},
};

static bool expect_refused(const struct verify_case *c, const char *name)
{
    for (size_t i = 0; i < COUNT(refused); i++) {
        if (!text_is(text_of(name), refused[i].name)) {
            continue;
        }
        enum check_result result = refused[i].verdict == VERDICT_REJECTED ? RESULT_FAIL
                                                                          : RESULT_UNDECIDED;
        const struct check *first = report_first(c->report, result);
        cr_expect_eq(c->report->verdict, refused[i].verdict, "%s: %s", name, c->report->summary);
        cr_expect(first != NULL && text_is(text_of(refused[i].check), first->name), "%s: %s", name,
                  c->report->summary);
        return true;
    }
    return false;
}

static void judge_real(const char *folder, const char *name)
{
    AUTO(verify_case_done) struct verify_case c;
    verify_case_open(&c, folder, "verdicts.json", "verified_at_unix");
    cr_expect(c.is_readable, "%s", name);
    if (!c.is_readable) {
        return;
    }
    verify_case_allow_any(&c);
    verify_case_appraise(&c);
    if (expect_refused(&c, name)) {
        return;
    }
    const struct json_value *theirs = json_member(json_member(json_root(c.json), "verdicts"),
                                                  "dcap-qvl-js-0.3.9");
    struct text status;
    bool is_theirs = json_text(json_member(theirs, "status"), &status);
    status = is_theirs ? status : text_of("UpToDate");
    cr_expect_eq(c.report->verdict, VERDICT_VERIFIED, "%s: %s", name, c.report->summary);
    cr_expect(text_is(status, tcb_status_word(c.report->tcb.status)), "%s: %s", name,
              c.report->summary);
    cr_expect(!is_theirs || verify_case_has_advisories(&c, json_member(theirs, "advisory_ids")),
              "%s: other advisories", name);
    char until[INSTANT_TEXT];
    struct text window = verify_case_text(&c, "valid_until", NULL);
    cr_expect(text_starts(window, instant_format(c.report->valid_until, until)), "%s: until %s",
              name, until);
}

Test(appraise, agrees_with_dcap_qvl_about_real_quotes)
{
    const char *shared = getenv("PHALA_SHARED");
    AUTO(mem_freep)
    char *folder = path_join(shared != NULL ? shared : PHALA_SHARED_DIR,
                             "vectors/attest/dcap/cases");
    if (!verify_each(folder, judge_real)) {
        skip("no folder with real quotes (PHALA_SHARED)");
    }
}
