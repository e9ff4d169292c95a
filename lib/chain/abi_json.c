/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "chain/abi_leaf.h"

/* Values from JSON. */

static bool read_value(const struct abi_type *type, const struct json_value *json,
                       struct abi_value *out, struct err *e);

static bool read_leaf(const struct abi_type *type, const struct json_value *json,
                      struct abi_value *out, struct err *e)
{
    struct text text;
    bool flag = false;
    bool is_integer = type->kind == ABI_UINT || type->kind == ABI_INT;
    if (type->kind == ABI_BOOL) {
        if (!json_bool(json, &flag)) {
            return err_set(e, ERR_USAGE, "neither true nor false");
        }
        out->word[ABI_WORD - 1] = flag ? 1 : 0;
        return true;
    }
    if (json_text(json, &text)) {
        return abi_leaf_parse(type, text, out, e);
    }
    if (is_integer && json_number(json, &text)) {
        return abi_leaf_parse(type, text, out, e);
    }
    return err_set(e, ERR_USAGE, "no %sstring", is_integer ? "number and no " : "");
}

static bool wrap_part(const char *word, const struct abi_type *type, size_t i, struct err *e)
{
    return type->kind == ABI_TUPLE ? abi_param_wrap(e, word, i, &type->parts.at[i])
                                   : err_wrap(e, "item %zu", i + 1);
}

static bool check_count(const struct abi_type *type, size_t n, struct err *e)
{
    size_t wanted = type->kind == ABI_TUPLE ? type->parts.n : type->length;
    return type->kind == ABI_LIST || n == wanted ||
           err_set(e, ERR_USAGE, "%zu given, %zu expected", n, wanted);
}

static bool read_elements(const struct abi_type *type, const struct json_value *json,
                          const char *word, struct abi_value *out, struct err *e)
{
    size_t n = json_count(json);
    TRY(check_count(type, n, e));
    out->items = mem_array(n, sizeof *out->items);
    out->n = n;
    const struct json_value *at = json_first(json);
    for (size_t i = 0; i < n; i++, at = json_next(at)) {
        if (!read_value(abi_type_part(type, i), at, &out->items[i], e)) {
            return wrap_part(word, type, i, e);
        }
    }
    return true;
}

/* Each component by its name, and nothing else. */
static bool read_members(const struct abi_type *type, const struct json_value *json,
                         const char *word, struct abi_value *out, struct err *e)
{
    const struct abi_params *parts = &type->parts;
    if (!abi_params_are_named(parts)) {
        return err_set(e, ERR_USAGE, "not all have names of their own: give an array");
    }
    out->items = mem_array(parts->n, sizeof *out->items);
    out->n = parts->n;
    for (size_t i = 0; i < parts->n; i++) {
        const struct json_value *member = json_member(json, parts->at[i].name);
        if (member == NULL) {
            return err_set(e, ERR_USAGE, "'%.60s' is missing", parts->at[i].name);
        }
        if (!read_value(&parts->at[i].type, member, &out->items[i], e)) {
            return wrap_part(word, type, i, e);
        }
    }
    return json_count(json) == parts->n ||
           err_set(e, ERR_USAGE, "there are members that are none of its %zu", parts->n);
}

static bool read_parts(const struct abi_type *type, const struct json_value *json, const char *word,
                       struct abi_value *out, struct err *e)
{
    bool is_tuple = type->kind == ABI_TUPLE;
    if (json_is_array(json)) {
        return read_elements(type, json, word, out, e);
    }
    if (is_tuple && json_is_object(json)) {
        return read_members(type, json, word, out, e);
    }
    return err_set(e, ERR_USAGE, "no array%s", is_tuple ? " and no object" : "");
}

static bool read_value(const struct abi_type *type, const struct json_value *json,
                       struct abi_value *out, struct err *e)
{
    return abi_type_has_parts(type) ? read_parts(type, json, "component", out, e)
                                    : read_leaf(type, json, out, e);
}

bool abi_value_from_json(const struct abi_type *type, const struct json_value *json,
                         struct abi_value *out, struct err *e)
{
    *out = (struct abi_value){0};
    if (!read_value(type, json, out, e)) {
        abi_value_done(out);
        return false;
    }
    return true;
}

bool abi_arguments_from_json(const struct abi_params *params, const struct json_value *json,
                             struct abi_value *out, struct err *e)
{
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = *params};
    *out = (struct abi_value){0};
    if (!read_parts(&all, json, "argument", out, e)) {
        abi_value_done(out);
        return false;
    }
    return true;
}
