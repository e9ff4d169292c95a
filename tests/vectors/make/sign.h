/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_SIGN_H
#define VECTORS_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

/* ECDSA with keys and nonces that are derived from labels and digests, so that the output of the
 * generator is the same every time. Nobody must trust these keys: everybody knows them. */

enum curve { CURVE_P256, CURVE_P384, CURVE_K256, CURVE_COUNT };
enum hash { HASH_SHA256, HASH_SHA384, HASH_SHA512 };

enum { POINT_MAX = 96, DIGEST_MAX = 64 };

/* What is wrong with a signature. The two OVER faults are right modulo the order of the curve: only
 * a range check sees them. They work by choosing the signature first and the public key to fit. */
enum fault {
    FAULT_NONE,
    FAULT_FLIPPED,
    FAULT_ZERO,
    FAULT_R_ZERO,
    FAULT_S_ZERO,
    FAULT_R_IS_N,
    FAULT_S_IS_N,
    FAULT_R_OVER,
    FAULT_S_OVER,
    FAULT_S_NEGATED, /* not a fault: the other valid s */
};

struct signer {
    const char *label;
    enum curve curve;
};

/* r and then s, `half` bytes each, big-endian. */
struct signature {
    uint8_t rs[POINT_MAX];
    size_t half;
};

/* X and then Y, big-endian. */
struct point {
    uint8_t xy[POINT_MAX];
    size_t len;
};

size_t hash_of(enum hash hash, struct bytes message, uint8_t out[DIGEST_MAX]);

void signer_point(const struct signer *who, struct point *out);
void sign(const struct signer *who, enum hash hash, struct bytes message, struct signature *out);

/* Signs, then breaks the signature. Not for the OVER faults. */
void sign_badly(const struct signer *who, enum fault fault, enum hash hash, struct bytes message,
                struct signature *out);

bool fault_chooses_key(enum fault fault);

/* A P-256 signature with an OVER fault and the public key that it holds for. */
void sign_choosing_key(enum fault fault, struct bytes message, struct signature *out,
                       struct point *key);

#endif
