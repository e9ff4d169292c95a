/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_KMS_H
#define PHALA_ATTEST_KMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/evidence.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"
#include "codec/json.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1.h"

/* What a dstack key service says of itself and of the keys that it gives out (dstack specification
 * sections 6 and 15), read and not verified. */

enum { KMS_KEYS = 16, KMS_PURPOSE_MAX = 256, KMS_ENV_KEY_SIZE = 32 };

/* A key that an app was given, and the two signatures that lead from it to the root key. */
struct kms_key {
    struct text role;        /* "receipt"; empty in an answer of one key */
    struct text purpose;     /* `at` NULL: not told */
    struct bytes public_key; /* SEC 1 of secp256k1, or the 32 bytes of Ed25519; empty: not told */
    struct bytes by_app;     /* 65 bytes: the app's key signs purpose and public key */
    struct bytes by_kms;     /* 65 bytes: the root key signs app id and the app's key */
};

/* Members of all the answers that can be in one document. Views look into the keep of the evidence
 * that it is of. What is not there is empty. */
struct kms_statement {
    struct bytes ca_key;             /* SubjectPublicKeyInfo of the root certificate in ca_cert */
    struct bytes k256_key;           /* root key, SEC 1 */
    bool has_bootstrap;              /* both of: */
    struct bytes bootstrap_ca_key;   /* SubjectPublicKeyInfo */
    struct bytes bootstrap_k256_key; /* SEC 1 */
    struct kms_key keys[KMS_KEYS];
    size_t n_keys;
    struct bytes env_key; /* X25519 */
    struct bytes env_signature, env_signature_v1;
    bool has_timestamp;
    uint64_t timestamp; /* Unix seconds, of env_signature_v1 */
};

/* Reads the answers GetMeta (or its bootstrap_info by itself), GetKey, Sign and
 * GetAppEnvEncryptPubKey, and objects that have the members of several, into out->kms. The quote of
 * bootstrap_info is left to the caller. The document has to stay. ERR_MALFORMED names the member
 * that is not what it has to be, or says that there is none; then out->kms is NULL. */
MUST_CHECK bool kms_statement_read(const struct json_value *object, struct evidence *out,
                                   struct err *e);

/* The same of `key_custody` of an aci/1 report, which lists keys. */
MUST_CHECK bool kms_custody_read(const struct json_value *custody, struct evidence *out,
                                 struct err *e);

void kms_statement_free(struct kms_statement *statement);

/* What report data of the bootstrap quote begins with; zeros follow (section 6). */
struct keccak256 kms_bootstrap_digest(struct bytes ca_key, struct bytes k256_key);

/* The app's key, by the signature under purpose and public key. False when one of them is not told
 * or no key is recovered. A key that is recovered proves nothing by itself: nearly every signature
 * has one. */
MUST_CHECK bool kms_recover_app_key(const struct kms_key *key, struct secp256k1_key *out);

/* The root key, by the signature under app id (20 bytes) and the app's key. */
MUST_CHECK bool kms_recover_root(const struct kms_key *key, struct bytes app_id,
                                 const struct secp256k1_key *app_key, struct secp256k1_key *out);

/* The root key, by the signature under the key that variables are encrypted for: the one with the
 * time in it, or the older one without. False when that one is not there. */
enum kms_env_form { KMS_ENV_PLAIN, KMS_ENV_TIMED };
MUST_CHECK bool kms_recover_env_root(const struct kms_statement *statement, struct bytes app_id,
                                     enum kms_env_form form, struct secp256k1_key *out);

#endif
