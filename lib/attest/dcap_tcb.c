/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "attest/dcap.h"
#include "codec/json.h"

/* TCB level, merged status and what the policy makes of them (specification sections 8.2, 9, 16).
 */

static void find_level(struct appraisal *a)
{
    const struct tcb_info *info = a->own_tcb_info;
    bool is_tdx = a->quote->tee == TEE_TDX;
    a->sgx_level = tcb_match_sgx(info, &a->pck);
    a->level = is_tdx ? tcb_match_tdx(info, &a->pck, a->quote->td[TD_TEE_TCB_SVN].at)
                      : a->sgx_level;
    a->level_is_judged = true;
    if (a->level == NULL) {
        (void)check_fail(a->checks, CHECK_TCB_LEVEL, "the platform reaches none of the %zu levels",
                         info->n_levels);
        return;
    }
    char date[INSTANT_TEXT];
    (void)check_pass(a->checks, CHECK_TCB_LEVEL, "level %zu of %zu, of %.10s: %s",
                     (size_t)(a->level - info->levels) + 1, info->n_levels,
                     instant_format(a->level->date, date), tcb_status_word(a->level->status));
}

static enum tcb_status module_status(const struct appraisal *a)
{
    if (a->module_level != NULL) {
        return a->module_level->status;
    }
    return a->quote->td[TD_TEE_TCB_SVN].at[1] == 0 ? STATUS_UP_TO_DATE : STATUS_NOT_SUPPORTED;
}

/* The statuses of the parts, as far as they are known. */
static void set_parts(struct appraisal *a)
{
    struct report_tcb *tcb = &a->report->tcb;
    tcb->has_platform_status = a->level_is_judged;
    tcb->platform_status = a->level != NULL ? a->level->status : STATUS_NOT_SUPPORTED;
    tcb->has_module_status = a->module_is_judged;
    tcb->module_status = a->module_is_judged ? module_status(a) : STATUS_UP_TO_DATE;
    tcb->has_qe_status = a->qe_is_judged;
    tcb->qe_status = a->qe_level != NULL ? a->qe_level->status : STATUS_NOT_SUPPORTED;
    tcb->has_date = a->level != NULL;
    tcb->date = a->level != NULL ? a->level->date : 0;
}

/* The TD 1.5 relaunch rule, between the merges of module and QE. */
static enum tcb_status relaunch(struct appraisal *a, enum tcb_status merged)
{
    const struct report_tcb *tcb = &a->report->tcb;
    if (a->quote->body != BODY_TD_15 || a->sgx_level == NULL) {
        return merged;
    }
    const struct tcb_relaunch from = {
        .sgx = a->sgx_level->status,
        .merged = merged,
        .module = tcb->module_status,
        .qe = tcb->qe_status,
        .svn_2 = a->quote->td[TD_TEE_TCB_SVN_2].at,
    };
    bool no_identity = false;
    merged = tcb_apply_relaunch(a->own_tcb_info, &from, &no_identity);
    if (no_identity) {
        (void)check_fail(a->checks, CHECK_MODULE_IDENTITY,
                         "TCB Info knows no module of version %u, which is loaded now",
                         (unsigned)from.svn_2[1]);
    }
    return merged;
}

/* The one status, once all parts are known. Intel's order: module, relaunch, QE; Revoked after the
 * module stays. */
static void merge(struct appraisal *a)
{
    struct report_tcb *tcb = &a->report->tcb;
    bool is_tdx = a->quote->tee == TEE_TDX;
    tcb->has_status = tcb->has_platform_status && tcb->has_qe_status &&
                      (!is_tdx || tcb->has_module_status);
    if (!tcb->has_status) {
        return;
    }
    enum tcb_status status = tcb->platform_status;
    if (is_tdx) {
        status = relaunch(a, tcb_merge(status, tcb->module_status));
    }
    tcb->status = status == STATUS_REVOKED ? status : tcb_merge(status, tcb->qe_status);
}

static void check_revoked(struct appraisal *a)
{
    const struct report_tcb *tcb = &a->report->tcb;
    const struct {
        bool is_known;
        enum tcb_status status;
        const char *of;
    } parts[] = {
        {tcb->has_platform_status, tcb->platform_status, "the platform's TCB level"},
        {tcb->has_module_status, tcb->module_status, "the level of the TDX module"},
        {tcb->has_qe_status, tcb->qe_status, "the level of the quoting enclave"},
    };
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (parts[i].is_known && parts[i].status == STATUS_REVOKED) {
            (void)check_fail(a->checks, CHECK_TCB_REVOKED, "%s is revoked", parts[i].of);
            return;
        }
    }
    if (tcb->has_status) {
        (void)check_pass(a->checks, CHECK_TCB_REVOKED, "no level is");
    }
}

static void hint_at_status(struct appraisal *a, struct check *check)
{
    const struct report_tcb *tcb = &a->report->tcb;
    char shortfall[CHECK_DETAIL];
    dcap_shortfall_hint(tcb, shortfall, sizeof shortfall);
    if (tcb->status == STATUS_REVOKED || tcb->status == STATUS_NOT_SUPPORTED) {
        check_set_hint(check, "%s", shortfall);
    } else {
        check_set_hint(check, "%s%sto accept it as it is: --allow-tcb %s", shortfall,
                       shortfall[0] != 0 ? "; " : "", tcb_status_word(tcb->status));
    }
}

static void check_status(struct appraisal *a)
{
    const struct report_tcb *tcb = &a->report->tcb;
    if (!tcb->has_status) {
        return;
    }
    const char *word = tcb_status_word(tcb->status);
    bool is_final = tcb->status == STATUS_REVOKED || tcb->status == STATUS_NOT_SUPPORTED;
    if (tcb->status == STATUS_UP_TO_DATE) {
        (void)check_pass(a->checks, CHECK_TCB_STATUS, "%s", word);
    } else if (!is_final && a->options->allow_status[tcb->status]) {
        (void)check_pass(a->checks, CHECK_TCB_STATUS, "%s, which was allowed", word);
    } else {
        struct check *check = check_fail(a->checks, CHECK_TCB_STATUS, "%s", word);
        check_set_values(check, tcb_status_word(STATUS_UP_TO_DATE), word);
        hint_at_status(a, check);
    }
}

static bool has_text(const struct text *list, size_t n, struct text wanted)
{
    for (size_t i = 0; i < n; i++) {
        if (text_equal(list[i], wanted)) {
            return true;
        }
    }
    return false;
}

static void add_advisories(struct report_tcb *tcb, const struct json_value *list)
{
    for (const struct json_value *v = json_first(list); v != NULL; v = json_next(v)) {
        struct text id;
        if (json_text(v, &id) && !has_text(tcb->advisories, tcb->n_advisories, id) &&
            tcb->n_advisories < REPORT_ADVISORIES) {
            tcb->advisories[tcb->n_advisories++] = id;
        }
    }
}

static void collect_advisories(struct appraisal *a)
{
    struct report_tcb *tcb = &a->report->tcb;
    add_advisories(tcb, a->level != NULL ? a->level->advisories : NULL);
    add_advisories(tcb, a->module_level != NULL ? a->module_level->advisories : NULL);
    add_advisories(tcb, a->qe_level != NULL ? a->qe_level->advisories : NULL);
}

static void check_advisories(struct appraisal *a)
{
    const struct appraise_options *options = a->options;
    const struct report_tcb *tcb = &a->report->tcb;
    if (options->n_allow_advisories == 0) {
        (void)check_skip(a->checks, CHECK_TCB_ADVISORIES,
                         "no restriction on advisories was asked for");
        return;
    }
    for (size_t i = 0; i < tcb->n_advisories; i++) {
        struct text id = tcb->advisories[i];
        if (!has_text(options->allow_advisories, options->n_allow_advisories, id)) {
            check_set_hint(
                check_fail(a->checks, CHECK_TCB_ADVISORIES, "%.*s was not allowed", TEXT_ARG(id)),
                "--allow-advisory %.*s", TEXT_ARG(id));
            return;
        }
    }
    if (tcb->has_status) {
        (void)check_pass(a->checks, CHECK_TCB_ADVISORIES, "%zu, all allowed", tcb->n_advisories);
    }
}

static void check_date(struct appraisal *a)
{
    const struct report_tcb *tcb = &a->report->tcb;
    char date[INSTANT_TEXT];
    char least[INSTANT_TEXT];
    if (!a->options->has_min_date) {
        (void)check_skip(a->checks, CHECK_TCB_DATE, "no least date was asked for");
    } else if (tcb->has_date) {
        bool is_enough = tcb->date >= a->options->min_date;
        (void)instant_format(tcb->date, date);
        struct check *check = &a->checks->of[CHECK_TCB_DATE];
        check_set(check, is_enough ? RESULT_PASS : RESULT_FAIL, "the level is of %s", date);
        check_set_values(check, instant_format(a->options->min_date, least), date);
    }
}

/* The lower number of TCB Info and QE identity counts. */
static void check_evaluation(struct appraisal *a)
{
    struct report_tcb *tcb = &a->report->tcb;
    uint64_t least = UINT64_MAX;
    if (a->tcb_info != NULL) {
        least = a->tcb_info->evaluation_data_number;
    }
    if (a->qe_identity != NULL && a->qe_identity->evaluation_data_number < least) {
        least = a->qe_identity->evaluation_data_number;
    }
    bool has_both = a->tcb_info != NULL && a->qe_identity != NULL;
    tcb->has_evaluation_data_number = has_both;
    tcb->evaluation_data_number = has_both ? least : 0;
    if (!a->options->has_min_evaluation) {
        (void)check_skip(a->checks, CHECK_TCB_EVALUATION, "no least number was asked for");
    } else if (least < a->options->min_evaluation) {
        check_set_hint(check_fail(a->checks, CHECK_TCB_EVALUATION, "%" PRIu64 " is below %" PRIu64,
                                  least, a->options->min_evaluation),
                       HINT_FETCH);
    } else if (has_both) {
        (void)check_pass(a->checks, CHECK_TCB_EVALUATION, "%" PRIu64, least);
    }
}

void dcap_tcb(struct appraisal *a)
{
    dcap_undecided(a, CHECK_TCB_LEVEL, CHECK_TCB_EVALUATION,
                   dcap_because(a, "TCB Info, QE identity or platform are not known"));
    struct report_tcb *tcb = &a->report->tcb;
    tcb->has_fmspc = a->has_pck;
    for (size_t i = 0; a->has_pck && i < FMSPC_SIZE; i++) {
        tcb->fmspc[i] = a->pck.fmspc[i];
    }
    if (a->own_tcb_info != NULL) {
        find_level(a);
    }
    set_parts(a);
    merge(a);
    dcap_shortfalls(a);
    collect_advisories(a);
    check_revoked(a);
    check_status(a);
    check_advisories(a);
    check_date(a);
    check_evaluation(a);
    if (a->level_is_judged && a->level == NULL) {
        char hint[CHECK_DETAIL];
        dcap_shortfall_hint(tcb, hint, sizeof hint);
        check_set_hint(&a->checks->of[CHECK_TCB_LEVEL], "%s", hint);
    }
}
