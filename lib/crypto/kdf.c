/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/kdf.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "crypto/start.h"

/* Beside the blocks: two of them a lane, and what libcrypto counts in. */
enum { SCRYPT_BLOCK = 128, SCRYPT_SLACK = 1 << 20, R_BITS = 16, N_BITS_MAX = 63 };

bool scrypt_is_possible(const struct scrypt_cost *cost)
{
    uint64_t most = SCRYPT_WORK_MAX;
    bool is_power = cost->n > 1 && (cost->n & (cost->n - 1)) == 0;
    if (!is_power || cost->r == 0 || cost->p == 0 || cost->n > most || cost->r > most / cost->n ||
        cost->p > most / (cost->n * cost->r)) {
        return false;
    }
    bool is_below = cost->r * R_BITS > N_BITS_MAX || cost->n < UINT64_C(1) << (cost->r * R_BITS);
    return is_below && cost->n * cost->r <= SCRYPT_MEMORY_MAX / SCRYPT_BLOCK;
}

static bool fits(const struct kdf_input *input, struct kdf_output out)
{
    return input->password.left <= KDF_INPUT_MAX && input->salt.left <= KDF_INPUT_MAX &&
           out.n <= KDF_OUTPUT_MAX;
}

/* libcrypto takes NULL for a key that is kept from an earlier call. */
static const char *characters(struct bytes bytes)
{
    return bytes.left > 0 ? (const char *)bytes.at : "";
}

bool kdf_scrypt(const struct kdf_input *input, const struct scrypt_cost *cost,
                struct kdf_output out)
{
    if (!fits(input, out) || !scrypt_is_possible(cost)) {
        return false;
    }
    start_libcrypto();
    uint64_t memory = SCRYPT_BLOCK * cost->r * (cost->n + cost->p + 2) + SCRYPT_SLACK;
    bool ok = EVP_PBE_scrypt(characters(input->password), input->password.left, input->salt.at,
                             input->salt.left, cost->n, cost->r, cost->p, memory, out.at,
                             out.n) == 1;
    ERR_clear_error();
    return ok;
}

bool kdf_pbkdf2(enum pbkdf2_hash hash, const struct kdf_input *input, uint64_t rounds,
                struct kdf_output out)
{
    if (!fits(input, out) || rounds == 0 || rounds > PBKDF2_ROUNDS_MAX) {
        return false;
    }
    start_libcrypto();
    bool ok = PKCS5_PBKDF2_HMAC(characters(input->password), (int)input->password.left,
                                input->salt.at, (int)input->salt.left, (int)rounds,
                                hash == PBKDF2_SHA512 ? EVP_sha512() : EVP_sha256(), (int)out.n,
                                out.at) == 1;
    ERR_clear_error();
    return ok;
}
