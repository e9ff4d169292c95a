/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_ADOPT_H
#define PHALA_DEPLOY_ADOPT_H

#include "deploy/plan.h"

/* A contract that others have sent, of a wish: it is proved where it is, and goes into the lock
 * file. Nothing is sent. */

enum { ADOPT_NONCES = 1000 /* of the account, the last ones, that are tried */ };

struct adoption {
    struct rpc *rpc;
    uint64_t chain_id;
    struct eth_address address;     /* of the contract; of its proxy where the wish has one */
    const struct eth_address *from; /* who created it; NULL: that is not said */
    const struct log *warnings;
};

/* Proves the code there, and for a proxy that of what its implementation slot names: by CREATE2 the
 * address follows from salt and init code, and the simulated creation by the deterministic deployer
 * has to install it; else with `from` that by this account; else it is the artifact's runtime code
 * but for its gaps. A creation is simulated with the wish's value. Writes down what the lock file
 * does not have so; deployer and nonce where the address is that of one of the account's last
 * ADOPT_NONCES creations, and no transaction. The plan is for the report: all of it is
 * PLAN_UNCHANGED, and what was locked before is_locked. What no code shows, such as what the
 * constructor has stored, is as the wish has it.
 *
 * ERR_NOT_FOUND when there is no code at an address; ERR_UNTRUSTED when there is other code, no
 * proxy, or what another salt or init code gives; ERR_CONFLICT when the lock file has the name with
 * another address or made of something else, without is_new; ERR_USAGE when a library is not given,
 * or there is nothing to compare with. */
MUST_CHECK bool plan_adopt(const struct adoption *adoption, const struct deploy_wish *wish,
                           struct plan *out, struct err *e);

#endif
