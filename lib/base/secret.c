/* SPDX-License-Identifier: Apache-2.0 */
#include "base/secret.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"

struct secret secret_start(size_t room)
{
    struct secret secret = {.at = mem_new(room), .room = room};
    (void)mlock(secret.at, room);
    return secret;
}

void secret_done(struct secret *secret)
{
    mem_wipe(secret->at, secret->room);
    mem_free(secret->at);
    *secret = (struct secret){0};
}

/* One byte more than there is room for tells that there was more. */
static ssize_t read_some(int fd, struct secret *out)
{
    uint8_t beyond = 0;
    bool is_full = out->len == out->room;
    ssize_t got = is_full ? read(fd, &beyond, 1)
                          : read(fd, out->at + out->len, out->room - out->len);
    mem_wipe(&beyond, sizeof beyond);
    return got;
}

bool secret_read_fd(int fd, const char *name, struct secret *out, struct err *e)
{
    for (;;) {
        ssize_t got = read_some(fd, out);
        if (got == 0) {
            return true;
        }
        if (got < 0) {
            int number = errno;
            return number == EINTR ? err_set(e, ERR_INTERRUPTED, "interrupted")
                                   : err_set(e, number == EISDIR ? ERR_MALFORMED : ERR_IO,
                                             "cannot read '%s': %s", name, strerrordesc_np(number));
        }
        if (out->len == out->room) {
            return err_set(e, ERR_TOO_BIG, "'%s' is larger than %zu bytes", name, out->room);
        }
        out->len += (size_t)got;
    }
}

struct text secret_line(const struct secret *secret)
{
    struct text line = {(const char *)secret->at, secret->len};
    if (line.len > 0 && line.at[line.len - 1] == '\n') {
        line.len--;
        line.len -= line.len > 0 && line.at[line.len - 1] == '\r' ? 1 : 0;
    }
    return line;
}

void secret_wipe(const void *at, size_t size)
{
    mem_wipe((void *)(uintptr_t)at, size);
}

void secret_guard_process(void)
{
    static const struct rlimit none = {0, 0};
    (void)prctl(PR_SET_DUMPABLE, 0);
    (void)setrlimit(RLIMIT_CORE, &none);
}
