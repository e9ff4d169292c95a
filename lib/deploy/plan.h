/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_H
#define PHALA_DEPLOY_PLAN_H

#include "chain/code_match.h"
#include "deploy/plan_deployer.h"
#include "deploy/plan_upgrade.h"
#include "deploy/wish.h"
#include "rpc/call_question.h"
#include "rpc/cost.h"

/* What a deployment will do, before it does anything. The way of the data: artifacts, arguments and
 * the lock file -> wish -> plan (asks the node) -> a report, a plan file, a Safe batch, unsigned
 * transactions, or a run. */

enum plan_kind {
    PLAN_CREATE,  /* a transaction without receiver */
    PLAN_CREATE2, /* one to the deterministic deployer */
    PLAN_UPGRADE, /* a call of a proxy, or of its admin */
};

enum plan_state {
    PLAN_TO_DO,     /* will be sent */
    PLAN_UNCHANGED, /* is there, as the artifact gives it: nothing is sent */
    PLAN_PENDING,   /* was sent by an earlier run: goes on from there */
};

/* Where the gas of a step comes from. */
enum plan_gas {
    PLAN_GAS_ESTIMATED, /* the node ran it */
    PLAN_GAS_COMPUTED,  /* no node could run it yet: what its size costs, and an allowance */
    PLAN_GAS_GIVEN,
};

/* One contract of it: a library, the contract, its proxy; or the upgrade of that, the last step. In
 * order. */
struct plan_step {
    char *name;  /* in the lock file: "Texts", "Counter", "Counter.proxy" */
    char *title; /* of the item: "deploy Counter" */
    enum plan_kind kind;
    enum plan_state state;
    const struct artifact_file *artifact;
    const struct plan_step *proxy_of;     /* the step of the implementation; NULL: no proxy */
    const struct deploy_proxy *proxy;     /* of such a step */
    const struct deploy_upgrade *upgrade; /* of PLAN_UPGRADE, where it is known what it called */
    char *constructor;                    /* "constructor(uint256)"; of PLAN_UPGRADE the function */
    struct buf arguments;                 /* encoded */
    struct buf init_code;                 /* arguments included */
    struct buf calldata;                  /* of the transaction: init code, or salt and init code */
    struct create_salt salt;              /* of PLAN_CREATE2 */
    struct eth_address address;
    struct buf simulated;     /* runtime code as the node says it will be; empty where it cannot be
                                 known before an earlier step is mined */
    struct rpc_error failure; /* of the simulation: it will be reverted */
    enum plan_gas gas_from;
    uint64_t gas; /* estimate; with the margin in the item */
    struct sender_item item;
    struct buf code;                /* what is at the address: of PLAN_UNCHANGED, and after a run */
    uint8_t slot[U256_SIZE];        /* of a proxy: its implementation, as the code was looked for */
    struct code_match_result proof; /* of that */
    bool is_locked;                 /* the lock file has it already, as it is */
    bool is_own;                    /* the account's creation of that nonce, without a receipt */
    bool is_left;                   /* the journal still has it, though it is done */
    bool is_held;                   /* is not sent with the others, but behind them */
    bool is_kept_back;              /* is not locked before the upgrade is done */
};

struct plan {
    uint64_t chain_id;
    struct keccak256 genesis;
    struct eth_address account;
    struct plan_step *steps;
    size_t n;
    uint64_t block_gas_limit; /* of the latest block */
    struct cost cost;         /* of all steps to do, and of the deployer */
    struct u256 balance;
    struct plan_deployer deployer;
    struct plan_upgrade upgrade; /* of a plan whose last step is PLAN_UPGRADE */
    struct call_question owner;  /* what owner() of the last contract says after a run */
    struct rpc_error why;        /* what one was reverted with that was mined */
    bool depends_on_maker; /* by CREATE2 the constructor sees another msg.sender, to some effect */
};

void plan_done(struct plan *plan);

/* Makes the plan; asks everything in one request, and in a second one what can only be asked when
 * addresses are known. Opens `sender` (rpc, options, chain_id and account are set), whose journal
 * is in the folder `journals`, and which the caller ends in any case. What the lock file says is
 * believed only where the chain agrees. ERR_CONFLICT when a contract of that name was made from
 * another artifact or of other arguments; ERR_UNTRUSTED when at a locked address there is other
 * code than the lock file or the artifact says. Of an upgrade also ERR_NOT_FOUND when there is no
 * proxy, and ERR_REFUSED when it is none that can be upgraded. */
MUST_CHECK bool plan_make(struct sender *sender, const char *journals,
                          const struct deploy_wish *wish, struct plan *out, struct err *e);

/* Whether it can be run as it is: no step is reverted when simulated, sizes, gas within a block and
 * a transaction, the balance and --max-cost. ERR_REFUSED; what is only suspicious is a warning. */
MUST_CHECK bool plan_check(const struct plan *plan, const struct deploy_wish *wish,
                           const struct log *warnings, struct err *e);

/* Steps of that state. */
size_t plan_count(const struct plan *plan, enum plan_state state);

/* Whose the last contract is after a run, as owner() of it says. False where it has none, or where
 * nothing was sent. */
MUST_CHECK bool plan_owner(const struct plan *plan, struct eth_address *out);

/* Runs it: signs and sends all steps, waits, proves what came of them, writes the lock file, and
 * settles the journal, in that order, so that the same command goes on after an interruption at any
 * moment. What was deployed is in the lock file also when a later step failed. An upgrade is sent
 * when what it points to is mined and proved, and is simulated once more before; until it is done
 * the lock file stays as it is, and the journal has the rest. Errors as sender_run; ERR_UNTRUSTED
 * when what is on the chain is not what was sent. `secret` is wiped as soon when there is nothing
 * to do; it is wiped once all is signed. */
MUST_CHECK bool plan_run(struct plan *plan, const struct deploy_wish *wish, struct sender *sender,
                         struct secp256k1_secret *secret, struct err *e);

#endif
