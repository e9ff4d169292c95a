/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_STEP_SUMMARY_H
#define PHALA_COMMANDS_STEP_SUMMARY_H

#include <stdbool.h>

#include "attest/report.h"
#include "base/err.h"

/* Appends the report as Markdown to the file that GitHub shows as the summary of a step. Such a
 * file has room for 1 MiB: what does not fit behind what is in it already is left out, and said to
 * be. */
MUST_CHECK bool step_summary_append(const char *path, const struct report *report, struct err *e);

#endif
