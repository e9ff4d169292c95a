/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_SHEET_H
#define PHALA_REPORT_SHEET_H

#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "report/report_text.h"

/* For lib/report alone: lines of text with colours, wrapped under a hanging indent. What is put on
 * a sheet is escaped, and ASCII where the style says so. */

enum paint { PAINT_BOLD, PAINT_DIM, PAINT_RED, PAINT_GREEN, PAINT_YELLOW, PAINT_CYAN };

struct sheet {
    struct buf *out;
    const struct report_style *style;
    size_t value;  /* column at which values of rows begin */
    size_t column; /* characters on the line so far */
};

/* Columns at which the label of a row, and mostly its value, begin. */
enum { SHEET_LABEL = 2, SHEET_VALUE = 18 };

/* Spaces up to that column; at least one when the line has come further. */
void sheet_to(struct sheet *s, size_t column);
void sheet_line(struct sheet *s);

/* The text as it is, on this line. */
void sheet_put(struct sheet *s, const char *text);
void sheet_paint(struct sheet *s, enum paint paint, const char *text);

/* Word by word; lines that would be wider than the style's width go on at column `indent`. */
void sheet_words(struct sheet *s, size_t indent, const char *text);

/* Hex, in groups of 64 or of 48 digits one below the other when it does not fit. */
void sheet_hex(struct sheet *s, size_t indent, struct bytes bytes);

/* A heading behind an empty line; a row's label; a row that has a text. */
void sheet_heading(struct sheet *s, const char *name);
void sheet_label(struct sheet *s, const char *name);
void sheet_row(struct sheet *s, const char *name, const char *value);

#endif
