/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/wallet/answer.h"

#include "commands/one_value.h"

void answer_address(struct printer *p, const struct secp256k1_secret *secret)
{
    const struct eth_address address = secp256k1_account(secret);
    print_address(p, "address", &address);
}

void answer_signature(struct printer *p, const struct secp256k1_secret *secret,
                      const struct keccak256 *digest,
                      const uint8_t signature[SECP256K1_RECOVERABLE_SIZE])
{
    answer_address(p, secret);
    print_0x(p, "digest", BYTES_OF(digest->at));
    print_0x(p, "signature", bytes_of(signature, SECP256K1_RECOVERABLE_SIZE));
}
