/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_DESCRIBE_H
#define PHALA_CLI_DESCRIBE_H

#include "base/buf.h"
#include "cli/command.h"

/* Appends the whole tree of commands as one JSON document, with names after the UAPI group's draft
 * for the introspection of command lines (version 0.0; conformance is not promised). */
void describe_write(const struct command *root, struct buf *out);

#endif
