/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BATCH_BATCH_H
#define PHALA_BATCH_BATCH_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "batch/judge.h"

#define BATCH_LINE_MAX MIB

struct batch {
    int fd;           /* JSON lines */
    const char *name; /* of the descriptor, for messages */
    unsigned jobs;    /* threads; 1 or more */
    const struct judge_defaults *defaults;
    const volatile sig_atomic_t *interrupted;
    /* Takes the answers to some lines, each with its newline; false stops the run. */
    bool (*write)(void *where, struct bytes answers, struct err *e);
    void *where;
};

/* How many lines became what. */
struct batch_counts {
    size_t of[LINE_RESULTS];
};

/* Judges all lines on `jobs` threads and writes the answers in the order of the lines, in constant
 * memory. Blank lines are passed over. False when reading or writing fails. */
MUST_CHECK bool batch_run(const struct batch *batch, struct batch_counts *counts, struct err *e);

#endif
