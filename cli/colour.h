/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_COLOUR_H
#define PHALA_CLI_COLOUR_H

#include <stdbool.h>

#include "cli/command.h"

/* Whether a stream is written in colour: --color, then NO_COLOR, CLICOLOR_FORCE or FORCE_COLOR,
 * CLICOLOR=0, and last whether it is a terminal that can (not TERM=dumb). */
bool colour_is_wanted(const char *option, const struct environment *environment, bool is_terminal);

#endif
