/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/message.h"

#include "base/buf.h"

enum { V_BASE = 27 };

struct keccak256 message_digest(struct bytes message)
{
    AUTO(buf_done) struct buf preimage = buf_start(SIZE_MAX);
    buf_printf(&preimage,
               "\x19"
               "Ethereum Signed Message:\n%zu",
               message.left);
    buf_add(&preimage, message);
    return keccak256_of(buf_view(&preimage));
}

void message_sign(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                  uint8_t out[SECP256K1_RECOVERABLE_SIZE])
{
    secp256k1_sign(secret, digest, out);
    out[SECP256K1_RECOVERABLE_SIZE - 1] += V_BASE;
}

void message_sign_unreduced(const struct secp256k1_secret *secret, const struct keccak256 *digest,
                            uint8_t out[SECP256K1_RECOVERABLE_SIZE])
{
    secp256k1_sign_unreduced(secret, digest, out);
    out[SECP256K1_RECOVERABLE_SIZE - 1] += V_BASE;
}
