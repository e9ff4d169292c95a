/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_TEXT_H
#define PHALA_REPORT_REPORT_TEXT_H

#include <stdbool.h>

#include "attest/report.h"
#include "base/buf.h"

struct report_style {
    bool colour;    /* ANSI colours */
    bool ascii;     /* no characters beyond ASCII */
    bool verbose;   /* a line for each check, with what it proves */
    unsigned width; /* columns to wrap at; 0: do not wrap */
};

/* The report as an auditor reads it: verdict, why, what to do next, then the platform, each check
 * with expected and actual, and how long the collateral is good for. Texts from outside are
 * escaped. */
void report_write_text(const struct report *report, const struct report_style *style,
                       struct buf *out);

#endif
