/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/kms.h"

#include "base/buf.h"

/* What a key service signs (dstack specification section 15). */

enum { ED25519_RAW_SIZE = 32, MESSAGE_CAP = 4 * 1024 };

struct keccak256 kms_bootstrap_digest(struct bytes ca_key, struct bytes k256_key)
{
    AUTO(buf_done) struct buf message = buf_start(MESSAGE_CAP);
    buf_text(&message, "dstack-kms-genereted-keys-v1:");
    buf_hex(&message, ca_key);
    buf_char(&message, ';');
    buf_hex(&message, k256_key);
    buf_char(&message, ';');
    return keccak256_of(buf_view(&message));
}

/* In hex, and of the two forms of a point the shorter one. */
static bool add_public_key(struct bytes public_key, struct buf *message)
{
    struct secp256k1_key point;
    uint8_t compressed[SECP256K1_COMPRESSED_SIZE];
    if (public_key.left == ED25519_RAW_SIZE) {
        buf_hex(message, public_key);
        return true;
    }
    TRY(secp256k1_key_parse(public_key, &point));
    secp256k1_key_compressed(&point, compressed);
    buf_hex(message, BYTES_OF(compressed));
    return true;
}

static bool recover(const struct buf *message, struct bytes signature, struct secp256k1_key *out)
{
    struct keccak256 digest = keccak256_of(buf_view(message));
    return buf_is_whole(message) &&
           secp256k1_recover(&digest, signature, SECP256K1_V_ETHEREUM, out);
}

bool kms_recover_app_key(const struct kms_key *key, struct secp256k1_key *out)
{
    AUTO(buf_done) struct buf message = buf_start(MESSAGE_CAP);
    if (key->purpose.at == NULL) {
        return false;
    }
    buf_slice(&message, key->purpose);
    buf_char(&message, ':');
    return add_public_key(key->public_key, &message) && recover(&message, key->by_app, out);
}

bool kms_recover_root(const struct kms_key *key, struct bytes app_id,
                      const struct secp256k1_key *app_key, struct secp256k1_key *out)
{
    AUTO(buf_done) struct buf message = buf_start(MESSAGE_CAP);
    uint8_t compressed[SECP256K1_COMPRESSED_SIZE];
    secp256k1_key_compressed(app_key, compressed);
    buf_text(&message, "dstack-kms-issued:");
    buf_add(&message, app_id);
    buf_add(&message, BYTES_OF(compressed));
    return recover(&message, key->by_kms, out);
}

static void add_big_endian(uint64_t number, struct buf *out)
{
    enum { TOP_BYTE = 56 };
    for (int shift = TOP_BYTE; shift >= 0; shift -= 8) {
        buf_char(out, (char)(number >> shift & 0xff));
    }
}

bool kms_recover_env_root(const struct kms_statement *statement, struct bytes app_id,
                          enum kms_env_form form, struct secp256k1_key *out)
{
    bool is_timed = form == KMS_ENV_TIMED;
    if (is_timed && !statement->has_timestamp) {
        return false;
    }
    AUTO(buf_done) struct buf message = buf_start(MESSAGE_CAP);
    buf_text(&message, "dstack-env-encrypt-pubkey:");
    buf_add(&message, app_id);
    if (is_timed) {
        add_big_endian(statement->timestamp, &message);
    }
    buf_add(&message, statement->env_key);
    return recover(&message, is_timed ? statement->env_signature_v1 : statement->env_signature,
                   out);
}
