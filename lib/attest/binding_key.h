/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_BINDING_KEY_H
#define PHALA_ATTEST_BINDING_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "crypto/secp256k1.h"

enum { KEY_FORMS = 5, SEC1_POINT_SIZE = 1 + SECP256K1_KEY_SIZE };

/* One and the same public key in all the ways that it is written: as given; what is in its
 * SubjectPublicKeyInfo; a point as X then Y, with 04 before it, and (secp256k1) compressed. */
struct key_forms {
    struct bytes at[KEY_FORMS];
    size_t n;
    uint8_t sec1[SEC1_POINT_SIZE];
    uint8_t point[SECP256K1_KEY_SIZE];
    uint8_t compressed[SECP256K1_COMPRESSED_SIZE];
};

/* Views into `key` and `forms` itself, which must not be moved. */
void key_forms_of(struct bytes key, struct key_forms *forms);

#endif
