/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_SUBJECT_H
#define PHALA_REPORT_SUBJECT_H

#include "attest/report.h"

/* For lib/report alone: what a report is of, with or without a document and a quote. */

/* "tdx-quote", "dstack-info", …; "an Intel TDX quote"; "tdx", "sgx", "sev-snp", … */
const char *subject_kind(const struct report *report);
const char *subject_what(const struct report *report);
const char *subject_tee(const struct report *report);

/* The input that is judged, and the first of a role ("policy"); NULL when the caller named none. */
const struct report_input *subject_input(const struct report *report);
const struct report_input *subject_input_of(const struct report *report, const char *role);

/* The values of the app that are proved; NULL when the report has none. */
const struct app *subject_app(const struct report *report);

#endif
