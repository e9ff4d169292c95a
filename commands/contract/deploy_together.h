/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_TOGETHER_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_TOGETHER_H

#include "commands/contract/deploy_options.h"

/* ERR_USAGE for options of `contract deploy` that do not go together: nothing on a command line is
 * ignored. */
MUST_CHECK bool deploy_together(const struct deploy_args *args, struct err *e);

#endif
