/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_TRANSACT_H
#define PHALA_RPC_TRANSACT_H

#include "rpc/cost.h"

/* Calls a function of a contract in a transaction: it is asked about, simulated and counted before,
 * all in one request; then sent and waited for. */

struct transact {
    /* The caller's: the chain, ... */
    struct rpc *rpc;
    uint64_t chain_id;
    const char *chain;    /* its name: "phala-l2" */
    const char *currency; /* what gas is paid in: "ETH" */
    bool is_op_stack;
    /* ... who sends, and how, ... */
    struct eth_address account;
    const char *journals;                 /* their folder; NULL: there is no place for it */
    const struct sender_options *options; /* `warnings` is for a dry run, too */
    struct fee_wish wish;
    uint64_t gas_limit;          /* 0: the node's estimate, and a fifth if not wish.as_cast */
    const uint64_t *nonce;       /* of transact_try; NULL: the one that it would have now */
    const struct u256 *max_cost; /* in wei; NULL: whatever it costs */
    /* ... and what. */
    struct sender_item item; /* step, to, value and data; without data it is a transfer */
    const struct abi *abi;   /* of the contract, for reasons of reverts; or NULL */
    /* What comes of it. */
    struct cost cost;
    uint64_t gas; /* the node's estimate; 0 with a gas limit */
    struct u256 balance;
    struct buf answer;    /* of transact_try: what it would return */
    struct rpc_error why; /* of one that is reverted, or would be */
};
void transact_done(struct transact *transact);

/* Sends it. False with ERR_NOT_FOUND when there is no contract at the address and it is no
 * transfer; ERR_REFUSED when it would be reverted, with the reason, when it may cost more than
 * max_cost or than the account has, and as sender_run; ERR_SERVICE, ERR_NETWORK and so on when the
 * node cannot be asked. An earlier run of the same that did not end is gone on with: it is not
 * simulated again. `secret` is the account's, and wiped once it is signed. */
MUST_CHECK bool transact_run(struct transact *transact, struct secp256k1_secret *secret,
                             struct err *e);

/* What transact_run would do. Nothing is locked, written or sent. Where it is free others pay for
 * it, and neither gas nor fees are counted. */
MUST_CHECK bool transact_try(struct transact *transact, bool is_free, struct err *e);

#endif
