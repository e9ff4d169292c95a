/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_tree.h"

#include "base/mem.h"

enum { BLOCK_NODES = 64 };

struct toml_block {
    struct toml_block *before;
    struct toml_node nodes[BLOCK_NODES];
};

static struct toml_node *new_node(struct toml *toml)
{
    size_t used = toml->n_nodes % BLOCK_NODES;
    if (toml->n_nodes == TOML_NODES_MAX) {
        return NULL;
    }
    if (used == 0) {
        struct toml_block *block = mem_new(sizeof *block);
        block->before = toml->blocks;
        toml->blocks = block;
    }
    toml->n_nodes++;
    return &toml->blocks->nodes[used];
}

void toml_free(struct toml *toml)
{
    if (toml == NULL) {
        return;
    }
    for (struct toml_block *block = toml->blocks; block != NULL;) {
        struct toml_block *before = block->before;
        mem_free(block);
        block = before;
    }
    mem_free(toml->decoded);
    mem_free(toml);
}

struct toml_node *toml_add_element(struct toml *toml, struct toml_node *array)
{
    struct toml_node *node = new_node(toml);
    if (node == NULL) {
        return NULL;
    }
    node->depth = array->depth + 1;
    if (array->last != NULL) {
        array->last->next = node;
    } else {
        array->first = node;
    }
    array->last = node;
    array->count++;
    return node;
}

static int by_name(struct text a, struct text b)
{
    return bytes_compare(text_bytes(a), text_bytes(b));
}

/* A left child of the same level becomes the parent. */
static struct toml_node *skew(struct toml_node *top)
{
    struct toml_node *left = top->left;
    if (left == NULL || left->level != top->level) {
        return top;
    }
    top->left = left->right;
    left->right = top;
    return left;
}

/* Of three in a row on one level the middle one rises. */
static struct toml_node *split(struct toml_node *top)
{
    struct toml_node *right = top->right;
    if (right == NULL || right->right == NULL || right->right->level != top->level) {
        return top;
    }
    top->right = right->left;
    right->left = top;
    right->level++;
    return right;
}

/* Goes as deep as the tree is: twice the logarithm of the number of members at most. */
static struct toml_node *insert(struct toml_node *top, struct toml_node *node)
{
    if (top == NULL) {
        node->level = 1;
        return node;
    }
    if (by_name(node->name, top->name) < 0) {
        top->left = insert(top->left, node);
    } else {
        top->right = insert(top->right, node);
    }
    return split(skew(top));
}

struct toml_node *toml_add_member(struct toml *toml, struct toml_node *table, struct text name)
{
    struct toml_node *node = toml_add_element(toml, table);
    if (node != NULL) {
        node->name = name;
        table->members = insert(table->members, node);
    }
    return node;
}

struct toml_node *toml_find_member(const struct toml_node *table, struct text name)
{
    struct toml_node *at = table->members;
    for (int order = 0; at != NULL; at = order < 0 ? at->left : at->right) {
        order = by_name(name, at->name);
        if (order == 0) {
            return at;
        }
    }
    return NULL;
}

const struct toml_node *toml_root(const struct toml *toml)
{
    return &toml->root;
}

enum toml_kind toml_kind(const struct toml_node *node)
{
    return node->kind;
}

const char *toml_kind_name(enum toml_kind kind)
{
    static const char *const names[] = {
        [TOML_TABLE] = "a table",
        [TOML_ARRAY] = "an array",
        [TOML_STRING] = "a string",
        [TOML_INTEGER] = "an integer",
        [TOML_FLOAT] = "a float",
        [TOML_BOOLEAN] = "a boolean",
        [TOML_OFFSET_DATE_TIME] = "a date and time with an offset",
        [TOML_LOCAL_DATE_TIME] = "a date and time",
        [TOML_LOCAL_DATE] = "a date",
        [TOML_LOCAL_TIME] = "a time",
    };
    return names[kind];
}

const struct toml_node *toml_member(const struct toml_node *node, const char *name)
{
    return node != NULL ? toml_find_member(node, text_of(name)) : NULL;
}

const struct toml_node *toml_first(const struct toml_node *node)
{
    return node != NULL ? node->first : NULL;
}

const struct toml_node *toml_next(const struct toml_node *node)
{
    return node != NULL ? node->next : NULL;
}

size_t toml_count(const struct toml_node *node)
{
    return node != NULL ? node->count : 0;
}

struct text toml_name(const struct toml_node *node)
{
    return node->name;
}

struct toml_place toml_name_place(const struct toml_node *node)
{
    return node->name_place;
}

struct toml_place toml_value_place(const struct toml_node *node)
{
    return node->value_place;
}

static bool is_kind(const struct toml_node *node, enum toml_kind kind)
{
    return node != NULL && node->kind == kind;
}

bool toml_text(const struct toml_node *node, struct text *out)
{
    TRY(is_kind(node, TOML_STRING));
    *out = node->text;
    return true;
}

bool toml_bool(const struct toml_node *node, bool *out)
{
    TRY(is_kind(node, TOML_BOOLEAN));
    *out = node->boolean;
    return true;
}

bool toml_int(const struct toml_node *node, int64_t *out)
{
    TRY(is_kind(node, TOML_INTEGER));
    *out = node->integer;
    return true;
}

bool toml_uint(const struct toml_node *node, uint64_t max, uint64_t *out)
{
    TRY(is_kind(node, TOML_INTEGER) && node->integer >= 0 && (uint64_t)node->integer <= max);
    *out = (uint64_t)node->integer;
    return true;
}

bool toml_literal(const struct toml_node *node, struct text *out)
{
    TRY(node != NULL && node->kind > TOML_STRING && node->kind != TOML_BOOLEAN);
    *out = node->text;
    return true;
}
