/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_SIGNATURE_ONCE_H
#define PHALA_ATTEST_SIGNATURE_ONCE_H

#include "crypto/ecdsa.h"

/* Within one appraisal the same signature is not checked twice: TCB Info and QE identity are signed
 * under one certificate. Nine are checked at most once each, so sixteen are room enough; beyond
 * that, answers are not kept. */
enum { SIGNATURES_ONCE = 16 };

struct signature_answer {
    struct p256_key key;
    struct sha256 digest;
    struct p256_signature signature;
    bool is_valid;
};

struct signature_once {
    const struct signature_check *inner;
    size_t n;
    struct signature_answer at[SIGNATURES_ONCE];
};

/* The check that asks `inner` once about each signature; valid as long as `once` stays. */
struct signature_check signature_once_start(struct signature_once *once,
                                            const struct signature_check *inner);

#endif
