/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_YAML_H
#define PHALA_CODEC_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"

/* A strict reader of one YAML 1.2 document, for files that others read with readers of their own:
 * what two readers may take differently is refused. That is, beside what the grammar refuses:
 * duplicate keys, keys that are not scalars, directives, a second document, tags but !!str, !!seq
 * and !!map, control characters, the line breaks of YAML 1.1 (U+0085, U+2028, U+2029), and zero
 * bytes. Aliases and merge keys are followed; what they would expand to counts. */

struct yaml_tree;
struct yaml_node;

#define YAML_SIZE_MAX MIB

enum {
    YAML_DEPTH_MAX = 64,     /* aliases followed */
    YAML_NODES_MAX = 100000, /* keys and aliases followed */
    YAML_ANCHORS_MAX = 1000,
};

/* Parses one document. On failure NULL, and `e` says where ("line 3, column 9: …"; ERR_MALFORMED,
 * ERR_TOO_BIG for the limits). The tree owns copies; `text` may go. */
MUST_CHECK struct yaml_tree *yaml_parse(struct bytes text, struct err *e);
void yaml_tree_free(struct yaml_tree *yaml);
AUTO_POINTER(struct yaml_tree, yaml_tree_free);

const struct yaml_node *yaml_root(const struct yaml_tree *yaml);

/* All of these take NULL for a node that is absent. */
bool yaml_is_mapping(const struct yaml_node *node);
bool yaml_is_sequence(const struct yaml_node *node);

/* Absent, or an unquoted scalar that is empty, ~ or null. */
bool yaml_is_null(const struct yaml_node *node);

/* The characters of a scalar, owned by the tree, whatever they mean to others ("yes" is "yes").
 * False for NULL, mappings and sequences. */
MUST_CHECK bool yaml_text(const struct yaml_node *node, struct text *out);

/* Elements of a sequence or members of a mapping, in the order of the document; what is merged into
 * a mapping comes behind its own members. 0 for scalars. */
size_t yaml_count(const struct yaml_node *node);

/* Element or value of member `i`, below yaml_count. What an alias names is shared: the same node.
 */
const struct yaml_node *yaml_at(const struct yaml_node *node, size_t i);

/* Key of member `i`, and its line; empty and 0 in a sequence. */
struct text yaml_key(const struct yaml_node *mapping, size_t i);
size_t yaml_key_line(const struct yaml_node *mapping, size_t i);

/* The value of that key; NULL when absent or when the node is no mapping. */
const struct yaml_node *yaml_member(const struct yaml_node *mapping, const char *key);

/* Line, from 1, on which the node itself begins (of an alias: what it names); 0 for NULL. */
size_t yaml_line(const struct yaml_node *node);

#endif
