/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_DIFFERENCE_H
#define PHALA_DEPLOY_PLAN_DIFFERENCE_H

#include "deploy/plan.h"

/* Whether a deployment would change anything: what is wished for, held against the lock file and
 * the chain. No account is needed, and nothing is written or sent. */

/* Why a contract would not stay as it is; bits. */
enum plan_difference {
    PLAN_DIFFERS_UNLOCKED = 1 << 0,       /* the lock file does not have it */
    PLAN_DIFFERS_CHAIN = 1 << 1,          /* which is of a chain with another first block */
    PLAN_DIFFERS_ABSENT = 1 << 2,         /* there is no code at its address */
    PLAN_DIFFERS_CODE = 1 << 3,           /* there is other code */
    PLAN_DIFFERS_ARTIFACT = 1 << 4,       /* it was made of another one */
    PLAN_DIFFERS_ARGUMENTS = 1 << 5,      /* of its constructor */
    PLAN_DIFFERS_LIBRARIES = 1 << 6,      /* that it is linked to */
    PLAN_DIFFERS_ADDRESS = 1 << 7,        /* it is where CREATE2 would not put it */
    PLAN_DIFFERS_CALL = 1 << 8,           /* of the proxy's initialiser, or of its last upgrade */
    PLAN_DIFFERS_IMPLEMENTATION = 1 << 9, /* the proxy points to another contract */
    PLAN_DIFFERS_UNPROVED = 1 << 10,      /* the lock file does not say that it was proved */
    PLAN_DIFFERS_NEEDS = 1 << 11,         /* an earlier contract that it needs would change */
};
enum { PLAN_DIFFERENCES = 12 };

/* Of the bit 1 << `at`: a word ("unlocked"), and what it means ("not in the lock file"). */
const char *plan_difference_name(size_t at);
const char *plan_difference_text(size_t at);

/* A step, and what lock file and chain have of it. */
struct plan_row {
    struct plan_step *step;             /* at the wished address; all zero where it can be any */
    const struct lock_contract *locked; /* NULL: the lock file has nothing */
    struct buf code;                    /* at the address that was locked */
    uint8_t slot[U256_SIZE];            /* of a proxy there: its implementation */
    unsigned differs;
    struct code_match_result proof; /* of `code`, where it was compared with the artifact */
};

/* Pure. What differs, and the proof, as the lock file, the code and the artifact's runtime code
 * have it; the steps before are judged. Runtime code that does not say where its immutables are
 * makes no difference yet. */
void plan_row_judge(struct plan_row *row, const struct deploy_wish *wish, bool is_same_chain);

struct plan_comparison {
    struct plan plan; /* its steps alone, for the rows */
    bool is_same_chain;
    struct plan_row *rows; /* one a step */
};
void plan_comparison_done(struct plan_comparison *comparison);

struct plan_comparing {
    struct rpc *rpc;
    uint64_t chain_id;
    const struct eth_address *from; /* the creations by that account are simulated; or NULL */
};

/* Compares each contract of the wish with what is at the address that the lock file has. Asks in
 * one request; where an artifact does not say what code it installs, or `from` or a value is given,
 * the creation is simulated in one more (by CREATE2, by `from`, or by who made it as the lock file
 * has it). ERR_USAGE when there is nothing to compare with, ERR_SERVICE when that creation cannot
 * be simulated, or the node does not have the first block; errors of the node as rpc_ask has them.
 */
MUST_CHECK bool plan_compare(const struct plan_comparing *comparing, const struct deploy_wish *wish,
                             struct plan_comparison *out, struct err *e);

/* Nothing would change, and there is something. */
bool plan_is_unchanged(const struct plan_comparison *comparison);

#endif
