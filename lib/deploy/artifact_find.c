/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "deploy/artifact_file.h"

/* Where tools put what belongs to an artifact. */

enum { FOLDERS_UP = 12, PATH_ROOM = 16 * 1024, DBG_MAX = 64 * 1024 };

/* With the slash at its end; empty for a file of the current folder. */
static struct text folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return (struct text){path, slash != NULL ? (size_t)(slash - path) + 1 : 0};
}

static struct text base_of(struct text path)
{
    struct text rest = path;
    struct text base;
    while (text_split(rest, '/', &base, &rest)) {
    }
    return base;
}

/* NULL when there is no such file. */
static char *existing(const struct buf *path)
{
    char *out = buf_is_whole(path) ? text_dup(buf_view_text(path)) : NULL;
    if (out != NULL && !fs_exists(out)) {
        mem_free(out);
        return NULL;
    }
    return out;
}

/* {"buildInfo": "../../build-info/ID.json"}, as seen from the folder of the artifact. */
static char *hardhat2_build_info(const char *path)
{
    struct err ignored = {0};
    struct text relative;
    struct text whole = text_of(path);
    AUTO(buf_done) struct buf dbg = buf_start(PATH_ROOM);
    AUTO(buf_done) struct buf content = buf_start(DBG_MAX);
    AUTO(buf_done) struct buf out = buf_start(PATH_ROOM);
    const size_t ending = strlen(".json");
    if (whole.len < ending || strcmp(&path[whole.len - ending], ".json") != 0) {
        return NULL;
    }
    buf_slice(&dbg, (struct text){path, whole.len - ending});
    buf_text(&dbg, ".dbg.json");
    AUTO(mem_freep) char *at = existing(&dbg);
    if (at == NULL || !fs_read(at, &content, &ignored)) {
        return NULL;
    }
    AUTO(json_freep) struct json *json = json_parse(buf_view(&content), &ignored);
    if (json == NULL || !json_text(json_member(json_root(json), "buildInfo"), &relative)) {
        return NULL;
    }
    buf_slice(&out, folder_of(path));
    buf_slice(&out, relative);
    return existing(&out);
}

static char *hardhat3_build_info(const char *path, const char *id, bool is_output)
{
    char *out = NULL;
    AUTO(buf_done) struct buf at = buf_start(PATH_ROOM);
    for (size_t up = 0; strchr(id, '/') == NULL && out == NULL && up < FOLDERS_UP; up++) {
        buf_clear(&at);
        buf_slice(&at, folder_of(path));
        for (size_t i = 0; i < up; i++) {
            buf_text(&at, "../");
        }
        buf_printf(&at, "build-info/%s%s.json", id, is_output ? ".output" : "");
        out = existing(&at);
    }
    return out;
}

char *artifact_build_info_path(const char *path, const struct artifact *artifact, bool is_output)
{
    if (artifact->format == ARTIFACT_HARDHAT2) {
        return is_output ? NULL : hardhat2_build_info(path);
    }
    return artifact->format == ARTIFACT_HARDHAT3 && artifact->build_id != NULL
               ? hardhat3_build_info(path, artifact->build_id, is_output)
               : NULL;
}

static bool is_library(const struct artifact_file *file, const struct code_link *link)
{
    const struct artifact *artifact = &file->artifact;
    return strcmp(artifact->name, link->name) == 0 &&
           (artifact->source[0] == 0 || link->source[0] == 0 ||
            strcmp(artifact->source, link->source) == 0);
}

/* Reads it, when it is there and is the library. An error of what is the library stands. */
static bool try_file(const struct buf *path, const struct code_link *link, bool *found,
                     struct artifact_file *out, struct err *e)
{
    AUTO(mem_freep) char *at = existing(path);
    if (at == NULL) {
        return true;
    }
    TRY(artifact_file_read_named(at, (struct text){NULL, 0}, NULL, out, e));
    *found = is_library(out, link);
    if (!*found) {
        artifact_file_done(out);
    }
    return true;
}

/* A source of Hardhat 3 is project/SOURCE or npm/PACKAGE@VERSION/SOURCE; in the folder it is
 * without the first. */
static struct text source_path(const struct artifact *user, const struct code_link *link)
{
    struct text first;
    struct text rest;
    struct text whole = text_of(link->source);
    return user->format == ARTIFACT_HARDHAT3 && text_split(whole, '/', &first, &rest) ? rest
                                                                                      : whole;
}

/* The folder that the source of the artifact is below, as far as the path shows it. */
static struct text root_of(const struct artifact_file *user)
{
    const struct code_link own = {.source = user->artifact.source};
    struct text source = source_path(&user->artifact, &own);
    struct text folder = folder_of(user->path);
    size_t n = folder.len > 0 ? folder.len - 1 : 0;
    bool fits = source.len > 0 && source.len <= n &&
                text_equal((struct text){&folder.at[n - source.len], source.len}, source);
    return fits ? (struct text){folder.at, n - source.len} : (struct text){NULL, 0};
}

/* Its folders, from the likely to the less likely: below the root; beside the artifact's folder, in
 * the one of its own source file; beside the artifact. */
static void write_candidate(size_t i, const struct artifact_file *user,
                            const struct code_link *link, struct buf *out)
{
    const char *ending = user->artifact.format == ARTIFACT_BIN ? "bin" : "json";
    struct text source = source_path(&user->artifact, link);
    struct text root = root_of(user);
    buf_clear(out);
    if (i == 0) {
        buf_slice(out, root);
        buf_slice(out, source);
        buf_char(out, '/');
    } else {
        buf_slice(out, folder_of(user->path));
    }
    if (i == 1) {
        buf_text(out, "../");
        buf_slice(out, base_of(source));
        buf_char(out, '/');
    }
    buf_printf(out, "%s.%s", link->name, ending);
}

static bool is_plain(const struct code_link *link)
{
    return link->name[0] != '$' && strchr(link->name, '/') == NULL &&
           strstr(link->source, "..") == NULL;
}

bool artifact_file_find(const struct artifact_file *user, const struct code_link *link,
                        struct artifact_file *out, struct err *e)
{
    AUTO(buf_done) struct buf path = buf_start(PATH_ROOM);
    bool found = false;
    if (user->artifact.format == ARTIFACT_SOLC) {
        AUTO(buf_done) struct buf name = buf_start(PATH_ROOM);
        buf_printf(&name, "%s:%s", link->source, link->name);
        return artifact_file_read_named(user->path, buf_view_text(&name), NULL, out, e);
    }
    for (size_t i = 0; is_plain(link) && !found && i < 3; i++) {
        write_candidate(i, user, link, &path);
        TRY(try_file(&path, link, &found, out, e));
    }
    if (!found) {
        (void)err_set(e, ERR_NOT_FOUND, "there is no artifact of library '%.120s%s%.80s'",
                      link->source, link->source[0] != 0 ? ":" : "", link->name);
        return err_hint(e, "--library %.80s=ADDRESS, if it is deployed", link->name);
    }
    return true;
}
