/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "chain/keystore.h"
#include "crypto/equal.h"

/* What the MAC and the cipher take of what is derived: its first 32 bytes, which are the same
 * whatever `dklen` is. */
struct derived {
    uint8_t cipher_key[AES128_KEY_SIZE], mac_key[AES128_KEY_SIZE];
};

enum { WRITTEN_N = 262144, WRITTEN_R = 8, WRITTEN_P = 1 };

static void derived_done(struct derived *derived)
{
    mem_wipe(derived, sizeof *derived);
}

static void plain_done(uint8_t (*plain)[SECP256K1_SECRET_SIZE])
{
    mem_wipe(*plain, sizeof *plain);
}

static bool derive(const struct keystore_kdf *kdf, struct bytes password, struct derived *out,
                   struct err *e)
{
    uint8_t all[sizeof *out];
    const struct kdf_input input = {password, bytes_of(kdf->salt, kdf->n_salt)};
    const struct kdf_output output = {all, sizeof all};
    bool ok = kdf->is_scrypt ? kdf_scrypt(&input, &kdf->cost, output)
                             : kdf_pbkdf2(PBKDF2_SHA256, &input, kdf->rounds, output);
    memcpy(out, all, sizeof *out);
    mem_wipe(all, sizeof all);
    return ok || err_set(e, ERR_INTERNAL,
                         "no key could be derived from the password: is there "
                         "memory enough?");
}

static struct keccak256 mac_of(const struct keystore *keystore, const struct derived *derived)
{
    uint8_t preimage[sizeof derived->mac_key + sizeof keystore->ciphertext];
    size_t n = sizeof derived->mac_key + keystore->n_ciphertext;
    memcpy(preimage, derived->mac_key, sizeof derived->mac_key);
    memcpy(preimage + sizeof derived->mac_key, keystore->ciphertext, keystore->n_ciphertext);
    struct keccak256 mac = keccak256_of(bytes_of(preimage, n));
    mem_wipe(preimage, sizeof preimage);
    return mac;
}

/* The key stands at the end of `plain`, behind the zeros that were left out. */
static bool decrypt(const struct keystore *keystore, const struct derived *derived,
                    struct secp256k1_secret *out, struct err *e)
{
    AUTO(plain_done) uint8_t plain[SECP256K1_SECRET_SIZE] = {0};
    uint8_t *at = plain + sizeof plain - keystore->n_ciphertext;
    if (!aes128_ctr(derived->cipher_key, keystore->iv,
                    bytes_of(keystore->ciphertext, keystore->n_ciphertext), at)) {
        return err_set(e, ERR_INTERNAL, "the cipher of the keystore failed");
    }
    return secp256k1_secret_from(BYTES_OF(plain), out) ||
           err_set(e, ERR_MALFORMED, "what the keystore holds is no key of secp256k1");
}

/* A MAC that is another proves only that password or derivation are. */
static bool check_mac(const struct keystore *keystore, const struct derived *derived, struct err *e)
{
    const struct keccak256 mac = mac_of(keystore, derived);
    if (equal_bytes(BYTES_OF(mac.at), BYTES_OF(keystore->mac))) {
        return true;
    }
    return err_set(e, ERR_DENIED, "the password of the keystore is wrong%s",
                   (keystore->flaws & (KEYSTORE_KDF | KEYSTORE_PRF)) != 0
                       ? ", or its kdf is not what it should be"
                       : "");
}

static bool check_address(struct keystore *keystore, const struct secp256k1_secret *secret,
                          struct err *e)
{
    const struct eth_address address = secp256k1_account(secret);
    if (!keystore->has_address || eth_address_equal(&address, &keystore->address)) {
        return true;
    }
    if (keystore->as_cast) {
        keystore->flaws |= KEYSTORE_ADDRESS;
        return true;
    }
    return err_set(
        e, ERR_MALFORMED, "the keystore's key is not that of its address%s",
        (keystore->flaws & KEYSTORE_CIPHER) != 0 ? ": it is not in aes-128-ctr, as it says" : "");
}

bool keystore_open(struct keystore *keystore, struct bytes password, struct secp256k1_secret *out,
                   struct err *e)
{
    AUTO(derived_done) struct derived derived;
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret = {{0}};
    TRY(derive(&keystore->kdf, password, &derived, e));
    TRY(check_mac(keystore, &derived, e) && decrypt(keystore, &derived, &secret, e));
    TRY(check_address(keystore, &secret, e));
    *out = secret;
    return true;
}

bool keystore_seal(const struct secp256k1_secret *secret, struct bytes password,
                   const struct keystore_random *drawn, struct keystore *out, struct err *e)
{
    AUTO(derived_done) struct derived derived;
    *out = (struct keystore){
        .kdf = {.is_scrypt = true,
                .cost = {.n = WRITTEN_N, .r = WRITTEN_R, .p = WRITTEN_P},
                .n_salt = sizeof drawn->salt},
        .n_ciphertext = sizeof out->ciphertext,
        .has_address = true,
        .address = secp256k1_account(secret),
    };
    memcpy(out->kdf.salt, drawn->salt, sizeof drawn->salt);
    memcpy(out->iv, drawn->iv, sizeof out->iv);
    TRY(derive(&out->kdf, password, &derived, e));
    if (!aes128_ctr(derived.cipher_key, out->iv, BYTES_OF(secret->at), out->ciphertext)) {
        return err_set(e, ERR_INTERNAL, "the cipher of the keystore failed");
    }
    const struct keccak256 mac = mac_of(out, &derived);
    memcpy(out->mac, mac.at, sizeof out->mac);
    return true;
}
