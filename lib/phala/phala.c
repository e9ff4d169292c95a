/* SPDX-License-Identifier: Apache-2.0 */
#include "phala/phala.h"

#include <stdio.h>

#include "attest/appraise.h"
#include "attest/limits.h"
#include "attest/recognise.h"
#include "base/mem.h"
#include "phala/options.h"
#include "report/report_json.h"

struct phala_collateral {
    struct collateral own;
};

/* Owns what the report looks into. */
struct phala_report {
    struct evidence evidence;
    struct platform *platform;
    struct own_options own;
    struct report report;
    struct buf json;
};

const char *phala_version(void)
{
    return PHALA_VERSION;
}

/* Hands an error over. Returns false. */
static bool tell(const struct err *e, struct phala_error *error)
{
    if (error == NULL) {
        return false;
    }
    *error = (struct phala_error){.kind = PHALA_ERROR_MALFORMED};
    if (e->kind == ERR_USAGE) {
        error->kind = PHALA_ERROR_USAGE;
    } else if (e->kind == ERR_TOO_BIG) {
        error->kind = PHALA_ERROR_TOO_BIG;
    }
    (void)snprintf(error->message, sizeof error->message, "%s", e->text);
    (void)snprintf(error->hint, sizeof error->hint, "%s", e->hint);
    return false;
}

struct phala_collateral *phala_collateral_new(void)
{
    return mem_new(sizeof(struct phala_collateral));
}

void phala_collateral_free(struct phala_collateral *collateral)
{
    if (collateral != NULL) {
        collateral_done(&collateral->own);
        mem_free(collateral);
    }
}

bool phala_collateral_add(struct phala_collateral *collateral, const void *file, size_t size,
                          struct phala_error *error)
{
    struct err e = {0};
    if (size > LIMIT_COLLATERAL) {
        (void)err_set(&e, ERR_TOO_BIG, "collateral: more than %zu bytes", LIMIT_COLLATERAL);
        return tell(&e, error);
    }
    return collateral_add(&collateral->own, bytes_of(file, size), &e) || tell(&e, error);
}

/* A copy, which the platform takes over: the handle stays as it is. */
static struct platform *read_platform(const struct collateral *from, enum tee tee)
{
    struct collateral copy = {0};
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        collateral_copy_piece(from, (enum collateral_piece)i, &copy);
    }
    return platform_new(&copy, tee);
}

static bool judge(struct phala_report *report, struct bytes evidence,
                  const struct phala_options *options, struct err *e)
{
    TRY(own_options_read(options, &report->own, e));
    TRY(evidence.left <= LIMIT_EVIDENCE ||
        err_set(e, ERR_TOO_BIG, "evidence: more than %zu bytes", LIMIT_EVIDENCE));
    TRY(evidence_recognise(evidence, FORM_ANY, &report->evidence, e));
    const struct evidence *parsed = &report->evidence;
    if (report->own.collateral != NULL && parsed->has_quote) {
        report->platform = read_platform(&report->own.collateral->own, parsed->quote.tee);
    }
    evidence_appraise(parsed, report->platform, &report->own.options, &report->report);
    return true;
}

bool phala_verify(const void *evidence, size_t size, const struct phala_options *options,
                  struct phala_report **report, struct phala_error *error)
{
    struct err e = {0};
    struct phala_report *made = mem_new(sizeof *made);
    if (!judge(made, bytes_of(evidence, size), options, &e)) {
        phala_report_free(made);
        return tell(&e, error);
    }
    *report = made;
    return true;
}

void phala_report_free(struct phala_report *report)
{
    if (report != NULL) {
        report_done(&report->report);
        evidence_done(&report->evidence);
        platform_free(report->platform);
        own_options_done(&report->own);
        buf_done(&report->json);
        mem_free(report);
    }
}

enum phala_verdict phala_report_verdict(const struct phala_report *report)
{
    static const enum phala_verdict verdicts[] = {
        [VERDICT_UNDECIDED] = PHALA_UNDECIDED,
        [VERDICT_VERIFIED] = PHALA_VERIFIED,
        [VERDICT_REJECTED] = PHALA_REJECTED,
    };
    return verdicts[report->report.verdict];
}

const char *phala_report_summary(const struct phala_report *report)
{
    return report->report.summary;
}

const char *phala_report_tcb_status(const struct phala_report *report)
{
    const struct report_tcb *tcb = &report->report.tcb;
    return tcb->has_status ? tcb_status_word(tcb->status) : NULL;
}

bool phala_report_valid_until(const struct phala_report *report, int64_t *at)
{
    if (report->report.has_valid_until) {
        *at = report->report.valid_until;
    }
    return report->report.has_valid_until;
}

const uint8_t *phala_report_measurement(const struct phala_report *report, const char *name,
                                        size_t *size)
{
    struct bytes field = {NULL, 0};
    if (!quote_field(&report->evidence.quote, text_of(name), &field) || field.left == 0) {
        return NULL;
    }
    *size = field.left;
    return field.at;
}

size_t phala_report_check_count(const struct phala_report *report)
{
    return report_checks(&report->report);
}

bool phala_report_check(const struct phala_report *report, size_t index, struct phala_check *out)
{
    static const enum phala_result results[] = {
        [RESULT_UNDECIDED] = PHALA_UNKNOWN, [RESULT_PASS] = PHALA_PASS, [RESULT_FAIL] = PHALA_FAIL,
        [RESULT_WARN] = PHALA_WARN,         [RESULT_SKIP] = PHALA_SKIP,
    };
    const struct check *check = report_check(&report->report, index);
    if (check == NULL) {
        return false;
    }
    *out = (struct phala_check){
        .id = check->name,
        .category = check_catalogue[check->id].category,
        .detail = check->detail,
        .expected = check->expected,
        .actual = check->actual,
        .hint = check->hint,
        .result = results[check->result],
    };
    return true;
}

const char *phala_report_json(struct phala_report *report)
{
    if (report->json.at == NULL) {
        report->json = buf_start(LIMIT_EVIDENCE);
        struct json_writer w = json_writer_to(&report->json, false);
        report_write_json(&report->report, NULL, &w);
        buf_char(&report->json, 0);
    }
    return buf_is_whole(&report->json) ? (const char *)report->json.at : "";
}
