/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_ACT_H
#define PHALA_STAKE_ACT_H

#include "rpc/cost.h"
#include "stake/deed.h"

/* A change of what the vault has for somebody, from what is wanted to what came of it:
 *   act_open      asks the vault, the account and the journal
 *   act_plan      chooses the calls, of which an earlier run may have sent some
 *   act_rehearse  has the node try them, and says what would come of it, and what it costs
 *   act_run       sends them, waits, and says what came of it
 * Between the last two the caller shows it to people. Nothing here is printed or asked of them. */

enum { ACT_CALLS = 2 };

/* What it may cost. */
struct act_limits {
    struct fee_wish fee;
    uint64_t gas_limit;          /* of each transaction; 0: the node's estimate, and a fifth */
    const struct u256 *max_cost; /* in wei; NULL: whatever it costs */
};

/* What comes of it: foreseen by act_rehearse, and as it was after act_run. Where the second does
 * not find it in the events of the vault, it is not there. */
struct act_outcome {
    bool has_given, has_gained;
    struct u256 given, gained; /* in the units of the deed */
    bool has_time;
    instant claimable_from; /* of the request that is made, or cancelled */
};

struct stake_act {
    /* The caller's. */
    const struct stake_deed *deed;
    struct stake *stake;   /* vault and token are chosen */
    struct rpc *rpc;       /* a node of the chain */
    struct sender *sender; /* rpc, options, chain_id, account; NULL: it is tried, and not sent */
    uint64_t chain_id;
    bool is_op_stack;
    const char *currency; /* "ETH" */
    struct act_limits limits;
    const struct log *warnings;
    /* What is to be done, in order: by act_plan. */
    struct stake_wish wish;
    struct sender_item items[ACT_CALLS]; /* `data` is that of `calls` */
    struct call calls[ACT_CALLS];
    size_t n;
    bool goes_on; /* an earlier run has sent it: there is nothing to rehearse any more */
    /* What comes of it. */
    struct abi errors; /* of the vault */
    struct cost cost;  /* by act_rehearse */
    struct buf answer; /* what the last call would return; empty where no node could say */
    struct act_outcome outcome;
    struct rpc_error why; /* what it would be reverted with, or was */
};
void stake_act_done(struct stake_act *act);

/* Asks everything in one request, and opens the sender, whose journal is in the folder `journals`;
 * the caller ends it in any case. Errors as stake_read and sender_open. */
MUST_CHECK bool act_open(struct stake_act *act, const struct stake_people *people,
                         const char *journals, struct err *e);

/* Errors are the deed's: ERR_USAGE for an amount that is none, ERR_REFUSED for one of nothing. An
 * approval of an earlier run that was not seen through goes out of the journal (ERR_IO) when what
 * it was for was not sent: whether it is still there, the allowance says. */
MUST_CHECK bool act_plan(struct stake_act *act, const struct stake_wish *wish, struct err *e);

/* For a plan that does not go on. ERR_REFUSED for what would be reverted, what would come to
 * nothing, what the account cannot pay, and what costs more than it may; it is one request. */
MUST_CHECK bool act_rehearse(struct stake_act *act, struct err *e);

/* Errors as sender_run; `secret` is wiped once all is signed. Entries of the journal are gone when
 * it succeeds, but for those that were not waited for. The receipts are the items'; whether it is
 * mined act_is_mined says. */
MUST_CHECK bool act_run(struct stake_act *act, struct secp256k1_secret *secret, struct err *e);

bool act_is_mined(const struct stake_act *act);

/* What it has cost, in wei; false when a receipt is not there. */
MUST_CHECK bool act_paid(const struct stake_act *act, struct u256 *out);

#endif
