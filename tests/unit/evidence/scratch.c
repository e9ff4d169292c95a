/* SPDX-License-Identifier: Apache-2.0 */
#include "scratch.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"

enum { DEPTH = 16 };

struct scratch scratch_new(void)
{
    struct scratch scratch = {"/tmp/phala-unit-XXXXXX"};
    cr_assert_not_null(mkdtemp(scratch.folder));
    return scratch;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *at)
{
    (void)stat;
    (void)type;
    (void)at;
    return remove(path);
}

void scratch_remove(struct scratch *scratch)
{
    (void)nftw(scratch->folder, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
}

char *scratch_path(const struct scratch *scratch, const char *name)
{
    return path_join(scratch->folder, name);
}

void scratch_write(const struct scratch *scratch, const char *name, const char *content)
{
    struct err e;
    AUTO(mem_freep) char *path = scratch_path(scratch, name);
    AUTO(mem_freep)
    char *above = text_dup((struct text){path, (size_t)(strrchr(path, '/') - path)});
    cr_assert(fs_make_directories(above, &e), "%s", e.text);
    cr_assert(fs_write(path, text_bytes(text_of(content)), 0600, &e), "%s", e.text);
}

static struct buf read_file(const char *path)
{
    struct err e;
    struct buf out = buf_start(MIB);
    cr_assert(fs_read(path, &out, &e), "%s", e.text);
    return out;
}

struct buf scratch_read(const struct scratch *scratch, const char *name)
{
    AUTO(mem_freep) char *path = scratch_path(scratch, name);
    return read_file(path);
}

struct buf vector_read(const char *name, const char *file)
{
    char path[SCRATCH_PATH];
    (void)snprintf(path, sizeof path, PHALA_SOURCE_DIR "/tests/vectors/negative/%s/%s", name, file);
    return read_file(path);
}
