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
 * and is no regular file (a pipe, a device, a symbolic link) is written to as it is. After a loss
 * of power it may be the file that was there before, until fs_sync_folder. */
MUST_CHECK bool fs_write(const char *path, struct bytes content, mode_t mode, struct err *e);

/* Whether `size` bytes could be written now, as fs_write does it. Changes nothing there. Errors as
 * fs_write; ERR_IO where there is no room. */
MUST_CHECK bool fs_room_check(const char *path, size_t size, struct err *e);

/* Removes what fs_write and fs_room_check of this path have left where they were killed: regular
 * files of this user, of the form that they make and nobody else. For whoever keeps all others from
 * writing it meanwhile. What cannot be removed stays. */
void fs_sweep(const char *path);

/* A name that is new in the folder of `path` is there after a loss of power. A file system without
 * that is left to itself. */
MUST_CHECK bool fs_sync_folder(const char *path, struct err *e);

/* The folder of a path: "." for a plain name. To be freed with mem_free. */
char *fs_folder_of(const char *path);

/* What a path leads to behind symbolic links, there or not; with links in a circle, one of them. To
 * be freed with mem_free. */
char *fs_follow(const char *path);

/* "cannot WHAT 'PATH': …" of errno, with its kind, the same for all that touch files: ERR_NOT_FOUND
 * (no such name), ERR_DENIED (not allowed), ERR_MALFORMED (a directory), ERR_PIPE, ERR_INTERRUPTED;
 * all else, such as no room or a file system that is read only, is ERR_IO. Returns false. */
bool fs_fail(const char *what, const char *path, struct err *e);

/* Writes all bytes to a descriptor, going on after short writes and signals. */
MUST_CHECK bool fs_write_fd(int fd, struct bytes content, const char *name, struct err *e);

/* Makes a directory and its parents, each with mode 0700 where it is new. */
MUST_CHECK bool fs_make_directories(const char *path, struct err *e);

/* Something of that name is there. */
bool fs_exists(const char *path);

#endif
