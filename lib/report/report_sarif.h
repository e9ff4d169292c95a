/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_SARIF_H
#define PHALA_REPORT_REPORT_SARIF_H

#include "attest/report.h"
#include "codec/json_write.h"

/* Writes the report as a SARIF 2.1.0 log of one run: a rule for each check of the catalogue, with
 * its explanation; a result for each check that failed (level error), is undecided (warning) or
 * warns (note), those of parts too. All are of kind "fail", the only one that may have a level. A
 * result stands in the evidence; its fingerprint is of part and check, so it is the same in the
 * next run. `version` is the program's. */
void report_write_sarif(const struct report *report, const char *version, struct json_writer *w);

#endif
