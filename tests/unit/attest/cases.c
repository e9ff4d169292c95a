/* SPDX-License-Identifier: Apache-2.0 */
#include "cases.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"

static struct buf read_path(const char *path)
{
    struct buf content = buf_start(32 * MIB);
    struct err e = {0};
    cr_assert(fs_read(path, &content, &e), "%s: %s", path, e.text);
    return content;
}

struct buf case_read(const char *name, const char *file)
{
    AUTO(mem_freep) char *folder = path_join(PHALA_SOURCE_DIR "/tests/vectors/negative", name);
    AUTO(mem_freep) char *path = path_join(folder, file);
    return read_path(path);
}

struct buf case_piece(const char *name, enum collateral_piece piece)
{
    AUTO(buf_done) struct buf file = case_read(name, "collateral.json");
    AUTO(collateral_done) struct collateral collateral = {0};
    struct buf copy = buf_start(32 * MIB);
    struct err e = {0};
    cr_assert(collateral_add(&collateral, buf_view(&file), &e), "%s: %s", name, e.text);
    buf_add(&copy, collateral_piece_bytes(&collateral, piece));
    return copy;
}

struct buf edit(struct bytes text, const char *from, const char *to)
{
    struct buf out = buf_start(32 * MIB);
    size_t size = strlen(from);
    size_t n = 0;
    while (!bytes_end(text)) {
        if (size > 0 && bytes_expect(&text, from, size)) {
            buf_text(&out, to);
            n++;
        } else {
            buf_char(&out, (char)text.at[0]);
            cr_assert(bytes_skip(&text, 1));
        }
    }
    cr_assert(n > 0, "'%s' is not there", from);
    return out;
}

bool visit_shared(const char *file, void (*visit)(const char *path, struct bytes content))
{
    const char *shared = getenv("PHALA_SHARED");
    AUTO(mem_freep)
    char *folder = path_join(shared != NULL ? shared : PHALA_SHARED_DIR,
                             "vectors/attest/dcap/cases");
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        AUTO(mem_freep) char *one = path_join(folder, entries[i]->d_name);
        AUTO(mem_freep) char *path = path_join(one, file);
        if (entries[i]->d_name[0] != '.' && fs_exists(path)) {
            AUTO(buf_done) struct buf content = read_path(path);
            visit(path, buf_view(&content));
        }
        free(entries[i]);
    }
    free(entries);
    return n > 2;
}
