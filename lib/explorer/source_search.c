/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_search.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"

enum { LEVELS_MAX = 8, FILES_MAX = 4096 };

static const char build_folder[] = "build-info";

static bool load(const struct source_search *search, const char *path, struct source_input *out,
                 struct err *e)
{
    AUTO(buf_done) struct buf file = buf_start(SOURCE_FILE_MAX);
    TRY(fs_read(path, &file, e));
    if (!source_input_read(buf_view(&file), &search->wish, out, e)) {
        return err_wrap(e, "'%s'", path);
    }
    if (!source_metadata_check(search->metadata, out, e)) {
        source_input_done(out);
        *out = (struct source_input){0};
        (void)err_wrap(e, "'%s'", path);
        return err_hint(e, "build again, or name the compiler's input: --input FILE");
    }
    return true;
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return text_dup(text_of("."));
    }
    return text_dup((struct text){path, slash == path ? 1 : (size_t)(slash - path)});
}

static bool is_folder(const char *path)
{
    struct stat what;
    return stat(path, &what) == 0 && S_ISDIR(what.st_mode);
}

/* The folder above one. */
static char *above(const char *folder)
{
    size_t len = strlen(folder);
    bool is_up = len >= 2 && strcmp(folder + len - 2, "..") == 0;
    if (strcmp(folder, ".") == 0) {
        return text_dup(text_of(".."));
    }
    return is_up ? path_join(folder, "..") : folder_of(folder);
}

/* The nearest folder build-info at or above that of the artifact; NULL when there is none. */
static char *find_folder(const char *artifact)
{
    AUTO(mem_freep) char *at = folder_of(artifact);
    for (unsigned level = 0; level < LEVELS_MAX; level++) {
        AUTO(mem_freep) char *folder = path_join(at, build_folder);
        if (is_folder(folder)) {
            return TAKE(folder);
        }
        char *next = above(at);
        mem_free(at);
        at = next;
    }
    return NULL;
}

/* A file of build information. */
struct build {
    char *path;
    struct timespec written;
};

struct builds {
    struct build *at;
    size_t n;
};

static void builds_done(struct builds *builds)
{
    for (size_t i = 0; i < builds->n; i++) {
        mem_free(builds->at[i].path);
    }
    mem_free(builds->at);
}

static void add_build(struct builds *builds, const char *folder, const char *name)
{
    struct stat what;
    AUTO(mem_freep) char *path = path_join(folder, name);
    if (builds->n == FILES_MAX || stat(path, &what) != 0 || !S_ISREG(what.st_mode)) {
        return;
    }
    builds->at = mem_resize(builds->at, builds->n + 1, sizeof *builds->at);
    builds->at[builds->n].path = TAKE(path);
    builds->at[builds->n].written = what.st_mtim;
    builds->n++;
}

/* The newest first; of one time by name. */
static int compare(const void *left, const void *right)
{
    const struct build *a = left;
    const struct build *b = right;
    if (a->written.tv_sec != b->written.tv_sec) {
        return a->written.tv_sec < b->written.tv_sec ? 1 : -1;
    }
    if (a->written.tv_nsec != b->written.tv_nsec) {
        return a->written.tv_nsec < b->written.tv_nsec ? 1 : -1;
    }
    return strcmp(a->path, b->path);
}

static void list_builds(const char *folder, struct builds *out)
{
    DIR *open = opendir(folder);
    if (open == NULL) {
        return;
    }
    /* Nobody else reads this folder. NOLINTNEXTLINE(concurrency-mt-unsafe) */
    for (const struct dirent *at = readdir(open); at != NULL; at = readdir(open)) {
        if (at->d_name[0] != '.' && text_ends(text_of(at->d_name), ".json") &&
            !text_ends(text_of(at->d_name), ".output.json")) {
            add_build(out, folder, at->d_name);
        }
    }
    (void)closedir(open);
    if (out->n > 0) {
        qsort(out->at, out->n, sizeof *out->at, compare);
    }
}

static bool fail_absent(const struct source_search *search, struct err *e)
{
    (void)err_set(e, ERR_NOT_FOUND, "no build information of '%s' is there", search->artifact);
    return err_hint(e, "forge build --build-info makes it; or name the compiler's input: --input "
                       "FILE");
}

/* The first that is the artifact's. A build of other sources says more than one that does not have
 * the contract. */
static bool search_folder(const struct source_search *search, const char *folder,
                          struct source_input *out, char **path, struct err *e)
{
    AUTO(builds_done) struct builds builds = {0};
    list_builds(folder, &builds);
    (void)fail_absent(search, e);
    for (size_t i = 0; i < builds.n; i++) {
        struct err why;
        if (load(search, builds.at[i].path, out, &why)) {
            *path = TAKE(builds.at[i].path);
            return true;
        }
        bool has_hint = why.hint[0] != 0 && e->kind != ERR_CONFLICT;
        if (i == 0 || has_hint || (why.kind == ERR_CONFLICT && e->kind != ERR_CONFLICT)) {
            *e = why;
        }
    }
    if (e->hint[0] == 0) {
        (void)err_hint(e, "name the compiler's input: --input FILE");
    }
    return false;
}

bool source_find(const struct source_search *search, struct source_input *out, char **path,
                 struct err *e)
{
    if (search->input != NULL) {
        TRY(load(search, search->input, out, e));
        *path = text_dup(text_of(search->input));
        return true;
    }
    AUTO(mem_freep) char *folder = find_folder(search->artifact);
    return folder != NULL ? search_folder(search, folder, out, path, e) : fail_absent(search, e);
}
