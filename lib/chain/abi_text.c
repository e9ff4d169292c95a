/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "chain/abi_leaf.h"

/* Values as they stand on a command line. */

struct reader {
    struct text left;
    struct err *e;
};

static const char blanks[] = " \t\r\n";

static bool is_blank(char c)
{
    return c != 0 && strchr(blanks, c) != NULL;
}

static void skip(struct reader *r, size_t n)
{
    r->left = text_behind(r->left, n);
}

static void skip_blanks(struct reader *r)
{
    while (r->left.len > 0 && is_blank(r->left.at[0])) {
        skip(r, 1);
    }
}

static bool is_next(const struct reader *r, char c)
{
    return r->left.len > 0 && r->left.at[0] == c;
}

/* What stands before the comma or the end of what it is in, without the blanks behind it. */
static struct text take_bare(struct reader *r, char end)
{
    struct text bare = {r->left.at, 0};
    while (bare.len < r->left.len && bare.at[bare.len] != ',' && bare.at[bare.len] != end) {
        bare.len++;
    }
    skip(r, bare.len);
    while (bare.len > 0 && is_blank(bare.at[bare.len - 1])) {
        bare.len--;
    }
    return bare;
}

static bool read_string(struct reader *r, const struct abi_type *type, char end,
                        struct abi_value *out)
{
    char quote = r->left.len > 0 ? r->left.at[0] : 0;
    if (quote != '"' && quote != '\'') {
        struct text bare = take_bare(r, end);
        return bare.len > 0 ? abi_leaf_parse(type, bare, out, r->e)
                            : err_set(r->e, ERR_USAGE, "the empty text needs quotes");
    }
    skip(r, 1);
    struct text quoted = {r->left.at, bytes_find(text_bytes(r->left), (uint8_t)quote)};
    if (quoted.len == r->left.len) {
        return err_set(r->e, ERR_USAGE, "the closing %c is missing", quote);
    }
    skip(r, quoted.len + 1);
    bool is_comma = is_next(r, ',');
    skip_blanks(r);
    is_comma = is_comma || (end == ')' && is_next(r, ','));
    if (r->left.len > 0 && !is_comma && !is_next(r, end)) {
        return err_set(r->e, ERR_USAGE, "',' or '%c' is expected right behind the closing %c", end,
                       quote);
    }
    return abi_leaf_parse(type, quoted, out, r->e);
}

static bool read_value(struct reader *r, const struct abi_type *type, char end,
                       struct abi_value *out);

/* Adds an item, whose place may move as others follow. */
static struct abi_value *grow(struct abi_value *container, size_t *room)
{
    if (container->n == *room) {
        *room = *room > 0 ? 2 * *room : 4;
        container->items = mem_resize(container->items, *room, sizeof *container->items);
    }
    container->items[container->n] = (struct abi_value){0};
    return &container->items[container->n++];
}

static bool wrap_item(const struct abi_type *type, size_t i, struct err *e)
{
    return type->kind == ABI_TUPLE ? abi_param_wrap(e, "component", i, &type->parts.at[i])
                                   : err_wrap(e, "item %zu", i + 1);
}

static bool check_count(const struct abi_type *type, size_t n, struct err *e)
{
    size_t wanted = type->kind == ABI_TUPLE ? type->parts.n : type->length;
    return type->kind == ABI_LIST || n == wanted ||
           err_set(e, ERR_USAGE, "%zu item%s given, %zu expected", n, n == 1 ? " is" : "s are",
                   wanted);
}

/* Past a comma, if there is one; of an array it may stand behind the last item. */
static bool take_comma(struct reader *r, bool is_tuple, bool *is_there)
{
    skip_blanks(r);
    *is_there = is_next(r, ',');
    if (*is_there) {
        skip(r, 1);
        skip_blanks(r);
    }
    return !*is_there || !is_tuple || !is_next(r, ')') ||
           err_set(r->e, ERR_USAGE, "a component is expected behind the last ','");
}

static bool read_next(struct reader *r, const struct abi_type *type, char end, size_t *room,
                      struct abi_value *out)
{
    if (type->kind == ABI_TUPLE && out->n == type->parts.n) {
        return err_set(r->e, ERR_USAGE, "there are more than %zu components", out->n);
    }
    struct abi_value *item = grow(out, room);
    return read_value(r, abi_type_part(type, out->n - 1), end, item) ||
           wrap_item(type, out->n - 1, r->e);
}

/* `[…]` or `(…)` */
static bool read_items(struct reader *r, const struct abi_type *type, struct abi_value *out)
{
    bool is_tuple = type->kind == ABI_TUPLE;
    bool is_comma = true;
    char end = is_tuple ? ')' : ']';
    size_t room = 0;
    if (!is_next(r, is_tuple ? '(' : '[')) {
        return err_set(r->e, ERR_USAGE, "'%c' is expected before its items", is_tuple ? '(' : '[');
    }
    skip(r, 1);
    skip_blanks(r);
    while (is_comma && !is_next(r, end)) {
        TRY(read_next(r, type, end, &room, out));
        TRY(take_comma(r, is_tuple, &is_comma));
    }
    if (!is_next(r, end)) {
        return err_set(r->e, ERR_USAGE, "',' or '%c' is expected behind item %zu", end, out->n);
    }
    skip(r, 1);
    return check_count(type, out->n, r->e);
}

static bool read_value(struct reader *r, const struct abi_type *type, char end,
                       struct abi_value *out)
{
    if (abi_type_has_parts(type)) {
        return read_items(r, type, out);
    }
    if (type->kind == ABI_STRING) {
        return read_string(r, type, end, out);
    }
    return abi_leaf_parse(type, take_bare(r, end), out, r->e);
}

static bool read_outermost(const struct abi_type *type, struct text text, struct abi_value *out,
                           struct err *e)
{
    struct reader r = {.left = text, .e = e};
    if (!abi_type_has_parts(type)) {
        return abi_leaf_parse(type, text, out, e);
    }
    if (type->kind == ABI_TUPLE) {
        skip_blanks(&r);
    }
    TRY(read_items(&r, type, out));
    return r.left.len == 0 || err_set(e, ERR_USAGE, "'%.*s' is left over behind it",
                                      r.left.len < 40 ? (int)r.left.len : 40, r.left.at);
}

bool abi_value_parse(const struct abi_type *type, struct text text, struct abi_value *out,
                     struct err *e)
{
    *out = (struct abi_value){0};
    if (!read_outermost(type, text, out, e)) {
        abi_value_done(out);
        return false;
    }
    return true;
}

/* Quotes come in pairs, around the whole. */
static bool check_quotes(struct text text, bool *has_quotes, struct err *e)
{
    char quote = text.len > 0 ? text.at[0] : 0;
    *has_quotes = quote == '"' || quote == '\'';
    if (!*has_quotes) {
        return true;
    }
    size_t second = bytes_find((struct bytes){(const uint8_t *)text.at + 1, text.len - 1},
                               (uint8_t)quote);
    if (second + 2 != text.len) {
        (void)err_set(e, ERR_USAGE,
                      "the text begins with a quote, and does not end with its other");
        return err_hint(e, "give such a text as JSON");
    }
    return true;
}

static bool parse_argument(const struct abi_params *params, size_t i, struct text text,
                           struct abi_value *out, struct err *e)
{
    const struct abi_type *type = &params->at[i].type;
    bool has_quotes = false;
    if (type->kind == ABI_STRING) {
        TRY(check_quotes(text, &has_quotes, e));
    }
    if (has_quotes && params->n > 1) {
        text = (struct text){text.at + 1, text.len - 2};
    }
    return abi_value_parse(type, text, out, e);
}

bool abi_arguments_parse(const struct abi_params *params, const char *const *arguments, size_t n,
                         struct abi_value *out, struct err *e)
{
    *out = (struct abi_value){0};
    if (n != params->n) {
        return err_set(e, ERR_USAGE, "%zu argument%s expected, %zu given", params->n,
                       params->n == 1 ? " is" : "s are", n);
    }
    out->items = mem_array(n, sizeof *out->items);
    out->n = n;
    for (size_t i = 0; i < n; i++) {
        if (!parse_argument(params, i, text_of(arguments[i]), &out->items[i], e)) {
            abi_value_done(out);
            return abi_param_wrap(e, "argument", i, &params->at[i]);
        }
    }
    return true;
}
