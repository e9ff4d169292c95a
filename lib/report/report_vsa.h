/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_VSA_H
#define PHALA_REPORT_REPORT_VSA_H

#include "attest/report.h"
#include "codec/json_write.h"

/* Writes the verdict as an in-toto Statement v1 with a SLSA verification summary v1, for tools that
 * read those. Unsigned.
 *
 * Subjects are the quote and the app-compose of the evidence (their SHA-256), or the evidence
 * itself where it has neither. `verificationResult` is PASSED when the verdict is verified, else
 * FAILED, undecided too. `verifiedLevels` is FAILED then; else what was verified of
 *
 *   PHALA_HARDWARE     a genuine platform whose TCB is accepted made the quote; it is
 *                      PHALA_UNDER_ANOTHER_ROOT where that was judged under another root than
 *                      Intel's
 *   PHALA_IDENTITY     a measurement or a value of the app was compared with an expectation
 *   PHALA_OS           the operating system was compared with a reference
 *   PHALA_APP          the app-compose is the one that was measured
 *   PHALA_KMS          the key provider is the one that was asked for
 *   PHALA_REPORT_DATA  report data is what was asked for
 *
 * The app-compose is a subject of a summary that passed only when it is the one that was measured.
 *
 * `resourceUri` is the URL of the evidence, or its digest as an ni URI (RFC 6920), as are the URIs
 * of all inputs. The policy is the file given, or what the options say. `version` is the program's.
 */
void report_write_vsa(const struct report *report, const char *version, struct json_writer *w);

#endif
