/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMPOSE_LINE_EDIT_H
#define PHALA_COMPOSE_LINE_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Which lines of two texts differ: a shortest edit script by Myers' O(ND) algorithm ("An O(ND)
 * Difference Algorithm and Its Variations", 1986). */

enum {
    LINE_EDIT_LINES_MAX = 20000, /* of each text, between what is the same at both ends */
    LINE_EDIT_STEPS_MAX = 1000,  /* lines taken out and put in */
};

struct lines {
    struct text *at; /* without their ends LF or CR LF */
    size_t n;
    size_t n_crlf;
    bool ends_in_newline; /* or is empty: no line lacks its end */
};

/* Splits a text at LF; what stands behind the last one is a line when it is not empty. */
struct lines lines_of(struct text text);
void lines_done(struct lines *lines);

/* Marks the lines that only one of the texts has; the others are the same in the same order.
 * `from_only` has from->n places that are false, `to_only` to->n. Over the limits everything
 * between what is the same at both ends is marked. */
void line_edit(const struct lines *from, const struct lines *to, bool *from_only, bool *to_only);

#endif
