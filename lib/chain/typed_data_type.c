/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/typed_data_type.h"

#include "base/num.h"

enum { ARRAY_MAX = 1000000, INTEGER_BITS_MAX = 256, BYTES_MAX = 32 };

static bool parse_sized(struct text name, const char *prefix, uint64_t most, unsigned *out)
{
    uint64_t size = 0;
    size_t n = text_of(prefix).len;
    if (!text_starts(name, prefix) || !num_parse(text_behind(name, n), most, &size) || size == 0) {
        return false;
    }
    *out = (unsigned)size;
    return true;
}

bool typed_atom_parse(struct text name, bool as_cast, struct typed_atom *out)
{
    static const struct {
        const char *name;
        enum typed_kind kind;
    } plain[] = {{"bool", TYPED_BOOL},
                 {"address", TYPED_ADDRESS},
                 {"string", TYPED_STRING},
                 {"bytes", TYPED_BYTES}};
    *out = (struct typed_atom){0};
    for (size_t i = 0; i < COUNT(plain); i++) {
        if (text_is(name, plain[i].name)) {
            out->kind = plain[i].kind;
            return true;
        }
    }
    if (as_cast && (text_is(name, "int") || text_is(name, "uint"))) {
        *out = (struct typed_atom){text_is(name, "int") ? TYPED_INT : TYPED_UINT, INTEGER_BITS_MAX};
        return true;
    }
    bool is_signed = parse_sized(name, "int", INTEGER_BITS_MAX, &out->size);
    if (is_signed || parse_sized(name, "uint", INTEGER_BITS_MAX, &out->size)) {
        out->kind = is_signed ? TYPED_INT : TYPED_UINT;
        return out->size % 8 == 0;
    }
    out->kind = TYPED_BYTES;
    return parse_sized(name, "bytes", BYTES_MAX, &out->size);
}

bool typed_element(struct text type, struct text *element, size_t *n, bool *is_fixed)
{
    uint64_t count = 0;
    size_t open = type.len;
    while (open > 0 && type.at[open - 1] != '[') {
        open--;
    }
    if (open == 0 || type.at[type.len - 1] != ']') {
        return false;
    }
    *is_fixed = type.len - open > 1;
    if (*is_fixed &&
        !num_parse((struct text){type.at + open, type.len - open - 1}, ARRAY_MAX, &count)) {
        return false;
    }
    *n = (size_t)count;
    *element = (struct text){type.at, open - 1};
    return true;
}

struct text typed_base(struct text type)
{
    size_t n = 0;
    bool is_fixed = false;
    while (typed_element(type, &type, &n, &is_fixed)) {
    }
    return type;
}

const struct typed_struct *typed_find(const struct typed_types *types, struct text name)
{
    for (size_t i = 0; i < types->n; i++) {
        if (text_equal(types->at[i].name, name)) {
            return &types->at[i];
        }
    }
    return NULL;
}
