/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/bytes.h"
#include "codec/yaml_node.h"

/* Duplicate keys, and the merge key <<. */

static int by_key(const void *a, const void *b)
{
    const struct yaml_entry *left = a;
    const struct yaml_entry *right = b;
    int order = bytes_compare(text_bytes(left->key->text), text_bytes(right->key->text));
    if (order != 0) {
        return order;
    }
    return left->position < right->position ? -1 : 1;
}

static int by_position(const void *a, const void *b)
{
    const struct yaml_entry *left = a;
    const struct yaml_entry *right = b;
    return left->position < right->position ? -1 : 1;
}

static void sort(struct yaml_node *mapping, int (*order)(const void *, const void *))
{
    if (mapping->n > 1) {
        qsort(mapping->entries, mapping->n, sizeof *mapping->entries, order);
    }
}

/* Entries that are neighbours in the order of their keys. */
static bool is_same_key(const struct yaml_entry *a, const struct yaml_entry *b)
{
    return text_equal(a->key->text, b->key->text);
}

static bool refuse_duplicates(struct yaml_node *mapping, struct err *e)
{
    for (size_t i = 0; i < mapping->n; i++) {
        mapping->entries[i].position = i;
    }
    sort(mapping, by_key);
    for (size_t i = 1; i < mapping->n; i++) {
        const struct yaml_entry *entry = &mapping->entries[i];
        if (is_same_key(entry - 1, entry)) {
            return yaml_node_fault(entry->key, e, "duplicate key", entry->key->text);
        }
    }
    sort(mapping, by_position);
    return true;
}

/* Of those with the same key the first one stays, at its place. */
static void drop_overridden(struct yaml_node *mapping)
{
    size_t kept = 0;
    sort(mapping, by_key);
    for (size_t i = 0; i < mapping->n; i++) {
        if (kept == 0 || !is_same_key(&mapping->entries[kept - 1], &mapping->entries[i])) {
            mapping->entries[kept++] = mapping->entries[i];
        }
    }
    mapping->n = kept;
    sort(mapping, by_position);
}

static bool is_merge(const struct yaml_node *key)
{
    return key->is_plain && !key->is_tagged && text_is(key->text, "<<");
}

/* Takes the entry of << out. NULL when there is none. */
static const struct yaml_node *take_merged(struct yaml_node *mapping)
{
    size_t at = 0;
    while (at < mapping->n && !is_merge(mapping->entries[at].key)) {
        at++;
    }
    if (at == mapping->n) {
        return NULL;
    }
    const struct yaml_node *merged = mapping->entries[at].value;
    mapping->n--;
    for (; at < mapping->n; at++) {
        mapping->entries[at] = mapping->entries[at + 1];
    }
    return merged;
}

static bool merge(struct yaml_node *mapping, const struct yaml_node *source, struct err *e)
{
    if (source->kind != YAML_IS_MAPPING) {
        return yaml_node_fault(source, e, "what is merged has to be a mapping", text_of(NULL));
    }
    for (size_t i = 0; i < source->n; i++) {
        yaml_node_add(mapping, source->entries[i].key, source->entries[i].value);
    }
    return true;
}

static bool merge_all(struct yaml_node *mapping, const struct yaml_node *source, struct err *e)
{
    if (source->kind != YAML_IS_SEQUENCE) {
        return merge(mapping, source, e);
    }
    for (size_t i = 0; i < source->n; i++) {
        TRY(merge(mapping, source->entries[i].value, e));
    }
    return true;
}

bool yaml_mapping_end(struct yaml_node *mapping, struct err *e)
{
    TRY(refuse_duplicates(mapping, e));
    const struct yaml_node *merged = take_merged(mapping);
    if (merged == NULL) {
        return true;
    }
    TRY(merge_all(mapping, merged, e));
    for (size_t i = 0; i < mapping->n; i++) {
        mapping->entries[i].position = i;
    }
    drop_overridden(mapping);
    return true;
}
