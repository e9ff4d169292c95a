/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_ELSEWHERE_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_ELSEWHERE_H

#include "cli/context.h"
#include "commands/node_options.h"
#include "deploy/plan.h"

/* Prints the transactions of a plan that can be run, for others to sign: a document in either form;
 * the answer of a run where nothing is to be done. */
MUST_CHECK bool deploy_print_unsigned(const struct context *context, const struct node *node,
                                      const struct deploy_wish *wish, const struct plan *plan,
                                      struct err *e);
MUST_CHECK bool deploy_print_safe(const struct context *context, const struct node *node,
                                  const struct deploy_wish *wish, const struct plan *plan,
                                  struct err *e);

#endif
