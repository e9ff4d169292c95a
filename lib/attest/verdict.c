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

enum { NAMED = 3 };

/* The n-th thing that was compared, as one of a list that ends in how many more there are. */
static void say_compared(struct report *report, size_t n, struct text name)
{
    if (n < NAMED) {
        append(report, "%s%.*s", n > 0 ? ", " : "", TEXT_ARG(name));
    }
}

/* "mrtd, docker-compose file as expected"; every expectation passed. */
static void say_expectations(struct report *report, const struct appraise_options *options)
{
    static const struct {
        enum check_id id;
        const char *name;
    } compared[] = {
        {CHECK_APP_FILE, "app-compose"},    {CHECK_APP_COMPOSE, "docker-compose file"},
        {CHECK_OS_IDENTITY, "OS"},          {CHECK_KMS_ROOT, "key provider"},
        {CHECK_BIND_NONCE, "nonce"},        {CHECK_BIND_PUBLIC_KEY, "public key"},
        {CHECK_BIND_ADDRESS, "address"},    {CHECK_BIND_TLS_KEY, "TLS key"},
        {CHECK_REPORT_DATA, "report data"},
    };
    size_t n = 0;
    for (; n < options->n_expectations; n++) {
        say_compared(report, n, options->expectations[n].key);
    }
    for (size_t i = 0; i < COUNT(compared); i++) {
        enum check_id id = compared[i].id;
        if (report_lists(report, check_group(id)) && report->checks.of[id].result == RESULT_PASS) {
            say_compared(report, n++, text_of(compared[i].name));
        }
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
