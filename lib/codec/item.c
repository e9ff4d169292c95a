/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/item.h"

#include "base/err.h"
#include "base/utf8.h"

bool item_take(struct bytes *from, item_head *head, enum item_kind kind, uint64_t *value)
{
    struct bytes rest = *from;
    struct item item;
    TRY(head(&rest, &item) && item.kind == kind);
    *value = item.value;
    *from = rest;
    return true;
}

/* How many values are in it. False when there are not as many bytes: each takes one at least. */
static bool values_in(const struct item *item, size_t left, uint64_t *n)
{
    TRY(item->value <= left / (item->kind == ITEM_MAP ? 2 : 1));
    *n = item->kind == ITEM_MAP ? item->value * 2 : item->value;
    return true;
}

bool item_count(struct bytes *from, item_head *head, enum item_kind kind, size_t *n)
{
    struct bytes rest = *from;
    struct item item = {.kind = kind};
    uint64_t values = 0;
    TRY(item_take(&rest, head, kind, &item.value) && values_in(&item, rest.left, &values));
    *n = (size_t)item.value;
    *from = rest;
    return true;
}

static bool take_content(struct bytes *from, uint64_t length, struct bytes *out)
{
    return length <= from->left && bytes_take(from, (size_t)length, out);
}

bool item_bin(struct bytes *from, item_head *head, size_t max, struct bytes *out)
{
    struct bytes rest = *from;
    uint64_t length = 0;
    TRY(item_take(&rest, head, ITEM_BIN, &length) && length <= max &&
        take_content(&rest, length, out));
    *from = rest;
    return true;
}

bool item_text(struct bytes *from, item_head *head, size_t max, struct text *out)
{
    struct bytes rest = *from;
    struct bytes content = {NULL, 0};
    uint64_t length = 0;
    TRY(item_take(&rest, head, ITEM_TEXT, &length) && length <= max &&
        take_content(&rest, length, &content) && utf8_is_valid(text_of_bytes(content)));
    *out = text_of_bytes(content);
    *from = rest;
    return true;
}

bool item_uint(struct bytes *from, item_head *head, uint64_t max, uint64_t *out)
{
    struct bytes rest = *from;
    uint64_t value = 0;
    TRY(item_take(&rest, head, ITEM_UINT, &value) && value <= max);
    *out = value;
    *from = rest;
    return true;
}

bool item_bool(struct bytes *from, item_head *head, bool *out)
{
    uint64_t value = 0;
    TRY(item_take(from, head, ITEM_BOOL, &value));
    *out = value != 0;
    return true;
}

/* The containers that are open around the next value, as how many values each still lacks. */
struct nest {
    uint64_t lacks[ITEM_DEPTH_MAX];
    size_t depth;
};

static bool open_container(struct nest *nest, uint64_t n)
{
    TRY(nest->depth < ITEM_DEPTH_MAX);
    nest->lacks[nest->depth++] = n;
    return true;
}

/* Counts a value that has ended, and those that end with it. */
static void close_value(struct nest *nest)
{
    while (nest->depth > 0 && --nest->lacks[nest->depth - 1] == 0) {
        nest->depth--;
    }
}

static bool skip_content(struct bytes *from, const struct item *item)
{
    struct bytes content = {NULL, 0};
    bool has_content = item->kind == ITEM_TEXT || item->kind == ITEM_BIN;
    TRY(!has_content || take_content(from, item->value, &content));
    return item->kind != ITEM_TEXT || utf8_is_valid(text_of_bytes(content));
}

/* One head and its content. A container that is not empty stays open. */
static bool skip_one(struct bytes *from, item_head *head, struct nest *nest)
{
    struct item item;
    uint64_t n = 0;
    TRY(head(from, &item) && skip_content(from, &item));
    if (item.kind == ITEM_TAG) {
        n = 1;
    } else if (item.kind == ITEM_ARRAY || item.kind == ITEM_MAP) {
        TRY(values_in(&item, from->left, &n));
    }
    if (n > 0) {
        return open_container(nest, n);
    }
    close_value(nest);
    return true;
}

bool item_skip(struct bytes *from, item_head *head)
{
    struct bytes rest = *from;
    struct nest nest = {.depth = 0};
    do {
        TRY(skip_one(&rest, head, &nest));
    } while (nest.depth > 0);
    *from = rest;
    return true;
}

/* Past a key; whether it is the one. */
static bool skip_key(struct bytes *from, item_head *head, const char *key, bool *is_it)
{
    struct bytes rest = *from;
    struct text name = {0};
    *is_it = item_text(&rest, head, rest.left, &name) && text_is(name, key);
    return item_skip(from, head);
}

bool item_member(struct bytes map, item_head *head, const char *key, struct bytes *value)
{
    size_t n = 0;
    size_t n_found = 0;
    struct bytes found = {NULL, 0};
    TRY(item_count(&map, head, ITEM_MAP, &n));
    for (size_t i = 0; i < n; i++) {
        bool is_it = false;
        TRY(skip_key(&map, head, key, &is_it));
        struct bytes before = map;
        TRY(item_skip(&map, head));
        found = is_it ? bytes_before(before, map) : found;
        n_found += is_it;
    }
    TRY(n_found == 1);
    *value = found;
    return true;
}
