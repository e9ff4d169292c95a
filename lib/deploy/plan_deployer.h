/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_DEPLOYER_H
#define PHALA_DEPLOY_PLAN_DEPLOYER_H

#include "rpc/sender.h"

/* What a plan by CREATE2 knows of the contract that it goes through. */

enum plan_deployer_state {
    PLAN_DEPLOYER_THERE,  /* or not needed */
    PLAN_DEPLOYER_ABSENT, /* and not made */
    PLAN_DEPLOYER_TO_DO,
    PLAN_DEPLOYER_OTHER, /* other code is at its address */
    PLAN_DEPLOYER_USED,  /* the transaction that makes it is behind, and it is not there */
};

struct plan_deployer {
    enum plan_deployer_state state;
    struct sender_item funding; /* of whoever makes it; value zero: that has enough */
    uint64_t gas;               /* of the funding, an estimate */
    struct rpc_receipt receipt; /* after a run: of the transaction that made it */
};

#endif
