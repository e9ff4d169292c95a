/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_TEXT_PLATFORM_H
#define PHALA_REPORT_TEXT_PLATFORM_H

#include "attest/report.h"
#include "report/sheet.h"

/* For lib/report alone: what the evidence is of, what it measures, and what its event log proves of
 * the app. */
void text_platform(struct sheet *s, const struct report *report);
void text_measurements(struct sheet *s, const struct report *report);
void text_app(struct sheet *s, const struct report *report);

/* Parts of these: the TCB in short with its root, and a row unless its value is empty. */
void text_tcb(struct sheet *s, const struct report *report);
void text_row(struct sheet *s, const char *name, struct text value);

#endif
