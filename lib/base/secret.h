/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_SECRET_H
#define PHALA_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"

/* Passwords and keys on their way through the program: in memory that is kept out of swap where the
 * system lets it, never moves, and is overwritten before it is given back. */
struct secret {
    uint8_t *at;
    size_t len, room;
};

/* Empty, for at most `room` bytes. */
struct secret secret_start(size_t room);
void secret_done(struct secret *secret);

/* Appends what an open descriptor gives until its end. ERR_TOO_BIG for more than there is room for;
 * else as fs_read_fd. No other memory has seen it. */
MUST_CHECK bool secret_read_fd(int fd, const char *name, struct secret *out, struct err *e);

/* Its characters without the newline (LF or CR LF) at their end, of which one is an editor's. */
struct text secret_line(const struct secret *secret);

/* Overwrites what others own: an argument or a variable that has been read. */
void secret_wipe(const void *at, size_t size);

/* From here on this process makes no core file, and no other of the same user reads its memory. */
void secret_guard_process(void);

#endif
