/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONFIRM_H
#define PHALA_COMMANDS_CONFIRM_H

#include "cli/context.h"

/* Asks on the terminal whether to go on ("Send it? [y/N]"); true for y and yes, and without asking
 * with --yes. ERR_REFUSED for any other answer; ERR_USAGE, naming --yes, where nobody may be asked
 * (--no-input, CI) or can be. */
MUST_CHECK bool confirm(const struct context *context, const char *question, struct err *e);

#endif
