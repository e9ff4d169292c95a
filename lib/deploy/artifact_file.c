/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/artifact_file.h"

#include <string.h>

#include "base/fs.h"
#include "base/mem.h"

void artifact_file_done(struct artifact_file *file)
{
    artifact_done(&file->artifact);
    mem_free(file->path);
    *file = (struct artifact_file){0};
}

/* Where it is read from. */
struct origin {
    const char *path, *abi_path;
    struct text name;
};

/* "out/Counter.sol/Counter.json": "Counter". */
static struct text stem_of(struct text path)
{
    struct text rest = path;
    struct text stem;
    while (text_split(rest, '/', &stem, &rest)) {
    }
    (void)text_split(stem, '.', &stem, &rest);
    return stem;
}

static bool read_json_file(const char *path, struct json **out, struct err *e)
{
    AUTO(buf_done) struct buf text = buf_start(ARTIFACT_FILE_MAX);
    TRY(fs_read(path, &text, e));
    *out = json_parse(buf_view(&text), e);
    return *out != NULL || err_wrap(e, "'%.120s'", path);
}

/* "Counter.bin": "Counter.abi"; NULL when it is not there. */
static char *abi_beside(const char *path)
{
    struct text text = text_of(path);
    AUTO(buf_done) struct buf abi = buf_start(text.len);
    buf_slice(&abi, (struct text){text.at, text.len - 3});
    buf_text(&abi, "abi");
    char *out = text_dup(buf_view_text(&abi));
    if (!fs_exists(out)) {
        mem_free(out);
        return NULL;
    }
    return out;
}

static bool read_bin(const struct origin *from, struct text content, struct artifact *out,
                     struct err *e)
{
    AUTO(mem_freep) char *beside = from->abi_path == NULL ? abi_beside(from->path) : NULL;
    AUTO(json_freep) struct json *abi = NULL;
    const char *abi_path = from->abi_path != NULL ? from->abi_path : beside;
    TRY(abi_path == NULL || read_json_file(abi_path, &abi, e));
    return artifact_from_bin(content, abi != NULL ? json_root(abi) : NULL, from->name, out, e);
}

/* What cannot be read there is not needed: the artifact says less then. */
static void add_build_info(const char *path, struct artifact *artifact)
{
    struct err ignored = {0};
    for (int is_output = 0; is_output < 2; is_output++) {
        AUTO(mem_freep) char *at = artifact_build_info_path(path, artifact, is_output > 0);
        AUTO(buf_done) struct buf text = buf_start(ARTIFACT_FILE_MAX);
        if (at == NULL || !fs_read(at, &text, &ignored)) {
            continue;
        }
        AUTO(json_freep) struct json *json = artifact_parse(buf_view(&text), &ignored);
        if (json != NULL) {
            artifact_add_build_info(artifact, json_root(json));
        }
    }
}

static bool read_document(const struct origin *from, struct bytes content, struct artifact *out,
                          struct err *e)
{
    if (from->abi_path != NULL) {
        return err_set(e, ERR_USAGE, "an ABI of its own goes with a .bin file only");
    }
    AUTO(json_freep) struct json *json = artifact_parse(content, e);
    TRY(json != NULL && artifact_read(json_root(json), from->name, out, e));
    add_build_info(from->path, out);
    return true;
}

static void complete(struct artifact_file *file, const char *path, struct bytes content)
{
    struct artifact *artifact = &file->artifact;
    file->path = text_dup(text_of(path));
    file->digest = sha256_of(content);
    if (text_of(artifact->name).len == 0) {
        mem_free(artifact->name);
        artifact->name = text_dup(stem_of(text_of(path)));
    }
}

static bool read_content(const struct origin *from, struct artifact_file *out, struct err *e)
{
    AUTO(buf_done) struct buf content = buf_start(ARTIFACT_FILE_MAX);
    TRY(fs_read(from->path, &content, e));
    bool ok = text_ends(text_of(from->path), ".bin")
                  ? read_bin(from, buf_view_text(&content), &out->artifact, e)
                  : read_document(from, buf_view(&content), &out->artifact, e);
    if (!ok) {
        return err_wrap(e, "'%.120s'", from->path);
    }
    complete(out, from->path, buf_view(&content));
    return true;
}

bool artifact_file_read_named(const char *path, struct text name, const char *abi_path,
                              struct artifact_file *out, struct err *e)
{
    const struct origin from = {path, abi_path, name};
    *out = (struct artifact_file){0};
    bool ok = read_content(&from, out, e);
    if (!ok && text_ends(text_of(path), ".sol")) {
        (void)err_hint(e, "give what the compiler made of it: out/FILE.sol/NAME.json");
    }
    return ok;
}

/* A path may have colons: the first one counts that has a file before it. */
static size_t path_length(const char *path_and_name)
{
    size_t first = strcspn(path_and_name, ":");
    if (fs_exists(path_and_name)) {
        return strlen(path_and_name);
    }
    for (size_t i = first; path_and_name[i] != 0; i += 1 + strcspn(&path_and_name[i + 1], ":")) {
        AUTO(mem_freep) char *path = text_dup((struct text){path_and_name, i});
        if (fs_exists(path)) {
            return i;
        }
    }
    return first;
}

bool artifact_file_read(const char *path_and_name, const char *abi_path, struct artifact_file *out,
                        struct err *e)
{
    size_t n = path_length(path_and_name);
    AUTO(mem_freep) char *path = text_dup((struct text){path_and_name, n});
    const char *name = &path_and_name[n + (path_and_name[n] == ':' ? 1 : 0)];
    return artifact_file_read_named(path, text_of(name), abi_path, out, e);
}
