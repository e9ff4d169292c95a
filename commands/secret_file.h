/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_SECRET_FILE_H
#define PHALA_COMMANDS_SECRET_FILE_H

#include "base/secret.h"

enum { SECRET_MAX = 4096 };

/* Reads a file with a secret in it, "-" for stdin, into `out`. ERR_DENIED for a file that others
 * may read or write (its mode has more than 0600), and for a terminal, which would show it. */
MUST_CHECK bool secret_file_read(const char *path, struct secret *out, struct err *e);

#endif
