/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_FS_H
#define PHALA_BASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"

/* Appends a whole file to `out`; more than `out`'s cap is ERR_TOO_BIG, an absent file
 * ERR_NOT_FOUND, an unreadable one ERR_DENIED, a directory ERR_MALFORMED. */
MUST_CHECK bool fs_read(const char *path, struct buf *out, struct err *e);

/* Opens a file for reading; the caller closes it. Errors as fs_read. */
MUST_CHECK bool fs_open(const char *path, int *fd, struct err *e);

/* Appends what an open descriptor gives until its end; `name` is for messages. A signal that the
 * program handles ends it with ERR_INTERRUPTED. */
MUST_CHECK bool fs_read_fd(int fd, const char *name, struct buf *out, struct err *e);

/* Takes what is read, piece by piece, together with `to`. */
struct fs_taker {
    void (*take)(void *to, struct bytes piece);
    void *to;
    uint64_t cap; /* bytes at most */
};

/* Hands what an open descriptor gives until its end to `taker`; else as fs_read_fd. */
MUST_CHECK bool fs_read_pieces(int fd, const char *name, const struct fs_taker *taker,
                               struct err *e);

/* Writes a file whole or not at all: a temporary one beside it, fsync, rename. What stands there
 * and is no regular file (a pipe, a device, a symbolic link) is written to as it is. */
MUST_CHECK bool fs_write(const char *path, struct bytes content, mode_t mode, struct err *e);

/* Writes all bytes to a descriptor, going on after short writes and signals. */
MUST_CHECK bool fs_write_fd(int fd, struct bytes content, const char *name, struct err *e);

/* Makes a directory and its parents, each with mode 0700 where it is new. */
MUST_CHECK bool fs_make_directories(const char *path, struct err *e);

/* Something of that name is there. */
bool fs_exists(const char *path);

#endif
