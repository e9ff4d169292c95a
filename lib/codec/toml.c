/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "codec/toml_scalar.h"
#include "codec/toml_scan.h"
#include "codec/toml_tree.h"

struct parser {
    struct toml_scan scan;
    struct toml *toml;
};

/* A part of a key, and where it stands. */
struct part {
    struct text name;
    size_t at;
    struct toml_place place;
};

enum { NAME_SHOWN = 64 };

/* "'NAME' is WHAT", with the line of the other one. */
static bool conflict(const struct parser *p, const struct part *part, const char *what,
                     const struct toml_node *other)
{
    AUTO(buf_done) struct buf shown = buf_start(KIB);
    struct text name = part->name;
    bool is_long = name.len > NAME_SHOWN;
    name.len = is_long ? NAME_SHOWN : name.len;
    utf8_escape(name, &shown);
    return toml_scan_fail(&p->scan, part->at, ERR_MALFORMED, "'%.*s%s' is %s on line %zu",
                          TEXT_ARG(buf_view_text(&shown)), is_long ? "…" : "", what,
                          other->name_place.line);
}

/* A new node, or NULL when it is one too many or too deep. */
static struct toml_node *within_limits(const struct parser *p, struct toml_node *node, size_t at)
{
    if (node == NULL || node->depth > TOML_DEPTH_MAX) {
        (void)toml_scan_fail(&p->scan, at, ERR_TOO_BIG,
                             node == NULL ? "too many values" : "nested too deep");
        return NULL;
    }
    return node;
}

static bool read_part(struct parser *p, struct part *out)
{
    toml_scan_blank(&p->scan);
    out->at = p->scan.at;
    out->place = toml_scan_place(&p->scan);
    TRY(toml_scan_name(&p->scan, &out->name));
    toml_scan_blank(&p->scan);
    return true;
}

static bool add_member(struct parser *p, struct toml_node *table, const struct part *part,
                       struct toml_node **out)
{
    *out = within_limits(p, toml_add_member(p->toml, table, part->name), part->at);
    TRY(*out != NULL);
    (*out)->name_place = part->place;
    (*out)->value_place = part->place;
    return true;
}

static bool add_table(struct parser *p, struct toml_node *table, const struct part *part,
                      enum toml_origin origin, struct toml_node **out)
{
    TRY(add_member(p, table, part, out));
    (*out)->kind = TOML_TABLE;
    (*out)->origin = origin;
    return true;
}

/* Into the table that a part before a dot names. A dotted key makes those that are not there, and
 * goes on in its own and in those that so far only had tables in them. */
static bool enter_by_key(struct parser *p, struct toml_node **table, const struct part *part)
{
    struct toml_node *inner = toml_find_member(*table, part->name);
    if (inner == NULL) {
        return add_table(p, *table, part, TOML_BY_DOTTED_KEY, table);
    }
    if (inner->kind != TOML_TABLE) {
        return conflict(p, part, "no table, by what it is given", inner);
    }
    if (inner->origin == TOML_BY_VALUE || inner->origin == TOML_BY_HEADER) {
        return conflict(p, part, "a table that was closed", inner);
    }
    inner->origin = TOML_BY_DOTTED_KEY;
    *table = inner;
    return true;
}

static bool read_value(struct parser *p, struct toml_node *node);

/* "a.b.c = value", in `table`. */
static bool read_member(struct parser *p, struct toml_node *table)
{
    struct part part;
    struct toml_node *node = NULL;
    TRY(read_part(p, &part));
    while (toml_scan_accept(&p->scan, ".")) {
        TRY(enter_by_key(p, &table, &part));
        TRY(read_part(p, &part));
    }
    const struct toml_node *other = toml_find_member(table, part.name);
    if (other != NULL) {
        return conflict(p, &part, "there already,", other);
    }
    if (!toml_scan_accept(&p->scan, "=")) {
        return toml_scan_fail(&p->scan, p->scan.at, ERR_MALFORMED, "'=' is missing behind the key");
    }
    TRY(add_member(p, table, &part, &node));
    toml_scan_blank(&p->scan);
    return read_value(p, node);
}

static bool missing(const struct parser *p, const char *what)
{
    return toml_scan_fail(&p->scan, p->scan.at, ERR_MALFORMED, "%s is missing", what);
}

static bool read_element(struct parser *p, struct toml_node *array)
{
    struct toml_node *node = within_limits(p, toml_add_element(p->toml, array), p->scan.at);
    TRY(node != NULL);
    node->name_place = toml_scan_place(&p->scan);
    return read_value(p, node);
}

static bool read_array(struct parser *p, struct toml_node *array)
{
    array->kind = TOML_ARRAY;
    toml_scan_gap(&p->scan);
    while (!toml_scan_accept(&p->scan, "]")) {
        TRY(read_element(p, array));
        toml_scan_gap(&p->scan);
        if (!toml_scan_accept(&p->scan, ",")) {
            return toml_scan_accept(&p->scan, "]") || missing(p, "',' or ']'");
        }
        toml_scan_gap(&p->scan);
    }
    return true;
}

/* On one line, and without a comma behind the last. */
static bool read_inline_table(struct parser *p, struct toml_node *table)
{
    table->kind = TOML_TABLE;
    toml_scan_blank(&p->scan);
    if (toml_scan_accept(&p->scan, "}")) {
        return true;
    }
    do {
        TRY(read_member(p, table));
        toml_scan_blank(&p->scan);
    } while (toml_scan_accept(&p->scan, ","));
    return toml_scan_accept(&p->scan, "}") || missing(p, "',' or '}'");
}

static bool read_scalar(struct parser *p, struct toml_node *node)
{
    struct toml_scalar scalar;
    size_t start = p->scan.at;
    TRY(toml_scan_word(&p->scan, &node->text));
    const char *fault = toml_scalar_read(node->text, &scalar);
    if (fault != NULL) {
        return toml_scan_fail(&p->scan, start, ERR_MALFORMED, "%s", fault);
    }
    node->kind = scalar.kind;
    node->integer = scalar.integer;
    node->boolean = scalar.boolean;
    return true;
}

static bool read_value(struct parser *p, struct toml_node *node)
{
    node->value_place = toml_scan_place(&p->scan);
    char c = toml_scan_peek(&p->scan);
    if (c == '"' || c == '\'') {
        node->kind = TOML_STRING;
        return toml_scan_string(&p->scan, &node->text);
    }
    if (toml_scan_accept(&p->scan, "[")) {
        return read_array(p, node);
    }
    if (toml_scan_accept(&p->scan, "{")) {
        return read_inline_table(p, node);
    }
    return read_scalar(p, node);
}

/* Into the table that a part of a header before the last names: of an array of tables, the last. */
static bool enter_by_header(struct parser *p, struct toml_node **table, const struct part *part)
{
    struct toml_node *inner = toml_find_member(*table, part->name);
    if (inner == NULL) {
        return add_table(p, *table, part, TOML_BY_SUPERTABLE, table);
    }
    if (inner->kind != TOML_TABLE && inner->kind != TOML_ARRAY) {
        return conflict(p, part, "no table, by what it is given", inner);
    }
    if (inner->origin == TOML_BY_VALUE) {
        return conflict(p, part, "given all that is in it", inner);
    }
    *table = inner->kind == TOML_ARRAY ? inner->last : inner;
    return true;
}

static bool open_table(struct parser *p, struct toml_node **table, const struct part *part)
{
    struct toml_node *inner = toml_find_member(*table, part->name);
    if (inner == NULL) {
        return add_table(p, *table, part, TOML_BY_HEADER, table);
    }
    if (inner->kind != TOML_TABLE || inner->origin != TOML_BY_SUPERTABLE) {
        return conflict(p, part, "there already,", inner);
    }
    inner->origin = TOML_BY_HEADER;
    inner->name_place = part->place;
    inner->value_place = part->place;
    *table = inner;
    return true;
}

/* One more table of an array of tables. */
static bool open_element(struct parser *p, struct toml_node **table, const struct part *part)
{
    struct toml_node *array = toml_find_member(*table, part->name);
    if (array == NULL) {
        TRY(add_member(p, *table, part, &array));
        array->kind = TOML_ARRAY;
        array->origin = TOML_BY_HEADER;
    }
    if (array->kind != TOML_ARRAY || array->origin != TOML_BY_HEADER) {
        return conflict(p, part, "no array of tables, by what is given", array);
    }
    *table = within_limits(p, toml_add_element(p->toml, array), part->at);
    TRY(*table != NULL);
    (*table)->origin = TOML_BY_HEADER;
    (*table)->name_place = part->place;
    (*table)->value_place = part->place;
    return true;
}

/* Behind "[": the table that the lines that follow are in. */
static bool read_header(struct parser *p, struct toml_node **section)
{
    struct part part;
    struct toml_node *table = &p->toml->root;
    bool is_element = toml_scan_accept(&p->scan, "[");
    const char *end = is_element ? "]]" : "]";
    TRY(read_part(p, &part));
    while (toml_scan_accept(&p->scan, ".")) {
        TRY(enter_by_header(p, &table, &part));
        TRY(read_part(p, &part));
    }
    TRY(toml_scan_accept(&p->scan, end) || missing(p, is_element ? "']]'" : "']'"));
    TRY(is_element ? open_element(p, &table, &part) : open_table(p, &table, &part));
    *section = table;
    return true;
}

static bool read_document(struct parser *p)
{
    struct toml_node *section = &p->toml->root;
    TRY(toml_scan_characters(&p->scan));
    toml_scan_gap(&p->scan);
    while (p->scan.at < p->scan.text.len) {
        TRY(toml_scan_accept(&p->scan, "[") ? read_header(p, &section) : read_member(p, section));
        TRY(toml_scan_line_end(&p->scan));
        toml_scan_gap(&p->scan);
    }
    return true;
}

struct toml *toml_parse(struct bytes text, struct err *e)
{
    if (text.left > TOML_SIZE_MAX) {
        (void)err_set(e, ERR_TOO_BIG, "line 1, column 1: the document has more than %zu bytes",
                      TOML_SIZE_MAX);
        return NULL;
    }
    AUTO(toml_freep) struct toml *toml = mem_new(sizeof *toml);
    toml->decoded = mem_new(text.left + 1);
    toml->root.value_place = toml->root.name_place = (struct toml_place){1, 1};
    struct parser p = {.scan = toml_scan_of(text_of_bytes(text), toml->decoded, e), .toml = toml};
    return read_document(&p) ? TAKE(toml) : NULL;
}
