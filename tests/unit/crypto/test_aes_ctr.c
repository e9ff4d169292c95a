/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/aes_ctr.h"

#include <criterion/criterion.h>

#include "base/hex.h"

enum { SIZE = 64 };

static void decode(const char *hex, uint8_t *out, size_t n)
{
    cr_assert(hex_decode(text_of(hex), out, n), "%s", hex);
}

/* NIST SP 800-38A, F.5.1: the low byte of the counter overflows on the way. */
Test(aes_ctr, nist_vector_there_and_back)
{
    uint8_t key[AES128_KEY_SIZE];
    uint8_t counter[AES_BLOCK_SIZE];
    uint8_t plain[SIZE];
    uint8_t cipher[SIZE];
    uint8_t out[SIZE];
    decode("2b7e151628aed2a6abf7158809cf4f3c", key, sizeof key);
    decode("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", counter, sizeof counter);
    decode("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
           "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
           plain, sizeof plain);
    decode("874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
           "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee",
           cipher, sizeof cipher);
    cr_assert(aes128_ctr(key, counter, BYTES_OF(plain), out));
    cr_expect_arr_eq(out, cipher, sizeof out);
    cr_assert(aes128_ctr(key, counter, BYTES_OF(cipher), out));
    cr_expect_arr_eq(out, plain, sizeof out);
    for (size_t n = 0; n <= SIZE; n++) {
        uint8_t start[SIZE + 1] = {0};
        start[n] = 0x55;
        cr_assert(aes128_ctr(key, counter, bytes_of(plain, n), start));
        cr_expect_arr_eq(start, cipher, n);
        cr_expect_eq(start[n], 0x55);
    }
}
