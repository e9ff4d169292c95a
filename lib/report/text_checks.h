/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_TEXT_CHECKS_H
#define PHALA_REPORT_TEXT_CHECKS_H

#include "attest/report.h"
#include "report/sheet.h"

/* For lib/report alone. */

/* The sign of a result in its colour, and a space. */
void text_mark(struct sheet *s, enum check_result result);

/* How many checks there are of each result, then a line a subject for those that are calm and one a
 * check for the others; with the style's `verbose` one a check, with what it proves. */
void text_checks(struct sheet *s, const struct report *report);

#endif
