/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/signature_once.h"

#include <stddef.h>

static bool is_same(const struct signature_answer *answer, const struct p256_key *key,
                    const struct sha256 *digest, const struct p256_signature *signature)
{
    return bytes_equal(BYTES_OF(answer->digest.at), BYTES_OF(digest->at)) &&
           bytes_equal(BYTES_OF(answer->key.at), BYTES_OF(key->at)) &&
           bytes_equal(BYTES_OF(answer->signature.at), BYTES_OF(signature->at));
}

static bool ask_once(void *state, const struct p256_key *key, const struct sha256 *digest,
                     const struct p256_signature *signature)
{
    struct signature_once *once = state;
    for (size_t i = 0; i < once->n; i++) {
        if (is_same(&once->at[i], key, digest, signature)) {
            return once->at[i].is_valid;
        }
    }
    bool is_valid = once->inner->verify(once->inner->state, key, digest, signature);
    if (once->n < SIGNATURES_ONCE) {
        once->at[once->n++] = (struct signature_answer){*key, *digest, *signature, is_valid};
    }
    return is_valid;
}

struct signature_check signature_once_start(struct signature_once *once,
                                            const struct signature_check *inner)
{
    once->inner = inner;
    once->n = 0;
    return (struct signature_check){.verify = ask_once, .state = once};
}
