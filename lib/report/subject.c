/* SPDX-License-Identifier: Apache-2.0 */
#include "report/subject.h"

#include <string.h>

#include "attest/app.h"
#include "attest/evidence.h"

static enum evidence_kind kind_of(const struct report *report)
{
    if (report->evidence != NULL) {
        return report->evidence->kind;
    }
    return report->quote->tee == TEE_TDX ? EVIDENCE_TDX_QUOTE : EVIDENCE_SGX_QUOTE;
}

const char *subject_kind(const struct report *report)
{
    return evidence_kind_word(kind_of(report));
}

const char *subject_what(const struct report *report)
{
    return evidence_kind_what(kind_of(report));
}

const char *subject_tee(const struct report *report)
{
    return report->evidence != NULL ? evidence_tee(report->evidence) : tee_word(report->quote->tee);
}

const struct report_input *subject_input_of(const struct report *report, const char *role)
{
    for (size_t i = 0; i < report->n_inputs; i++) {
        if (strcmp(report->inputs[i].role, role) == 0) {
            return &report->inputs[i];
        }
    }
    return NULL;
}

const struct report_input *subject_input(const struct report *report)
{
    return subject_input_of(report, "evidence");
}

const struct app *subject_app(const struct report *report)
{
    return report->app != NULL && report->app->is_proved ? report->app : NULL;
}
