/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_RUN_H
#define PHALA_CLI_RUN_H

#include <signal.h>

#include "base/buf.h"
#include "cli/command.h"

/* Runs one command line (without the program's name) and returns the exit code. The answer goes to
 * stdout, everything else to stderr. */
int run(const struct program *program, size_t n, const char *const *words,
        const volatile sig_atomic_t *interrupted);

/* What a command line that was run inside another command came to. */
struct captured {
    struct buf *output; /* its answer, as text, or its error, is appended */
    enum exit_code answer;
};

/* Runs a command line from inside another command. False only when it cannot be run at all. */
MUST_CHECK bool run_captured(const struct context *outer, size_t n, const char *const *words,
                             struct captured *captured, struct err *e);

#endif
