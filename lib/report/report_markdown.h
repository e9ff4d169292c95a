/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_MARKDOWN_H
#define PHALA_REPORT_REPORT_MARKDOWN_H

#include "attest/report.h"
#include "base/buf.h"

/* The report as Markdown for a summary page of CI: verdict, what decided it, what was judged, and a
 * table of counts by group. Texts from outside cannot break out of their cell. */
void report_write_markdown(const struct report *report, struct buf *out);

/* The same in at most `cap` bytes: lines that do not fit are left out, and a last one says so;
 * nothing where not even that has room. */
void report_write_summary(const struct report *report, size_t cap, struct buf *out);

#endif
