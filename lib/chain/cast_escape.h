/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_CAST_ESCAPE_H
#define PHALA_CHAIN_CAST_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

/* cast shows this character of a text as \u{…}; others as they are, or behind a backslash. */
bool cast_escapes(uint32_t code_point);

#endif
