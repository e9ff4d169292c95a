/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "attest/dcap.h"

/* The verdict, and the one sentence that says it. */

static void append(struct report *report, const char *format, ...) PRINTF_LIKE(2, 3);
static void append(struct report *report, const char *format, ...)
{
    size_t used = strlen(report->summary);
    va_list args;
    va_start(args, format);
    (void)vsnprintf(report->summary + used, sizeof report->summary - used, format, args);
    va_end(args);
}

static void say_first(struct report *report, enum check_result result)
{
    const struct check *first = report_first(report, result);
    size_t more = report_count(report, result) - 1;
    append(report, "%s: %s: %s", verdict_word(report->verdict), first->name, first->detail);
    if (more > 0) {
        append(report, " (and %zu more)", more);
    }
}

/* "mrtd, rtmr0 as expected"; every expectation passed. */
static void say_expectations(struct report *report, const struct appraise_options *options)
{
    enum { NAMED = 3 };
    size_t n = options->n_expectations;
    for (size_t i = 0; i < n && i < NAMED; i++) {
        append(report, "%s%.*s", i > 0 ? ", " : "", TEXT_ARG(options->expectations[i].key));
    }
    if (n > NAMED) {
        append(report, " and %zu more", n - NAMED);
    }
    append(report, n > 0 ? " as expected" : "nothing but the hardware was asked for");
}

static void say_verified(struct report *report, const struct appraise_options *options)
{
    char until[INSTANT_TEXT];
    append(report, "verified: genuine %s platform (%s), ",
           report->quote->tee == TEE_TDX ? "TDX" : "SGX", tcb_status_word(report->tcb.status));
    say_expectations(report, options);
    if (report->has_valid_until) {
        append(report, "; good until %s", instant_format(report->valid_until, until));
    }
}

/* Undecided checks that nobody gave a reason for. */
static void explain(struct report *report)
{
    for (size_t id = 0; id < CHECK_EXPECTATION; id++) {
        struct check *check = &report->checks.of[id];
        if (check->result == RESULT_UNDECIDED && check->detail[0] == 0) {
            check_set(check, RESULT_UNDECIDED, "could not be computed");
        }
    }
}

void verdict_draw(struct report *report, const struct appraise_options *options)
{
    explain(report);
    report->summary[0] = 0;
    if (!report->trust_root_is_builtin) {
        append(report, "under another root: ");
    }
    if (report_first(report, RESULT_FAIL) != NULL) {
        report->verdict = VERDICT_REJECTED;
        say_first(report, RESULT_FAIL);
    } else if (report_first(report, RESULT_UNDECIDED) != NULL) {
        report->verdict = VERDICT_UNDECIDED;
        say_first(report, RESULT_UNDECIDED);
    } else {
        report->verdict = VERDICT_VERIFIED;
        say_verified(report, options);
    }
}
