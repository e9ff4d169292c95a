/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "crypto/equal.h"

Test(equal, only_the_same_is)
{
    uint8_t a[48];
    uint8_t b[48];
    for (size_t i = 0; i < sizeof a; i++) {
        a[i] = b[i] = (uint8_t)i;
    }
    cr_expect(equal_bytes(BYTES_OF(a), BYTES_OF(b)));
    for (size_t i = 0; i < sizeof a; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            b[i] ^= (uint8_t)(1U << bit);
            cr_expect(!equal_bytes(BYTES_OF(a), BYTES_OF(b)));
            b[i] ^= (uint8_t)(1U << bit);
        }
    }
}

Test(equal, length_counts)
{
    const uint8_t zeros[4] = {0};
    cr_expect(!equal_bytes(bytes_of(zeros, 3), bytes_of(zeros, 4)));
    cr_expect(!equal_bytes(bytes_of(zeros, 0), bytes_of(zeros, 1)));
    cr_expect(equal_bytes(bytes_of(zeros, 0), bytes_of(NULL, 0)));
    cr_expect(equal_bytes(bytes_of(NULL, 0), bytes_of(NULL, 0)));
}
