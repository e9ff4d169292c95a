/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_TOML_TREE_H
#define PHALA_CODEC_TOML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/macro.h"
#include "base/text.h"
#include "codec/toml.h"

/* What made a table or an array, on which it depends who may add to it. */
enum toml_origin {
    TOML_BY_VALUE,      /* stands in braces or brackets: whole */
    TOML_BY_SUPERTABLE, /* the header of a table in it: may have a header of its own, once */
    TOML_BY_HEADER,
    TOML_BY_DOTTED_KEY,
};

/* Members are found by name through a balanced tree (Andersson's, ordered by name) beside the list
 * that has them in order of appearance. */
struct toml_node {
    enum toml_kind kind;
    enum toml_origin origin;
    unsigned depth; /* containers around it */
    struct text name;
    struct toml_place name_place, value_place;

    struct text text; /* string: its characters; integer, float, time: as written */
    int64_t integer;
    bool boolean;

    size_t count;
    struct toml_node *first, *last, *next;
    struct toml_node *members; /* the root of the balanced tree */
    struct toml_node *left, *right;
    unsigned level;
};

struct toml_block;

/* A document owns its nodes, a block at a time, and the characters of all strings. */
struct toml {
    struct toml_node root;
    struct toml_block *blocks;
    size_t n_nodes;
    char *decoded;
};

/* A new node behind the others of its container; NULL when the document has TOML_NODES_MAX. A
 * member of a table has a name that no other has. */
MUST_CHECK struct toml_node *toml_add_member(struct toml *toml, struct toml_node *table,
                                             struct text name);
MUST_CHECK struct toml_node *toml_add_element(struct toml *toml, struct toml_node *array);

/* The member of that name, or NULL. */
struct toml_node *toml_find_member(const struct toml_node *table, struct text name);

#endif
