/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_MAN_H
#define PHALA_CLI_MAN_H

#include "base/buf.h"
#include "cli/command.h"

/* Calls `each` for the root and every command below it that is not hidden. */
void man_walk(const struct command *root,
              void (*each)(void *state, const struct command *command, struct text name),
              void *state);

/* Appends the name of a command's page: "phala-quote-show.1" for "phala quote show". */
void man_page_name(struct text command_name, struct buf *out);

/* Appends a line of plain text as roff; each sentence begins on a line of its own. */
void man_line(const char *text, struct buf *out);

/* Appends the manual page of a command as mdoc, from its table. */
void man_write(const struct command *command, struct text name, struct buf *out);

#endif
