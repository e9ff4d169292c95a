/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/mem.h"
#include "codec/yaml_node.h"

/* Events into nodes. What an alias names is shared and counted, never copied: see `weight`. */

struct anchor {
    struct text name; /* a copy of its own */
    const struct yaml_node *node;
};

struct level {
    struct yaml_node *node;
    const struct yaml_node *key; /* of a mapping, waiting for its value */
};

struct builder {
    struct yaml_tree *yaml;
    struct level levels[YAML_DEPTH_MAX];
    size_t depth;
    size_t n_nodes; /* aliases followed */
    struct anchor *anchors;
    size_t n_anchors;
};

static void builder_done(struct builder *b)
{
    for (size_t i = 0; i < b->n_anchors; i++) {
        mem_freep(&b->anchors[i].name.at);
    }
    mem_free(b->anchors);
}

static bool too_deep(const struct yaml_event *at, struct err *e)
{
    return yaml_fault(at, ERR_TOO_BIG, e, "nested more than %d levels deep", YAML_DEPTH_MAX);
}

/* The tag says what the node is anyway: anything else means something to some readers only. */
static bool check_tag(const struct yaml_event *event, enum yaml_kind kind, struct err *e)
{
    static const char *const tags[] = {
        [YAML_IS_SCALAR] = "tag:yaml.org,2002:str",
        [YAML_IS_SEQUENCE] = "tag:yaml.org,2002:seq",
        [YAML_IS_MAPPING] = "tag:yaml.org,2002:map",
    };
    if (event->tag.len == 0 || text_is(event->tag, tags[kind])) {
        return true;
    }
    return yaml_fault(event, ERR_MALFORMED, e, "the tag '%.*s' is not supported",
                      TEXT_ARG(event->tag));
}

static struct text copy_of(struct text text)
{
    return (struct text){mem_copy(text.len > 0 ? text.at : "", text.len), text.len};
}

static bool remember_anchor(struct builder *b, const struct yaml_event *event,
                            const struct yaml_node *node, struct err *e)
{
    if (event->anchor.len == 0) {
        return true;
    }
    if (b->n_anchors == YAML_ANCHORS_MAX) {
        return yaml_fault(event, ERR_TOO_BIG, e, "more than %d anchors", YAML_ANCHORS_MAX);
    }
    if (b->anchors == NULL) {
        b->anchors = mem_array(YAML_ANCHORS_MAX, sizeof *b->anchors);
    }
    b->anchors[b->n_anchors++] = (struct anchor){copy_of(event->anchor), node};
    return true;
}

static bool count_nodes(struct builder *b, size_t n, const struct yaml_event *at, struct err *e)
{
    b->n_nodes += n;
    return b->n_nodes <= YAML_NODES_MAX ||
           yaml_fault(at, ERR_TOO_BIG, e, "more than %d values, aliases followed", YAML_NODES_MAX);
}

static struct yaml_node *new_node(struct builder *b, const struct yaml_event *event,
                                  enum yaml_kind kind, struct err *e)
{
    if (!check_tag(event, kind, e) || !count_nodes(b, 1, event, e)) {
        return NULL;
    }
    struct yaml_node *node = mem_new(sizeof *node);
    *node = (struct yaml_node){
        .made_before = b->yaml->newest,
        .kind = kind,
        .is_plain = event->is_plain,
        .is_tagged = event->tag.len > 0,
        .is_open = kind != YAML_IS_SCALAR,
        .line = event->line,
        .column = event->column,
        .weight = 1,
        .height = 1,
        .text = kind == YAML_IS_SCALAR ? copy_of(event->text) : text_of(NULL),
    };
    b->yaml->newest = node;
    return remember_anchor(b, event, node, e) ? node : NULL;
}

/* Puts a node where the innermost open one wants it. */
static bool attach(struct builder *b, const struct yaml_event *event, const struct yaml_node *node,
                   struct err *e)
{
    if (b->depth == 0) {
        b->yaml->root = node;
        return true;
    }
    struct level *level = &b->levels[b->depth - 1];
    if (level->node->kind == YAML_IS_SEQUENCE) {
        yaml_node_add(level->node, NULL, node);
    } else if (level->key != NULL) {
        yaml_node_add(level->node, level->key, node);
        level->key = NULL;
    } else if (event->kind == YAML_SCALAR) {
        level->key = node;
    } else {
        return yaml_fault(event, ERR_MALFORMED, e, "a key has to be a scalar");
    }
    return true;
}

static bool open_node(struct builder *b, const struct yaml_event *event, struct err *e)
{
    enum yaml_kind kind = event->kind == YAML_MAPPING_START ? YAML_IS_MAPPING : YAML_IS_SEQUENCE;
    if (b->depth == YAML_DEPTH_MAX) {
        return too_deep(event, e);
    }
    struct yaml_node *node = new_node(b, event, kind, e);
    if (node == NULL || !attach(b, event, node, e)) {
        return false;
    }
    b->levels[b->depth++] = (struct level){.node = node};
    return true;
}

/* All that it weighs was counted, so the sum fits. */
static bool weigh(struct yaml_node *node, const struct yaml_event *at, struct err *e)
{
    size_t height = 0;
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_entry *entry = &node->entries[i];
        node->weight += entry->value->weight + (entry->key != NULL ? 1 : 0);
        height = entry->value->height > height ? entry->value->height : height;
    }
    node->height = height + 1;
    return node->height <= YAML_DEPTH_MAX || too_deep(at, e);
}

static bool close_node(struct builder *b, const struct yaml_event *event, struct err *e)
{
    assert(b->depth > 0);
    struct yaml_node *node = b->levels[--b->depth].node;
    node->is_open = false;
    TRY(weigh(node, event, e));
    return node->kind != YAML_IS_MAPPING || yaml_mapping_end(node, e);
}

static bool add_scalar(struct builder *b, const struct yaml_event *event, struct err *e)
{
    const struct yaml_node *node = new_node(b, event, YAML_IS_SCALAR, e);
    return node != NULL && attach(b, event, node, e);
}

/* An anchor may be set anew: the last one before the alias is meant. */
static bool add_alias(struct builder *b, const struct yaml_event *event, struct err *e)
{
    size_t i = b->n_anchors;
    while (i > 0 && !text_equal(b->anchors[i - 1].name, event->text)) {
        i--;
    }
    if (i == 0) {
        return yaml_fault(event, ERR_MALFORMED, e, "no anchor '%.*s' stands before",
                          TEXT_ARG(event->text));
    }
    const struct yaml_node *node = b->anchors[i - 1].node;
    if (node->is_open) {
        return yaml_fault(event, ERR_MALFORMED, e, "the alias '%.*s' is inside of what it names",
                          TEXT_ARG(event->text));
    }
    return count_nodes(b, node->weight, event, e) && attach(b, event, node, e);
}

static bool take_event(struct builder *b, const struct yaml_event *event, struct err *e)
{
    static bool (*const takers[])(struct builder *, const struct yaml_event *, struct err *) = {
        [YAML_MAPPING_START] = open_node,  [YAML_MAPPING_END] = close_node,
        [YAML_SEQUENCE_START] = open_node, [YAML_SEQUENCE_END] = close_node,
        [YAML_SCALAR] = add_scalar,        [YAML_ALIAS] = add_alias,
    };
    return takers[event->kind](b, event, e);
}

bool yaml_build(struct yaml_reader *reader, struct yaml_tree *yaml, struct err *e)
{
    AUTO(builder_done) struct builder b = {.yaml = yaml};
    struct yaml_event event;
    TRY(yaml_reader_next(reader, &event, e));
    while (event.kind != YAML_END) {
        TRY(take_event(&b, &event, e));
        TRY(yaml_reader_next(reader, &event, e));
    }
    assert(b.depth == 0 && yaml->root != NULL);
    return true;
}
