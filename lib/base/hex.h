/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_HEX_H
#define PHALA_BASE_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Writes 2 × from.left lower-case digits, no zero byte. */
void hex_encode(struct bytes from, char *out);

/* Decodes exactly `n` bytes from exactly 2n digits of either case; a leading "0x" is not a digit.
 * On failure `out` may be partly written. */
MUST_CHECK bool hex_decode(struct text from, uint8_t *out, size_t n);

/* All characters are hex digits, their number is even and not 0. */
bool hex_is(struct text text);

/* The digits behind "0x", where that is in front of them. */
struct text hex_without_0x(struct text text);

#endif
