/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/mem.h"
#include "chain/artifact_parts.h"

/* Where libraries have to be put: the references that a compiler lists, and the placeholders that
 * it leaves in the code, have to say the same (Solidity, "Library linking"). */

enum {
    MARK = 3,                                    /* "__$" and "$__" */
    OLD_MARK = 2,                                /* "__" */
    OLD_CHARS = LINK_PLACEHOLDER - 2 * OLD_MARK, /* of SOURCE:NAME, cut or filled with "_" */
};

static struct text chars_of(const struct link_hole *hole)
{
    return (struct text){hole->chars, LINK_PLACEHOLDER};
}

/* "__$34 digits$__": what is between the marks. */
static bool new_digits(struct text chars, struct text *out)
{
    *out = (struct text){&chars.at[MARK], LINK_DIGITS};
    return text_starts(chars, "__$") &&
           text_is((struct text){&chars.at[MARK + LINK_DIGITS], MARK}, "$__");
}

/* "__src/Linked.sol:Texts____": without what it was filled with. */
static struct text old_chars(struct text chars)
{
    struct text out = {&chars.at[OLD_MARK], LINK_PLACEHOLDER - OLD_MARK};
    while (out.len > 0 && out.at[out.len - 1] == '_') {
        out.len--;
    }
    return out;
}

/* The compiler fills with "_" and cuts at 36 characters. */
static bool is_old_of(struct text chars, struct text whole)
{
    struct text cut = {whole.at, whole.len < OLD_CHARS ? whole.len : OLD_CHARS};
    struct text tail = {&chars.at[OLD_MARK + cut.len], LINK_PLACEHOLDER - OLD_MARK - cut.len};
    for (size_t i = 0; i < tail.len; i++) {
        if (tail.at[i] != '_') {
            return false;
        }
    }
    return text_equal((struct text){&chars.at[OLD_MARK], cut.len}, cut);
}

static bool is_placeholder_of(struct text chars, struct text source, struct text name)
{
    struct text digits;
    char wanted[LINK_DIGITS + 1];
    if (new_digits(chars, &digits)) {
        artifact_link_digits(source, name, wanted);
        return text_is(digits, wanted);
    }
    AUTO(buf_done) struct buf whole = buf_start(source.len + 1 + name.len);
    buf_slice(&whole, source);
    buf_char(&whole, ':');
    buf_slice(&whole, name);
    return is_old_of(chars, buf_view_text(&whole)) || is_old_of(chars, name);
}

static struct code_link *add_link(struct code *code, struct text source, struct text name)
{
    code->links = mem_resize(code->links, code->n_links + 1, sizeof *code->links);
    struct code_link *link = &code->links[code->n_links++];
    *link = (struct code_link){.source = text_dup(source), .name = text_dup(name)};
    return link;
}

/* One that has no places is not used. */
static void drop_last_link(struct code *code)
{
    struct code_link *link = &code->links[--code->n_links];
    mem_free(link->source);
    mem_free(link->name);
    mem_free(link->places);
}

static int by_start(const void *key, const void *item)
{
    size_t at = *(const size_t *)key;
    const struct link_hole *hole = item;
    return (at > hole->at) - (at < hole->at);
}

/* Reads references, and takes the placeholders that they name. */
struct link_reader {
    struct link_hole *holes;
    size_t n_holes;
    struct code *code;
    struct place_reader places;
};

/* Every place has to be a placeholder of that library, each once. */
static bool take_holes(const struct link_reader *r, const struct code_link *link)
{
    for (size_t i = 0; i < link->n_places; i++) {
        const struct code_place *place = &link->places[i];
        struct link_hole *hole = r->n_holes > 0 ? bsearch(&place->at, r->holes, r->n_holes,
                                                          sizeof *r->holes, by_start)
                                                : NULL;
        if (hole == NULL || hole->is_taken || place->length != ETH_ADDRESS_SIZE ||
            !is_placeholder_of(chars_of(hole), text_of(link->source), text_of(link->name))) {
            return err_set(r->places.e, ERR_MALFORMED,
                           "what is at byte %zu is no placeholder of library '%.80s'", place->at,
                           link->name);
        }
        hole->is_taken = true;
    }
    return true;
}

static bool read_link(struct link_reader *r, const struct json_value *source,
                      const struct json_value *list)
{
    struct code_link *link = add_link(r->code, json_name(source), json_name(list));
    if (!artifact_places_read(&r->places, list, &link->places, &link->n_places)) {
        return err_wrap(r->places.e, "library '%.80s'", link->name);
    }
    if (link->n_places == 0) {
        drop_last_link(r->code);
        return true;
    }
    return take_holes(r, link);
}

static bool read_source(struct link_reader *r, const struct json_value *source)
{
    if (!json_is_object(source)) {
        return err_set(r->places.e, ERR_MALFORMED, "link references of a source are no object");
    }
    const struct json_value *list = json_first(source);
    for (; list != NULL; list = json_next(list)) {
        TRY(read_link(r, source, list));
    }
    return true;
}

static bool read_references(struct link_reader *r, const struct json_value *references)
{
    if (!json_is_object(references)) {
        return err_set(r->places.e, ERR_MALFORMED, "link references are no object");
    }
    const struct json_value *source = json_first(references);
    for (; source != NULL; source = json_next(source)) {
        TRY(read_source(r, source));
    }
    for (size_t i = 0; i < r->n_holes; i++) {
        if (!r->holes[i].is_taken) {
            return err_set(r->places.e, ERR_MALFORMED,
                           "no link reference names the placeholder at byte %zu", r->holes[i].at);
        }
    }
    return true;
}

/* What a placeholder alone says: "$34 digits$", or SOURCE and NAME as far as they were not cut. */
static void split_hole(struct text chars, struct text *source, struct text *name)
{
    struct text digits;
    *source = (struct text){NULL, 0};
    if (new_digits(chars, &digits)) {
        *name = (struct text){digits.at - 1, LINK_DIGITS + 2};
        return;
    }
    *name = old_chars(chars);
    for (size_t i = name->len; i > 0; i--) {
        if (name->at[i - 1] == ':') {
            *source = (struct text){name->at, i - 1};
            *name = (struct text){&name->at[i], name->len - i};
            return;
        }
    }
}

static struct code_link *find_link(const struct code *code, struct text source, struct text name)
{
    for (size_t i = 0; i < code->n_links; i++) {
        if (text_is(source, code->links[i].source) && text_is(name, code->links[i].name)) {
            return &code->links[i];
        }
    }
    return NULL;
}

static void read_hole(const struct link_hole *hole, struct code *code)
{
    struct text source;
    struct text name;
    split_hole(chars_of(hole), &source, &name);
    struct code_link *link = find_link(code, source, name);
    if (link == NULL) {
        link = add_link(code, source, name);
    }
    link->places = mem_resize(link->places, link->n_places + 1, sizeof *link->places);
    link->places[link->n_places++] = (struct code_place){hole->at, ETH_ADDRESS_SIZE};
}

bool artifact_links_read(const struct json_value *references, struct link_hole *holes,
                         size_t n_holes, struct code *code, struct err *e)
{
    if (references != NULL) {
        struct link_reader reader = {holes, n_holes, code, {code->n, ETH_ADDRESS_SIZE, 0, e}};
        return read_references(&reader, references);
    }
    for (size_t i = 0; i < n_holes; i++) {
        read_hole(&holes[i], code);
    }
    return true;
}
