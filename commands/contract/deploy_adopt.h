/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_ADOPT_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_ADOPT_H

#include "commands/contract/deploy_verify.h"

/* `contract deploy --at`: what others have sent is proved where it is, and locked (deploy/adopt.h);
 * phala.contract-deploy/1, with the state "adopted". */
MUST_CHECK bool deploy_adopt(const struct context *context, const struct deploy_args *args,
                             const struct deploy_inputs *inputs, const struct node *node,
                             struct err *e);

/* Tells how it goes on with transactions that were printed to be signed elsewhere. */
void deploy_tell_next(const struct context *context, const struct plan *plan);

#endif
