/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_TEXT_SCREEN_H
#define PHALA_REPORT_TEXT_SCREEN_H

#include "attest/report.h"
#include "report/sheet.h"

/* For lib/report alone: a document in one screen. What it is and what names the app, then, a line
 * or two a group, which checks passed and which did not. Values and checks that a reader seldom
 * asks for are left to `verbose`. */
void text_screen(struct sheet *s, const struct report *report);

#endif
