/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_CLOCK_H
#define PHALA_BASE_CLOCK_H

#include "base/instant.h"

/* The system's wall clock, in UTC. */
instant clock_now(void);

/* Milliseconds that only grow, for measuring and waiting. */
int64_t clock_monotonic_ms(void);

/* Sleeps at least `ms`, or until a signal arrives. */
void clock_sleep_ms(int64_t ms);

#endif
