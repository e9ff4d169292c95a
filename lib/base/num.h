/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_NUM_H
#define PHALA_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Checked arithmetic: false on overflow, the output stays as it was. */
MUST_CHECK bool num_add(size_t a, size_t b, size_t *out);
MUST_CHECK bool num_mul(size_t a, size_t b, size_t *out);

/* Strict decimal: digits only, no sign, no leading zero, not empty, at most `max`. */
MUST_CHECK bool num_parse(struct text text, uint64_t max, uint64_t *out);

#endif
