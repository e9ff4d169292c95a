/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_CHECK_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_CHECK_H

#include "commands/contract/deploy_options.h"

/* `contract deploy --check`: whether it would change anything (deploy/plan_difference.h);
 * phala.contract-deploy/1, with "check". The answer is EXIT_NO where it would. */
MUST_CHECK bool deploy_check(const struct context *context, const struct deploy_args *args,
                             const struct deploy_inputs *inputs, const struct node *node,
                             struct err *e);

#endif
