/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_WALLET_PASSWORD_H
#define PHALA_COMMANDS_WALLET_PASSWORD_H

#include "cli/context.h"
#include "commands/secret_file.h"

/* The password of a new keystore: from `file`, or, where that is NULL, asked for twice; `option` is
 * what gives the file. An empty one is ERR_USAGE. */
MUST_CHECK bool new_password(const struct context *context, const char *file, const char *option,
                             struct secret *out, struct err *e);

#endif
