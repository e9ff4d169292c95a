/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_CRYPTO_VECTORS_H
#define PHALA_TESTS_CRYPTO_VECTORS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Every different PEM chain (a run of certificates with nothing but white space between them) in
 * the quotes and collateral of the vectors' folder. */
struct vectors {
    char **chains;
    size_t n;
};

/* False when the folder is not there. */
bool vectors_read(struct vectors *out);
void vectors_done(struct vectors *vectors);

#endif
