/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_RETRY_H
#define PHALA_HTTP_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/instant.h"
#include "base/macro.h"
#include "base/text.h"

/* When a request that failed is made again. Pure: time and chance are arguments. */

enum {
    RETRY_ATTEMPTS = 4,                /* the first one and three more */
    RETRY_FIRST_MS = 200,              /* doubles each time */
    RETRY_AFTER_LONGEST_MS = 30 * 1000 /* who asks for more is not waited for */
};

struct retry {
    unsigned attempt;       /* how many were made: 1, 2, … */
    int64_t retry_after_ms; /* what the service asked for; -1: nothing */
    int64_t left_ms;        /* of the timeout */
    uint32_t random;        /* half of the wait is by chance */
};

/* How long to wait before the next attempt; false when there is to be none. */
MUST_CHECK bool retry_wait(const struct retry *retry, int64_t *wait_ms);

/* A status that may pass: 429 and 5xx, but not 501 and 505. */
bool retry_is_status(long status);

/* The value of a Retry-After header (RFC 9110 section 10.2.3: seconds or a date) in milliseconds
 * from `now`; -1 when it is neither. A date in the past is 0. */
int64_t retry_after_ms(struct text value, instant now);

#endif
