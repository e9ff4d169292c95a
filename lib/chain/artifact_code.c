/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/hex.h"
#include "base/mem.h"
#include "chain/artifact_parts.h"

/* Code in hex, with placeholders in it. */

enum { IMMUTABLE_MAX = 32 };

struct holes {
    struct link_hole *at;
    size_t n;
};

static void holes_done(struct holes *holes)
{
    mem_free(holes->at);
}

static bool add_hole(struct holes *holes, size_t at, struct text *left, struct err *e)
{
    if (left->len < LINK_PLACEHOLDER || left->at[1] != '_') {
        return err_set(e, ERR_MALFORMED, "byte %zu is no hex, and no placeholder of a library", at);
    }
    if (holes->n == ARTIFACT_PLACES_MAX) {
        return err_set(e, ERR_MALFORMED, "more than %d placeholders", ARTIFACT_PLACES_MAX);
    }
    holes->at = mem_resize(holes->at, holes->n + 1, sizeof *holes->at);
    holes->at[holes->n++] = (struct link_hole){.at = at, .chars = left->at};
    *left = (struct text){&left->at[LINK_PLACEHOLDER], left->len - LINK_PLACEHOLDER};
    return true;
}

/* The digits up to the next placeholder. */
static bool read_run(struct text *left, size_t at, uint8_t *out, struct err *e)
{
    struct text run = {left->at, bytes_find(text_bytes(*left), '_')};
    if (run.len % 2 != 0 || !hex_decode(run, out, run.len / 2)) {
        return err_set(e, ERR_MALFORMED, "not hex in what is behind byte %zu", at);
    }
    *left = (struct text){&left->at[run.len], left->len - run.len};
    return true;
}

static bool read_hex(struct text hex, struct code *out, struct holes *holes, struct err *e)
{
    struct text left = hex_without_0x(hex);
    if (left.len % 2 != 0) {
        return err_set(e, ERR_MALFORMED, "an odd number of hex digits: the code is cut");
    }
    if (left.len / 2 > ARTIFACT_CODE_MAX) {
        return err_set(e, ERR_TOO_BIG, "more than %d bytes", ARTIFACT_CODE_MAX);
    }
    out->n = left.len / 2;
    out->at = mem_new(out->n + 1);
    while (left.len > 0) {
        size_t at = out->n - left.len / 2;
        TRY(left.at[0] == '_' ? add_hole(holes, at, &left, e)
                              : read_run(&left, at, &out->at[at], e));
    }
    return true;
}

static bool read_place(const struct place_reader *r, const struct json_value *json,
                       struct code_place *out)
{
    uint64_t start = 0;
    uint64_t length = 0;
    if (!json_uint(json_member(json, "start"), ARTIFACT_CODE_MAX, &start) ||
        !json_uint(json_member(json, "length"), ARTIFACT_CODE_MAX, &length)) {
        return err_set(r->e, ERR_MALFORMED, "a reference has no 'start' and 'length'");
    }
    *out = (struct code_place){(size_t)start, (size_t)length};
    if (length == 0 || length > r->longest) {
        return err_set(r->e, ERR_MALFORMED, "the reference to byte %zu has %zu bytes", out->at,
                       out->length);
    }
    return (out->at <= r->n && out->length <= r->n - out->at) ||
           err_set(r->e, ERR_MALFORMED, "the reference to byte %zu is outside of the code",
                   out->at);
}

bool artifact_places_read(struct place_reader *reader, const struct json_value *list,
                          struct code_place **places, size_t *n_places)
{
    if (!json_is_array(list)) {
        return err_set(reader->e, ERR_MALFORMED, "references are no array");
    }
    size_t more = json_count(list);
    if (more > ARTIFACT_PLACES_MAX - reader->total) {
        return err_set(reader->e, ERR_MALFORMED, "more than %d references", ARTIFACT_PLACES_MAX);
    }
    reader->total += more;
    *places = mem_resize(*places, *n_places + more + 1, sizeof **places);
    for (list = json_first(list); list != NULL; list = json_next(list)) {
        TRY(read_place(reader, list, &(*places)[*n_places]));
        (*n_places)++;
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct code_place *left = a;
    const struct code_place *right = b;
    return (left->at > right->at) - (left->at < right->at);
}

static bool overlaps(const struct code_place *a, const struct code_place *b)
{
    return a->at < b->at + b->length && b->at < a->at + a->length;
}

static bool overlaps_link(const struct code *code, const struct code_place *place)
{
    for (size_t i = 0; i < code->n_links; i++) {
        for (size_t j = 0; j < code->links[i].n_places; j++) {
            if (overlaps(place, &code->links[i].places[j])) {
                return true;
            }
        }
    }
    return false;
}

static bool check_overlaps(struct code *code, struct err *e)
{
    if (code->n_immutables > 0) {
        qsort(code->immutables, code->n_immutables, sizeof *code->immutables, by_place);
    }
    for (size_t i = 0; i < code->n_immutables; i++) {
        const struct code_place *place = &code->immutables[i];
        if ((i > 0 && overlaps(&place[-1], place)) || overlaps_link(code, place)) {
            return err_set(e, ERR_MALFORMED, "references to byte %zu overlap", place->at);
        }
    }
    return true;
}

bool artifact_immutables_read(const struct json_value *references, struct code *code, struct err *e)
{
    struct place_reader reader = {.n = code->n, .longest = IMMUTABLE_MAX, .e = e};
    if (!json_is_object(references)) {
        return err_set(e, ERR_MALFORMED, "the references to immutables are no object");
    }
    code->has_immutables_listed = true;
    const struct json_value *list = json_first(references);
    for (; list != NULL; list = json_next(list)) {
        TRY(artifact_places_read(&reader, list, &code->immutables, &code->n_immutables));
    }
    return check_overlaps(code, e);
}

bool artifact_code_read(const struct artifact_code *from, struct code *out, struct err *e)
{
    AUTO(holes_done) struct holes holes = {0};
    TRY(read_hex(from->hex, out, &holes, e));
    TRY(artifact_links_read(from->links, holes.at, holes.n, out, e));
    out->has_immutables_listed = from->no_immutables_if_unsaid && out->n > 0;
    return from->immutables == NULL || artifact_immutables_read(from->immutables, out, e);
}
