/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { READ_STEP = 32 * 1024 };

static enum err_kind kind_of(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
        return ERR_DENIED;
    case EISDIR:
        return ERR_MALFORMED;
    case EPIPE:
        return ERR_PIPE;
    default:
        return ERR_IO;
    }
}

static bool set_errno(struct err *e, const char *what, const char *path)
{
    int number = errno;
    if (number == EINTR) {
        return err_set(e, ERR_INTERRUPTED, "interrupted");
    }
    return err_set(e, kind_of(number), "cannot %s '%s': %s", what, path, strerrordesc_np(number));
}

static void close_fd(const int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

/* What comes next; nothing at the end. */
static bool read_some(int fd, const char *name, uint8_t step[READ_STEP], struct bytes *out,
                      struct err *e)
{
    ssize_t got = read(fd, step, READ_STEP);
    if (got < 0) {
        return set_errno(e, "read", name);
    }
    *out = bytes_of(step, (size_t)got);
    return true;
}

bool fs_read_fd(int fd, const char *name, struct buf *out, struct err *e)
{
    uint8_t step[READ_STEP];
    struct bytes piece = {NULL, 0};
    do {
        TRY(read_some(fd, name, step, &piece, e));
        buf_add(out, piece);
        if (!buf_is_whole(out)) {
            return err_set(e, ERR_TOO_BIG, "'%s' is larger than %zu bytes", name, out->cap);
        }
    } while (piece.left > 0);
    return true;
}

bool fs_read_pieces(int fd, const char *name, const struct fs_taker *taker, struct err *e)
{
    uint8_t step[READ_STEP];
    struct bytes piece = {NULL, 0};
    uint64_t room = taker->cap;
    do {
        TRY(read_some(fd, name, step, &piece, e));
        if (piece.left > room) {
            return err_set(e, ERR_TOO_BIG, "'%s' is larger than %" PRIu64 " bytes", name,
                           taker->cap);
        }
        room -= piece.left;
        taker->take(taker->to, piece);
    } while (piece.left > 0);
    return true;
}

bool fs_open(const char *path, int *fd, struct err *e)
{
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (opened < 0) {
        return set_errno(e, "open", path);
    }
    *fd = opened;
    return true;
}

bool fs_read(const char *path, struct buf *out, struct err *e)
{
    AUTO(close_fd) int fd = -1;
    TRY(fs_open(path, &fd, e));
    return fs_read_fd(fd, path, out, e);
}

bool fs_write_fd(int fd, struct bytes content, const char *name, struct err *e)
{
    while (content.left > 0) {
        ssize_t put = write(fd, content.at, content.left);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0 || !bytes_skip(&content, (size_t)put)) {
            return set_errno(e, "write", name);
        }
    }
    return true;
}

static bool write_and_sync(int fd, struct bytes content, mode_t mode, const char *path,
                           struct err *e)
{
    if (fchmod(fd, mode) != 0) {
        return set_errno(e, "write", path);
    }
    TRY(fs_write_fd(fd, content, path, e));
    if (fsync(fd) != 0) {
        return set_errno(e, "write", path);
    }
    return true;
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
        return set_errno(e, "write", path);
    }
    return fs_write_fd(fd, content, path, e);
}

bool fs_write(const char *path, struct bytes content, mode_t mode, struct err *e)
{
    if (is_special(path)) {
        return write_through(path, content, mode, e);
    }
    char *temporary = NULL;
    if (asprintf(&temporary, "%s.XXXXXX", path) < 0) {
        return err_set(e, ERR_IO, "cannot write '%s'", path);
    }
    AUTO(mem_freep) char *name = temporary;
    AUTO(close_fd) int fd = mkostemp(name, O_CLOEXEC);
    if (fd < 0) {
        return set_errno(e, "write", path);
    }
    if (!write_and_sync(fd, content, mode, path, e)) {
        (void)unlink(name);
        return false;
    }
    if (rename(name, path) != 0) {
        (void)set_errno(e, "write", path);
        (void)unlink(name);
        return false;
    }
    return true;
}

/* False, with errno, when there is no directory of that name afterwards. */
static bool make_directory(const char *path)
{
    struct stat what;
    if (mkdir(path, 0700) == 0) {
        return true;
    }
    if (errno != EEXIST || stat(path, &what) != 0) {
        return false;
    }
    errno = ENOTDIR;
    return S_ISDIR(what.st_mode);
}

bool fs_make_directories(const char *path, struct err *e)
{
    AUTO(mem_freep) char *part = mem_copy(path, strlen(path));
    /* A slash at the start has no name before it; in "" there is nothing to look at. */
    for (char *slash = strchr(part + (part[0] == '/' ? 1 : 0), '/');;
         slash = strchr(slash + 1, '/')) {
        if (slash != NULL) {
            *slash = 0;
        }
        if (!make_directory(part)) {
            return set_errno(e, "make the folder", part);
        }
        if (slash == NULL) {
            return true;
        }
        *slash = '/';
    }
}

bool fs_exists(const char *path)
{
    return access(path, F_OK) == 0;
}
