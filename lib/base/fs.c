/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

enum { READ_STEP = 32 * 1024, LINKS_MAX = 40 };

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
    default: /* no room (ENOSPC, EDQUOT, EFBIG), a file system that is read only (EROFS), … */
        return ERR_IO;
    }
}

bool fs_fail(const char *what, const char *path, struct err *e)
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
        return fs_fail("read", name, e);
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
        return fs_fail("open", path, e);
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
            return fs_fail("write", name, e);
        }
    }
    return true;
}

char *fs_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return text_dup(text_of("."));
    }
    return mem_copy(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Some file systems have nothing to be made lasting in a folder, and say so. */
static bool sync_fd(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
}

static bool sync_folder(const char *folder)
{
    AUTO(close_fd) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && sync_fd(fd);
}

bool fs_sync_folder(const char *path, struct err *e)
{
    AUTO(mem_freep) char *folder = fs_folder_of(path);
    return sync_folder(folder) || fs_fail("write", folder, e);
}

/* False, with errno, when there is no directory of that name afterwards. One that is new is there
 * after a loss of power, where its parent can be read. */
static bool make_directory(const char *path)
{
    struct stat what;
    if (mkdir(path, 0700) == 0) {
        AUTO(mem_freep) char *parent = fs_folder_of(path);
        (void)sync_folder(parent);
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
            return fs_fail("make the folder", part, e);
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

char *fs_follow(const char *path)
{
    char to[PATH_MAX];
    char *at = text_dup(text_of(path));
    for (unsigned links = 0; links < LINKS_MAX; links++) {
        const ssize_t length = readlink(at, to, sizeof to - 1);
        if (length <= 0 || (size_t)length == sizeof to - 1) {
            break;
        }
        to[length] = 0;
        const bool is_beside = to[0] != '/' && strchr(at, '/') != NULL;
        AUTO(mem_freep) char *folder = fs_folder_of(at);
        mem_free(at);
        at = is_beside ? path_join(folder, to) : text_dup(text_of(to));
    }
    return at;
}
