/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/lock_turn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"

enum { WAIT_MS = 10 * 1000, POLL_MS = 5 };

/* Waits for the lock; `is_held` tells whether there is one. */
static bool wait_for_lock(const char *path, int folder, bool *is_held, struct err *e)
{
    const int64_t end = clock_monotonic_ms() + WAIT_MS;
    while (flock(folder, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return true;
        }
        if (clock_monotonic_ms() >= end) {
            return err_set(e, ERR_CONFLICT, "another process is writing '%s'", path);
        }
        clock_sleep_ms(POLL_MS);
    }
    *is_held = true;
    return true;
}

bool lock_turn_take(const char *path, struct lock_turn *out, struct err *e)
{
    bool is_held = false;
    AUTO(mem_freep) char *place = fs_follow(path);
    char *folder = fs_folder_of(place);
    *out = (struct lock_turn){open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    const bool is_open = out->folder >= 0 || fs_fail("write", path, e);
    mem_free(folder);
    TRY(is_open);
    if (!wait_for_lock(path, out->folder, &is_held, e)) {
        lock_turn_done(out);
        return false;
    }
    if (is_held) {
        fs_sweep(place);
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
