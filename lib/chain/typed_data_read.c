/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/buf.h"
#include "chain/typed_data_type.h"

enum { ENCODED_MAX = 64 * 1024, NAME_MAX = 128 };

/* The fields of a domain, in their order. */
static const struct {
    const char *name, *type;
} domain_fields[] = {
    {"name", "string"},     {"version", "string"},
    {"chainId", "uint256"}, {"verifyingContract", "address"},
    {"salt", "bytes32"},
};

/* A name as Solidity has it: in encodeType it cannot pass for more than one. */
static bool is_name(struct text text)
{
    bool ok = text.len > 0 && text.len <= NAME_MAX && !(text.at[0] >= '0' && text.at[0] <= '9');
    for (size_t i = 0; ok && i < text.len; i++) {
        char c = text.at[i];
        ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '$';
    }
    return ok;
}

static bool has_member(const struct typed_struct *of, struct text name)
{
    for (size_t i = 0; i < of->n; i++) {
        if (text_equal(of->members[i].name, name)) {
            return true;
        }
    }
    return false;
}

static bool unknown_type(const struct typed_struct *of, const struct typed_member *member,
                         struct err *e)
{
    return err_set(e, ERR_MALFORMED, "type '%.*s': '%.*s' has the unknown type '%.*s'",
                   TEXT_ARG(of->name), TEXT_ARG(member->name), TEXT_ARG(member->type));
}

static bool read_member(const struct json_value *json, struct typed_struct *out, struct err *e)
{
    struct typed_member member;
    if (out->n == TYPED_MEMBERS_MAX) {
        return err_set(e, ERR_TOO_BIG, "type '%.*s' has more than %d members", TEXT_ARG(out->name),
                       TYPED_MEMBERS_MAX);
    }
    if (!json_text(json_member(json, "name"), &member.name) ||
        !json_text(json_member(json, "type"), &member.type)) {
        return err_set(e, ERR_MALFORMED, "type '%.*s': member %zu has no name or no type",
                       TEXT_ARG(out->name), out->n + 1);
    }
    if (!is_name(member.name) || has_member(out, member.name)) {
        return err_set(e, ERR_MALFORMED,
                       "type '%.*s': '%.*s' is no name of a member, or not the "
                       "first of that name",
                       TEXT_ARG(out->name), TEXT_ARG(member.name));
    }
    out->members[out->n++] = member;
    return is_name(typed_base(member.type)) || unknown_type(out, &member, e);
}

static bool read_struct(const struct json_value *json, struct typed_types *types, struct err *e)
{
    struct typed_atom atom;
    if (types->n == TYPED_STRUCTS_MAX) {
        return err_set(e, ERR_TOO_BIG, "there are more than %d types", TYPED_STRUCTS_MAX);
    }
    struct typed_struct *out = &types->at[types->n];
    out->name = json_name(json);
    if (!is_name(out->name) || typed_atom_parse(out->name, types->as_cast, &atom)) {
        return err_set(e, ERR_MALFORMED, "'%.*s' is no name of a type", TEXT_ARG(out->name));
    }
    if (!json_is_array(json)) {
        return err_set(e, ERR_MALFORMED, "type '%.*s' is not a list of members",
                       TEXT_ARG(out->name));
    }
    for (const struct json_value *at = json_first(json); at != NULL; at = json_next(at)) {
        TRY(read_member(at, out, e));
    }
    types->n++;
    return true;
}

/* Where the types have no domain: that of the fields which it has. */
static bool make_domain(const struct json_value *domain, struct typed_types *types, struct err *e)
{
    if (types->n == TYPED_STRUCTS_MAX) {
        return err_set(e, ERR_TOO_BIG, "there are more than %d types", TYPED_STRUCTS_MAX);
    }
    struct typed_struct *out = &types->at[types->n++];
    out->name = text_of(TYPED_DOMAIN);
    for (size_t i = 0; i < COUNT(domain_fields); i++) {
        const struct json_value *field = json_member(domain, domain_fields[i].name);
        if (field != NULL && !(types->as_cast && json_is_null(field))) {
            out->members[out->n++] = (struct typed_member){text_of(domain_fields[i].name),
                                                           text_of(domain_fields[i].type)};
        }
    }
    return true;
}

static bool check_domain(const struct typed_struct *domain, struct err *e)
{
    size_t next = 0;
    for (size_t i = 0; i < COUNT(domain_fields); i++) {
        const struct typed_member *member = &domain->members[next];
        next += next < domain->n && text_is(member->name, domain_fields[i].name) &&
                        text_is(member->type, domain_fields[i].type)
                    ? 1
                    : 0;
    }
    return (next > 0 && next == domain->n) ||
           err_set(e, ERR_MALFORMED,
                   "the domain has other fields than name, version, chainId, "
                   "verifyingContract, salt of EIP-712, in this order, or none");
}

static bool check_known(const struct typed_types *types, const struct typed_struct *of,
                        struct err *e)
{
    struct typed_atom atom;
    for (size_t i = 0; i < of->n; i++) {
        struct text base = typed_base(of->members[i].type);
        if (!typed_atom_parse(base, types->as_cast, &atom) && typed_find(types, base) == NULL) {
            return unknown_type(of, &of->members[i], e);
        }
    }
    return true;
}

/* Marks those that a struct refers to, and what they refer to in turn. */
static void mark(const struct typed_types *types, const struct typed_struct *of,
                 bool marked[TYPED_STRUCTS_MAX])
{
    for (size_t i = 0; i < of->n; i++) {
        const struct typed_struct *to = typed_find(types, typed_base(of->members[i].type));
        if (to != NULL && !marked[to - types->at]) {
            marked[to - types->at] = true;
            mark(types, to, marked);
        }
    }
}

bool typed_types_check(const struct typed_types *types, const struct typed_struct *of,
                       struct err *e)
{
    bool marked[TYPED_STRUCTS_MAX] = {false};
    mark(types, of, marked);
    TRY(check_known(types, of, e));
    for (size_t i = 0; i < types->n; i++) {
        TRY(!marked[i] || check_known(types, &types->at[i], e));
    }
    return true;
}

static void write_struct(const struct typed_struct *of, struct buf *out)
{
    buf_slice(out, of->name);
    buf_char(out, '(');
    for (size_t i = 0; i < of->n; i++) {
        buf_text(out, i > 0 ? "," : "");
        buf_slice(out, of->members[i].type);
        buf_char(out, ' ');
        buf_slice(out, of->members[i].name);
    }
    buf_char(out, ')');
}

/* encodeType: the struct, then all it refers to, sorted by name. */
static bool hash_type(const struct typed_types *types, struct typed_struct *of, struct err *e)
{
    bool marked[TYPED_STRUCTS_MAX] = {false};
    AUTO(buf_done) struct buf encoded = buf_start(ENCODED_MAX);
    mark(types, of, marked);
    write_struct(of, &encoded);
    for (size_t i = 0; i < types->n; i++) {
        if (marked[i] && &types->at[i] != of) {
            write_struct(&types->at[i], &encoded);
        }
    }
    of->hash = keccak256_of(buf_view(&encoded));
    return buf_is_whole(&encoded) || err_set(e, ERR_TOO_BIG, "type '%.*s' is longer than %d bytes",
                                             TEXT_ARG(of->name), ENCODED_MAX);
}

static int compare_structs(const void *a, const void *b)
{
    const struct typed_struct *left = a;
    const struct typed_struct *right = b;
    return bytes_compare(text_bytes(left->name), text_bytes(right->name));
}

bool typed_types_read(const struct json_value *json, const struct json_value *domain,
                      struct typed_types *out, struct err *e)
{
    for (const struct json_value *at = json_first(json); at != NULL; at = json_next(at)) {
        TRY(read_struct(at, out, e));
        if (out->as_cast && text_is(json_name(at), TYPED_DOMAIN)) {
            out->at[--out->n] = (struct typed_struct){.n = 0};
        }
    }
    if (typed_find(out, text_of(TYPED_DOMAIN)) == NULL) {
        TRY(make_domain(domain, out, e));
    }
    qsort(out->at, out->n, sizeof out->at[0], compare_structs);
    TRY(out->as_cast || check_domain(typed_find(out, text_of(TYPED_DOMAIN)), e));
    for (size_t i = 0; i < out->n; i++) {
        TRY(out->as_cast || check_known(out, &out->at[i], e));
    }
    for (size_t i = 0; i < out->n; i++) {
        TRY(hash_type(out, &out->at[i], e));
    }
    return true;
}
