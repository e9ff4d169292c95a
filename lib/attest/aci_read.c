/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/aci.h"
#include "attest/form/form.h"
#include "attest/kms.h"
#include "attest/member.h"
#include "attest/optional.h"
#include "base/hex.h"
#include "base/mem.h"
#include "codec/jcs.h"

/* Reading aci/1 reports. */

enum {
    NAME_MAX = 256,
    DIGEST_MAX = 128,
    KEY_MAX = 128,
    SIGNATURE_MAX = 128,
    KEYSET_CAP = 1024 * 1024,
};

/* Numbers that are no plain integers have no canonical form here: then nothing can be said. */
static bool hash_canonical(const struct json_value *value, struct sha256 *out)
{
    struct err e;
    AUTO(buf_done) struct buf canonical = buf_start(KEYSET_CAP);
    TRY(jcs_write(value, &canonical, &e));
    *out = sha256_of(buf_view(&canonical));
    return buf_is_whole(&canonical);
}

static bool read_not_after(const struct json_value *owner, struct aci_report *report, struct err *e)
{
    struct text number;
    const struct json_value *value = json_member(owner, "not_after");
    report->expires = json_uint(value, UINT64_MAX, &report->not_after);
    return report->expires || json_number(value, &number) ||
           err_set(e, ERR_MALFORMED, "'not_after' is no number");
}

static bool read_key(const struct json_value *object, struct keep *keep, struct aci_key *out,
                     struct err *e)
{
    struct text hex;
    TRY(optional_text(object, "key_id", NAME_MAX, &out->id, e));
    TRY(optional_text(object, "algo", NAME_MAX, &out->algorithm, e));
    TRY(optional_text(object, "public_key", (size_t)2 * KEY_MAX, &hex, e));
    return !hex_is(hex) || optional_hex_text(hex, (struct hex_member){"public_key", 1, KEY_MAX},
                                             keep, &out->key, e);
}

static bool read_keys(const struct json_value *keyset, struct evidence *out,
                      struct aci_report *report, struct err *e)
{
    const struct json_value *list = json_member(keyset, "receipt_signing_keys");
    for (const struct json_value *one = json_first(list); one != NULL; one = json_next(one)) {
        if (report->n_keys == ACI_KEYS) {
            return err_set(e, ERR_TOO_BIG, "'receipt_signing_keys' has more than %d", ACI_KEYS);
        }
        TRY(read_key(one, &out->keep, &report->keys[report->n_keys++], e));
    }
    list = json_member(keyset, "tls_public_keys");
    for (const struct json_value *one = json_first(list); one != NULL; one = json_next(one)) {
        if (report->n_tls_keys == ACI_TLS_KEYS) {
            return err_set(e, ERR_TOO_BIG, "'tls_public_keys' has more than %d", ACI_TLS_KEYS);
        }
        TRY(member_hex(one, "spki_sha256", report->tls_keys[report->n_tls_keys++].at, SHA256_SIZE,
                       e));
    }
    return true;
}

/* The earlier form has the identity's key in the keyset, and its signature beside. */
static bool read_identity(const struct json_value *object, const struct json_value *attestation,
                          struct evidence *out, struct aci_report *report, struct err *e)
{
    const struct json_value *keyset = json_member(attestation, "workload_keyset");
    const struct json_value *identity = json_member(keyset, "workload_identity");
    const struct json_value *key = NULL;
    const struct json_value *endorsement = json_member(attestation, "keyset_endorsement");
    report->is_earlier = true;
    TRY(member_object(identity, "public_key", &key, e));
    TRY(read_key(key, &out->keep, &report->identity, e));
    report->has_identity_hash = hash_canonical(key, &report->identity_hash);
    TRY(optional_text(object, "workload_id", DIGEST_MAX, &report->workload_id, e));
    TRY(optional_text(endorsement, "algo", NAME_MAX, &report->endorsement_algorithm, e));
    return optional_hex(endorsement, (struct hex_member){"value", 1, SIGNATURE_MAX}, &out->keep,
                        &report->endorsement, e);
}

static bool read_keyset(const struct json_value *object, const struct json_value *attestation,
                        struct evidence *out, struct aci_report *report, struct err *e)
{
    const struct json_value *keyset = NULL;
    TRY(member_object(attestation, "workload_keyset", &keyset, e));
    report->has_keyset_hash = hash_canonical(keyset, &report->keyset_hash);
    TRY(member_text(object, "workload_keyset_digest", &report->keyset_digest, e));
    TRY(read_keys(keyset, out, report, e));
    if (json_member(keyset, "workload_identity") == NULL) {
        return read_not_after(keyset, report, e);
    }
    TRY(read_identity(object, attestation, out, report, e));
    return read_not_after(json_member(keyset, "keyset_epoch"), report, e);
}

/* JSON in a text, or as it is. */
static bool read_vm_config(const struct place *place, struct err *e)
{
    static const char name[] = "vm_config";
    const struct json_value *value = json_member(place->object, name);
    if (!json_is_object(value)) {
        return place_config(place, name, e);
    }
    struct buf text = buf_start(KEYSET_CAP);
    if (!jcs_write(value, &text, e)) {
        buf_done(&text);
        return err_wrap(e, "'%.*s'", TEXT_ARG(place_path(place, name)));
    }
    struct bytes kept = keep_buf(&place->out->keep, &text);
    return form_config(place->out, place_path(place, name), text_of_bytes(kept), e);
}

static bool read_evidence(const struct json_value *attestation, struct evidence *out, struct err *e)
{
    const struct place outer = {out, attestation, text_of("attestation")};
    struct place place;
    TRY(place_enter(&outer, "evidence", &place, e));
    const struct json_value *custody = json_member(place.object, "key_custody");
    TRY(place_quote(&place, "quote", e) && place_log(&place, "event_log", e) &&
        read_vm_config(&place, e));
    TRY(place_text(&place, "app_compose", &out->app_compose, e));
    return kms_custody_read(custody, out, e);
}

static bool read_all(const struct json_value *object, struct evidence *out,
                     struct aci_report *report, struct err *e)
{
    struct text version;
    const struct json_value *attestation = NULL;
    TRY(member_text(object, "api_version", &version, e));
    if (!text_is(version, "aci/1")) {
        return err_set(e, ERR_MALFORMED, "'api_version' is not aci/1");
    }
    TRY(member_object(object, "attestation", &attestation, e));
    TRY(read_keyset(object, attestation, out, report, e));
    TRY(optional_hex(attestation, (struct hex_member){"report_data", SHA256_SIZE, SHA256_SIZE},
                     &out->keep, &report->report_data, e));
    const struct json_value *receipts = json_member(object, "receipts");
    if (json_count(receipts) > ACI_RECEIPTS) {
        return err_set(e, ERR_TOO_BIG, "'receipts' has more than %d", ACI_RECEIPTS);
    }
    report->receipts = json_count(receipts) > 0 ? receipts : NULL;
    return read_evidence(attestation, out, e);
}

AUTO_POINTER(struct aci_report, aci_report_free);

bool aci_report_read(const struct json_value *object, struct evidence *out, struct err *e)
{
    AUTO(aci_report_freep) struct aci_report *report = mem_new(sizeof *report);
    out->aci = NULL;
    TRY(read_all(object, out, report, e));
    out->aci = TAKE(report);
    out->kind = EVIDENCE_ACI;
    return true;
}

void aci_report_free(struct aci_report *report)
{
    mem_free(report);
}
