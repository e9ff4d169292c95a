/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_LOCK_TURN_H
#define PHALA_DEPLOY_LOCK_TURN_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Several processes write one lock file, each what it has deployed: reading it, adding to it and
 * writing it is one turn, and they take turns. */

struct lock_turn {
    int folder; /* a descriptor; -1: none */
};

/* Begins a turn: waits until no other process has one in the folder of `path` (of what it leads to,
 * where it is a symbolic link), ten seconds at most (ERR_CONFLICT). What others have left who were
 * killed in theirs is removed. Where folders cannot be locked nobody is kept out, and nothing
 * removed. An absent folder is ERR_NOT_FOUND. */
MUST_CHECK bool lock_turn_take(const char *path, struct lock_turn *out, struct err *e);

/* Ends one that lock_turn_take has begun. */
void lock_turn_done(struct lock_turn *turn);

/* Names of contracts that a process is about to deploy, from before it sends anything until they
 * are in the lock file: whoever wants the same one at that time does not make a second contract. */

struct lock_claim {
    int fd; /* -1: none */
};

/* What is claimed. */
struct lock_names {
    const char *path; /* of the lock file */
    uint64_t chain_id;
    const char *const *at;
    size_t n;
};

/* Claims the names among the processes that have `folder`, an existing one, for it (a file in it
 * that stays, and is empty). ERR_CONFLICT, with none of them claimed, when another process has one.
 * The system ends it for a process that is killed. Where files cannot be locked nobody is kept out.
 */
MUST_CHECK bool lock_claim_take(const char *folder, const struct lock_names *names,
                                struct lock_claim *out, struct err *e);
void lock_claim_done(struct lock_claim *claim);

#endif
