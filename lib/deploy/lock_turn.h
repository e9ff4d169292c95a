/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_LOCK_TURN_H
#define PHALA_DEPLOY_LOCK_TURN_H

#include <stddef.h>

#include "base/err.h"

/* Several processes write one lock file, each what it has deployed: reading it, adding to it and
 * writing it is one turn, and they take turns. */

struct lock_turn {
    int folder; /* a descriptor */
};

/* Begins a turn: waits until no other process has one in the folder of `path`, ten seconds at
 * most (ERR_CONFLICT). Where folders cannot be locked nobody is kept out. An absent folder is
 * ERR_NOT_FOUND. */
MUST_CHECK bool lock_turn_take(const char *path, struct lock_turn *out, struct err *e);

/* Ends one that lock_turn_take has begun. */
void lock_turn_done(struct lock_turn *turn);

/* Whether `size` bytes could be written to `path` now, as fs_write does it. Changes nothing there.
 * Errors as fs_write. */
MUST_CHECK bool lock_room_check(const char *path, size_t size, struct err *e);

#endif
