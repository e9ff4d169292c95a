/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_LINE_DIFF_H
#define PHALA_COMPOSE_LINE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/text.h"

/* How two texts differ, by lines, for people to read: the unified form of diff(1). Control
 * characters are shown as \xNN, long lines are cut. */

struct line_diff_options {
    const char *from_name; /* for the lines --- and +++ */
    const char *to_name;
    size_t context;   /* lines around a difference that are the same */
    size_t lines_max; /* of hunks; what does not fit is counted in one more line */
};

/* Appends the differences to `out`; true when there are none, that is when the texts are the same
 * byte for byte, and then nothing is appended. Line ends do not make lines differ: that some are
 * CR LF, or that the last one is missing, is said in a line of its own. */
bool line_diff(struct text from, struct text to, const struct line_diff_options *options,
               struct buf *out);

#endif
