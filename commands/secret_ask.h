/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_SECRET_ASK_H
#define PHALA_COMMANDS_SECRET_ASK_H

#include "base/secret.h"
#include "cli/context.h"

/* What is asked for, and the option that gives it without asking. */
struct question {
    const char *text;   /* "Password of the keystore" */
    const char *option; /* "--password-file" */
    bool is_new;        /* asked a second time, and not empty */
};

/* Asks on the terminal, without showing what is typed; signals end it, and the terminal is then as
 * it was. ERR_USAGE, naming the option, where nobody may be asked (--no-input, CI) or can be. */
MUST_CHECK bool secret_ask(const struct context *context, const struct question *question,
                           struct secret *out, struct err *e);

#endif
