/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"
#include "codec/json_scan.h"

struct json_value {
    cJSON node;
};

struct json {
    cJSON *root;
    size_t n_values;
};

/* What the walk over a new tree carries: the numbers of the text that have no node yet, and room
 * for the names of one object. */
struct walk {
    struct bytes numbers;
    const char **names;
    size_t room;
};

static void walk_done(struct walk *w)
{
    mem_free(w->names);
}

/* cJSON keeps a number as a double, which is not what was written. Its text goes to where a string
 * has its own, and is freed with the node. */
static bool keep_number(struct walk *w, cJSON *node)
{
    struct text number;
    TRY(bytes_copy(&w->numbers, &number, sizeof number));
    node->valuestring = cJSON_malloc(number.len + 1);
    TRY(node->valuestring != NULL);
    memcpy(node->valuestring, number.at, number.len);
    node->valuestring[number.len] = 0;
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A name that two members of the object have, or NULL. */
static const char *find_duplicate(struct walk *w, const cJSON *object)
{
    size_t n = 0;
    for (const cJSON *member = object->child; member != NULL; member = member->next) {
        if (n == w->room) {
            w->room = w->room > 0 ? w->room * 2 : 32;
            w->names = mem_resize(w->names, w->room, sizeof *w->names);
        }
        w->names[n++] = member->string;
    }
    if (n < 2) {
        return NULL;
    }
    qsort(w->names, n, sizeof *w->names, by_name);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(w->names[i - 1], w->names[i]) == 0) {
            return w->names[i];
        }
    }
    return NULL;
}

enum { NAME_SHOWN = 64 };

static bool duplicate_error(const char *name, struct err *e)
{
    AUTO(buf_done) struct buf shown = buf_start(KIB);
    struct text text = text_of(name);
    bool is_long = text.len > NAME_SHOWN;
    text.len = is_long ? NAME_SHOWN : text.len;
    utf8_escape(text, &shown);
    return err_set(e, ERR_MALFORMED, "duplicate key '%.*s%s'", TEXT_ARG(buf_view_text(&shown)),
                   is_long ? "…" : "");
}

/* In document order. The scan has seen to it that this goes no deeper than JSON_DEPTH_MAX. */
static bool walk_tree(struct walk *w, cJSON *node, struct err *e)
{
    if (cJSON_IsNumber(node) && !keep_number(w, node)) {
        return err_set(e, ERR_INTERNAL, "cannot keep a number of a JSON document");
    }
    const char *twice = cJSON_IsObject(node) ? find_duplicate(w, node) : NULL;
    if (twice != NULL) {
        return duplicate_error(twice, e);
    }
    for (cJSON *child = node->child; child != NULL; child = child->next) {
        TRY(walk_tree(w, child, e));
    }
    return true;
}

/* cJSON's nodes of one scanned value, or NULL. */
static cJSON *make_tree(struct text value)
{
    const char *end = NULL;
    cJSON *root = cJSON_ParseWithLengthOpts(value.at, value.len, &end, 0);
    if (root != NULL && end != &value.at[value.len]) {
        cJSON_Delete(root);
        return NULL;
    }
    return root;
}

struct json *json_parse(struct bytes text, struct err *e)
{
    AUTO(buf_done) struct buf numbers = buf_start(JSON_NODES_MAX * sizeof(struct text));
    struct json_scan scan = json_scan_of(text, &numbers);
    struct text value;
    if (!json_scan_document(&scan, &value)) {
        (void)json_scan_report(&scan, e);
        return NULL;
    }
    AUTO(json_freep) struct json *json = mem_new(sizeof *json);
    json->root = make_tree(value);
    json->n_values = scan.n_values;
    if (json->root == NULL) {
        (void)err_set(e, ERR_INTERNAL, "cannot make a tree of a JSON document");
        return NULL;
    }
    AUTO(walk_done) struct walk walk = {.numbers = buf_view(&numbers)};
    return walk_tree(&walk, json->root, e) ? TAKE(json) : NULL;
}

void json_free(struct json *json)
{
    if (json != NULL) {
        cJSON_Delete(json->root);
        mem_free(json);
    }
}

static const struct json_value *value_of(const cJSON *node)
{
    return (const struct json_value *)node;
}

/* NULL for NULL, which all of cJSON_Is… take. */
static const cJSON *node_of(const struct json_value *value)
{
    return value != NULL ? &value->node : NULL;
}

const struct json_value *json_root(const struct json *json)
{
    return value_of(json->root);
}

size_t json_values(const struct json *json)
{
    return json->n_values;
}

bool json_is_object(const struct json_value *value)
{
    return cJSON_IsObject(node_of(value)) != 0;
}

bool json_is_array(const struct json_value *value)
{
    return cJSON_IsArray(node_of(value)) != 0;
}

bool json_is_null(const struct json_value *value)
{
    return cJSON_IsNull(node_of(value)) != 0;
}

const struct json_value *json_member(const struct json_value *value, const char *name)
{
    const struct json_value *member = json_is_object(value) ? json_first(value) : NULL;
    while (member != NULL && strcmp(member->node.string, name) != 0) {
        member = json_next(member);
    }
    return member;
}

const struct json_value *json_first(const struct json_value *value)
{
    return value != NULL ? value_of(value->node.child) : NULL;
}

const struct json_value *json_next(const struct json_value *value)
{
    return value != NULL ? value_of(value->node.next) : NULL;
}

size_t json_count(const struct json_value *value)
{
    size_t n = 0;
    for (const struct json_value *at = json_first(value); at != NULL; at = json_next(at)) {
        n++;
    }
    return n;
}

struct text json_name(const struct json_value *value)
{
    return text_of(value != NULL ? value->node.string : NULL);
}

bool json_text(const struct json_value *value, struct text *out)
{
    if (!cJSON_IsString(node_of(value))) {
        return false;
    }
    *out = text_of(value->node.valuestring);
    return true;
}

bool json_bool(const struct json_value *value, bool *out)
{
    if (!cJSON_IsBool(node_of(value))) {
        return false;
    }
    *out = cJSON_IsTrue(node_of(value)) != 0;
    return true;
}

bool json_uint(const struct json_value *value, uint64_t max, uint64_t *out)
{
    struct text number;
    return json_number(value, &number) && num_parse(number, max, out);
}

bool json_number(const struct json_value *value, struct text *out)
{
    if (!cJSON_IsNumber(node_of(value))) {
        return false;
    }
    *out = text_of(value->node.valuestring);
    return true;
}

/* A scanned string, with its quotes, spells that name. */
static bool spells(struct text quoted, const char *name)
{
    if (bytes_find(text_bytes(quoted), '\\') == quoted.len) {
        return text_is((struct text){quoted.at + 1, quoted.len - 2}, name);
    }
    cJSON *decoded = make_tree(quoted);
    bool is_same = decoded != NULL && strcmp(decoded->valuestring, name) == 0;
    cJSON_Delete(decoded);
    return is_same;
}

/* One member of the outermost object; `*is_it` when it has the name, then `*value` is its value. */
static bool scan_member(struct json_scan *s, const char *name, bool *is_it, struct text *value)
{
    json_scan_space(s);
    size_t start = s->at;
    TRY(json_scan_string(s));
    *is_it = spells(json_scan_since(s, start), name);
    json_scan_space(s);
    TRY(json_scan_char(s, ':'));
    json_scan_space(s);
    start = s->at;
    TRY(json_scan_value(s, 1));
    *value = json_scan_since(s, start);
    return true;
}

bool json_raw_member(struct bytes text, const char *name, struct bytes *out)
{
    struct json_scan scan = json_scan_of(text, NULL);
    struct text value;
    bool is_it = false;
    json_scan_space(&scan);
    TRY(json_scan_char(&scan, '{'));
    do {
        TRY(scan_member(&scan, name, &is_it, &value));
        json_scan_space(&scan);
    } while (!is_it && json_scan_char(&scan, ','));
    TRY(is_it);
    *out = text_bytes(value);
    return true;
}

const char *json_library_version(void)
{
    return cJSON_Version();
}
