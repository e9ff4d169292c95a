/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_JUNIT_H
#define PHALA_REPORT_REPORT_JUNIT_H

#include "attest/report.h"
#include "base/buf.h"

/* The report as JUnit XML: one suite a group of checks, behind them those of each part; one test
 * case a check: fail is <failure>, undecided is <error>, skip is <skipped>. */
void report_write_junit(const struct report *report, struct buf *out);

#endif
