/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "chain/address.h"
#include "deploy/artifact_file.h"

/* Libraries in the order in which they can be deployed. */

void artifact_set_done(struct artifact_set *set)
{
    for (size_t i = 0; i < set->n; i++) {
        artifact_file_done(&set->at[i]);
    }
    mem_free(set->at);
    *set = (struct artifact_set){0};
}

/* The last "=" or, as forge has it, ":". */
static size_t split_at(struct text text)
{
    size_t at = text.len;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '=' || (text.at[i] == ':' && (at == text.len || text.at[at] == ':'))) {
            at = i;
        }
    }
    return at;
}

bool library_address_parse(struct text text, struct library_address *out, struct err *e)
{
    size_t at = split_at(text);
    if (at == 0 || at == text.len) {
        return err_set(e, ERR_USAGE, "'%.*s' is not NAME=ADDRESS",
                       text.len < 120 ? (int)text.len : 120, text.at);
    }
    out->name = (struct text){text.at, at};
    struct text address = {&text.at[at + 1], text.len - at - 1};
    return address_parse(address, &out->address, e) ||
           err_wrap(e, "library '%.*s'", at < 80 ? (int)at : 80, text.at);
}

struct builder {
    const struct library_addresses *given;
    bool *is_used;
    struct artifact_set *set;
};

/* An artifact whose libraries are being read, and who uses it. */
struct user {
    const struct artifact_file *file;
    const struct user *outer;
    size_t depth;
};

static size_t count_linked(const struct artifact *artifact)
{
    size_t n = 0;
    for (size_t i = 0; i < artifact->init.n_links; i++) {
        n += artifact->init.links[i].is_linked ? 1 : 0;
    }
    for (size_t i = 0; i < artifact->runtime.n_links; i++) {
        n += artifact->runtime.links[i].is_linked ? 1 : 0;
    }
    return n;
}

/* Where the artifact uses the library. */
static bool link_one(struct artifact *artifact, const struct library_address *given, bool *is_used,
                     struct err *e)
{
    size_t before = count_linked(artifact);
    if (!artifact_link(artifact, given->name, &given->address, e)) {
        bool is_unused = e->kind == ERR_NOT_FOUND;
        *e = is_unused ? (struct err){0} : *e;
        return is_unused;
    }
    *is_used = true;
    return count_linked(artifact) > before ||
           err_set(e, ERR_USAGE, "library '%.*s' is given twice", TEXT_ARG(given->name));
}

static bool link_given(struct builder *b, struct artifact *artifact, struct err *e)
{
    for (size_t i = 0; i < b->given->n; i++) {
        TRY(link_one(artifact, &b->given->at[i], &b->is_used[i], e));
    }
    return true;
}

static bool is_of(const struct artifact_file *file, const struct code_link *link)
{
    const struct artifact *artifact = &file->artifact;
    return strcmp(artifact->name, link->name) == 0 &&
           (link->source[0] == 0 || strcmp(artifact->source, link->source) == 0);
}

static bool is_in_set(const struct artifact_set *set, const struct code_link *link)
{
    for (size_t i = 0; i < set->n; i++) {
        if (is_of(&set->at[i], link)) {
            return true;
        }
    }
    return false;
}

static bool check_cycle(const struct user *user, const struct code_link *link, struct err *e)
{
    for (const struct user *at = user; at != NULL; at = at->outer) {
        if (is_of(at->file, link)) {
            return err_set(e, ERR_MALFORMED, "library '%.80s' needs itself, by way of '%.80s'",
                           link->name, user->file->artifact.name);
        }
    }
    return user->depth < ARTIFACT_SET_MAX ||
           err_set(e, ERR_MALFORMED, "more than %d libraries in one another", ARTIFACT_SET_MAX);
}

static bool append(struct artifact_set *set, struct artifact_file *file, struct err *e)
{
    if (set->n == ARTIFACT_SET_MAX) {
        return err_set(e, ERR_MALFORMED, "more than %d contracts", ARTIFACT_SET_MAX);
    }
    set->at = mem_resize(set->at, set->n + 1, sizeof *set->at);
    set->at[set->n++] = *file;
    *file = (struct artifact_file){0};
    return true;
}

/* The libraries that an artifact needs, then itself. */
static bool add(struct builder *b, struct artifact_file *file, const struct user *outer,
                struct err *e)
{
    const struct user self = {file, outer, outer != NULL ? outer->depth + 1 : 1};
    TRY(link_given(b, &file->artifact, e));
    const struct code *init = &file->artifact.init;
    for (size_t i = 0; i < init->n_links; i++) {
        const struct code_link *link = &init->links[i];
        if (link->is_linked || is_in_set(b->set, link)) {
            continue;
        }
        AUTO(artifact_file_done) struct artifact_file library = {0};
        TRY(check_cycle(&self, link, e));
        TRY(artifact_file_find(file, link, &library, e));
        TRY(add(b, &library, &self, e));
    }
    return append(b->set, file, e);
}

static bool check_used(const struct builder *b, struct err *e)
{
    for (size_t i = 0; i < b->given->n; i++) {
        if (!b->is_used[i]) {
            return err_set(e, ERR_USAGE, "no library '%.*s' is used",
                           TEXT_ARG(b->given->at[i].name));
        }
    }
    return true;
}

bool artifact_set_read(const char *path_and_name, const char *abi_path,
                       const struct library_addresses *given, struct artifact_set *out,
                       struct err *e)
{
    AUTO(artifact_file_done) struct artifact_file file = {0};
    AUTO(mem_freep) bool *is_used = mem_array(given->n + 1, sizeof *is_used);
    struct builder builder = {given, is_used, out};
    *out = (struct artifact_set){0};
    TRY(artifact_file_read(path_and_name, abi_path, &file, e));
    bool ok = add(&builder, &file, NULL, e) && check_used(&builder, e);
    if (!ok) {
        artifact_set_done(out);
    }
    return ok;
}
