/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "aci_values.h"
#include "attest/aci.h"
#include "attest/kms.h"
#include "base/hex.h"
#include "binding_values.h"
#include "codec/jcs.h"

#define REPORT(keyset, digest, more_inside, more)                                                  \
    "{\"api_version\":\"aci/1\",\"workload_keyset_digest\":\"" digest                              \
    "\",\"attestation\":{\"tee_type\":\"tdx\",\"workload_keyset\":" keyset more_inside "}" more    \
    "}"
#define PLAIN REPORT(ACI_KEYSET, ACI_DIGEST, "", "")
#define EARLIER                                                                                    \
    REPORT(                                                                                        \
        EARLIER_KEYSET, EARLIER_DIGEST,                                                            \
        ",\"keyset_endorsement\":{\"algo\":\"ecdsa-secp256k1\",\"value\":\"" EARLIER_ENDORSEMENT   \
        "\"}",                                                                                     \
        ",\"workload_id\":\"" EARLIER_WORKLOAD "\"")
#define EARLIER_ED                                                                                 \
    REPORT(EARLIER_ED_KEYSET, EARLIER_ED_DIGEST,                                                   \
           ",\"keyset_endorsement\":{\"algo\":\"ed25519\",\"value\":\"" EARLIER_ED_ENDORSEMENT     \
           "\"}",                                                                                  \
           ",\"workload_id\":\"" EARLIER_ED_WORKLOAD "\"")

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

static struct document read_text(struct text text)
{
    struct document out = {0};
    out.json = json_parse(text_bytes(text), &out.e);
    cr_assert_not_null(out.json, "%s", out.e.text);
    out.ok = aci_report_read(json_root(out.json), &out.evidence, &out.e);
    cr_expect_eq(out.ok, out.evidence.aci != NULL);
    return out;
}

static struct document open_text(const char *text)
{
    struct document out = read_text(text_of(text));
    cr_assert(out.ok, "%s", out.e.text);
    return out;
}

static void expect_hex(struct bytes bytes, const char *hex)
{
    char written[256] = {0};
    cr_assert_lt(2 * bytes.left, sizeof written);
    hex_encode(bytes, written);
    cr_expect_str_eq(written, hex);
}

static struct bytes nonce(uint8_t room[32])
{
    cr_assert(hex_decode(text_of(NONCE), room, 32));
    return bytes_of(room, 32);
}

Test(aci, keyset_and_statements)
{
    AUTO(document_done) struct document d = open_text(PLAIN);
    const struct aci_report *aci = d.evidence.aci;
    uint8_t room[32];
    struct sha256 digest;
    cr_expect(aci->has_keyset_hash);
    expect_hex(BYTES_OF(aci->keyset_hash.at), ACI_DIGEST + strlen("sha256:"));
    cr_expect(text_is(aci->keyset_digest, ACI_DIGEST));
    cr_expect(aci->expires && aci->not_after == 1800000000);
    cr_expect_not(aci->is_earlier);
    cr_assert(aci_statement_digest(aci, nonce(room), &digest));
    expect_hex(BYTES_OF(digest.at), ACI_WITH_NONCE);
    cr_assert(aci_statement_digest(aci, bytes_of(NULL, 0), &digest));
    expect_hex(BYTES_OF(digest.at), ACI_WITHOUT_NONCE);
}

/* The session that the receipt names: the digest of its canonical form, whose first member here is
 * the last. */
Test(aci, session_of_the_receipt)
{
    static const char first[] = "{\"api_version\":\"aci/1\",";
    AUTO(buf_done) struct buf other = buf_start(4 * KIB);
    AUTO(buf_done) struct buf canonical = buf_start(4 * KIB);
    struct text rest = text_of(ACI_SESSION);
    struct err e = {0};
    cr_assert(text_starts(rest, first));
    buf_text(&other, "{ ");
    buf_slice(&other, (struct text){rest.at + strlen(first), rest.len - strlen(first) - 1});
    buf_text(&other, ", \"api_version\" : \"aci\\/1\" }\n");
    AUTO(json_freep) struct json *json = json_parse(buf_view(&other), &e);
    cr_assert_not_null(json, "%s", e.text);
    cr_assert(jcs_write(json_root(json), &canonical, &e), "%s", e.text);
    struct sha256 id = sha256_of(buf_view(&canonical));
    expect_hex(BYTES_OF(id.at), ACI_SESSION_ID);
    cr_expect_not_null(strstr(ACI_RECEIPT, ACI_SESSION_ID));
}

Test(aci, keys_of_the_keyset)
{
    AUTO(document_done) struct document d = open_text(PLAIN);
    const struct aci_report *aci = d.evidence.aci;
    uint8_t key[32];
    cr_assert_eq(aci->n_keys, 1);
    cr_assert_eq(aci->n_tls_keys, 1);
    cr_expect(text_is(aci->keys[0].id, "receipt-1"));
    cr_assert(
        hex_decode(text_of("8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394"), key,
                   sizeof key));
    cr_expect(aci_lists_signing_key(aci, BYTES_OF(key)));
    key[31] ^= 1;
    cr_expect_not(aci_lists_signing_key(aci, BYTES_OF(key)));
    cr_expect_not(aci_lists_signing_key(aci, bytes_of(key, 0)));
    cr_expect_not(aci_lists_tls_key(aci, BYTES_OF(key)));
}

Test(aci, tls_keys_by_their_sha256)
{
    AUTO(document_done) struct document d = open_text(EARLIER);
    uint8_t spki[91];
    cr_assert(hex_decode(text_of(TLS_SPKI), spki, sizeof spki));
    cr_expect(aci_lists_tls_key(d.evidence.aci, BYTES_OF(spki)));
    spki[90] ^= 1;
    cr_expect_not(aci_lists_tls_key(d.evidence.aci, BYTES_OF(spki)));
}

static void judge_receipt(const char *text, const char *want, bool want_known)
{
    AUTO(document_done) struct document d = open_text(PLAIN);
    struct err e;
    AUTO(json_freep) struct json *receipt = json_parse(text_bytes(text_of(text)), &e);
    bool is_known = false;
    const char *why = NULL;
    cr_assert_not_null(receipt, "%s", e.text);
    bool ok = aci_receipt_is_signed(d.evidence.aci, json_root(receipt), &is_known, &why);
    cr_expect_eq(ok, want == NULL, "%s: %s", text, why);
    cr_expect_eq(is_known, want_known);
    cr_expect(want == NULL || strcmp(why, want) == 0, "%s", why);
}

/* The text with the first `from` in it changed. */
static void judge_changed(const char *from, const char *to, const char *want)
{
    static const char receipt[] = ACI_RECEIPT;
    AUTO(buf_done) struct buf changed = buf_start(8 * KIB);
    const char *at = strstr(receipt, from);
    cr_assert_not_null(at, "%s", from);
    buf_add(&changed, bytes_of(receipt, (size_t)(at - receipt)));
    buf_text(&changed, to);
    buf_text(&changed, at + strlen(from));
    buf_char(&changed, 0);
    judge_receipt((const char *)changed.at, want, true);
}

Test(aci, receipt)
{
    static const char wrong[] = "has a wrong signature";
    judge_receipt(ACI_RECEIPT, NULL, true);
    judge_changed("rcpt-0001", "rcpt-0002", wrong);
    judge_changed("\"served_at\":1750000000", "\"served_at\":1750000001", wrong);
    judge_changed("\"model\":\"demo-model\"", "\"model\":\"demo-model\",\"extra\":null", wrong);
    judge_changed("\"signature\":\"d5", "\"signature\":\"d4", wrong);
    judge_changed("\"signature\":\"d5", "\"signature\":\"", wrong);
    judge_changed("\"served_at\":1750000000", "\"served_at\":1750000000.0", wrong);
    judge_changed("\"key_id\":\"receipt-1\"", "\"key_id\":\"receipt-2\"",
                  "names no Ed25519 key of the keyset");
    judge_changed("\"key_id\":\"receipt-1\",", "", "names no Ed25519 key of the keyset");
    judge_changed("\"api_version\":\"aci/1\"", "\"api_version\":\"aci/2\"",
                  "is not of this keyset");
    judge_changed("sha256:53a5cd44", "sha256:53a5cd45", "is not of this keyset");
    judge_receipt("{\"signature\":{\"algo\":\"ed25519\",\"value\":\"00\"}}",
                  "is of the earlier form, which this version does not judge", false);
    judge_receipt("[]", "is not of this keyset", true);
}

/* The form that is signed does not depend on how the document is written. */
Test(aci, a_receipt_written_otherwise)
{
    judge_changed("{\"api_version\":\"aci/1\",", "{ \"api_version\" : \"aci\\/1\" , ", NULL);
}

Test(aci, earlier_form)
{
    AUTO(document_done) struct document d = open_text(EARLIER);
    const struct aci_report *aci = d.evidence.aci;
    uint8_t room[32];
    struct sha256 digest;
    bool is_known = false;
    cr_expect(aci->is_earlier);
    expect_hex(BYTES_OF(aci->keyset_hash.at), EARLIER_DIGEST + strlen("sha256:"));
    expect_hex(BYTES_OF(aci->identity_hash.at), EARLIER_WORKLOAD + strlen("sha256:"));
    cr_expect(aci->expires && aci->not_after == 1800000000);
    cr_assert(aci_statement_digest(aci, nonce(room), &digest));
    expect_hex(BYTES_OF(digest.at), EARLIER_WITH_NONCE);
    cr_assert(aci_statement_digest(aci, bytes_of(NULL, 0), &digest));
    expect_hex(BYTES_OF(digest.at), EARLIER_WITHOUT_NONCE);
    cr_expect(aci_is_endorsed(aci, &is_known));
    cr_expect(is_known);
}

/* Every byte of signature and keyset counts, for both algorithms. */
static void each_byte_of_an_endorsement(const char *text)
{
    AUTO(document_done) struct document d = open_text(text);
    struct aci_report *aci = d.evidence.aci;
    bool is_known = false;
    cr_assert(aci_is_endorsed(aci, &is_known));
    uint8_t *signature = (uint8_t *)(uintptr_t)aci->endorsement.at;
    for (size_t at = 0; at < aci->endorsement.left; at++) {
        signature[at] ^= 1;
        cr_expect_not(aci_is_endorsed(aci, &is_known), "byte %zu", at);
        signature[at] ^= 1;
    }
    for (size_t at = 0; at < SHA256_SIZE; at++) {
        aci->keyset_hash.at[at] ^= 1;
        cr_expect_not(aci_is_endorsed(aci, &is_known), "byte %zu of the digest", at);
        aci->keyset_hash.at[at] ^= 1;
    }
    aci->endorsement.left--;
    cr_expect_not(aci_is_endorsed(aci, &is_known));
    aci->endorsement.left++;
    aci->endorsement_algorithm = text_of("ed448");
    cr_expect_not(aci_is_endorsed(aci, &is_known), "another algorithm than the key's");
    cr_expect(is_known);
    aci->identity.algorithm = text_of("ed448");
    cr_expect_not(aci_is_endorsed(aci, &is_known));
    cr_expect_not(is_known);
}

Test(aci, endorsement)
{
    each_byte_of_an_endorsement(EARLIER);
    each_byte_of_an_endorsement(EARLIER_ED);
}

/* not_after of a keyset that never expires is written beyond 64 bits by JavaScript. */
Test(aci, no_canonical_form)
{
    AUTO(document_done)
    struct document d = open_text(
        REPORT("{\"not_after\":18446744073709552000}", ACI_DIGEST, "", ""));
    struct sha256 digest;
    cr_expect_not(d.evidence.aci->expires);
    cr_expect_not(d.evidence.aci->has_keyset_hash);
    cr_expect_not(aci_statement_digest(d.evidence.aci, bytes_of(NULL, 0), &digest));
}

Test(aci, what_stands_beside)
{
    AUTO(document_done)
    struct document d = open_text(
        REPORT(ACI_KEYSET, ACI_DIGEST,
               ",\"report_data\":\"" ACI_WITH_NONCE "\",\"evidence\":{\"quote\":\"\",\"event_log\":"
               "\"[]\",\"vm_config\":\"{\\\"num_gpus\\\":1}\","
               "\"app_compose\":\"{}\",\"key_custody\":{\"provider\":\"dstack-kms\",\"keys\":[{"
               "\"role\":\"receipt\",\"purpose\":\"purpose-1\",\"kms_public_key\":\"" DERIVED_KEY
               "\",\"signature_chain\":[\"" SIGNED_BY_APP "\",\"" SIGNED_BY_ROOT "\"]}]}}",
               ",\"receipts\":[" ACI_RECEIPT "]"));
    expect_hex(d.evidence.aci->report_data, ACI_WITH_NONCE);
    cr_expect_eq(json_count(d.evidence.aci->receipts), 1);
    cr_expect(text_is(d.evidence.app_compose, "{}"));
    cr_expect(text_is(d.evidence.vm_config, "{\"num_gpus\":1}"));
    cr_expect_not(d.evidence.has_quote);
    cr_assert_not_null(d.evidence.kms);
    cr_expect_eq(d.evidence.kms->n_keys, 1);
    cr_expect_eq(d.evidence.kind, EVIDENCE_ACI);
}

Test(aci, a_vm_config_that_is_an_object)
{
    AUTO(document_done)
    struct document d = open_text(REPORT(
        ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"vm_config\":{\"num_gpus\":8,\"a\":[]}}", ""));
    cr_expect(text_is(d.evidence.vm_config, "{\"a\":[],\"num_gpus\":8}"));
}

Test(aci, what_is_refused)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"{}", "'api_version' is missing"},
        {"{\"api_version\":\"aci/2\"}", "'api_version' is not aci/1"},
        {"{\"api_version\":\"aci/1\"}", "'attestation' is missing"},
        {"{\"api_version\":\"aci/1\",\"attestation\":{}}", "'workload_keyset' is missing"},
        {"{\"api_version\":\"aci/1\",\"attestation\":{\"workload_keyset\":{}}}",
         "'workload_keyset_digest' is missing"},
        {REPORT("{}", ACI_DIGEST, "", ""), "'not_after' is no number"},
        {REPORT("{\"not_after\":\"1\"}", ACI_DIGEST, "", ""), "'not_after' is no number"},
        {REPORT("{\"not_after\":1,\"tls_public_keys\":[{}]}", ACI_DIGEST, "", ""),
         "'spki_sha256' is missing"},
        {REPORT("{\"not_after\":1,\"tls_public_keys\":[{\"spki_sha256\":\"00\"}]}", ACI_DIGEST, "",
                ""),
         "'spki_sha256' is not 64 hex digits"},
        {REPORT("{\"not_after\":1,\"workload_identity\":{}}", ACI_DIGEST, "", ""),
         "'public_key' is missing"},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"report_data\":\"00\"", ""),
         "'report_data' is no hex of 32 bytes"},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":1", ""),
         "'attestation.evidence' is not an object"},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"quote\":\"00\"}", ""), ""},
        {REPORT(ACI_KEYSET, ACI_DIGEST,
                ",\"evidence\":{\"key_custody\":{\"keys\":[{\"signature_chain\":[]}]}}", ""),
         "'key_custody': 'signature_chain' ends in no two signatures of 65 bytes"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(document_done) struct document d = read_text(text_of(cases[i].text));
        cr_expect_not(d.ok, "%s", cases[i].text);
        cr_expect_eq(d.e.kind, ERR_MALFORMED);
        cr_expect_eq(strncmp(d.e.text, cases[i].want, strlen(cases[i].want)), 0, "%s", d.e.text);
    }
}

static void too_many(const char *member, const char *element, size_t n)
{
    AUTO(buf_done) struct buf text = buf_start(64 * KIB);
    buf_text(&text, "{\"api_version\":\"aci/1\",\"workload_keyset_digest\":\"\",\"attestation\":{"
                    "\"workload_keyset\":{\"not_after\":1,\"");
    buf_text(&text, member);
    buf_text(&text, "\":[");
    for (size_t i = 0; i <= n; i++) {
        buf_text(&text, i > 0 ? "," : "");
        buf_text(&text, element);
    }
    buf_text(&text, "]}}}");
    AUTO(document_done) struct document d = read_text(buf_view_text(&text));
    cr_expect_not(d.ok);
    cr_expect_eq(d.e.kind, ERR_TOO_BIG, "%s", d.e.text);
}

Test(aci, too_many_keys)
{
    too_many("receipt_signing_keys", "{}", ACI_KEYS);
    too_many("tls_public_keys", "{\"spki_sha256\":\"" ONES_32 "\"}", ACI_TLS_KEYS);
}
