/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_LOG_H
#define PHALA_BASE_LOG_H

#include "base/macro.h"

/* A sink for what happens on the way (requests, retries, cache hits). The library writes to it and
 * never prints; a zeroed one drops everything. */
struct log {
    void (*line)(void *where, const char *text);
    void *where;
};

void log_line(const struct log *log, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
