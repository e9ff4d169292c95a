/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_UNIT_CODEC_DER_CASES_H
#define PHALA_TESTS_UNIT_CODEC_DER_CASES_H

#include <criterion/criterion.h>

#include "base/hex.h"

enum { SPACE = 128 };

/* The bytes that the hex says, in `space`. */
static inline struct bytes from_hex(const char *hex, uint8_t space[SPACE])
{
    size_t n = strlen(hex) / 2;
    cr_assert(n <= SPACE && hex_decode(text_of(hex), space, n), "%s", hex);
    return bytes_of(space, n);
}

/* The reader says what is expected, and leaves the cursor alone when it refuses. */
#define CHECK_READER(call, want, hex)                                                              \
    do {                                                                                           \
        size_t before_ = from.left;                                                                \
        cr_expect_eq((call), (want), "%s", (hex));                                                 \
        cr_expect_eq(from.left, (want) ? 0 : before_, "%s", (hex));                                \
    } while (0)

#endif
