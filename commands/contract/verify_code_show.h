/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_VERIFY_CODE_SHOW_H
#define PHALA_COMMANDS_CONTRACT_VERIFY_CODE_SHOW_H

#include "cli/print.h"
#include "commands/node_options.h"
#include "deploy/artifact_file.h"
#include "deploy/code_check.h"

/* The answer of `contract verify-code`: schema phala.verify-code/1. */
void verify_code_show(struct printer *p, const struct node *node, const struct artifact_file *file,
                      const struct code_question *question, const struct code_check *check);

#endif
