/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_OWNER_H
#define PHALA_DEPLOY_PLAN_OWNER_H

#include "deploy/plan.h"

/* Asks owner() of the last contract, where its ABI has that; and says whether it is
 * somebody who can do anything with it. */
void owner_ask(struct plan *plan, struct rpc_batch *batch);
void owner_warn(const struct plan *plan, const struct log *warnings);

#endif
