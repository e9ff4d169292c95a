/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_REPORT_SYNTHETIC_H
#define PHALA_TESTS_REPORT_SYNTHETIC_H

#include "attest/app.h"
#include "attest/evidence.h"
#include "attest/report.h"
#include "base/buf.h"

/* A report as one of a dstack document would be: every group is listed and every check passes, the
 * app is proved, there are inputs, differences, and one part that is rejected by pck.root. The
 * tests change what they are about. */
struct synthetic {
    struct buf quote_bytes;
    struct quote quote;
    struct evidence evidence;
    struct evidence_part part;
    struct report *report;
    struct report_input inputs[3];
};

void synthetic_open(struct synthetic *s);
void synthetic_done(struct synthetic *s);

/* Makes one check of the report be of that result, and draws the verdict that follows. */
struct check *synthetic_set(struct synthetic *s, enum check_id id, enum check_result result);

/* What could break a line, a property, an element, a cell, markup or a terminal, where a report has
 * texts from outside: a failed check, an input, values of the app, the path of a part, the
 * differences. */
extern const char synthetic_hostile[];
void synthetic_make_hostile(struct synthetic *s);

/* How often `what` stands in `in`. */
size_t synthetic_count(const struct buf *in, const char *what);

#endif
