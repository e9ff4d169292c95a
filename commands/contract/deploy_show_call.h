/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_SHOW_CALL_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_SHOW_CALL_H

#include "cli/print.h"
#include "deploy/plan.h"

/* Members of the record of a step. */

/* Who is called for an upgrade, and what that changes. */
void deploy_show_upgrade(struct printer *p, const struct plan *plan, const struct plan_step *step);

/* What will be sent, byte for byte: in JSON alone. */
void deploy_show_calldata(struct printer *p, const struct plan_step *step);

/* Whose it is after a run: of the last step, where that has an owner. */
void deploy_show_owner(struct printer *p, const struct plan *plan, const struct plan_step *step);

#endif
