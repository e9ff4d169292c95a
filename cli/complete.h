/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_COMPLETE_H
#define PHALA_CLI_COMPLETE_H

#include <stddef.h>

#include "base/buf.h"
#include "cli/command.h"

/* Appends what can stand for the last of `words` (what is typed so far of it; the others are
 * whole): one candidate a line, "candidate<TAB>description". A line ":files" asks the shell for
 * file names. Never fails and never looks at the network. */
void complete_write(const struct command *root, size_t n, const char *const *words,
                    struct buf *out);

/* The completion script of a shell ("bash", "zsh", "fish"), or NULL. The scripts ask the program
 * for candidates, so they never go stale. */
const char *complete_script(const char *shell);

extern const char *const complete_shells[];

#endif
