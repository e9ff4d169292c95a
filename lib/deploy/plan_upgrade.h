/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_UPGRADE_H
#define PHALA_DEPLOY_PLAN_UPGRADE_H

#include "crypto/secp256k1.h"

/* What a plan knows of the upgrade of a proxy. */

/* Who is called for it, and how. */
enum upgrade_way {
    UPGRADE_CALL,       /* upgradeToAndCall(address,bytes) of the proxy: UUPS (ERC-1822) */
    UPGRADE_PLAIN,      /* upgradeTo(address) of the proxy: UUPS before OpenZeppelin 5 */
    UPGRADE_ADMIN_CALL, /* upgradeAndCall(address,address,bytes) of its ProxyAdmin */
    UPGRADE_ADMIN_PLAIN /* upgrade(address,address) of a ProxyAdmin before OpenZeppelin 5 */
};
enum { UPGRADE_WAYS = UPGRADE_ADMIN_PLAIN + 1 };

/* Whether the new implementation can be upgraded again, behind a proxy where that is its matter. */
enum upgrade_fit {
    UPGRADE_FIT_UNKNOWN, /* the node could not say so before it is there */
    UPGRADE_FITS,
    UPGRADE_FIT_NONE,  /* it has no proxiableUUID() */
    UPGRADE_FIT_OTHER, /* which names another slot */
};

struct plan_upgrade {
    enum upgrade_way way;
    struct eth_address before; /* the implementation that the proxy has now */
    struct eth_address admin;  /* of the ways that go through one */
    bool has_owner;
    struct eth_address owner; /* what owner() of the proxy, or of its admin, says */
    bool was_simulated;       /* together with what is deployed before it */
    enum upgrade_fit fit;
};

#endif
