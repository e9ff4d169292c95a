/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_ENVIRONMENT_H
#define PHALA_CLI_ENVIRONMENT_H

#include "cli/command.h"

/* Reads the environment: the one place that does. Texts are the process'. */
struct environment environment_read(void);

/* Columns of the terminal behind a descriptor; 0 when it is none. */
unsigned environment_width(const struct environment *environment, int fd);

/* The locale says that characters are UTF-8. */
bool environment_is_utf8(const struct environment *environment);

#endif
