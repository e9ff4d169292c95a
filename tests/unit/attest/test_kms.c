/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/kms.h"
#include "base/hex.h"
#include "binding_values.h"

#define BY_CHAIN "\"signature_chain\":[\"" SIGNED_BY_APP "\",\"" SIGNED_BY_ROOT "\"]"
#define GET_KEY                                                                                    \
    "{\"key\":\"00\",\"purpose\":\"purpose-1\",\"public_key\":\"" DERIVED_KEY "\"," BY_CHAIN "}"
#define ENV_ANSWER                                                                                 \
    "{\"public_key\":\"" ENV_KEY "\",\"signature\":\"" ENV_SIGNATURE                               \
    "\",\"timestamp\":1768435200,\"signature_v1\":\"" ENV_SIGNATURE_V1 "\"}"

/* A self-signed certificate of a P-256 key, made by OpenSSL. */
#define CA_CERT                                                                                    \
    "-----BEGIN CERTIFICATE-----\\n"                                                               \
    "MIIBhjCCAS2gAwIBAgIURL8WuAREheQjS/bw9OSd6r+NrBQwCgYIKoZIzj0EAwIw\\n"                          \
    "GDEWMBQGA1UEAwwNRHN0YWNrIEtNUyBDQTAgFw0yNjExMjExNDUyMTJaGA8yMTI2\\n"                          \
    "MTAyODE0NTIxMlowGDEWMBQGA1UEAwwNRHN0YWNrIEtNUyBDQTBZMBMGByqGSM49\\n"                          \
    "AgEGCCqGSM49AwEHA0IABPMjOgGrjIijVBqhyvdIfwl3b3uK/8xDABHLr1w/ak3V\\n"                          \
    "pBn6WbFwbsb+6QgpC0kWGOuSt2ongq7A/pExLBrpEr+jUzBRMB0GA1UdDgQWBBRb\\n"                          \
    "XJLq4DvISxIYyzqNFhGbbCkTDTAfBgNVHSMEGDAWgBRbXJLq4DvISxIYyzqNFhGb\\n"                          \
    "bCkTDTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIBkHdpc5DRTT\\n"                          \
    "44gxrAXu/n7aBZDhZFfpLN3s0+Wo3XjLAiAz07RH1XprXheaqA+g+Q6XzPFqjahr\\n"                          \
    "1eSHrZ5dyTkfww==\\n"                                                                          \
    "-----END CERTIFICATE-----\\n"
#define CA_KEY                                                                                     \
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004f3233a01ab8c88a3541aa1caf7487f09776f7b" \
    "8affcc430011cbaf5c3f6a4dd5a419fa59b1706ec6fee908290b491618eb92b76a2782aec0fe91312c1ae912bf"

struct document {
    struct json *json;
    struct evidence evidence;
    struct err e;
    bool ok;
};

static void document_done(struct document *document)
{
    evidence_done(&document->evidence);
    json_free(document->json);
}

static struct document read_text(const char *text)
{
    struct document out = {0};
    out.json = json_parse(text_bytes(text_of(text)), &out.e);
    cr_assert_not_null(out.json, "%s", out.e.text);
    out.ok = kms_statement_read(json_root(out.json), &out.evidence, &out.e);
    cr_expect_eq(out.ok, out.evidence.kms != NULL);
    return out;
}

static void expect_hex(struct bytes bytes, const char *hex)
{
    char written[1024] = {0};
    cr_assert_lt(2 * bytes.left, sizeof written);
    hex_encode(bytes, written);
    cr_expect_str_eq(written, hex);
}

static void expect_key(const struct secp256k1_key *key, const char *compressed_hex)
{
    uint8_t compressed[SECP256K1_COMPRESSED_SIZE];
    secp256k1_key_compressed(key, compressed);
    expect_hex(BYTES_OF(compressed), compressed_hex);
}

static bool is_key(const struct secp256k1_key *key, const char *compressed_hex)
{
    char written[2 * SECP256K1_COMPRESSED_SIZE + 1] = {0};
    uint8_t compressed[SECP256K1_COMPRESSED_SIZE];
    secp256k1_key_compressed(key, compressed);
    hex_encode(BYTES_OF(compressed), written);
    return strcmp(written, compressed_hex) == 0;
}

static struct bytes app_id(uint8_t room[20])
{
    memset(room, 0x11, 20);
    return bytes_of(room, 20);
}

Test(kms, get_meta)
{
    AUTO(document_done)
    struct document d = read_text("{\"ca_cert\":\"" CA_CERT "\",\"k256_pubkey\":\"" ROOT_KEY
                                  "\",\"bootstrap_info\":{\"ca_pubkey\":\"" TLS_SPKI
                                  "\",\"k256_pubkey\":\"" APP_KEY "\",\"quote\":\"00\"},"
                                  "\"is_dev\":false}");
    cr_assert(d.ok, "%s", d.e.text);
    const struct kms_statement *kms = d.evidence.kms;
    expect_hex(kms->ca_key, CA_KEY);
    expect_hex(kms->k256_key, ROOT_KEY);
    cr_expect(kms->has_bootstrap);
    expect_hex(kms->bootstrap_ca_key, TLS_SPKI);
    expect_hex(kms->bootstrap_k256_key, APP_KEY);
    cr_expect_eq(kms->n_keys, 0);
    cr_expect_eq(kms->env_key.left, 0);
}

Test(kms, bootstrap_info_by_itself)
{
    AUTO(document_done)
    struct document d = read_text("{\"ca_pubkey\":\"" TLS_SPKI "\",\"k256_pubkey\":\"0x" ROOT_KEY
                                  "\",\"quote\":\"\"}");
    cr_assert(d.ok, "%s", d.e.text);
    cr_expect(d.evidence.kms->has_bootstrap);
    struct keccak256 digest = kms_bootstrap_digest(d.evidence.kms->bootstrap_ca_key,
                                                   d.evidence.kms->bootstrap_k256_key);
    expect_hex(BYTES_OF(digest.at), BOOTSTRAP_DIGEST);
}

Test(kms, a_certificate_alone)
{
    AUTO(document_done) struct document d = read_text("{\"ca_cert\":\"" CA_CERT "\"}");
    cr_assert(d.ok, "%s", d.e.text);
    expect_hex(d.evidence.kms->ca_key, CA_KEY);
}

Test(kms, get_meta_without_bootstrap)
{
    AUTO(document_done)
    struct document d = read_text("{\"ca_cert\":\"" CA_CERT "\",\"k256_pubkey\":\"" ROOT_KEY
                                  "\",\"bootstrap_info\":null}");
    cr_assert(d.ok, "%s", d.e.text);
    cr_expect_not(d.evidence.kms->has_bootstrap);
}

Test(kms, a_chain_leads_to_the_root)
{
    AUTO(document_done) struct document d = read_text(GET_KEY);
    struct secp256k1_key app;
    struct secp256k1_key root;
    uint8_t id[20];
    cr_assert(d.ok, "%s", d.e.text);
    cr_assert_eq(d.evidence.kms->n_keys, 1);
    const struct kms_key *key = &d.evidence.kms->keys[0];
    cr_assert(kms_recover_app_key(key, &app));
    expect_key(&app, APP_KEY);
    cr_assert(kms_recover_root(key, app_id(id), &app, &root));
    expect_key(&root, ROOT_KEY);
}

/* The signed text has the compressed form, whichever the document has. */
Test(kms, an_uncompressed_key_is_the_same)
{
    AUTO(document_done)
    struct document d = read_text("{\"purpose\":\"purpose-1\",\"public_key\":\"" DERIVED_SEC1
                                  "\"," BY_CHAIN "}");
    struct secp256k1_key app;
    cr_assert(d.ok, "%s", d.e.text);
    cr_assert(kms_recover_app_key(&d.evidence.kms->keys[0], &app));
    expect_key(&app, APP_KEY);
}

/* Sign answers three: that of the data is passed over. */
Test(kms, sign)
{
    AUTO(document_done)
    struct document d = read_text(
        "{\"public_key\":\"" ED25519_KEY
        "\",\"signature\":\"00\",\"signature_chain\":[\"aabb\",\"" SIGNED_ED25519
        "\",\"" SIGNED_BY_ROOT "\"]}");
    struct secp256k1_key app;
    struct secp256k1_key root;
    uint8_t id[20];
    cr_assert(d.ok, "%s", d.e.text);
    const struct kms_key *key = &d.evidence.kms->keys[0];
    cr_expect(text_is(key->purpose, "signing"));
    cr_assert(kms_recover_app_key(key, &app));
    expect_key(&app, APP_KEY);
    cr_assert(kms_recover_root(key, app_id(id), &app, &root));
    expect_key(&root, ROOT_KEY);
    cr_expect_eq(d.evidence.kms->env_key.left, 0, "its signature is not of a key for variables");
}

Test(kms, what_is_not_told)
{
    struct secp256k1_key app;
    AUTO(document_done) struct document plain = read_text("{" BY_CHAIN "}");
    cr_assert(plain.ok, "%s", plain.e.text);
    cr_expect_not(kms_recover_app_key(&plain.evidence.kms->keys[0], &app));
    AUTO(document_done)
    struct document unnamed = read_text("{\"public_key\":\"" DERIVED_KEY "\"," BY_CHAIN "}");
    cr_expect_not(kms_recover_app_key(&unnamed.evidence.kms->keys[0], &app), "without a purpose");
    AUTO(document_done)
    struct document empty = read_text("{\"purpose\":\"\",\"public_key\":\"" DERIVED_KEY
                                      "\"," BY_CHAIN "}");
    cr_expect(kms_recover_app_key(&empty.evidence.kms->keys[0], &app), "an empty one is one");
    cr_expect_not(is_key(&app, APP_KEY));
}

static uint8_t *writable(struct bytes bytes)
{
    return (uint8_t *)(uintptr_t)bytes.at;
}

static bool leads_to_root(const struct kms_key *key, struct bytes id)
{
    struct secp256k1_key app;
    struct secp256k1_key root;
    return kms_recover_app_key(key, &app) && kms_recover_root(key, id, &app, &root) &&
           is_key(&root, ROOT_KEY);
}

Test(kms, each_byte_of_a_chain_counts)
{
    AUTO(document_done) struct document d = read_text(GET_KEY);
    uint8_t id[20];
    struct kms_key *key = &d.evidence.kms->keys[0];
    cr_assert(leads_to_root(key, app_id(id)));
    const struct bytes all[] = {key->public_key, key->by_app, key->by_kms, app_id(id)};
    for (size_t i = 0; i < COUNT(all); i++) {
        for (size_t at = 0; at < all[i].left; at++) {
            writable(all[i])[at] ^= 1;
            cr_expect_not(leads_to_root(key, bytes_of(id, sizeof id)), "%zu: byte %zu", i, at);
            writable(all[i])[at] ^= 1;
        }
    }
    key->purpose = text_of("purpose-2");
    cr_expect_not(leads_to_root(key, app_id(id)));
}

Test(kms, env_key)
{
    AUTO(document_done) struct document d = read_text(ENV_ANSWER);
    struct secp256k1_key root;
    uint8_t id[20];
    cr_assert(d.ok, "%s", d.e.text);
    struct kms_statement *kms = d.evidence.kms;
    cr_expect(kms->has_timestamp && kms->timestamp == ENV_TIME);
    for (unsigned form = KMS_ENV_PLAIN; form <= KMS_ENV_TIMED; form++) {
        cr_assert(kms_recover_env_root(kms, app_id(id), (enum kms_env_form)form, &root));
        expect_key(&root, ROOT_KEY);
        for (size_t at = 0; at < KMS_ENV_KEY_SIZE; at++) {
            writable(kms->env_key)[at] ^= 1;
            cr_expect(!kms_recover_env_root(kms, app_id(id), (enum kms_env_form)form, &root) ||
                      !is_key(&root, ROOT_KEY));
            writable(kms->env_key)[at] ^= 1;
        }
    }
    kms->timestamp++;
    cr_expect(!kms_recover_env_root(kms, app_id(id), KMS_ENV_TIMED, &root) ||
              !is_key(&root, ROOT_KEY));
    kms->has_timestamp = false;
    cr_expect_not(kms_recover_env_root(kms, app_id(id), KMS_ENV_TIMED, &root));
}

/* A published example of the dstack SDK for JavaScript. */
Test(kms, env_key_of_the_sdk)
{
    AUTO(document_done)
    struct document d = read_text(
        "{\"public_key\":\"e33a1832c6562067ff8f844a61e51ad051f1180b66ec2551fb0251735f3ee90a\","
        "\"signature\":\"8542c49081fbf4e03f62034f13fbf70630bdf256a53032e38465a27c36fd6bed"
        "7a5e7111652004aef37f7fd92fbfc1285212c4ae6a6154203a48f5e16cad2cef00\"}");
    struct secp256k1_key root;
    const uint8_t id[20] = {0};
    cr_assert(d.ok, "%s", d.e.text);
    cr_assert(kms_recover_env_root(d.evidence.kms, BYTES_OF(id), KMS_ENV_PLAIN, &root));
    expect_key(&root, "0217610d74cbd39b6143842c6d8bc310d79da1d82cc9d17f8876376221eda0c38f");
}

Test(kms, answers_in_one_document)
{
    AUTO(document_done)
    struct document d = read_text("{\"k256_pubkey\":\"" ROOT_KEY "\",\"public_key\":\"" ENV_KEY
                                  "\",\"signature\":\"" ENV_SIGNATURE "\"}");
    cr_assert(d.ok, "%s", d.e.text);
    expect_hex(d.evidence.kms->k256_key, ROOT_KEY);
    expect_hex(d.evidence.kms->env_key, ENV_KEY);
    cr_expect_not(d.evidence.kms->has_timestamp);
}

Test(kms, what_is_refused)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"{}", "no answer of a key service: it names no key"},
        {"[]", "no answer of a key service: it names no key"},
        {"{\"public_key\":\"" ENV_KEY "\"}", "no answer of a key service: it names no key"},
        {"{\"ca_cert\":1}", "'ca_cert' is no text"},
        {"{\"ca_cert\":\"x\"}", "'ca_cert': "},
        {"{\"k256_pubkey\":\"" ENV_KEY "\"}", "'k256_pubkey' is no hex of 33 to 65 bytes"},
        {"{\"k256_pubkey\":\"05" ENV_KEY "\"}", "'k256_pubkey' is no point of secp256k1"},
        {"{\"k256_pubkey\":\"zz" ENV_KEY "\"}", "'k256_pubkey' is no hex of 33 to 65 bytes"},
        {"{\"signature_chain\":[]}", "'signature_chain' ends in no two signatures of 65 bytes"},
        {"{\"signature_chain\":\"\"}", "'signature_chain' ends in no two signatures of 65 bytes"},
        {"{\"signature_chain\":[\"" SIGNED_BY_APP "\"]}",
         "'signature_chain' ends in no two signatures of 65 bytes"},
        {"{\"signature_chain\":[\"" SIGNED_BY_APP "\",\"00\"]}",
         "'signature_chain' ends in no two signatures of 65 bytes"},
        {"{\"signature_chain\":[\"00\",\"" SIGNED_BY_APP "\"]}",
         "'signature_chain' ends in no two signatures of 65 bytes"},
        {"{\"signature_chain\":[1,2]}", "'signature_chain' is no list of 2 or 3 signatures"},
        {"{\"signature_chain\":[\"00\",\"00\",\"00\",\"00\"]}",
         "'signature_chain' is no list of 2 or 3 signatures"},
        {"{\"public_key\":\"02" ONES_32 "11\"," BY_CHAIN "}",
         "'public_key' is no point of secp256k1"},
        {"{\"signature\":\"" ENV_SIGNATURE "\",\"public_key\":\"" DERIVED_KEY "\"}",
         "'public_key' is no hex of 32 bytes"},
        {"{\"signature_v1\":\"00\"}", "'signature_v1' is no hex of 65 bytes"},
        {"{\"signature\":\"" ENV_SIGNATURE "\",\"timestamp\":\"1\",\"public_key\":\"" ENV_KEY "\"}",
         "'timestamp' is no number of seconds"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(document_done) struct document d = read_text(cases[i].text);
        cr_expect_not(d.ok, "%s", cases[i].text);
        cr_expect_eq(d.e.kind, ERR_MALFORMED);
        cr_expect_eq(strncmp(d.e.text, cases[i].want, strlen(cases[i].want)), 0, "%s: %s",
                     cases[i].text, d.e.text);
    }
}

Test(kms, key_custody)
{
    struct document d = {0};
    static const char text[] = "{\"provider\":\"dstack-kms\",\"keys\":[{\"role\":\"receipt\","
                               "\"purpose\":\"purpose-1\",\"public_key\":\"" ED25519_KEY
                               "\",\"kms_public_key\":\"" DERIVED_KEY "\"," BY_CHAIN "},"
                               "{\"role\":\"e2ee\"}]}";
    d.json = json_parse(bytes_of(text, sizeof text - 1), &d.e);
    cr_assert_not_null(d.json);
    cr_assert(kms_custody_read(json_root(d.json), &d.evidence, &d.e), "%s", d.e.text);
    cr_assert_not_null(d.evidence.kms);
    cr_expect_eq(d.evidence.kms->n_keys, 1, "one has a chain");
    cr_expect(text_is(d.evidence.kms->keys[0].role, "receipt"));
    struct secp256k1_key app;
    cr_assert(kms_recover_app_key(&d.evidence.kms->keys[0], &app));
    expect_key(&app, APP_KEY);
    document_done(&d);
}

Test(kms, too_many_keys)
{
    AUTO(buf_done) struct buf text = buf_start(64 * KIB);
    buf_text(&text, "{\"keys\":[");
    for (size_t i = 0; i <= KMS_KEYS; i++) {
        buf_text(&text, i > 0 ? ",{" BY_CHAIN "}" : "{" BY_CHAIN "}");
    }
    buf_text(&text, "]}");
    struct document d = {0};
    d.json = json_parse(buf_view(&text), &d.e);
    cr_assert_not_null(d.json);
    cr_expect_not(kms_custody_read(json_root(d.json), &d.evidence, &d.e));
    cr_expect_eq(d.e.kind, ERR_TOO_BIG);
    cr_expect_null(d.evidence.kms);
    document_done(&d);
}
