/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/keystore.h"

#include <inttypes.h>
#include <string.h>

#include "base/hex.h"
#include "codec/json.h"

enum { VERSION = 3, DERIVED_MIN = 32 };

static bool wrong(struct err *e, const char *member, const char *wanted)
{
    return err_set(e, ERR_MALFORMED, "the member '%s' of the keystore is not %s", member, wanted);
}

static bool read_member_text(const struct json_value *of, const char *name, struct text *out,
                             struct err *e)
{
    return json_text(json_member(of, name), out) || wrong(e, name, "a text");
}

/* `n` bytes in hex. */
static bool read_hex(const struct json_value *of, const char *name, uint8_t *out, size_t n,
                     struct err *e)
{
    struct text text;
    TRY(read_member_text(of, name, &text, e));
    if (!hex_decode(hex_without_0x(text), out, n)) {
        return err_set(e, ERR_MALFORMED, "the member '%s' of the keystore is not %zu bytes in hex",
                       name, n);
    }
    return true;
}

/* From 1 to `most` bytes in hex. */
static bool read_some_hex(const struct json_value *of, const char *name, struct kdf_output out,
                          size_t *n, struct err *e)
{
    struct text text;
    TRY(read_member_text(of, name, &text, e));
    *n = hex_without_0x(text).len / 2;
    if (*n < 1 || *n > out.n) {
        return err_set(e, ERR_MALFORMED,
                       "the member '%s' of the keystore is not 1 to %zu bytes in hex", name, out.n);
    }
    return read_hex(of, name, out.at, *n, e);
}

/* A text that should be `word`; another one is a flaw. */
static bool read_word(const struct json_value *of, const char *name, const char *word, bool *is,
                      struct err *e)
{
    struct text text;
    TRY(read_member_text(of, name, &text, e));
    *is = text_is(text, word);
    return true;
}

static void note(struct keystore *keystore, enum keystore_flaw flaw, bool is_fine)
{
    keystore->flaws |= is_fine ? 0 : (unsigned)flaw;
}

static bool read_number(const struct json_value *of, const char *name, uint64_t *out, struct err *e)
{
    return json_uint(json_member(of, name), INT64_MAX, out) || wrong(e, name, "a number");
}

static bool read_scrypt(const struct json_value *of, struct scrypt_cost *out, struct err *e)
{
    TRY(read_number(of, "n", &out->n, e) && read_number(of, "r", &out->r, e) &&
        read_number(of, "p", &out->p, e));
    if (!scrypt_is_possible(out)) {
        return err_set(e, ERR_MALFORMED,
                       "the keystore's cost of scrypt (n %" PRIu64 ", r %" PRIu64 ", p %" PRIu64
                       ") is not possible, or above 1 GiB or 16 Mi steps",
                       out->n, out->r, out->p);
    }
    return true;
}

static bool read_pbkdf2(const struct json_value *of, struct keystore *out, struct err *e)
{
    bool is_prf = false;
    uint64_t *rounds = &out->kdf.rounds;
    TRY(read_word(of, "prf", "hmac-sha256", &is_prf, e) && read_number(of, "c", rounds, e));
    note(out, KEYSTORE_PRF, is_prf);
    if (*rounds == 0 || *rounds > PBKDF2_ROUNDS_MAX) {
        return err_set(e, ERR_MALFORMED, "the keystore's %" PRIu64 " rounds are not 1 to %d",
                       *rounds, PBKDF2_ROUNDS_MAX);
    }
    return true;
}

/* The parameters say which it is, where they are those of one alone. */
static bool read_kdf_name(const struct json_value *crypto, const struct json_value *params,
                          struct keystore *out, struct err *e)
{
    struct text name;
    TRY(read_member_text(crypto, "kdf", &name, e));
    bool is_scrypt = text_is(name, "scrypt");
    if (!is_scrypt && !text_is(name, "pbkdf2")) {
        return wrong(e, "kdf", "scrypt or pbkdf2");
    }
    if (!json_is_object(params)) {
        return wrong(e, "kdfparams", "an object");
    }
    bool has_cost = json_member(params, "n") != NULL;
    bool has_rounds = json_member(params, "c") != NULL;
    out->kdf.is_scrypt = has_cost != has_rounds ? has_cost : is_scrypt;
    note(out, KEYSTORE_KDF, out->kdf.is_scrypt == is_scrypt);
    return true;
}

static bool read_kdf(const struct json_value *crypto, struct keystore *out, struct err *e)
{
    uint64_t derived = 0;
    struct keystore_kdf *kdf = &out->kdf;
    const struct json_value *params = json_member(crypto, "kdfparams");
    TRY(read_kdf_name(crypto, params, out, e));
    TRY(kdf->is_scrypt ? read_scrypt(params, &kdf->cost, e) : read_pbkdf2(params, out, e));
    TRY(read_number(params, "dklen", &derived, e));
    if (derived < DERIVED_MIN || derived > KDF_OUTPUT_MAX) {
        return wrong(e, "dklen", "32 to 1024");
    }
    return read_some_hex(params, "salt", (struct kdf_output){kdf->salt, sizeof kdf->salt},
                         &kdf->n_salt, e);
}

/* null says as little as none. */
static bool read_address(const struct json_value *root, struct keystore *out, struct err *e)
{
    const struct json_value *address = json_member(root, "address");
    struct eth_address read;
    struct err unread = {0};
    if (address == NULL || json_is_null(address)) {
        return true;
    }
    if (read_hex(root, "address", read.at, sizeof read.at, out->as_cast ? &unread : e)) {
        out->has_address = true;
        out->address = read;
    }
    note(out, KEYSTORE_ADDRESS, out->has_address);
    return out->has_address || out->as_cast;
}

static bool check_proof(const struct keystore *keystore, struct err *e)
{
    if (keystore->has_address || keystore->as_cast) {
        return true;
    }
    return (keystore->flaws & KEYSTORE_VERSION) != 0  ? wrong(e, "version", "3")
           : (keystore->flaws & KEYSTORE_CIPHER) != 0 ? wrong(e, "cipher", "aes-128-ctr")
                                                      : true;
}

static bool find_crypto(const struct json_value *root, const struct json_value **out, struct err *e)
{
    const struct json_value *small = json_member(root, "crypto");
    const struct json_value *old = json_member(root, "Crypto");
    *out = small != NULL ? small : old;
    if (!json_is_object(*out) || (small != NULL && old != NULL)) {
        return wrong(e, "crypto", "an object, and one alone");
    }
    return true;
}

static bool read_crypto(const struct json_value *crypto, struct keystore *out, struct err *e)
{
    const struct json_value *cipher_params = json_member(crypto, "cipherparams");
    bool is_cipher = false;
    TRY(read_word(crypto, "cipher", "aes-128-ctr", &is_cipher, e));
    note(out, KEYSTORE_CIPHER, is_cipher);
    if (!json_is_object(cipher_params)) {
        return wrong(e, "cipherparams", "an object");
    }
    TRY(read_hex(cipher_params, "iv", out->iv, sizeof out->iv, e));
    TRY(read_some_hex(crypto, "ciphertext",
                      (struct kdf_output){out->ciphertext, sizeof out->ciphertext},
                      &out->n_ciphertext, e));
    TRY(read_hex(crypto, "mac", out->mac, sizeof out->mac, e));
    return read_kdf(crypto, out, e);
}

bool keystore_parse(struct bytes json, bool as_cast, struct keystore *out, struct err *e)
{
    uint64_t version = 0;
    const struct json_value *crypto = NULL;
    AUTO(json_freep) struct json *parsed = json_parse(json, e);
    TRY(parsed != NULL);
    *out = (struct keystore){0};
    out->as_cast = as_cast;
    const struct json_value *root = json_root(parsed);
    if (!json_uint(json_member(root, "version"), INT64_MAX, &version)) {
        return wrong(e, "version", "3");
    }
    note(out, KEYSTORE_VERSION, version == VERSION);
    TRY(find_crypto(root, &crypto, e));
    return read_crypto(crypto, out, e) && read_address(root, out, e) && check_proof(out, e);
}
