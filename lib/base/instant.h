/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_INSTANT_H
#define PHALA_BASE_INSTANT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* A point in time in seconds since 1970-01-01T00:00:00Z, leap seconds not counted. Pure: the clock
 * is read in base/clock.h alone. */
typedef int64_t instant;

enum { INSTANT_TEXT = 32 };

/* 9999-12-31T23:59:59Z, the last one that can be written. */
#define INSTANT_MAX ((instant)253402300799)

struct civil {
    unsigned year, month, day, hour, minute, second;
};

/* False for what the proleptic Gregorian calendar or the clock does not have (second 60 too). */
MUST_CHECK bool instant_from_civil(const struct civil *civil, instant *out);

/* Exactly YYYY-MM-DDThh:mm:ssZ, the form of Intel's collateral. */
MUST_CHECK bool instant_parse_zulu(struct text text, instant *out);

/* What a user writes: RFC 3339 with Z or an offset (a fraction of a second is refused), or Unix
 * seconds. */
MUST_CHECK bool instant_parse(struct text text, instant *out);

/* YYYY-MM-DD, the start of that day in UTC. */
MUST_CHECK bool instant_parse_date(struct text text, instant *out);

/* "2026-01-02T03:04:05Z"; instants before year 0 or after 9999 are written as plain seconds. */
const char *instant_format(instant at, char out[INSTANT_TEXT]);

#endif
