/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BATCH_READER_H
#define PHALA_BATCH_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Lines of an open descriptor, each at most `line_max` bytes, in constant memory. */
struct reader;

struct reader *reader_new(int fd, const char *name, size_t line_max);
void reader_free(struct reader *reader);
AUTO_POINTER(struct reader, reader_free);

/* Appends the next line without its newline to `line`. `*found` is false at the end. A line that is
 * longer than the limit is skipped: then `*too_long`, and nothing is appended. */
MUST_CHECK bool reader_next(struct reader *reader, struct buf *line, bool *found, bool *too_long,
                            struct err *e);

#endif
