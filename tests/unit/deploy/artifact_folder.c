/* SPDX-License-Identifier: Apache-2.0 */
#include "artifact_folder.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"

enum { DEPTH = 16, CHARS = 36 /* of a name in a placeholder */ };

struct artifact_folder artifact_folder_new(void)
{
    struct artifact_folder folder = {"/tmp/phala-artifacts-XXXXXX"};
    cr_assert_not_null(mkdtemp(folder.path));
    return folder;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *at)
{
    (void)stat;
    (void)type;
    (void)at;
    return remove(path);
}

void artifact_folder_remove(struct artifact_folder *folder)
{
    (void)nftw(folder->path, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
}

char *artifact_folder_path(const struct artifact_folder *folder, const char *name)
{
    return path_join(folder->path, name);
}

void artifact_folder_write(const struct artifact_folder *folder, const char *name,
                           const char *content)
{
    struct err e = {0};
    AUTO(mem_freep) char *path = artifact_folder_path(folder, name);
    AUTO(mem_freep)
    char *above = text_dup((struct text){path, (size_t)(strrchr(path, '/') - path)});
    cr_assert(fs_make_directories(above, &e), "%s", e.text);
    cr_assert(fs_write(path, text_bytes(text_of(content)), 0600, &e), "%s", e.text);
}

static void add_library(struct text name, size_t at, struct buf *code, struct buf *references)
{
    buf_printf(code, "__%.*s", TEXT_ARG(name));
    buf_repeat(code, '_', CHARS + 2 - name.len);
    buf_printf(references, "%s\"src/%.*s.sol\":{\"%.*s\":[{\"start\":%zu,\"length\":20}]}",
               references->len > 0 ? "," : "", TEXT_ARG(name), TEXT_ARG(name), at);
}

void artifact_folder_contract(const struct artifact_folder *folder, const char *name,
                              const char *libraries)
{
    AUTO(buf_done) struct buf code = buf_start(64 * KIB);
    AUTO(buf_done) struct buf references = buf_start(64 * KIB);
    AUTO(buf_done) struct buf json = buf_start(256 * KIB);
    AUTO(buf_done) struct buf path = buf_start(KIB);
    struct text rest = text_of(libraries);
    for (size_t i = 0; rest.len > 0; i++) {
        struct text one;
        (void)text_split(rest, ',', &one, &rest);
        add_library(one, 20 * i, &code, &references);
    }
    buf_printf(&json,
               "{\"abi\":[],\"bytecode\":{\"object\":\"0x%.*s00\",\"linkReferences\":{%.*s}},"
               "\"metadata\":{\"settings\":{\"compilationTarget\":{\"src/%s.sol\":\"%s\"}}}}",
               TEXT_ARG(buf_view_text(&code)), TEXT_ARG(buf_view_text(&references)), name, name);
    buf_char(&json, 0);
    buf_printf(&path, "out/%s.sol/%s.json", name, name);
    buf_char(&path, 0);
    artifact_folder_write(folder, (const char *)path.at, (const char *)json.at);
}
