/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_HELP_H
#define PHALA_CLI_HELP_H

#include "base/buf.h"
#include "cli/command.h"

/* Appends the help of a command, from its table; `name` is the whole one ("phala quote show"). */
void help_write(const struct command *command, struct text name, struct buf *out);

/* Appends "phala verify [OPTIONS] EVIDENCE". */
void help_write_usage(const struct command *command, struct text name, struct buf *out);

/* Appends "-o, --output FILE"; `aligned` leaves room for a letter that is not there. */
void help_write_option(const struct option *option, bool aligned, struct buf *out);

#endif
