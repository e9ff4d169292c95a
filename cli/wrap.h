/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_WRAP_H
#define PHALA_CLI_WRAP_H

#include <stddef.h>

#include "base/buf.h"

enum { HELP_WIDTH = 80 };

/* Appends words so that no line is longer than HELP_WIDTH; the first line goes on where the buffer
 * stands at `column`, later ones are indented by `indent`. Empty lines in the text stay; a line
 * that begins with a space is kept as it is. Ends in a newline. */
void wrap_text(struct buf *out, const char *text, size_t column, size_t indent);

#endif
