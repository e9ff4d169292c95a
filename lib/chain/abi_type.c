/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/abi_type.h"

#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/num.h"

enum { BITS_MAX = 256, TYPE_SHOWN = 80 };

static const struct word {
    const char *name;
    enum abi_kind kind;
    unsigned size;
    bool is_dynamic;
} words[] = {
    {"uint", ABI_UINT, 32, false},         {"int", ABI_INT, 32, false},
    {"bool", ABI_BOOL, 1, false},          {"address", ABI_ADDRESS, 20, false},
    {"function", ABI_FUNCTION, 24, false}, {"bytes", ABI_BYTES, 0, true},
    {"string", ABI_STRING, 0, true},
};

/* Words that end in a size. */
static const struct sized {
    const char *prefix;
    enum abi_kind kind;
    unsigned unit, most; /* the number is a multiple of the one, at most the other */
} sized[] = {
    {"uint", ABI_UINT, 8, BITS_MAX},
    {"int", ABI_INT, 8, BITS_MAX},
    {"bytes", ABI_FIXED_BYTES, 1, ABI_WORD},
};

void abi_params_done(struct abi_params *params)
{
    for (size_t i = 0; i < params->n; i++) {
        mem_free(params->at[i].name);
        abi_type_done(&params->at[i].type);
    }
    mem_free(params->at);
    *params = (struct abi_params){0};
}

void abi_type_done(struct abi_type *type)
{
    mem_free(type->other);
    abi_params_done(&type->parts);
    *type = (struct abi_type){0};
}

static bool is_sized(const struct sized *form, struct text word, unsigned *size)
{
    size_t n = strlen(form->prefix);
    uint64_t number = 0;
    if (!text_starts(word, form->prefix) || !num_parse(text_behind(word, n), form->most, &number) ||
        number == 0 || number % form->unit != 0) {
        return false;
    }
    *size = (unsigned)(number / form->unit);
    return true;
}

struct abi_type abi_type_of_word(struct text word)
{
    for (size_t i = 0; i < COUNT(words); i++) {
        if (text_is(word, words[i].name)) {
            return (struct abi_type){.kind = words[i].kind,
                                     .size = words[i].size,
                                     .is_dynamic = words[i].is_dynamic,
                                     .head = ABI_WORD};
        }
    }
    for (size_t i = 0; i < COUNT(sized); i++) {
        unsigned size = 0;
        if (is_sized(&sized[i], word, &size)) {
            return (struct abi_type){.kind = sized[i].kind, .size = size, .head = ABI_WORD};
        }
    }
    return (struct abi_type){.kind = ABI_OTHER, .head = ABI_WORD, .other = text_dup(word)};
}

bool abi_params_add(struct abi_params *params, struct text name, struct abi_type *type,
                    struct err *e)
{
    if (params->n >= ABI_PARTS_MAX) {
        return err_set(e, ERR_USAGE, "there are more than %d parameters", ABI_PARTS_MAX);
    }
    params->at = mem_resize(params->at, params->n + 1, sizeof *params->at);
    params->at[params->n++] = (struct abi_param){.name = text_dup(name), .type = *type};
    *type = (struct abi_type){0};
    return true;
}

bool abi_params_head(const struct abi_params *params, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < params->n; i++) {
        TRY(num_add(*out, params->at[i].type.head, out) && *out <= ABI_DATA_MAX);
    }
    return true;
}

/* What follows of the parts: depth, whether it is dynamic, its head of so many times theirs. */
static bool close_type(struct abi_type *type, size_t times, struct err *e)
{
    size_t head = 0;
    for (size_t i = 0; i < type->parts.n; i++) {
        const struct abi_type *part = &type->parts.at[i].type;
        type->is_dynamic = type->is_dynamic || part->is_dynamic;
        type->depth = part->depth + 1 > type->depth ? part->depth + 1 : type->depth;
    }
    if (type->depth > ABI_DEPTH_MAX) {
        return err_set(e, ERR_USAGE, "the type is nested more than %d times", ABI_DEPTH_MAX);
    }
    if (!abi_params_head(&type->parts, &head) || !num_mul(head, times, &head) ||
        head > ABI_DATA_MAX) {
        return err_set(e, ERR_USAGE, "a value of the type takes more than %zu bytes", ABI_DATA_MAX);
    }
    type->head = type->is_dynamic ? ABI_WORD : head;
    return true;
}

static bool make_array(struct abi_type *type, struct text length, struct err *e)
{
    struct abi_type array = {.kind = ABI_LIST, .is_dynamic = true};
    uint64_t n = 1;
    if (length.len > 0) {
        array.kind = ABI_ARRAY;
        array.is_dynamic = false;
        if (!num_parse(length, UINT32_MAX, &n) || n == 0) {
            return err_set(e, ERR_USAGE, "'%.*s' is no length of an array", TEXT_ARG(length));
        }
        array.length = (size_t)n;
    }
    TRY(abi_params_add(&array.parts, text_of(""), type, e));
    *type = array;
    return close_type(type, (size_t)n, e);
}

bool abi_type_brackets(struct text *from, struct abi_type *type, struct err *e)
{
    while (from->len > 0 && from->at[0] == '[') {
        size_t end = bytes_find(text_bytes(*from), ']');
        if (end == from->len) {
            return err_set(e, ERR_USAGE, "a ']' is missing behind '%.*s'", TEXT_ARG(*from));
        }
        TRY(make_array(type, (struct text){from->at + 1, end - 1}, e));
        *from = (struct text){from->at + end + 1, from->len - end - 1};
    }
    return true;
}

bool abi_type_tuple(struct abi_params *parts, struct abi_type *out, struct err *e)
{
    *out = (struct abi_type){.kind = ABI_TUPLE, .parts = *parts};
    *parts = (struct abi_params){0};
    if (out->parts.n == 0) {
        return err_set(e, ERR_USAGE, "a tuple has no components");
    }
    return close_type(out, 1, e);
}

bool abi_type_has_parts(const struct abi_type *type)
{
    return type->kind == ABI_LIST || type->kind == ABI_ARRAY || type->kind == ABI_TUPLE;
}

const struct abi_type *abi_type_part(const struct abi_type *type, size_t i)
{
    return &type->parts.at[type->kind == ABI_TUPLE ? i : 0].type;
}

const char *abi_type_other(const struct abi_type *type)
{
    const char *other = type->other;
    for (size_t i = 0; i < type->parts.n && other == NULL; i++) {
        other = abi_type_other(&type->parts.at[i].type);
    }
    return other;
}

bool abi_params_are_named(const struct abi_params *params)
{
    for (size_t i = 0; i < params->n; i++) {
        if (params->at[i].name[0] == 0) {
            return false;
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(params->at[i].name, params->at[j].name) == 0) {
                return false;
            }
        }
    }
    return true;
}

static void write_word(const struct abi_type *type, struct buf *out)
{
    for (size_t i = 0; i < COUNT(sized); i++) {
        if (sized[i].kind == type->kind) {
            buf_printf(out, "%s%u", sized[i].prefix, type->size * sized[i].unit);
            return;
        }
    }
    for (size_t i = 0; i < COUNT(words); i++) {
        if (words[i].kind == type->kind) {
            buf_text(out, words[i].name);
        }
    }
}

void abi_type_write(const struct abi_type *type, struct buf *out)
{
    if (type->kind == ABI_OTHER) {
        buf_text(out, type->other);
    } else if (type->kind == ABI_TUPLE) {
        abi_params_write(&type->parts, out);
    } else if (!abi_type_has_parts(type)) {
        write_word(type, out);
    } else {
        abi_type_write(&type->parts.at[0].type, out);
        if (type->kind == ABI_LIST) {
            buf_text(out, "[]");
        } else {
            buf_printf(out, "[%zu]", type->length);
        }
    }
}

void abi_params_write(const struct abi_params *params, struct buf *out)
{
    buf_char(out, '(');
    for (size_t i = 0; i < params->n; i++) {
        buf_text(out, i > 0 ? "," : "");
        abi_type_write(&params->at[i].type, out);
    }
    buf_char(out, ')');
}

bool abi_param_wrap(struct err *e, const char *word, size_t i, const struct abi_param *param)
{
    AUTO(buf_done) struct buf type = buf_start(ABI_DATA_MAX);
    abi_type_write(&param->type, &type);
    struct text shown = buf_view_text(&type);
    bool is_long = shown.len > TYPE_SHOWN;
    shown.len = is_long ? TYPE_SHOWN : shown.len;
    if (param->name[0] == 0) {
        return err_wrap(e, "%s %zu (%.*s%s)", word, i + 1, TEXT_ARG(shown), is_long ? "..." : "");
    }
    return err_wrap(e, "%s %zu '%.40s' (%.*s%s)", word, i + 1, param->name, TEXT_ARG(shown),
                    is_long ? "..." : "");
}
