/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/private_key.h"

#include "base/hex.h"
#include "base/mem.h"

static void number_done(uint8_t (*number)[SECP256K1_SECRET_SIZE])
{
    mem_wipe(*number, sizeof *number);
}

bool private_key_parse(struct text text, struct secp256k1_secret *out, struct err *e)
{
    AUTO(number_done) uint8_t number[SECP256K1_SECRET_SIZE];
    struct text digits = hex_without_0x(text);
    if (digits.len != 2 * sizeof number || !hex_decode(digits, number, sizeof number)) {
        return err_set(e, ERR_MALFORMED, "a private key has 64 hex digits");
    }
    return secp256k1_secret_from(BYTES_OF(number), out) ||
           err_set(e, ERR_MALFORMED, "a private key is above 0 and below the order of secp256k1");
}
