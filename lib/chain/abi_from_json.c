/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "chain/abi_item.h"

/* JSON ABI, as solc and every framework write it. */

static const struct kind {
    const char *word;
    enum abi_item_kind kind;
} kinds[] = {
    {"function", ABI_ITEM_FUNCTION}, {"event", ABI_ITEM_EVENT},
    {"error", ABI_ITEM_ERROR},       {"constructor", ABI_ITEM_CONSTRUCTOR},
    {"fallback", ABI_ITEM_FALLBACK}, {"receive", ABI_ITEM_RECEIVE},
};

static const struct mutability {
    const char *word;
    enum abi_mutability mutability;
} mutabilities[] = {
    {"nonpayable", ABI_NONPAYABLE},
    {"payable", ABI_PAYABLE},
    {"view", ABI_VIEW},
    {"pure", ABI_PURE},
};

static bool read_params(const struct json_value *json, unsigned depth, struct abi_params *out,
                        struct err *e);

static bool read_tuple(const struct json_value *json, unsigned depth, struct abi_type *out,
                       struct err *e)
{
    AUTO(abi_params_done) struct abi_params parts = {0};
    if (depth >= ABI_DEPTH_MAX) {
        return err_set(e, ERR_MALFORMED, "more than %d tuples in one another", ABI_DEPTH_MAX);
    }
    TRY(read_params(json_member(json, "components"), depth + 1, &parts, e));
    return abi_type_tuple(&parts, out, e);
}

static struct text before_brackets(struct text text)
{
    return (struct text){text.at, bytes_find(text_bytes(text), '[')};
}

static bool read_type(const struct json_value *json, unsigned depth, struct abi_type *out,
                      struct err *e)
{
    struct text text;
    if (!json_text(json_member(json, "type"), &text) || text.len == 0) {
        return err_set(e, ERR_MALFORMED, "there is no 'type'");
    }
    struct text word = before_brackets(text);
    struct text brackets = {text.at + word.len, text.len - word.len};
    if (text_is(word, "tuple")) {
        TRY(read_tuple(json, depth, out, e));
    } else {
        *out = abi_type_of_word(word);
    }
    TRY(abi_type_brackets(&brackets, out, e));
    if (brackets.len > 0) {
        abi_type_done(out);
        *out = abi_type_of_word(text);
    }
    return true;
}

static bool read_param(const struct json_value *json, unsigned depth, struct abi_params *params,
                       struct err *e)
{
    AUTO(abi_type_done) struct abi_type type = {0};
    struct text name = {NULL, 0};
    bool is_indexed = false;
    const struct json_value *has_name = json_member(json, "name");
    const struct json_value *has_indexed = json_member(json, "indexed");
    if ((has_name != NULL && !json_text(has_name, &name)) ||
        (has_indexed != NULL && !json_bool(has_indexed, &is_indexed))) {
        return err_set(e, ERR_MALFORMED, "'name' is no text, or 'indexed' no boolean");
    }
    TRY(read_type(json, depth, &type, e));
    TRY(abi_params_add(params, name, &type, e));
    params->at[params->n - 1].is_indexed = is_indexed;
    return true;
}

/* A list that is absent is empty. */
static bool read_params(const struct json_value *json, unsigned depth, struct abi_params *out,
                        struct err *e)
{
    if (json != NULL && !json_is_array(json)) {
        return err_set(e, ERR_MALFORMED, "the parameters are no array");
    }
    for (const struct json_value *at = json_first(json); at != NULL; at = json_next(at)) {
        if (!read_param(at, depth, out, e)) {
            return err_wrap(e, "parameter %zu", out->n + 1);
        }
    }
    size_t head = 0;
    return abi_params_head(out, &head) ||
           err_set(e, ERR_MALFORMED, "the parameters take more than %zu bytes", ABI_DATA_MAX);
}

static bool read_kind(const struct json_value *json, struct abi_item *item, struct err *e)
{
    struct text word = text_of("function");
    const struct json_value *type = json_member(json, "type");
    if (type != NULL && !json_text(type, &word)) {
        return err_set(e, ERR_MALFORMED, "'type' is no text");
    }
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (text_is(word, kinds[i].word)) {
            item->kind = kinds[i].kind;
            return true;
        }
    }
    return err_set(e, ERR_MALFORMED, "'%.*s' is no kind of item", TEXT_ARG(word));
}

/* `stateMutability`; before solc 0.5 `constant` and `payable`. */
static void read_mutability(const struct json_value *json, struct abi_item *item)
{
    struct text word;
    bool flag = false;
    if (!json_text(json_member(json, "stateMutability"), &word)) {
        bool is_view = json_bool(json_member(json, "constant"), &flag) && flag;
        bool is_payable = json_bool(json_member(json, "payable"), &flag) && flag;
        item->mutability = is_view ? ABI_VIEW : is_payable ? ABI_PAYABLE : ABI_NONPAYABLE;
        return;
    }
    for (size_t i = 0; i < COUNT(mutabilities); i++) {
        if (text_is(word, mutabilities[i].word)) {
            item->mutability = mutabilities[i].mutability;
        }
    }
}

static bool has_name(enum abi_item_kind kind)
{
    return kind == ABI_ITEM_FUNCTION || kind == ABI_ITEM_EVENT || kind == ABI_ITEM_ERROR;
}

static bool read_item(const struct json_value *json, struct abi_item *item, struct err *e)
{
    struct text name = text_of("constructor");
    const struct json_value *anonymous = json_member(json, "anonymous");
    TRY(read_kind(json, item, e));
    if (has_name(item->kind) && (!json_text(json_member(json, "name"), &name) || name.len == 0)) {
        return err_set(e, ERR_MALFORMED, "there is no 'name'");
    }
    if (anonymous != NULL && !json_bool(anonymous, &item->is_anonymous)) {
        return err_set(e, ERR_MALFORMED, "'anonymous' is no boolean");
    }
    item->name = text_dup(name);
    read_mutability(json, item);
    TRY(read_params(json_member(json, "inputs"), 0, &item->inputs, e));
    return read_params(json_member(json, "outputs"), 0, &item->outputs, e);
}

static bool read_items(const struct json_value *json, struct abi *out, struct err *e)
{
    for (const struct json_value *at = json_first(json); at != NULL; at = json_next(at)) {
        struct abi_item *item = &out->items[out->n++];
        if (!read_item(at, item, e)) {
            e->kind = ERR_MALFORMED;
            return item->name != NULL ? err_wrap(e, "ABI item %zu '%.60s'", out->n, item->name)
                                      : err_wrap(e, "ABI item %zu", out->n);
        }
    }
    return true;
}

bool abi_from_json(const struct json_value *json, struct abi *out, struct err *e)
{
    *out = (struct abi){0};
    if (!json_is_array(json)) {
        return err_set(e, ERR_MALFORMED, "the ABI is no JSON array");
    }
    out->items = mem_array(json_count(json), sizeof *out->items);
    if (!read_items(json, out, e)) {
        abi_done(out);
        return false;
    }
    return true;
}
