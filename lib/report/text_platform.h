/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_TEXT_PLATFORM_H
#define PHALA_REPORT_TEXT_PLATFORM_H

#include "attest/report.h"
#include "report/sheet.h"

/* For lib/report alone: what the evidence is of, and what it measures. */
void text_platform(struct sheet *s, const struct report *report);
void text_measurements(struct sheet *s, const struct quote *quote);

#endif
