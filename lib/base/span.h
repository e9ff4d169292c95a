/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_SPAN_H
#define PHALA_BASE_SPAN_H

#include <stdint.h>

/* Lengths of time for people. Pure. */

enum { SPAN_TEXT = 48 };

/* The two largest units that it has: "21 days", "3 hours 1 minute", "5 seconds"; what is smaller is
 * cut off. Zero-terminated; returns `out`. */
const char *span_format(uint64_t seconds, char out[SPAN_TEXT]);

/* Where `at` lies, seen from `now`, both in seconds: "in 21 days", "3 minutes ago", "now". */
const char *span_relative(int64_t at, int64_t now, char out[SPAN_TEXT]);

#endif
