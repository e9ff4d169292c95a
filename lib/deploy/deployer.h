/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_DEPLOYER_H
#define PHALA_DEPLOY_DEPLOYER_H

#include "deploy/plan.h"
#include "rpc/l1_fee.h"

/* The deterministic deployer (github.com/Arachnid/deterministic-deployment-proxy), and how it comes
 * to a chain: by a transaction of an account that nobody has the key of. It has no chain id, so
 * that it is the same everywhere, and makes the first contract of that account. */

/* 0x3fab184622dc19b6109349b94811493bf2a45362: whose transaction it is, and who pays for it. */
extern const struct eth_address deployer_maker;

/* The signed transaction. */
struct bytes deployer_transaction(void);

/* What the journal calls the payment to its maker. */
extern const char deployer_funding[];

/* The code that it leaves. */
struct bytes deployer_code(void);

/* The code at the address of the deterministic deployer is its own. */
bool deployer_is_there(struct bytes code);

/* What is to be known before it can be made. */
struct deployer_answers {
    struct buf code;     /* at its address */
    struct u256 balance; /* of its maker */
    uint64_t used;       /* its maker's nonce */
    uint64_t gas;        /* of a transfer to its maker; 0: not known */
    struct rpc_error gas_error;
    struct l1_fee_answers l1_fee; /* of its transaction */
};
void deployer_answers_done(struct deployer_answers *answers);

/* Asks for its code alone, or for all of it, where the wish makes it. */
void deployer_ask(const struct plan *plan, const struct deploy_wish *wish,
                  struct deployer_answers *out, struct rpc_batch *batch);

/* Pure. Whether the wish's deployer is missing, and what making it takes: sets plan->deployer, of
 * which funds are what its maker lacks, 0.01 ether and twice what the chain takes beside gas. The
 * plan's fee is known. False when that is beyond 256 bits. */
MUST_CHECK bool deployer_decide(struct plan *plan, const struct deploy_wish *wish,
                                const struct deployer_answers *answers,
                                const struct operator_fee_answers *operator_fee);

/* ERR_REFUSED when it is not there and is not or cannot be made. */
MUST_CHECK bool deployer_check(const struct plan *plan, struct err *e);

/* Makes it, unless it is there: pays its maker, by the sender, and publishes the transaction. Both
 * are waited for. A node that does not take a transaction without a chain id is ERR_REFUSED, before
 * anything is paid. Safe to interrupt: what was paid is in the journal until it is mined, then on
 * the chain. Errors as sender_run; ERR_UNTRUSTED when there is other code in the end. */
MUST_CHECK bool deployer_make(struct plan *plan, struct sender *sender,
                              const struct secp256k1_secret *secret, struct err *e);

#endif
