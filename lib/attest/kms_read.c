/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/kms.h"
#include "attest/optional.h"
#include "base/mem.h"
#include "crypto/certificate_view.h"

/* Reading the answers of a key service. */

enum {
    CA_CERT_MAX = 64 * 1024,
    SPKI_MAX = 512,
    SIGNATURE = SECP256K1_RECOVERABLE_SIZE,
    CHAIN_MAX_LINKS = 3,
    UNCOMPRESSED_SIZE = 1 + SECP256K1_KEY_SIZE,
    ED25519_RAW_SIZE = 32,
};

/* The root's: it is the last one, and most often the only one. */
static bool read_ca_cert(const struct json_value *object, struct evidence *out, struct bytes *key,
                         struct err *e)
{
    struct text pem;
    TRY(optional_text(object, "ca_cert", CA_CERT_MAX, &pem, e));
    if (pem.len == 0) {
        return true;
    }
    AUTO(certificate_views_done) struct certificate_views views = {0};
    if (!certificate_views_parse(pem, &views, e)) {
        return err_wrap(e, "'ca_cert'");
    }
    *key = keep_copy(&out->keep, views.at[views.n - 1].spki);
    return true;
}

static bool read_point(const struct json_value *object, const char *name, struct keep *keep,
                       struct bytes *key, struct err *e)
{
    struct secp256k1_key point;
    TRY(optional_hex(object,
                     (struct hex_member){name, SECP256K1_COMPRESSED_SIZE, UNCOMPRESSED_SIZE}, keep,
                     key, e));
    if (key->left > 0 && !secp256k1_key_parse(*key, &point)) {
        return err_set(e, ERR_MALFORMED, "'%s' is no point of secp256k1", name);
    }
    return true;
}

/* bootstrap_info, or a document that is one by itself. */
static bool read_bootstrap(const struct json_value *object, struct evidence *out,
                           struct kms_statement *statement, struct err *e)
{
    const struct json_value *info = json_member(object, "bootstrap_info");
    if (info == NULL || !json_is_object(info)) {
        info = object;
    }
    TRY(optional_hex(info, (struct hex_member){"ca_pubkey", 1, SPKI_MAX}, &out->keep,
                     &statement->bootstrap_ca_key, e));
    TRY(read_point(info, "k256_pubkey", &out->keep, &statement->bootstrap_k256_key, e));
    statement->has_bootstrap = statement->bootstrap_ca_key.left > 0 &&
                               statement->bootstrap_k256_key.left > 0;
    return true;
}

static bool read_links(const struct json_value *list, struct keep *keep,
                       struct bytes links[CHAIN_MAX_LINKS], size_t *n, struct err *e)
{
    for (const struct json_value *one = json_first(list); one != NULL; one = json_next(one)) {
        struct text hex;
        if (*n == CHAIN_MAX_LINKS || !json_text(one, &hex)) {
            return err_set(e, ERR_MALFORMED, "'signature_chain' is no list of 2 or 3 signatures");
        }
        TRY(optional_hex_text(hex, (struct hex_member){"signature_chain", 1, SIGNATURE}, keep,
                              &links[*n], e));
        *n += 1;
    }
    return true;
}

/* The last two signatures are the app's and the root's; what Sign answers has that of its data
 * before them. */
static bool read_chain(const struct json_value *object, struct keep *keep, struct kms_key *key,
                       bool *is_sign, struct err *e)
{
    const struct json_value *list = json_member(object, "signature_chain");
    if (list == NULL) {
        list = json_member(object, "k256_signature_chain");
    }
    struct bytes links[CHAIN_MAX_LINKS] = {0};
    size_t n = 0;
    TRY(read_links(list, keep, links, &n, e));
    if (n == 0 && list == NULL) {
        return true;
    }
    if (n < 2 || links[n - 2].left != SIGNATURE || links[n - 1].left != SIGNATURE) {
        return err_set(e, ERR_MALFORMED, "'signature_chain' ends in no two signatures of %d bytes",
                       SIGNATURE);
    }
    key->by_app = links[n - 2];
    key->by_kms = links[n - 1];
    *is_sign = n == CHAIN_MAX_LINKS;
    return true;
}

static bool read_public_key(const struct json_value *object, const char *name, struct keep *keep,
                            struct kms_key *key, struct err *e)
{
    TRY(optional_hex(object, (struct hex_member){name, ED25519_RAW_SIZE, UNCOMPRESSED_SIZE}, keep,
                     &key->public_key, e));
    struct secp256k1_key point;
    if (key->public_key.left > ED25519_RAW_SIZE && !secp256k1_key_parse(key->public_key, &point)) {
        return err_set(e, ERR_MALFORMED, "'%s' is no point of secp256k1", name);
    }
    return true;
}

/* GetKey's answer has neither purpose nor public key; where somebody has put them beside, they
 * count. Sign's purpose is always the same. */
static bool read_key(const struct json_value *object, struct evidence *out,
                     struct kms_statement *statement, struct err *e)
{
    struct kms_key key = {0};
    bool is_sign = false;
    TRY(read_chain(object, &out->keep, &key, &is_sign, e));
    if (key.by_app.left == 0) {
        return true;
    }
    TRY(optional_text(object, "role", KMS_PURPOSE_MAX, &key.role, e));
    TRY(optional_text(object, "purpose", KMS_PURPOSE_MAX, &key.purpose, e));
    if (is_sign && key.purpose.at == NULL) {
        key.purpose = text_of("signing");
    }
    const char *name = json_member(object, "kms_public_key") != NULL ? "kms_public_key"
                                                                     : "public_key";
    TRY(read_public_key(object, name, &out->keep, &key, e));
    statement->keys[statement->n_keys++] = key;
    return true;
}

static bool read_env_key(const struct json_value *object, struct evidence *out,
                         struct kms_statement *statement, struct err *e)
{
    struct keep *keep = &out->keep;
    TRY(optional_hex(object, (struct hex_member){"signature", 1, SIGNATURE}, keep,
                     &statement->env_signature, e));
    TRY(optional_hex(object, (struct hex_member){"signature_v1", SIGNATURE, SIGNATURE}, keep,
                     &statement->env_signature_v1, e));
    const struct json_value *timestamp = json_member(object, "timestamp");
    statement->has_timestamp = json_uint(timestamp, UINT64_MAX, &statement->timestamp);
    if (timestamp != NULL && !json_is_null(timestamp) && !statement->has_timestamp) {
        return err_set(e, ERR_MALFORMED, "'timestamp' is no number of seconds");
    }
    if (statement->env_signature.left == 0 && statement->env_signature_v1.left == 0) {
        return true;
    }
    return optional_hex(object,
                        (struct hex_member){"public_key", KMS_ENV_KEY_SIZE, KMS_ENV_KEY_SIZE}, keep,
                        &statement->env_key, e);
}

static bool read_all(const struct json_value *object, struct evidence *out,
                     struct kms_statement *statement, struct err *e)
{
    TRY(read_ca_cert(object, out, &statement->ca_key, e));
    TRY(read_point(object, "k256_pubkey", &out->keep, &statement->k256_key, e));
    TRY(read_bootstrap(object, out, statement, e));
    TRY(read_key(object, out, statement, e));
    if (statement->n_keys == 0) { /* Sign has a public key and a signature of its own */
        TRY(read_env_key(object, out, statement, e));
    }
    if (statement->ca_key.left == 0 && statement->k256_key.left == 0 && statement->n_keys == 0 &&
        statement->bootstrap_k256_key.left == 0 && statement->env_key.left == 0) {
        return err_set(e, ERR_MALFORMED, "no answer of a key service: it names no key");
    }
    return true;
}

AUTO_POINTER(struct kms_statement, kms_statement_free);

bool kms_statement_read(const struct json_value *object, struct evidence *out, struct err *e)
{
    AUTO(kms_statement_freep) struct kms_statement *statement = mem_new(sizeof *statement);
    out->kms = NULL;
    TRY(read_all(object, out, statement, e));
    out->kms = TAKE(statement);
    return true;
}

bool kms_custody_read(const struct json_value *custody, struct evidence *out, struct err *e)
{
    AUTO(kms_statement_freep) struct kms_statement *statement = mem_new(sizeof *statement);
    const struct json_value *list = json_member(custody, "keys");
    for (const struct json_value *one = json_first(list); one != NULL; one = json_next(one)) {
        if (statement->n_keys == KMS_KEYS) {
            return err_set(e, ERR_TOO_BIG, "'key_custody' has more than %d keys", KMS_KEYS);
        }
        if (!read_key(one, out, statement, e)) {
            return err_wrap(e, "'key_custody'");
        }
    }
    if (statement->n_keys > 0) {
        out->kms = TAKE(statement);
    }
    return true;
}

void kms_statement_free(struct kms_statement *statement)
{
    mem_free(statement);
}
