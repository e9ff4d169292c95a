/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_KEYSTORE_H
#define PHALA_CHAIN_KEYSTORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "crypto/aes_ctr.h"
#include "crypto/kdf.h"
#include "crypto/secp256k1_sign.h"

/* Keys encrypted with a password: Web3 Secret Storage, version 3. */

enum {
    KEYSTORE_SIZE_MAX = 64 * 1024,
    KEYSTORE_SALT_MAX = 256,
    KEYSTORE_MAC_SIZE = 32,
    KEYSTORE_SALT_SIZE = 32, /* of those that are written */
    KEYSTORE_ID_SIZE = 16,
};

/* What a key is derived with. */
struct keystore_kdf {
    bool is_scrypt;
    struct scrypt_cost cost; /* of scrypt */
    uint64_t rounds;         /* of PBKDF2 with HMAC-SHA-256 */
    uint8_t salt[KEYSTORE_SALT_MAX];
    size_t n_salt;
};

/* What a file says of itself and is not taken at its word. */
enum keystore_flaw {
    KEYSTORE_VERSION = 1, /* another version than 3 */
    KEYSTORE_CIPHER = 2,  /* another cipher than aes-128-ctr */
    KEYSTORE_KDF = 4,     /* scrypt, with the parameters of pbkdf2, or the other way round */
    KEYSTORE_PRF = 8,     /* another prf than hmac-sha256 */
    KEYSTORE_ADDRESS = 16 /* another address than its key's, or none that can be read */
};

struct keystore {
    struct keystore_kdf kdf;
    uint8_t iv[AES_BLOCK_SIZE];
    uint8_t ciphertext[SECP256K1_SECRET_SIZE];
    size_t n_ciphertext; /* 1 to 32: some have left out the zeros that a key begins with */
    uint8_t mac[KEYSTORE_MAC_SIZE];
    bool has_address;
    struct eth_address address;
    bool as_cast;
    unsigned flaws; /* of enum keystore_flaw */
};

/* Reads one, as geth, Foundry and others write it: cipher aes-128-ctr; kdf scrypt, or pbkdf2 with
 * hmac-sha256; the member `crypto` or `Crypto`. ERR_MALFORMED names the member that is another, or
 * a cost that is not possible. Programs have written other names beside what they did: those are
 * flaws, and the file is read as if they were right. The MAC proves kdf and prf; version and cipher
 * are proved by the address, and without one they are refused.
 *
 * With `as_cast`, as Foundry's cast reads it: they are not refused either, and the address is not
 * looked at. */
MUST_CHECK bool keystore_parse(struct bytes json, bool as_cast, struct keystore *out,
                               struct err *e);

/* Decrypts it. ERR_DENIED when the password is wrong, ERR_MALFORMED when what comes out is no key
 * or not that of the address (but as_cast: then that is one more flaw). Takes the time that the
 * costs say: about a second. */
MUST_CHECK bool keystore_open(struct keystore *keystore, struct bytes password,
                              struct secp256k1_secret *out, struct err *e);

/* What has to be random in a new one. */
struct keystore_random {
    uint8_t salt[KEYSTORE_SALT_SIZE], iv[AES_BLOCK_SIZE], id[KEYSTORE_ID_SIZE];
};

/* Encrypts a key: scrypt with n 262144, r 8, p 1, which takes 256 MiB; ERR_INTERNAL where they
 * cannot be had. */
MUST_CHECK bool keystore_seal(const struct secp256k1_secret *secret, struct bytes password,
                              const struct keystore_random *drawn, struct keystore *out,
                              struct err *e);

/* Appends it as one line of JSON, with `id` as a random UUID. */
void keystore_write(const struct keystore *keystore, const uint8_t id[KEYSTORE_ID_SIZE],
                    struct buf *out);

#endif
