/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_GITHUB_H
#define PHALA_REPORT_REPORT_GITHUB_H

#include "attest/report.h"
#include "base/buf.h"

/* The report as GitHub workflow commands: an ::error for each failed or undecided check, a
 * ::warning for each warning, those of parts too, and a ::notice for the verdict. */
void report_write_github(const struct report *report, struct buf *out);

#endif
