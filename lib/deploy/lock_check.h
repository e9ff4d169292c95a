/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_LOCK_CHECK_H
#define PHALA_DEPLOY_LOCK_CHECK_H

#include "deploy/lock_file.h"
#include "rpc/ask.h"

/* Whether what the lock file claims of a network is so on its chain. */

enum lock_state {
    LOCK_OK,
    LOCK_CHANGED, /* something is there, and is not as it was locked */
    LOCK_ABSENT,  /* there is no code at the address */
};

/* What is not as it was locked; bits. */
enum lock_difference {
    LOCK_CODE = 1 << 0,           /* the hash of the code */
    LOCK_IMPLEMENTATION = 1 << 1, /* the proxy points to another contract */
    LOCK_TRANSACTION = 1 << 2, /* not known, reverted, in another block, or of another contract */
};

/* A contract, what the node said of it, and what follows. */
struct lock_row {
    const struct lock_contract *contract;
    struct buf code;
    uint8_t slot[U256_SIZE]; /* of a proxy: its implementation */
    struct rpc_receipt receipt;
    enum lock_state state;
    unsigned differs;
};

struct lock_check {
    const struct lock_network *network;
    struct rpc_block genesis;
    bool is_same_chain; /* the first block is the one that was locked */
    struct lock_row *rows;
    size_t n;
};
void lock_check_done(struct lock_check *check);

/* Asks everything in one batch. Looks into the network. False when the node did not answer. */
MUST_CHECK bool lock_check_run(struct rpc *rpc, const struct lock_network *network,
                               struct lock_check *out, struct err *e);

/* What follows from the answers: is_same_chain, and state and differs of each row. */
void lock_check_judge(struct lock_check *check);

/* All is as it was locked, and there is something. */
bool lock_check_is_good(const struct lock_check *check);

const char *lock_state_name(enum lock_state state); /* "ok", "changed", "absent" */

/* "code", "implementation", "transaction". */
const char *lock_difference_name(enum lock_difference difference);

#endif
