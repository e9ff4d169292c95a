/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_HEX_ARGUMENT_H
#define PHALA_COMMANDS_HEX_ARGUMENT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/macro.h"

/* Reads bytes that a command line gives in hex, with or without 0x (nothing is written 0x), or as
 * @FILE, in a file of the same, with white space around it; - is stdin. They are appended to `out`,
 * whose cap they are held to. `name` ("option '--data'") begins every message. ERR_USAGE for what
 * is wrong on the command line, ERR_MALFORMED in a file, which may also not be read. */
MUST_CHECK bool hex_argument(const char *name, const char *text, struct buf *out, struct err *e);

#endif
