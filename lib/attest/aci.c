/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/aci.h"

#include <string.h>

#include "attest/keep.h"
#include "attest/optional.h"
#include "base/buf.h"
#include "codec/jcs.h"
#include "crypto/ed25519.h"
#include "crypto/secp256k1.h"

/* What is hashed and signed in aci/1. */

enum { STATEMENT_CAP = 1024, RECEIPT_CAP = 1024 * 1024, NAME_MAX = 256, COMPACT_SIGNATURE = 64 };

/* "sha256:…" in quotes */
static void add_digest(const struct sha256 *digest, struct buf *out)
{
    buf_text(out, "\"sha256:");
    buf_hex(out, BYTES_OF(digest->at));
    buf_char(out, '"');
}

static void add_nonce(struct bytes nonce, struct buf *out)
{
    if (nonce.left == 0) {
        buf_text(out, "null");
        return;
    }
    buf_char(out, '"');
    buf_hex(out, nonce);
    buf_char(out, '"');
}

/* Both are their own canonical form. */
bool aci_statement_digest(const struct aci_report *report, struct bytes nonce, struct sha256 *out)
{
    AUTO(buf_done) struct buf statement = buf_start(STATEMENT_CAP);
    if (!report->has_keyset_hash || (report->is_earlier && !report->has_identity_hash)) {
        return false;
    }
    if (report->is_earlier) {
        buf_text(&statement, "{\"nonce\":");
        add_nonce(nonce, &statement);
        buf_text(&statement, ",\"purpose\":\"aci.report_data.v1\",\"workload_id\":");
        add_digest(&report->identity_hash, &statement);
        buf_text(&statement, ",\"workload_keyset_digest\":");
        add_digest(&report->keyset_hash, &statement);
        buf_char(&statement, '}');
    } else {
        buf_text(&statement, "{\"keyset_digest\":");
        add_digest(&report->keyset_hash, &statement);
        buf_text(&statement, ",\"nonce\":");
        add_nonce(nonce, &statement);
        buf_text(&statement, ",\"purpose\":\"aci.report_data.v1\"}");
    }
    *out = sha256_of(buf_view(&statement));
    return buf_is_whole(&statement);
}

bool aci_lists_tls_key(const struct aci_report *report, struct bytes spki)
{
    struct sha256 digest = sha256_of(spki);
    for (size_t i = 0; i < report->n_tls_keys; i++) {
        if (bytes_equal(BYTES_OF(report->tls_keys[i].at), BYTES_OF(digest.at))) {
            return true;
        }
    }
    return false;
}

bool aci_lists_signing_key(const struct aci_report *report, struct bytes key)
{
    for (size_t i = 0; i < report->n_keys; i++) {
        if (key.left > 0 && bytes_equal(report->keys[i].key, key)) {
            return true;
        }
    }
    return false;
}

static bool is_ed25519(struct bytes key, struct bytes message, struct bytes signature)
{
    struct ed25519_key point;
    return key.left == sizeof point.at && bytes_copy(&key, point.at, sizeof point.at) &&
           ed25519_verify(&point, message, signature);
}

/* r and s without the number of the key that is recovered: there are two. */
static bool is_secp256k1(struct bytes key, struct bytes message, struct bytes signature)
{
    struct secp256k1_key expected;
    struct secp256k1_key found;
    struct keccak256 digest; /* a digest of 32 bytes, whichever it is */
    struct sha256 hash = sha256_of(message);
    uint8_t recoverable[SECP256K1_RECOVERABLE_SIZE] = {0};
    _Static_assert(sizeof digest.at == sizeof hash.at, "a digest of secp256k1");
    memcpy(digest.at, hash.at, sizeof digest.at);
    if (signature.left != COMPACT_SIGNATURE || !secp256k1_key_parse(key, &expected) ||
        !bytes_copy(&signature, recoverable, COMPACT_SIGNATURE)) {
        return false;
    }
    for (uint8_t v = 0; v <= 3; v++) {
        recoverable[COMPACT_SIGNATURE] = v;
        if (secp256k1_recover(&digest, BYTES_OF(recoverable), SECP256K1_V_PLAIN, &found) &&
            bytes_equal(BYTES_OF(found.at), BYTES_OF(expected.at))) {
            return true;
        }
    }
    return false;
}

static const struct {
    const char *word;
    bool (*is_signed)(struct bytes key, struct bytes message, struct bytes signature);
} algorithms[] = {{"ed25519", is_ed25519}, {"ecdsa-secp256k1", is_secp256k1}};

bool aci_is_endorsed(const struct aci_report *report, bool *is_known)
{
    AUTO(buf_done) struct buf payload = buf_start(STATEMENT_CAP);
    buf_text(&payload, "{\"purpose\":\"aci.keyset.endorsement.v1\",\"workload_keyset_digest\":");
    add_digest(&report->keyset_hash, &payload);
    buf_char(&payload, '}');
    *is_known = false;
    for (size_t i = 0; i < COUNT(algorithms); i++) {
        if (text_is(report->identity.algorithm, algorithms[i].word)) {
            *is_known = true;
            return text_equal(report->endorsement_algorithm, report->identity.algorithm) &&
                   report->has_keyset_hash &&
                   algorithms[i].is_signed(report->identity.key, buf_view(&payload),
                                           report->endorsement);
        }
    }
    return false;
}

/* Receipts */

static bool is_of_keyset(const struct aci_report *report, const struct json_value *receipt)
{
    struct text version;
    struct text digest;
    struct err e;
    AUTO(buf_done) struct buf expected = buf_start(STATEMENT_CAP);
    buf_text(&expected, "sha256:");
    buf_hex(&expected, BYTES_OF(report->keyset_hash.at));
    return report->has_keyset_hash &&
           optional_text(receipt, "api_version", NAME_MAX, &version, &e) &&
           optional_text(receipt, "workload_keyset_digest", NAME_MAX, &digest, &e) &&
           text_is(version, "aci/1") && text_equal(digest, buf_view_text(&expected));
}

static const struct aci_key *find_key(const struct aci_report *report,
                                      const struct json_value *receipt)
{
    struct text id;
    if (!json_text(json_member(receipt, "key_id"), &id)) {
        return NULL;
    }
    for (size_t i = 0; i < report->n_keys; i++) {
        if (text_equal(report->keys[i].id, id) && text_is(report->keys[i].algorithm, "ed25519")) {
            return &report->keys[i];
        }
    }
    return NULL;
}

static bool is_signed_by(const struct json_value *receipt, const struct aci_key *key)
{
    AUTO(keep_done) struct keep keep = {0};
    AUTO(buf_done) struct buf message = buf_start(RECEIPT_CAP);
    struct bytes signature;
    struct err e;
    return jcs_write_without(receipt, "signature", &message, &e) && buf_is_whole(&message) &&
           optional_hex(
               receipt,
               (struct hex_member){"signature", ED25519_SIGNATURE_SIZE, ED25519_SIGNATURE_SIZE},
               &keep, &signature, &e) &&
           is_ed25519(key->key, buf_view(&message), signature);
}

bool aci_receipt_is_signed(const struct aci_report *report, const struct json_value *receipt,
                           bool *is_known, const char **why)
{
    *is_known = !json_is_object(json_member(receipt, "signature"));
    *why = "is of the earlier form, which this version does not judge";
    TRY(*is_known);
    *why = "is not of this keyset";
    TRY(is_of_keyset(report, receipt));
    const struct aci_key *key = find_key(report, receipt);
    *why = "names no Ed25519 key of the keyset";
    TRY(key != NULL);
    *why = "has a wrong signature";
    return is_signed_by(receipt, key);
}
