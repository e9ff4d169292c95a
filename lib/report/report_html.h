/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_REPORT_HTML_H
#define PHALA_REPORT_REPORT_HTML_H

#include "attest/report.h"
#include "base/buf.h"

/* The report as one HTML page that needs nothing else: no script, no font, no picture from outside.
 * It has the verdict, what decided it, the chain of trust as a picture whose links lead to their
 * checks, each check with its explanation, all values, the differences, and each part in the same
 * way. Texts from outside are escaped, and a content security policy forbids everything but the
 * page's own style. `version` is the program's. */
void report_write_html(const struct report *report, const char *version, struct buf *out);

#endif
