/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_COST_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_COST_H

#include "cli/print.h"
#include "commands/node_options.h"
#include "deploy/plan.h"

/* What a deployment costs, in phala.contract-deploy/1. */

/* Of the network. */
const char *deploy_currency(const struct node *node);

/* Prices, what is taken beside gas (null: taken, and not known), the sums, and the balance. */
void deploy_show_fee(struct printer *p, const struct node *node, const struct plan *plan);

/* What was paid so that the deterministic deployer could be made: zero where nothing was. False
 * when that is beyond 256 bits. */
MUST_CHECK bool deploy_maker_cost(const struct plan *plan, struct u256 *out);

/* "deployer": that it is or was made, and with what; nothing where it was there. */
void deploy_show_maker(struct printer *p, const struct node *node, const struct plan *plan);

#endif
