/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_YAML_NODE_H
#define PHALA_CODEC_YAML_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/yaml.h"
#include "codec/yaml_event.h"

/* The tree from the inside, for those who build it. */

enum yaml_kind { YAML_IS_SCALAR, YAML_IS_SEQUENCE, YAML_IS_MAPPING };

struct yaml_entry {
    const struct yaml_node *key; /* NULL in a sequence */
    const struct yaml_node *value;
    size_t position; /* in the mapping, while duplicates are looked for */
};

struct yaml_node {
    struct yaml_node *made_before; /* all nodes of a tree are in one list, which owns them */
    enum yaml_kind kind;
    bool is_plain;
    bool is_tagged;
    bool is_open; /* its end has not come yet */
    size_t line;
    size_t column;
    size_t weight; /* nodes that it expands to, itself and keys among them */
    size_t height; /* levels that it expands to: 1 for a scalar */
    struct text text;
    struct yaml_entry *entries;
    size_t n;
    size_t room;
};

struct yaml_tree {
    struct yaml_node *newest;
    const struct yaml_node *root;
};

/* Appends to `node`'s entries. */
void yaml_node_add(struct yaml_node *node, const struct yaml_node *key,
                   const struct yaml_node *value);

/* Fails like yaml_fault, where the node stands. `format` takes the shown part of `subject`. */
bool yaml_node_fault(const struct yaml_node *at, struct err *e, const char *what,
                     struct text subject);

/* Builds the tree of the events into `yaml`, which owns what is there also when it fails. */
MUST_CHECK bool yaml_build(struct yaml_reader *reader, struct yaml_tree *yaml, struct err *e);

/* Ends a mapping: refuses duplicate keys and merges what its key << says
 * (https://yaml.org/type/merge.html). Its weight is known. */
MUST_CHECK bool yaml_mapping_end(struct yaml_node *mapping, struct err *e);

#endif
