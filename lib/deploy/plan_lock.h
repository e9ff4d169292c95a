/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_LOCK_H
#define PHALA_DEPLOY_PLAN_LOCK_H

#include "deploy/lock_turn.h"
#include "deploy/plan.h"

/* A plan and the lock file. */

/* Of the plan's names it has what it had when the wish was made. ERR_CONFLICT: run again. */
MUST_CHECK bool plan_lock_is_current(const struct plan *plan, const struct deploy_wish *wish,
                                     struct err *e);

/* Before something is sent: the names are this process's until `out` ends (see lock_turn.h). */
MUST_CHECK bool plan_lock_claim(const struct plan *plan, const struct deploy_wish *wish,
                                const struct sender *sender, struct lock_claim *out, struct err *e);

/* After that: the lock file is current, and what is to come could be written into it. */
MUST_CHECK bool plan_lock_check(const struct plan *plan, const struct deploy_wish *wish,
                                struct err *e);

/* It is on the chain, and the lock file does not have it so. */
bool plan_is_news(const struct plan_step *step);
bool plan_has_news(const struct plan *plan);

/* Writes down what is news. ERR_CONFLICT, with nothing written, when another run has locked another
 * contract under one of the names since the wish was made. */
MUST_CHECK bool plan_lock(const struct plan *plan, const struct deploy_wish *wish, struct err *e);

#endif
