/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "attest/dcap.h"
#include "attest/dstack.h"
#include "attest/model.h"
#include "attest/platform.h"
#include "base/mem.h"

/* The appraisal of evidence of any kind: the quote's, and on top of it what a document has beside
 * its quote. */

#define BIT(group) (1U << GROUP_##group)

/* What only a document with an event log has something to say about. */
#define DSTACK_GROUPS (BIT(LOG) | BIT(APP) | BIT(OS) | BIT(KMS) | BIT(BINDING))

static bool is_bare_quote(const struct evidence *evidence)
{
    bool is_quote = evidence->kind == EVIDENCE_TDX_QUOTE || evidence->kind == EVIDENCE_SGX_QUOTE;
    return is_quote && !evidence->has_log && evidence->n_claims == 0 && evidence->n_parts == 0;
}

/* An option asks about something that only these groups tell of. */
static unsigned asked_groups(const struct appraise_options *options)
{
    const struct app_options *app = &options->app;
    unsigned groups = 0;
    if (app->app_compose.at != NULL || app->compose.at != NULL || app->demand_images ||
        app->demand_private || app->demand_unprivileged) {
        groups |= BIT(LOG) | BIT(APP);
    }
    if (app->os_image != NULL || app->demand_os || app->demand_production_os) {
        groups |= BIT(LOG) | BIT(OS);
    }
    if (app->kms != NULL || app->key_provider.len > 0 || app->n_kms_roots > 0) {
        groups |= BIT(LOG) | BIT(KMS);
    }
    for (size_t i = 0; i < BINDING_KINDS; i++) {
        groups |= app->bindings[i].is_given ? BIT(BINDING) : 0;
    }
    return groups;
}

static unsigned listed_groups(const struct evidence *evidence,
                              const struct appraise_options *options)
{
    unsigned groups = BIT(ASKED) | asked_groups(options);
    groups |= is_bare_quote(evidence) ? 0 : BIT(DOCUMENT);
    groups |= evidence->has_quote ? BIT(HARDWARE) : 0;
    groups |= evidence->has_log ? DSTACK_GROUPS : 0;
    groups |= evidence->n_certificates > 0 ? BIT(RA_TLS) : 0;
    groups |= evidence->kms != NULL ? BIT(KMS) : 0;
    bool is_bound = evidence->has_inference || evidence->aci != NULL || evidence->has_vtpm;
    return groups | (is_bound ? BIT(BINDING) : 0);
}

static void check_quote_is_there(const struct evidence *evidence, struct checks *checks)
{
    if (evidence->has_quote) {
        (void)check_pass(checks, CHECK_EVIDENCE_QUOTE, "%s",
                         evidence->quote.tee == TEE_TDX ? "an Intel TDX quote"
                                                        : "an Intel SGX quote");
    } else if (evidence->kind >= EVIDENCE_SEV_SNP) {
        (void)check_undecided(checks, CHECK_EVIDENCE_QUOTE,
                              "this is %s, which this version names and does not judge",
                              evidence_kind_what(evidence->kind));
    } else {
        struct check *check = check_undecided(checks, CHECK_EVIDENCE_QUOTE,
                                              "%s carries no quote: nothing in it is signed",
                                              evidence_kind_what(evidence->kind));
        check_set_hint(check, "hand in the document that has the quote, too");
    }
}

static void judge(const struct evidence *evidence, const struct platforms *platforms, bool is_part,
                  const struct appraise_options *options, struct report *out);

/* Other machines of the same app have to be what the first one has to be; key service and gateway
 * are other apps, of which the platform alone is asked. What was made for one caller is asked of
 * the first one. */
static struct appraise_options part_options(const struct appraise_options *options,
                                            enum part_role role)
{
    struct appraise_options own = *options;
    own.report_data = (struct expected_report_data){0};
    for (size_t i = 0; i < BINDING_KINDS; i++) {
        own.app.bindings[i].is_given = false;
    }
    if (role == PART_KMS || role == PART_GATEWAY) {
        own.hardware_only = true;
        own.n_expectations = 0;
        own.app = (struct app_options){0};
    }
    return own;
}

static void judge_parts(struct trial *t, const struct platforms *platforms)
{
    const struct evidence *evidence = t->evidence;
    struct report *report = t->report;
    report->parts = mem_array(evidence->n_parts, sizeof *report->parts);
    report->n_parts = evidence->n_parts;
    for (size_t i = 0; i < evidence->n_parts; i++) {
        const struct evidence_part *part = &evidence->parts[i];
        struct appraise_options own = part_options(t->options, part->role);
        struct report *judged = mem_new(sizeof *judged);
        judge(&part->evidence, platforms, true, &own, judged);
        report->parts[i] = (struct report_part){part, judged};
    }
}

static void check_parts(struct trial *t)
{
    const struct report *report = t->report;
    size_t wrong = report->n_parts;
    for (size_t i = report->n_parts; i-- > 0;) {
        enum verdict verdict = report->parts[i].report->verdict;
        bool is_worse = wrong == report->n_parts ||
                        report->parts[wrong].report->verdict != VERDICT_REJECTED;
        if (verdict == VERDICT_REJECTED || (verdict == VERDICT_UNDECIDED && is_worse)) {
            wrong = i;
        }
    }
    if (report->n_parts == 0) {
        (void)check_skip(t->checks, CHECK_DOCUMENT_PARTS, "the document has no other attestation");
    } else if (wrong == report->n_parts) {
        (void)check_pass(t->checks, CHECK_DOCUMENT_PARTS, "%zu more verified", report->n_parts);
    } else {
        const struct report_part *part = &report->parts[wrong];
        struct check *check = &t->checks->of[CHECK_DOCUMENT_PARTS];
        bool is_rejected = part->report->verdict == VERDICT_REJECTED;
        check_set(check, is_rejected ? RESULT_FAIL : RESULT_UNDECIDED, "%.*s: %s",
                  TEXT_ARG(part->part->path), part->report->summary);
    }
}

/* What a quote is judged by. Collateral that does not fit says so where it is all there is for the
 * first quote; it would only mislead about a part. */
static const struct platform *choose(const struct platforms *platforms, const struct quote *quote,
                                     bool is_part)
{
    const struct platform *first = NULL;
    size_t n = 0;
    for (size_t i = platforms->n; i-- > 0;) {
        bool is_of = platforms->at[i]->tee == quote->tee;
        first = is_of ? platforms->at[i] : first;
        n += is_of ? 1 : 0;
    }
    if (n <= 1 && !is_part) {
        return first;
    }
    for (size_t i = 0; i < platforms->n; i++) {
        if (platform_is_for(platforms->at[i], quote)) {
            return platforms->at[i];
        }
    }
    return is_part ? NULL : first;
}

static void judge(const struct evidence *evidence, const struct platforms *platforms, bool is_part,
                  const struct appraise_options *options, struct report *out)
{
    struct trial t = {.evidence = evidence, .options = options, .report = out};
    t.checks = &out->checks;
    if (evidence->has_quote) {
        appraise_quote(&evidence->quote, choose(platforms, &evidence->quote, is_part), options,
                       out);
    } else {
        appraise_start(options, out);
        if (!options->report_data.is_given) {
            (void)check_skip(t.checks, CHECK_REPORT_DATA, "no report data was asked for");
        }
    }
    out->evidence = evidence;
    out->groups = listed_groups(evidence, options);
    check_quote_is_there(evidence, t.checks);
    judge_parts(&t, platforms);
    check_parts(&t);
    trial_log(&t);
    trial_app(&t);
    trial_ra_tls(&t);
    trial_os(&t);
    trial_kms(&t);
    trial_binding(&t);
    trial_aci(&t);
    trial_claims(&t);
    expectations_appraise(options, out);
    verdict_draw(out, options);
}

void evidence_appraise(const struct evidence *evidence, const struct platform *platform,
                       const struct appraise_options *options, struct report *out)
{
    struct platforms only = {&platform, platform != NULL ? 1 : 0};
    judge(evidence, &only, false, options, out);
}

void evidence_appraise_by(const struct evidence *evidence, const struct platforms *platforms,
                          const struct appraise_options *options, struct report *out)
{
    judge(evidence, platforms, false, options, out);
}

void report_done(struct report *report)
{
    for (size_t i = 0; i < report->n_parts; i++) {
        report_free(report->parts[i].report);
    }
    mem_free(report->parts);
    app_free(report->app);
    buf_done(&report->differences);
    report->parts = NULL;
    report->n_parts = 0;
    report->app = NULL;
}

void report_free(struct report *report)
{
    if (report != NULL) {
        report_done(report);
        mem_free(report);
    }
}
