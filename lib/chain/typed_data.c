/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/typed_data.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "chain/typed_data_value.h"

enum { PLACE_MAX = 4 * 1024, PREFIX_SIZE = 2 };

/* Where a value stands: a member of something, or, without a name, an element. */
struct place {
    const struct place *outer;
    struct text name;
    size_t index;
};

static void write_place(const struct place *place, struct buf *out)
{
    if (place->outer != NULL) {
        write_place(place->outer, out);
    }
    if (place->name.at == NULL) {
        buf_printf(out, "[%zu]", place->index);
        return;
    }
    buf_text(out, place->outer != NULL ? "." : "");
    buf_slice(out, place->name);
}

/* Puts where it is before what is said of it. */
static bool blame(const struct place *place, struct err *e)
{
    AUTO(buf_done) struct buf path = buf_start(PLACE_MAX);
    const struct err what = *e;
    write_place(place, &path);
    return err_set(e, what.kind, "'%.*s' %s", TEXT_ARG(buf_view_text(&path)), what.text);
}

static bool wrong(const struct place *place, const char *what, struct err *e)
{
    (void)err_set(e, ERR_MALFORMED, "%s", what);
    return blame(place, e);
}

struct walk {
    const struct typed_types *types;
    struct err *e;
};

static bool encode(const struct walk *walk, struct text type, const struct json_value *value,
                   const struct place *place, struct buf *out);

static const struct json_value *member_of(const struct json_value *object, struct text name)
{
    const struct json_value *at = json_first(object);
    while (at != NULL && !text_equal(json_name(at), name)) {
        at = json_next(at);
    }
    return at;
}

/* A member that the type does not have would not be signed. */
static bool refuse_others(const struct typed_struct *type, const struct json_value *object,
                          const struct place *place, struct err *e)
{
    for (const struct json_value *at = json_first(object); at != NULL; at = json_next(at)) {
        const struct place here = {.outer = place, .name = json_name(at)};
        size_t i = 0;
        while (i < type->n && !text_equal(type->members[i].name, here.name)) {
            i++;
        }
        if (i == type->n) {
            return wrong(&here, "is not in the types: it would not be signed", e);
        }
    }
    return true;
}

/* Keccak-256 of the type's hash and the members, each in 32 bytes. */
static bool hash_struct(const struct walk *walk, const struct typed_struct *type,
                        const struct json_value *object, const struct place *place,
                        struct keccak256 *out)
{
    AUTO(buf_done) struct buf words = buf_start((size_t)TYPED_WORD * (TYPED_MEMBERS_MAX + 1));
    if (!json_is_object(object)) {
        return wrong(place, "is not an object", walk->e);
    }
    TRY(walk->types->as_cast || refuse_others(type, object, place, walk->e));
    buf_add(&words, BYTES_OF(type->hash.at));
    for (size_t i = 0; i < type->n; i++) {
        const struct typed_member *member = &type->members[i];
        const struct place here = {.outer = place, .name = member->name};
        const struct json_value *value = member_of(object, member->name);
        if (value == NULL) {
            return wrong(&here, "is absent", walk->e);
        }
        TRY(encode(walk, member->type, value, &here, &words));
    }
    *out = keccak256_of(buf_view(&words));
    return true;
}

static bool hash_array(const struct walk *walk, struct text element, const struct json_value *array,
                       const struct place *place, struct keccak256 *out)
{
    AUTO(buf_done) struct buf words = buf_start((size_t)TYPED_WORD * JSON_NODES_MAX);
    size_t index = 0;
    for (const struct json_value *at = json_first(array); at != NULL; at = json_next(at)) {
        const struct place here = {.outer = place, .index = index++};
        TRY(encode(walk, element, at, &here, &words));
    }
    *out = keccak256_of(buf_view(&words));
    return true;
}

static bool check_array(const struct json_value *value, bool is_fixed, size_t n,
                        const struct place *place, struct err *e)
{
    if (!json_is_array(value)) {
        return wrong(place, "is not a list", e);
    }
    if (is_fixed && json_count(value) != n) {
        (void)err_set(e, ERR_MALFORMED, "has %zu elements instead of %zu", json_count(value), n);
        return blame(place, e);
    }
    return true;
}

static bool encode_atom(const struct walk *walk, const struct typed_atom *atom,
                        const struct json_value *value, const struct place *place, struct buf *out)
{
    uint8_t word[TYPED_WORD];
    if (!typed_value_encode(atom, value, walk->types->as_cast, word, walk->e)) {
        return blame(place, walk->e);
    }
    buf_add(out, BYTES_OF(word));
    return true;
}

/* encodeData of a value: appends 32 bytes. Every array and struct is a level of the document, of
 * which there are not many. */
static bool encode(const struct walk *walk, struct text type, const struct json_value *value,
                   const struct place *place, struct buf *out)
{
    struct text element;
    struct typed_atom atom;
    struct keccak256 hash;
    size_t n = 0;
    bool is_fixed = false;
    if (typed_atom_parse(type, walk->types->as_cast, &atom)) {
        return encode_atom(walk, &atom, value, place, out);
    }
    if (typed_element(type, &element, &n, &is_fixed)) {
        TRY(check_array(value, is_fixed, n, place, walk->e));
        TRY(hash_array(walk, element, value, place, &hash));
    } else {
        TRY(hash_struct(walk, typed_find(walk->types, type), value, place, &hash));
    }
    buf_add(out, BYTES_OF(hash.at));
    return true;
}

static bool hash_part(const struct walk *walk, struct text type, const struct json_value *value,
                      const char *name, struct keccak256 *out)
{
    const struct place place = {.name = text_of(name)};
    const struct typed_struct *found = typed_find(walk->types, type);
    if (found == NULL) {
        return err_set(walk->e, ERR_MALFORMED, "the primary type '%.*s' is not in the types",
                       TEXT_ARG(type));
    }
    return typed_types_check(walk->types, found, walk->e) &&
           hash_struct(walk, found, value, &place, out);
}

static bool check_members(const struct json_value *root, struct text primary, struct err *e)
{
    static const char *const members[] = {"types", "primaryType", "domain", "message"};
    for (const struct json_value *at = json_first(root); at != NULL; at = json_next(at)) {
        const struct place place = {.name = json_name(at)};
        size_t i = 0;
        while (i < COUNT(members) && !text_is(place.name, members[i])) {
            i++;
        }
        if (i == COUNT(members)) {
            return wrong(&place, "is not a member of typed data: it would not be signed", e);
        }
    }
    return !text_is(primary, TYPED_DOMAIN) ||
           err_set(e, ERR_MALFORMED, "the primary type is the domain: there is no message");
}

static bool check_root(const struct json_value *root, bool as_cast, struct text *primary,
                       struct err *e)
{
    if (!json_is_object(root) || !json_is_object(json_member(root, "types")) ||
        !json_text(json_member(root, "primaryType"), primary)) {
        return err_set(e, ERR_MALFORMED,
                       "typed data is an object of types, primaryType, domain and message");
    }
    return as_cast || check_members(root, *primary, e);
}

/* With cast, a domain that is left out has no fields. */
static bool hash_domain(const struct walk *walk, const struct json_value *domain,
                        struct keccak256 *out)
{
    if (walk->types->as_cast && domain == NULL) {
        *out = typed_find(walk->types, text_of(TYPED_DOMAIN))->hash;
        *out = keccak256_of(BYTES_OF(out->at));
        return true;
    }
    return hash_part(walk, text_of(TYPED_DOMAIN), domain, "domain", out);
}

/* With cast, the domain alone can be signed. */
static bool hash_message(const struct walk *walk, struct text primary,
                         const struct json_value *message, struct typed_data_hash *out)
{
    uint8_t preimage[PREFIX_SIZE + 2 * TYPED_WORD] = {0x19, 0x01};
    const bool has_message = !walk->types->as_cast || !text_is(primary, TYPED_DOMAIN);
    *out = (struct typed_data_hash){.domain = out->domain};
    TRY(!has_message || hash_part(walk, primary, message, "message", &out->message));
    memcpy(preimage + PREFIX_SIZE, out->domain.at, TYPED_WORD);
    memcpy(preimage + PREFIX_SIZE + TYPED_WORD, out->message.at, TYPED_WORD);
    out->digest = keccak256_of(
        bytes_of(preimage, sizeof preimage - (has_message ? 0 : (size_t)TYPED_WORD)));
    return true;
}

static bool hash(struct bytes json, bool as_cast, struct typed_data_hash *out, struct err *e)
{
    struct text primary = {NULL, 0};
    AUTO(json_freep) struct json *parsed = json_parse(json, e);
    TRY(parsed != NULL);
    const struct json_value *root = json_root(parsed);
    const struct json_value *domain = json_member(root, "domain");
    TRY(check_root(root, as_cast, &primary, e));
    AUTO(mem_freep) struct typed_types *types = mem_new(sizeof *types);
    types->as_cast = as_cast;
    TRY(typed_types_read(json_member(root, "types"), domain, types, e));
    const struct walk walk = {types, e};
    return hash_domain(&walk, domain, &out->domain) &&
           hash_message(&walk, primary, json_member(root, "message"), out);
}

bool typed_data_hash(struct bytes json, struct typed_data_hash *out, struct err *e)
{
    return hash(json, false, out, e);
}

bool typed_data_hash_as_cast(struct bytes json, struct typed_data_hash *out, struct err *e)
{
    return hash(json, true, out, e);
}
