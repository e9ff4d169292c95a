/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/text.h"

/* What a temporary file is called: NAME.XXXXXX.phala, with letters and digits for the six. */
static const char ending[] = ".phala";

enum { ENDING = sizeof ending - 1, RANDOM = 6, OURS = 1 + RANDOM + ENDING };

static void close_fd(const int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

static const char *name_in(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* As much of a name as leaves room for the rest. */
static struct text stem_of(const char *path)
{
    const char *name = name_in(path);
    return (struct text){name, strnlen(name, NAME_MAX - OURS)};
}

/* A file of its own beside `path`; false with errno. The name is for the caller to free. */
static bool make_temporary(const char *path, char **name, int *fd)
{
    const struct text folder = {path, (size_t)(name_in(path) - path)};
    AUTO(buf_done) struct buf pattern = buf_start(SIZE_MAX);
    buf_slice(&pattern, folder);
    buf_slice(&pattern, stem_of(path));
    buf_text(&pattern, ".XXXXXX");
    buf_text(&pattern, ending);
    *name = text_dup(buf_view_text(&pattern));
    *fd = mkostemps(*name, ENDING, O_CLOEXEC);
    return *fd >= 0;
}

static bool write_and_sync(int fd, struct bytes content, mode_t mode, const char *path,
                           struct err *e)
{
    if (fchmod(fd, mode) != 0) {
        return fs_fail("write", path, e);
    }
    TRY(fs_write_fd(fd, content, path, e));
    return fsync(fd) == 0 || fs_fail("write", path, e);
}

/* A pipe, a device or a symbolic link (as /dev/stdout is one): to be written to, not replaced. */
static bool is_special(const char *path)
{
    struct stat what;
    return lstat(path, &what) == 0 && !S_ISREG(what.st_mode);
}

static bool write_through(const char *path, struct bytes content, mode_t mode, struct err *e)
{
    AUTO(close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, mode);
    if (fd < 0) {
        return fs_fail("write", path, e);
    }
    return fs_write_fd(fd, content, path, e);
}

bool fs_write(const char *path, struct bytes content, mode_t mode, struct err *e)
{
    if (is_special(path)) {
        return write_through(path, content, mode, e);
    }
    AUTO(mem_freep) char *name = NULL;
    AUTO(close_fd) int fd = -1;
    if (!make_temporary(path, &name, &fd)) {
        return fs_fail("write", path, e);
    }
    if (write_and_sync(fd, content, mode, path, e) &&
        (rename(name, path) == 0 || fs_fail("write", path, e))) {
        return true;
    }
    (void)unlink(name);
    return false;
}

/* False with errno. A file system that cannot say so beforehand has room. */
static bool has_room(int fd, size_t size)
{
    errno = posix_fallocate(fd, 0, (off_t)size);
    return errno != ENOSPC && errno != EDQUOT && errno != EFBIG;
}

bool fs_room_check(const char *path, size_t size, struct err *e)
{
    if (is_special(path)) {
        return access(path, W_OK) == 0 || fs_fail("write", path, e);
    }
    AUTO(mem_freep) char *name = NULL;
    AUTO(close_fd) int fd = -1;
    if (!make_temporary(path, &name, &fd)) {
        return fs_fail("write", path, e);
    }
    const bool has = has_room(fd, size) || fs_fail("write", path, e);
    (void)unlink(name);
    return has;
}

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Of the form that make_temporary gives names. */
static bool is_ours(struct text stem, const char *name)
{
    if (strlen(name) != stem.len + OURS || !text_equal((struct text){name, stem.len}, stem) ||
        name[stem.len] != '.') {
        return false;
    }
    const char *random = name + stem.len + 1;
    for (size_t i = 0; i < RANDOM; i++) {
        if (!is_letter_or_digit(random[i])) {
            return false;
        }
    }
    return strcmp(random + RANDOM, ending) == 0;
}

static bool is_own_file(int folder, const char *name)
{
    struct stat what;
    return fstatat(folder, name, &what, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(what.st_mode) &&
           what.st_uid == geteuid() && what.st_nlink == 1;
}

static void sweep(int folder, DIR *listed, struct text stem)
{
    /* Nobody else reads this folder's stream. NOLINTNEXTLINE(concurrency-mt-unsafe) */
    for (const struct dirent *at = readdir(listed); at != NULL; at = readdir(listed)) {
        if (is_ours(stem, at->d_name) && is_own_file(folder, at->d_name)) {
            (void)unlinkat(folder, at->d_name, 0);
        }
    }
}

void fs_sweep(const char *path)
{
    char *folder = fs_folder_of(path);
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listed = fd >= 0 ? fdopendir(fd) : NULL;
    mem_free(folder);
    if (listed != NULL) {
        sweep(fd, listed, stem_of(path));
        (void)closedir(listed);
    } else {
        close_fd(&fd);
    }
}
