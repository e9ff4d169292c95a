/* SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>

#include "base/mem.h"
#include "codec/json_write.h"
#include "explorer/source_input.h"

/* An input is written member by member: what stays is copied as it was written. */
struct writing {
    struct json_writer json;
    const struct source_input *input;
    const struct source_library *libraries;
    size_t n;
};

static const struct json_value *root_of(const struct writing *w)
{
    return json_root(w->input->json);
}

/* Elements of a list, which should not be there, have no names. */
static const struct json_value *first_member(const struct json_value *object)
{
    return json_is_object(object) ? json_first(object) : NULL;
}

/* solc takes an object of names for each source. A source without libraries of ours keeps those it
 * had; of the others ours come first, and win. */
static bool is_given(const struct writing *w, struct text source, struct text name)
{
    for (size_t i = 0; i < w->n; i++) {
        if (text_equal(w->libraries[i].source, source) && text_equal(w->libraries[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void write_library(struct writing *w, struct text name, struct text address)
{
    AUTO(mem_freep) char *key = text_dup(name);
    json_member_text(&w->json, key, address);
}

static void write_source_libraries(struct writing *w, struct text source,
                                   const struct json_value *before)
{
    AUTO(mem_freep) char *key = text_dup(source);
    struct text address;
    char text[ADDRESS_TEXT];
    json_key(&w->json, key);
    json_begin_object(&w->json);
    for (size_t i = 0; i < w->n; i++) {
        if (text_equal(w->libraries[i].source, source)) {
            (void)address_format(&w->libraries[i].address, text);
            write_library(w, w->libraries[i].name, text_of(text));
        }
    }
    for (const struct json_value *at = first_member(before); at != NULL; at = json_next(at)) {
        if (json_text(at, &address) && !is_given(w, source, json_name(at))) {
            write_library(w, json_name(at), address);
        }
    }
    json_end_object(&w->json);
}

/* The first library that names this source. */
static bool is_first_of_source(const struct writing *w, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (text_equal(w->libraries[i].source, w->libraries[at].source)) {
            return false;
        }
    }
    return true;
}

static void write_libraries(struct writing *w)
{
    const struct json_value *before = json_member(json_member(root_of(w), "settings"), "libraries");
    json_key(&w->json, "libraries");
    json_begin_object(&w->json);
    for (size_t i = 0; i < w->n; i++) {
        AUTO(mem_freep) char *source = text_dup(w->libraries[i].source);
        if (is_first_of_source(w, i)) {
            write_source_libraries(w, w->libraries[i].source, json_member(before, source));
        }
    }
    for (const struct json_value *at = first_member(before); at != NULL; at = json_next(at)) {
        bool is_new = false;
        for (size_t i = 0; i < w->n; i++) {
            is_new = is_new || text_equal(w->libraries[i].source, json_name(at));
        }
        if (!is_new) {
            write_source_libraries(w, json_name(at), at);
        }
    }
    json_end_object(&w->json);
}

/* What is selected has no influence on the code; services compare with these. */
static void write_selection(struct writing *w)
{
    static const char selection[] =
        "{\"*\":{\"\":[\"ast\"],\"*\":[\"abi\",\"metadata\",\"devdoc\",\"userdoc\","
        "\"storageLayout\","
        "\"evm.bytecode\",\"evm.deployedBytecode\",\"evm.methodIdentifiers\"]}}";
    json_key(&w->json, "outputSelection");
    json_write_raw(&w->json, bytes_of(selection, sizeof selection - 1));
}

static void write_settings(struct writing *w)
{
    struct bytes settings = {NULL, 0};
    struct bytes value;
    bool has = json_raw_member(buf_view(&w->input->text), "settings", &settings);
    const struct json_value *first = json_first(json_member(root_of(w), "settings"));
    json_begin_object(&w->json);
    for (const struct json_value *at = first; has && at != NULL; at = json_next(at)) {
        const char *name = json_name(at).at;
        bool is_ours = text_is(json_name(at), "outputSelection") ||
                       (w->n > 0 && text_is(json_name(at), "libraries"));
        if (!is_ours && json_raw_member(settings, name, &value)) {
            json_key(&w->json, name);
            json_write_raw(&w->json, value);
        }
    }
    if (w->n > 0) {
        write_libraries(w);
    }
    write_selection(w);
    json_end_object(&w->json);
}

static void write_all(struct writing *w)
{
    struct bytes value;
    static const char *const names[] = {"language", "sources"};
    json_begin_object(&w->json);
    for (size_t i = 0; i < COUNT(names); i++) {
        if (json_raw_member(buf_view(&w->input->text), names[i], &value)) {
            json_key(&w->json, names[i]);
            json_write_raw(&w->json, value);
        }
    }
    json_key(&w->json, "settings");
    write_settings(w);
    json_end_object(&w->json);
}

/* A library has to be under the key of a source of this input, be it Hardhat's "project/…". */
static bool place_library(const struct source_input *input, struct source_library *library,
                          struct err *e)
{
    const struct json_value *sources = json_member(json_root(input->json), "sources");
    const struct text wanted = library->source;
    if (wanted.len == 0) {
        library->source = text_of(input->key);
        return true;
    }
    for (const struct json_value *at = json_first(sources); at != NULL; at = json_next(at)) {
        struct text key = json_name(at);
        struct text rest = key;
        if (text_starts(key, "project/")) {
            rest.at += sizeof "project/" - 1;
            rest.len -= sizeof "project/" - 1;
        }
        if (text_equal(key, wanted) || text_equal(rest, wanted)) {
            library->source = key;
            return true;
        }
    }
    return err_set(e, ERR_NOT_FOUND, "the source '%.*s' of library '%.*s' is not in the input",
                   TEXT_ARG(wanted), TEXT_ARG(library->name));
}

bool source_input_write(const struct source_input *input, const struct source_library *libraries,
                        size_t n, struct buf *out, struct err *e)
{
    AUTO(mem_freep) struct source_library *placed = mem_array(n + 1, sizeof *placed);
    for (size_t i = 0; i < n; i++) {
        placed[i] = libraries[i];
        TRY(place_library(input, &placed[i], e));
    }
    struct writing w = {
        .json = json_writer_to(out, false),
        .input = input,
        .libraries = placed,
        .n = n,
    };
    write_all(&w);
    return buf_is_whole(out) ||
           err_set(e, ERR_TOO_BIG, "the input is larger than %zu bytes", out->cap);
}
