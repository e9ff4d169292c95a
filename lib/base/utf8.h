/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_UTF8_H
#define PHALA_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

/* Length (1 to 4) of the well-formed sequence at the start (no overlong forms, no surrogates, at
 * most U+10FFFF), or 0. */
size_t utf8_sequence(struct text text);

/* The same, and the code point where it is not 0. */
size_t utf8_code_point(struct text text, uint32_t *out);

bool utf8_is_valid(struct text text);

#define UTF8_REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* Appends the text with U+FFFD for each longest part of a sequence that is not whole (Unicode 15,
 * 3.9, "U+FFFD substitution of maximal subparts"). */
void utf8_replace(struct text text, struct buf *out);

/* Appends text from outside so that a terminal can show it: control characters (C0, DEL, C1) and
 * bytes that are not UTF-8 become \xNN; so do separators of lines and what turns the direction of
 * writing. */
void utf8_escape(struct text text, struct buf *out);

#endif
