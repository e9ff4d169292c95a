/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/lock_turn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

enum { WAIT_MS = 10 * 1000, POLL_MS = 5 };

static bool fail(const char *path, int number, struct err *e)
{
    const enum err_kind kind = number == ENOENT || number == ENOTDIR ? ERR_NOT_FOUND
                               : number == EACCES || number == EPERM ? ERR_DENIED
                                                                     : ERR_IO;
    return err_set(e, kind, "cannot write '%s': %s", path, strerrordesc_np(number));
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return text_dup(text_of("."));
    }
    return mem_copy(path, slash == path ? 1 : (size_t)(slash - path));
}

bool lock_turn_take(const char *path, struct lock_turn *out, struct err *e)
{
    AUTO(mem_freep) char *folder = folder_of(path);
    const int64_t end = clock_monotonic_ms() + WAIT_MS;
    *out = (struct lock_turn){open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (out->folder < 0) {
        return fail(path, errno, e);
    }
    while (flock(out->folder, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        if (clock_monotonic_ms() >= end) {
            lock_turn_done(out);
            return err_set(e, ERR_CONFLICT, "another process is writing '%s'", path);
        }
        clock_sleep_ms(POLL_MS);
    }
    return true;
}

void lock_turn_done(struct lock_turn *turn)
{
    if (turn->folder >= 0) {
        (void)close(turn->folder);
    }
    turn->folder = -1;
}

/* A file system that cannot say so beforehand has room. */
static bool has_room(int fd, size_t size, int *number)
{
    *number = posix_fallocate(fd, 0, (off_t)size);
    return *number != ENOSPC && *number != EDQUOT && *number != EFBIG;
}

bool lock_room_check(const char *path, size_t size, struct err *e)
{
    struct stat what;
    char *temporary = NULL;
    int number = 0;
    if (lstat(path, &what) == 0 && !S_ISREG(what.st_mode)) {
        return access(path, W_OK) == 0 || fail(path, errno, e);
    }
    if (asprintf(&temporary, "%s.XXXXXX", path) < 0) {
        return fail(path, ENOMEM, e);
    }
    AUTO(mem_freep) char *name = temporary;
    const int fd = mkostemp(name, O_CLOEXEC);
    if (fd < 0) {
        return fail(path, errno, e);
    }
    const bool is_good = has_room(fd, size, &number);
    (void)close(fd);
    (void)unlink(name);
    return is_good || fail(path, number, e);
}
