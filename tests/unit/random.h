/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_UNIT_RANDOM_H
#define PHALA_TESTS_UNIT_RANDOM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/num.h"

/* Numbers for random tests (xorshift64*). */
struct random_source {
    uint64_t state;
};

/* Starts from $PHALA_SEED, or from the clock, and prints the seed so that a failure can be had
 * again. */
static inline struct random_source random_start(void)
{
    uint64_t seed = 0;
    const char *given = getenv("PHALA_SEED");
    if (given == NULL || !num_parse(text_of(given), UINT64_MAX, &seed)) {
        struct timespec now = {0};
        (void)clock_gettime(CLOCK_REALTIME, &now);
        seed = (uint64_t)now.tv_nsec * 1000003 + (uint64_t)now.tv_sec + (uint64_t)getpid();
    }
    (void)fprintf(stderr, "PHALA_SEED=%llu\n", (unsigned long long)seed);
    return (struct random_source){seed != 0 ? seed : 1};
}

static inline uint64_t random_next(struct random_source *r)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return r->state * 0x2545f4914f6cdd1dU;
}

/* 0 … below - 1 */
static inline size_t random_below(struct random_source *r, size_t below)
{
    return (size_t)((random_next(r) >> 16) % below);
}

static inline void random_fill(struct random_source *r, uint8_t *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (uint8_t)(random_next(r) >> 32);
    }
}

#endif
