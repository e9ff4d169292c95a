/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/binding_convention.h"

#include "crypto/digest.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1.h"

enum { HALF = REPORT_DATA_SIZE / 2, KEY_32 = 32, POINT = SECP256K1_KEY_SIZE };

#define BIT(kind) (1U << BINDING_##kind)

/* `bytes` at the front of `n` bytes from `from` on; behind them zeros. */
static bool lay(struct binding_part *part, size_t from, size_t n, struct bytes bytes)
{
    *part = (struct binding_part){.from = from, .n = n};
    return bytes.left > 0 && bytes.left <= n && bytes_copy(&bytes, part->at, bytes.left);
}

/* Hashes */

#define HASHES(X)                                                                                  \
    X(sha512, "sha512")                                                                            \
    X(sha256, "sha256")                                                                            \
    X(sha384, "sha384")                                                                            \
    X(sha3_256, "sha3-256")                                                                        \
    X(sha3_384, "sha3-384")                                                                        \
    X(sha3_512, "sha3-512")                                                                        \
    X(keccak256, "keccak256")                                                                      \
    X(keccak384, "keccak384")                                                                      \
    X(keccak512, "keccak512")

#define X(hash, name)                                                                              \
    static bool lay_##hash(struct binding_part *part, struct bytes message)                        \
    {                                                                                              \
        struct hash digest = hash##_of(message);                                                   \
        return lay(part, 0, REPORT_DATA_SIZE, BYTES_OF(digest.at));                                \
    }
HASHES(X)
#undef X

const struct binding_hash binding_hashes[BINDING_HASHES] = {
#define X(hash, name) {(name), lay_##hash},
    HASHES(X)
#undef X
};

/* Tags before what is hashed */

const struct binding_tag binding_tags[BINDING_TAGS] = {
    {"app-data", BIT(NONCE) | BIT(PUBLIC_KEY), AS_BYTES, false},
    {"app-data", BIT(NONCE) | BIT(PUBLIC_KEY), AS_HEX, false},
    {"ratls-cert", BIT(PUBLIC_KEY) | BIT(TLS_KEY), AS_BYTES, true},
    {"zt-cert", BIT(PUBLIC_KEY) | BIT(TLS_KEY), AS_BYTES, true},
    {"kms-root-ca", BIT(PUBLIC_KEY) | BIT(TLS_KEY), AS_BYTES, true},
};

void binding_tag_write(const struct binding_tag *tag, struct bytes content, struct buf *message)
{
    buf_text(message, tag->word);
    buf_char(message, ':');
    if (tag->spelling == AS_HEX) {
        buf_hex(message, content);
    } else {
        buf_add(message, content);
    }
}

static bool lay_nonce(const struct binding_values *v, struct binding_part *part)
{
    return lay(part, 0, REPORT_DATA_SIZE, v->of[BINDING_NONCE]);
}

static bool lay_nonce_behind(const struct binding_values *v, struct binding_part *part)
{
    return v->of[BINDING_NONCE].left == HALF && lay(part, HALF, HALF, v->of[BINDING_NONCE]);
}

static bool lay_key(const struct binding_values *v, struct binding_part *part)
{
    return lay(part, 0, REPORT_DATA_SIZE, v->of[BINDING_PUBLIC_KEY]);
}

static bool lay_key_before(const struct binding_values *v, struct binding_part *part)
{
    return lay(part, 0, HALF, v->of[BINDING_PUBLIC_KEY]);
}

static bool lay_key_sha256(const struct binding_values *v, struct binding_part *part)
{
    return lay_sha256(part, v->of[BINDING_PUBLIC_KEY]);
}

static bool lay_key_sha512(const struct binding_values *v, struct binding_part *part)
{
    return lay_sha512(part, v->of[BINDING_PUBLIC_KEY]);
}

static bool lay_keccak(struct bytes digest, struct binding_part *part)
{
    static const struct binding_tag app_data = {"app-data", 0, AS_HEX, false};
    AUTO(buf_done) struct buf message = buf_start(BINDING_MESSAGE_CAP);
    binding_tag_write(&app_data, digest, &message);
    return lay_sha512(part, buf_view(&message));
}

static bool lay_key_keccak(const struct binding_values *v, struct binding_part *part)
{
    struct keccak256 digest = keccak256_of(v->of[BINDING_PUBLIC_KEY]);
    return v->of[BINDING_PUBLIC_KEY].left == POINT && lay_keccak(BYTES_OF(digest.at), part);
}

/* An address is the end of the digest of its key: where that is known, the key need not be. */
static bool lay_address_keccak(const struct binding_values *v, struct binding_part *part)
{
    struct bytes end;
    return v->key_digest.left == sizeof(struct keccak256) &&
           bytes_slice(v->key_digest, sizeof(struct keccak256) - ETH_ADDRESS_SIZE, ETH_ADDRESS_SIZE,
                       &end) &&
           bytes_equal(end, v->of[BINDING_ADDRESS]) && lay_keccak(v->key_digest, part);
}

static bool lay_address(const struct binding_values *v, struct binding_part *part)
{
    return lay(part, 0, HALF, v->of[BINDING_ADDRESS]);
}

static bool lay_key_address(const struct binding_values *v, struct binding_part *part)
{
    struct bytes key = v->of[BINDING_PUBLIC_KEY];
    struct keccak256 digest = keccak256_of(key);
    struct bytes address;
    return key.left == POINT &&
           bytes_slice(BYTES_OF(digest.at), sizeof digest.at - ETH_ADDRESS_SIZE, ETH_ADDRESS_SIZE,
                       &address) &&
           lay(part, 0, HALF, address);
}

static bool lay_with_tls(struct bytes signer, struct bytes tls_key, struct binding_part *part)
{
    struct sha256 fingerprint = sha256_of(tls_key);
    struct sha256 digest = sha256_of_two(signer, BYTES_OF(fingerprint.at));
    return lay(part, 0, HALF, BYTES_OF(digest.at));
}

static bool lay_address_tls(const struct binding_values *v, struct binding_part *part)
{
    return lay_with_tls(v->of[BINDING_ADDRESS], v->of[BINDING_TLS_KEY], part);
}

static bool lay_key_tls(const struct binding_values *v, struct binding_part *part)
{
    struct bytes key = v->of[BINDING_PUBLIC_KEY];
    return key.left == KEY_32 && lay_with_tls(key, v->of[BINDING_TLS_KEY], part);
}

static bool lay_statement(const struct binding_values *v, struct bytes nonce,
                          struct binding_part *part)
{
    struct sha256 digest;
    return v->aci != NULL && aci_statement_digest(v->aci, nonce, &digest) &&
           lay(part, 0, REPORT_DATA_SIZE, BYTES_OF(digest.at));
}

static bool lay_aci_nonce(const struct binding_values *v, struct binding_part *part)
{
    return v->of[BINDING_NONCE].left == KEY_32 && lay_statement(v, v->of[BINDING_NONCE], part);
}

static bool lay_aci_tls(const struct binding_values *v, struct binding_part *part)
{
    return v->aci != NULL && aci_lists_tls_key(v->aci, v->of[BINDING_TLS_KEY]) &&
           lay_statement(v, bytes_of(NULL, 0), part);
}

static bool lay_aci_tls_nonce(const struct binding_values *v, struct binding_part *part)
{
    return v->aci != NULL && aci_lists_tls_key(v->aci, v->of[BINDING_TLS_KEY]) &&
           lay_aci_nonce(v, part);
}

static bool lay_aci_key(const struct binding_values *v, struct binding_part *part)
{
    return v->aci != NULL && aci_lists_signing_key(v->aci, v->of[BINDING_PUBLIC_KEY]) &&
           lay_statement(v, bytes_of(NULL, 0), part);
}

static bool lay_aci_key_nonce(const struct binding_values *v, struct binding_part *part)
{
    return v->aci != NULL && aci_lists_signing_key(v->aci, v->of[BINDING_PUBLIC_KEY]) &&
           lay_aci_nonce(v, part);
}

const struct binding_convention binding_conventions[BINDING_CONVENTIONS] = {
    {"the nonce, then zeros", BIT(NONCE), lay_nonce},
    {"the nonce in bytes 32 to 63", BIT(NONCE), lay_nonce_behind},
    {"the public key, then zeros", BIT(PUBLIC_KEY), lay_key},
    {"the public key in bytes 0 to 31", BIT(PUBLIC_KEY), lay_key_before},
    {"sha256 of the public key", BIT(PUBLIC_KEY), lay_key_sha256},
    {"sha512 of the public key", BIT(PUBLIC_KEY), lay_key_sha512},
    {"sha512 of app-data:<hex of keccak256 of the public key>", BIT(PUBLIC_KEY), lay_key_keccak},
    {"the address of the public key in bytes 0 to 31", BIT(PUBLIC_KEY), lay_key_address},
    {"the address in bytes 0 to 31", BIT(ADDRESS), lay_address},
    {"sha512 of app-data:<hex of keccak256 of the address' key>", BIT(ADDRESS), lay_address_keccak},
    {"sha256 of address and TLS key in bytes 0 to 31", BIT(ADDRESS) | BIT(TLS_KEY),
     lay_address_tls},
    {"sha256 of public key and TLS key in bytes 0 to 31", BIT(PUBLIC_KEY) | BIT(TLS_KEY),
     lay_key_tls},
    {"aci/1 statement with the nonce", BIT(NONCE), lay_aci_nonce},
    {"aci/1 statement without a nonce, of a keyset with the TLS key", BIT(TLS_KEY), lay_aci_tls},
    {"aci/1 statement of a keyset with the TLS key", BIT(TLS_KEY) | BIT(NONCE), lay_aci_tls_nonce},
    {"aci/1 statement without a nonce, of a keyset with the public key", BIT(PUBLIC_KEY),
     lay_aci_key},
    {"aci/1 statement of a keyset with the public key", BIT(PUBLIC_KEY) | BIT(NONCE),
     lay_aci_key_nonce},
};
