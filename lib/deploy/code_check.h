/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_CODE_CHECK_H
#define PHALA_DEPLOY_CODE_CHECK_H

#include "chain/code_match.h"
#include "chain/eip1967.h"
#include "rpc/ask.h"

/* What is at an address of a chain, held against an artifact. */

struct code_question {
    const struct artifact *artifact;
    struct eth_address address;
    bool is_behind;                     /* not the proxy there, but what it runs */
    const struct eth_address *deployer; /* who created it; NULL: the creation is not simulated */
    struct bytes init_code;             /* of the creation, with arguments */
    struct u256 value;                  /* that is sent along with it */
};

/* What it was compared with. */
enum code_evidence {
    CODE_BY_NOTHING,    /* there was nothing to compare with, or all of it was a gap */
    CODE_BY_SIMULATION, /* what the creation installs: every byte */
    CODE_BY_ARTIFACT,   /* the artifact's runtime code, but for its gaps */
};

struct code_check {
    bool has_slot[EIP1967_SLOTS]; /* of the address: it is a proxy */
    struct eth_address slots[EIP1967_SLOTS];
    struct eth_address target; /* the address itself, or what is behind it */
    struct buf code;           /* at the target */
    struct buf simulated;      /* what the creation would install */
    char *failure;             /* why the creation could not be simulated; or NULL */
    enum code_evidence evidence;
    struct code_match_result result;
    struct code_match_result by_artifact; /* where the artifact has runtime code */
    struct code_gaps gaps;                /* of `result`: what was not compared */
};
void code_check_done(struct code_check *check);

/* Any of the slots has an address. */
bool code_check_is_proxy(const struct code_check *check);

/* Asks, in one request unless `is_behind`, and compares. Where the address is that of one of the
 * deployer's transactions, the creation is simulated as that transaction, at that address; where it
 * is not (CREATE2), or where the node does not take that, elsewhere (see code_match_moved).
 * ERR_NOT_FOUND when there is no code, or no implementation behind the address. Errors of the node
 * as rpc_ask has them, but for those of the simulation. */
MUST_CHECK bool code_check_run(struct rpc *rpc, const struct code_question *question,
                               struct code_check *out, struct err *e);

#endif
