/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_UPGRADE_STEP_H
#define PHALA_DEPLOY_UPGRADE_STEP_H

#include "deploy/plan_parts.h"

/* For the files that make and run a plan: its last step, where that is the upgrade of a proxy. */

/* upgrade_decide.c */

/* Whether the proxy is there and is the one that is meant, before anything else is decided. */
MUST_CHECK bool upgrade_target(const struct plan_making *making, struct err *e);

/* Whether what stands behind the proxy, and not by the lock file, is the contract already, to the
 * last byte: then address, code and proof of the step are set. */
MUST_CHECK bool upgrade_find(const struct plan_making *making, struct plan_step *step,
                             bool *is_there, struct err *e);

/* State, way and transaction of the upgrade; the steps before are decided. */
MUST_CHECK bool upgrade_decide(const struct plan_making *making, struct plan_step *step,
                               struct err *e);

/* upgrade_try.c: runs it behind what comes before it, without sending anything. What the node
 * cannot do is not an error. */
MUST_CHECK bool upgrade_simulate(const struct plan_making *making, struct err *e);

/* What it takes when that is not known. */
uint64_t upgrade_gas(const struct plan_step *step);

/* upgrade_prove.c: before the upgrade is sent, that what it points to is there as it was sent;
 * after it is mined, that this is what the proxy has, so that it may be locked. ERR_UNTRUSTED. */
MUST_CHECK bool upgrade_prove_ahead(struct plan *plan, struct rpc *rpc, struct err *e);
MUST_CHECK bool upgrade_prove(struct plan *plan, struct rpc *rpc, struct err *e);

#endif
