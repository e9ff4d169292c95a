/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_JSON_WRITE_H
#define VECTORS_JSON_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { EDIT_MAX = 4 };

/* A textual change to what was rendered: the first `from` becomes `to`. */
struct edit {
    const char *from;
    const char *to;
};

struct edits {
    struct edit at[EDIT_MAX]; /* until from is NULL */
};

void edits_add(struct edits *to, const char *from, const char *change);

/* Each one must find its text. */
void edits_apply(const struct edits *edits, struct buf *text);

/* A JSON string with its quotes. */
void json_string(struct buf *to, struct text text);
void json_hex_upper(struct buf *to, struct bytes bytes);

/* "2026-01-15T00:00:00Z" with its quotes. */
void json_date(struct buf *to, int64_t at);

/* A list of the words in `spaced` (NULL: empty), as ["a","b"]. */
void json_words(struct buf *to, const char *spaced);

#endif
