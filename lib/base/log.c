/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

enum { LINE_CAP = 1024 };

void log_line(const struct log *log, const char *format, ...)
{
    if (log == NULL || log->line == NULL) {
        return;
    }
    char text[LINE_CAP];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    log->line(log->where, text);
}
