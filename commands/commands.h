/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_COMMANDS_H
#define PHALA_COMMANDS_COMMANDS_H

#include "cli/command.h"

/* One table a command, each in the file of its name. */
extern const struct command command_collateral_fetch;
extern const struct command command_collateral_show;
extern const struct command command_completion;
extern const struct command command_explain;
extern const struct command command_help;
extern const struct command command_hidden_complete;
extern const struct command command_hidden_describe;
extern const struct command command_hidden_man;
extern const struct command command_policy_check;
extern const struct command command_policy_init;
extern const struct command command_quote_show;
extern const struct command command_tour;
extern const struct command command_verify;

#endif
