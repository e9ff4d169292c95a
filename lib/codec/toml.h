/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_TOML_H
#define PHALA_CODEC_TOML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"

/* Strict TOML 1.0. Refused beside what its grammar refuses: a byte order mark, and documents beyond
 * the limits. Integers are exact; floats and times are kept as they are written. */

struct toml;
struct toml_node;

enum {
    TOML_DEPTH_MAX = 64, /* tables and arrays around a value, those of dotted keys too */
    TOML_NODES_MAX = 100000,
};

#define TOML_SIZE_MAX MIB

enum toml_kind {
    TOML_TABLE,
    TOML_ARRAY,
    TOML_STRING,
    TOML_INTEGER,
    TOML_FLOAT,
    TOML_BOOLEAN,
    TOML_OFFSET_DATE_TIME,
    TOML_LOCAL_DATE_TIME,
    TOML_LOCAL_DATE,
    TOML_LOCAL_TIME,
};

/* A place in the document, both from 1; a column is a character. */
struct toml_place {
    size_t line;
    size_t column;
};

/* Parses one document. On failure NULL, and `e` says where ("line 3, column 9: …"; ERR_MALFORMED,
 * or ERR_TOO_BIG for the limits). The document owns copies; `text` may go. */
MUST_CHECK struct toml *toml_parse(struct bytes text, struct err *e);
void toml_free(struct toml *toml);
AUTO_POINTER(struct toml, toml_free);

/* The table that is the document. */
const struct toml_node *toml_root(const struct toml *toml);

enum toml_kind toml_kind(const struct toml_node *node);

/* "a table", "an array", "a string" … for messages. */
const char *toml_kind_name(enum toml_kind kind);

/* The member of that exact name; NULL when absent, or when `node` is NULL or no table. */
const struct toml_node *toml_member(const struct toml_node *node, const char *name);

/* First member or element, in order of appearance, and the one behind it; NULL at the end or for a
 * scalar. */
const struct toml_node *toml_first(const struct toml_node *node);
const struct toml_node *toml_next(const struct toml_node *node);
size_t toml_count(const struct toml_node *node);

/* The name of a member, owned by the document; empty for elements. */
struct text toml_name(const struct toml_node *node);

/* Where the member's name stands (of an element: where it does itself), and where its value begins.
 * For a table that a header or a dotted key made both are the name's. */
struct toml_place toml_name_place(const struct toml_node *node);
struct toml_place toml_value_place(const struct toml_node *node);

/* The decoded characters of a string, owned by the document; zero characters may be among them.
 * This and what follows: false for NULL and nodes of other kinds. */
MUST_CHECK bool toml_text(const struct toml_node *node, struct text *out);
MUST_CHECK bool toml_bool(const struct toml_node *node, bool *out);
MUST_CHECK bool toml_int(const struct toml_node *node, int64_t *out);

/* An integer from 0 to `max`. */
MUST_CHECK bool toml_uint(const struct toml_node *node, uint64_t max, uint64_t *out);

/* An integer, a float or a time as it is written, owned by the document. */
MUST_CHECK bool toml_literal(const struct toml_node *node, struct text *out);

#endif
