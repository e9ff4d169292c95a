/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_SHOW_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_SHOW_H

#include "commands/contract/deploy_verify.h"

/* phala.contract-deploy/1. */

/* What would be done; `failure` says why it would fail (NULL: it would not). */
MUST_CHECK bool deploy_show_plan(struct printer *p, const struct node *node,
                                 const struct plan *plan, const struct err *failure, struct err *e);

/* Whether something was sent that was not seen in a block: the answer is then EXIT_TIMEOUT, and a
 * warning says that it is not in the lock file, and how to go on. */
bool deploy_tell_open(const struct context *context, const struct plan *plan);

/* What was done; `verification` may be NULL. */
MUST_CHECK bool deploy_show_run(struct printer *p, const struct node *node, const struct plan *plan,
                                const struct deploy_verification *verification, struct err *e);

#endif
