/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "codec/yaml_event.h"
#include "codec/yaml_node.h"

/* What is wrong with a character that readers of YAML do not agree about, or NULL. */
static const char *character_fault(struct text sequence)
{
    uint8_t first = (uint8_t)sequence.at[0];
    if (sequence.len == 0) {
        return "bytes that are not UTF-8";
    }
    if ((first < 0x20 && first != '\t' && first != '\n' && first != '\r') || first == 0x7f) {
        return "a control character";
    }
    if (sequence.len == 2 && first == 0xc2 && (uint8_t)sequence.at[1] < 0xa0) {
        return "a control character";
    }
    if (text_is(sequence, "\xe2\x80\xa8") || text_is(sequence, "\xe2\x80\xa9")) {
        return "a separator of lines that not every reader takes for one";
    }
    return NULL;
}

static bool check_characters(struct text text, struct err *e)
{
    struct yaml_event at = {.line = 1, .column = 1};
    while (text.len > 0) {
        struct text sequence = {text.at, utf8_sequence(text)};
        const char *fault = character_fault(sequence);
        if (fault != NULL) {
            return yaml_fault(&at, ERR_MALFORMED, e, "%s", fault);
        }
        bool is_break = sequence.at[0] == '\n';
        at.line += is_break ? 1 : 0;
        at.column = is_break ? 1 : at.column + 1;
        text = (struct text){text.at + sequence.len, text.len - sequence.len};
    }
    return true;
}

struct yaml_tree *yaml_parse(struct bytes text, struct err *e)
{
    if (text.left > YAML_SIZE_MAX) {
        (void)err_set(e, ERR_TOO_BIG, "more than %zu bytes of YAML", YAML_SIZE_MAX);
        return NULL;
    }
    if (!check_characters(text_of_bytes(text), e)) {
        return NULL;
    }
    AUTO(yaml_reader_freep) struct yaml_reader *reader = yaml_reader_new(text_of_bytes(text), e);
    AUTO(yaml_tree_freep) struct yaml_tree *yaml = mem_new(sizeof *yaml);
    return reader != NULL && yaml_build(reader, yaml, e) ? TAKE(yaml) : NULL;
}

void yaml_tree_free(struct yaml_tree *yaml)
{
    if (yaml == NULL) {
        return;
    }
    while (yaml->newest != NULL) {
        struct yaml_node *node = yaml->newest;
        yaml->newest = node->made_before;
        mem_freep(&node->text.at);
        mem_free(node->entries);
        mem_free(node);
    }
    mem_free(yaml);
}

void yaml_node_add(struct yaml_node *node, const struct yaml_node *key,
                   const struct yaml_node *value)
{
    if (node->n == node->room) {
        node->room = node->room > 0 ? node->room * 2 : 4;
        node->entries = mem_resize(node->entries, node->room, sizeof *node->entries);
    }
    node->entries[node->n++] = (struct yaml_entry){.key = key, .value = value};
}

bool yaml_node_fault(const struct yaml_node *at, struct err *e, const char *what,
                     struct text subject)
{
    enum { SHOWN = 64 };
    struct yaml_event place = {.line = at->line, .column = at->column};
    if (subject.len == 0) {
        return yaml_fault(&place, ERR_MALFORMED, e, "%s", what);
    }
    bool is_long = subject.len > SHOWN;
    subject.len = is_long ? SHOWN : subject.len;
    return yaml_fault(&place, ERR_MALFORMED, e, "%s '%.*s%s'", what, TEXT_ARG(subject),
                      is_long ? "…" : "");
}

const struct yaml_node *yaml_root(const struct yaml_tree *yaml)
{
    return yaml->root;
}

bool yaml_is_mapping(const struct yaml_node *node)
{
    return node != NULL && node->kind == YAML_IS_MAPPING;
}

bool yaml_is_sequence(const struct yaml_node *node)
{
    return node != NULL && node->kind == YAML_IS_SEQUENCE;
}

bool yaml_is_null(const struct yaml_node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    if (node == NULL) {
        return true;
    }
    for (size_t i = 0; i < COUNT(words); i++) {
        if (node->kind == YAML_IS_SCALAR && node->is_plain && !node->is_tagged &&
            text_is(node->text, words[i])) {
            return true;
        }
    }
    return false;
}

bool yaml_text(const struct yaml_node *node, struct text *out)
{
    if (node == NULL || node->kind != YAML_IS_SCALAR) {
        return false;
    }
    *out = node->text;
    return true;
}

size_t yaml_count(const struct yaml_node *node)
{
    return node != NULL ? node->n : 0;
}

const struct yaml_node *yaml_at(const struct yaml_node *node, size_t i)
{
    return node->entries[i].value;
}

struct text yaml_key(const struct yaml_node *mapping, size_t i)
{
    const struct yaml_node *key = mapping->entries[i].key;
    return key != NULL ? key->text : text_of(NULL);
}

size_t yaml_key_line(const struct yaml_node *mapping, size_t i)
{
    return yaml_line(mapping->entries[i].key);
}

const struct yaml_node *yaml_member(const struct yaml_node *mapping, const char *key)
{
    size_t n = yaml_is_mapping(mapping) ? mapping->n : 0;
    for (size_t i = 0; i < n; i++) {
        if (text_is(mapping->entries[i].key->text, key)) {
            return mapping->entries[i].value;
        }
    }
    return NULL;
}

size_t yaml_line(const struct yaml_node *node)
{
    return node != NULL ? node->line : 0;
}
