/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_POOL_H
#define PHALA_BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* An ordered worker pool: items are worked on by `workers` threads at once and delivered in the
 * order they were read. `next` and `deliver` are called on the caller's thread, one at a time.
 * At most `window` items exist at once. */
struct pool_job {
    unsigned workers;
    size_t window;
    /* The next item, owned by the pool until delivered; `*item` NULL at the end. */
    bool (*next)(void *job, void **item, struct err *e);
    /* Works on one item; `worker` is 0 … workers-1, for state that a thread has to itself. */
    void (*work)(void *job, unsigned worker, void *item);
    /* Takes the item back, in order. False stops the run. */
    bool (*deliver)(void *job, void *item, struct err *e);
    /* Frees an item that is not delivered because the run stopped. */
    void (*drop)(void *item);
    void *job;
};

/* As many workers as there are cores for this process. */
unsigned pool_default_workers(void);

/* Runs until `next` says end. False when `next` or `deliver` failed (or no thread could be made).
 */
MUST_CHECK bool pool_run(const struct pool_job *job, struct err *e);

#endif
