/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_TOML_SCAN_H
#define PHALA_CODEC_TOML_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/toml.h"

/* The characters of a TOML document and what they make: white space, comments, strings, names, and
 * the words that are scalars. For codec/toml.c alone. */
struct toml_scan {
    struct text text;
    size_t at;
    char *decoded; /* where the next characters are kept; in all never more than `text` has */
    struct err *e;
    size_t known_at; /* of this offset the place is known */
    struct toml_place known;
};

/* `decoded` has room for as many characters as there are in `text`. */
struct toml_scan toml_scan_of(struct text text, char *decoded, struct err *e);

/* No character of the document is one that TOML has no place for: what is not UTF-8, and control
 * characters but for tabs and the ends of lines. The rest of the scan relies on it. */
MUST_CHECK bool toml_scan_characters(const struct toml_scan *s);

/* The next character, or 0 at the end. */
char toml_scan_peek(const struct toml_scan *s);

/* True and past it when the literal comes next. */
bool toml_scan_accept(struct toml_scan *s, const char *literal);

/* Spaces and tabs; and those with comments and ends of lines. */
void toml_scan_blank(struct toml_scan *s);
void toml_scan_gap(struct toml_scan *s);

/* The rest of a line behind a value or a header, in which nothing but a comment may be. */
MUST_CHECK bool toml_scan_line_end(struct toml_scan *s);

/* One part of a key: bare, or a string on one line. */
MUST_CHECK bool toml_scan_name(struct toml_scan *s, struct text *out);

/* A string of one of the four forms. */
MUST_CHECK bool toml_scan_string(struct toml_scan *s, struct text *out);

/* The characters of a scalar that is no string; a date and a time with a space between are one. */
MUST_CHECK bool toml_scan_word(struct toml_scan *s, struct text *out);

/* The place of the scan; to be asked for in the order of the document. */
struct toml_place toml_scan_place(struct toml_scan *s);

/* "line 3, column 9: …", of the place of offset `at`. Returns false. */
bool toml_scan_fail(const struct toml_scan *s, size_t at, enum err_kind kind, const char *format,
                    ...) PRINTF_LIKE(4, 5);

#endif
