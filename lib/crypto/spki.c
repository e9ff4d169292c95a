/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/spki.h"

#include "base/err.h"
#include "codec/der.h"

enum { UNCOMPRESSED_POINT = 4 };

/* AlgorithmIdentifier of id-ecPublicKey with prime256v1, whole. */
static const uint8_t p256_algorithm[] = {0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                         0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
                                         0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};

static bool take_key(struct bytes *from, struct p256_key *out)
{
    struct bytes info;
    struct bytes point;
    uint8_t unused = 0;
    uint8_t form = 0;
    return der_element(from, DER_SEQUENCE, &info) &&
           bytes_expect(&info, p256_algorithm, sizeof p256_algorithm) &&
           der_bits(&info, &point, &unused) && unused == 0 && bytes_end(info) &&
           bytes_u8(&point, &form) && form == UNCOMPRESSED_POINT && point.left == P256_PUBLIC_KEY &&
           bytes_copy(&point, out->at, P256_PUBLIC_KEY);
}

bool spki_p256(struct bytes *from, struct p256_key *out)
{
    struct bytes rest = *from;
    TRY(take_key(&rest, out));
    *from = rest;
    return true;
}
