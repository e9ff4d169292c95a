/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_WISH_H
#define PHALA_DEPLOY_WISH_H

#include "chain/create.h"
#include "deploy/artifact_file.h"
#include "deploy/lock_file.h"
#include "rpc/fee.h"

/* What a user wants to have deployed. */

/* A proxy in front of the contract: constructor(address implementation, bytes data). */
struct deploy_proxy {
    const struct artifact_file *artifact;
    struct bytes data; /* calldata of the initialiser; empty: none is called */
    bool is_payable;   /* the initialiser takes value */
};

/* The proxy that the lock file has gets the contract as its new implementation. */
struct deploy_upgrade {
    struct bytes data; /* calldata of what is called with it; empty: nothing is */
    bool is_payable;   /* that takes value */
};

/* What a user wants. Everything is borrowed; the artifacts of the set are linked in place. */
struct deploy_wish {
    struct artifact_set *set; /* libraries first, the contract last */
    const char *name;         /* of the contract in the lock file */
    struct bytes arguments;   /* of its constructor, encoded */
    struct u256 value;        /* for its constructor; for what is called through the proxy */
    const struct deploy_proxy *proxy; /* NULL: none */
    const struct deploy_upgrade
        *upgrade;                   /* NULL: none; `proxy` is then what was deployed, or NULL */
    const struct create_salt *salt; /* by CREATE2; NULL: by CREATE */
    struct fee_wish fee;
    uint64_t gas_limit;          /* of the contract's own creation; 0: as the node estimates */
    const struct u256 *max_cost; /* wei; NULL: whatever it costs */
    bool makes_deployer;         /* the deterministic deployer, where the chain has none */
    bool is_new;                 /* contract and proxy are made anew, whatever the lock file says */
    bool is_op_stack;            /* the chain charges for data on L1 */
    bool is_free;                /* somebody else pays for the transactions: a Safe's owner */
    const char *lock_path;       /* of `lock` */
    struct lock_file *lock;
};

/* What can be said before anything is asked: code that is not linked to anything, a constructor
 * that takes no value, sizes of init and runtime code (EIP-3860, EIP-170). ERR_USAGE, ERR_REFUSED.
 */
MUST_CHECK bool wish_check(const struct deploy_wish *wish, struct err *e);

/* The proxy that is deployed where nobody gives another one (lib/deploy/proxy). */
MUST_CHECK bool proxy_artifact(struct artifact_file *out, struct err *e);

/* An artifact is that one; its text, and the standard JSON that the compiler was given for it. */
bool proxy_is_own(const struct artifact_file *file);
struct bytes proxy_document(void);
void proxy_input(struct buf *out);

#endif
