/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include "attest/aci.h"
#include "attest/kms.h"

/* Which form a JSON document is of. */

enum { LEVELS_BELOW = 2, NAME_MAX = 64 };

static bool read_aci(const struct place *place, struct err *e)
{
    return aci_report_read(place->object, place->out, e);
}

/* The quote of a key service is in what it says of its start. */
static bool read_bootstrap(const struct place *place, struct err *e)
{
    struct place bootstrap;
    TRY(place_enter(place, "bootstrap_info", &bootstrap, e));
    if (bootstrap.object == NULL) {
        bootstrap = *place;
    }
    if (place_has(&bootstrap, "attestation")) {
        return form_attestation_document(&bootstrap, e);
    }
    return place_quote(&bootstrap, "quote", e) && place_log(&bootstrap, "eventlog", e) &&
           place_log(&bootstrap, "event_log", e) && place_config(&bootstrap, "vm_config", e);
}

static bool read_kms(const struct place *place, struct err *e)
{
    TRY(kms_statement_read(place->object, place->out, e));
    TRY(read_bootstrap(place, e));
    place->out->kind = place->out->kind < EVIDENCE_SEV_SNP ? EVIDENCE_DSTACK_KMS : place->out->kind;
    return true;
}

enum { SIGNATURE_MEMBERS = 3 };

/* A form is known by members that are all there, and one more of some, if it names any. The first
 * that fits is it. */
static const struct form {
    const char *all[SIGNATURE_MEMBERS];
    const char *any[SIGNATURE_MEMBERS];
    bool (*read)(const struct place *place, struct err *e);
} forms[] = {
    {{"api_version", "workload_keyset_digest"}, {"attestation"}, read_aci},
    {{"ca_cert"}, {"bootstrap_info", "k256_pubkey", "kms_contract_address"}, read_kms},
    {{"ca_pubkey", "k256_pubkey"}, {"quote", "attestation"}, read_kms},
    {{"instances"}, {"app_id", "kms_info", "kms_guest_agent_info"}, form_cloud_app},
    {{"is_online"}, {"app_certificates", "tcb_info", "compose_file"}, form_cloud_cvm},
    {{"intel_quote"}, {"signing_address", "nvidia_payload", "info"}, form_inference},
    {{"intel_quote"}, {"request_nonce", "all_attestations"}, form_inference},
    {{"signing_address"}, {"all_attestations", "nvidia_payload"}, form_inference},
    {{"attestation"}, {NULL}, form_attestation_document},
    {{"app_cert"}, {NULL}, form_info_document},
    {{"tcb_info"}, {"app_id", "instance_id", "app_name"}, form_info_document},
    {{"mrtd", "rtmr0", "event_log"}, {NULL}, form_tcb_info_document},
};

static bool has_all(const struct place *place, const char *const *names)
{
    for (size_t i = 0; i < SIGNATURE_MEMBERS && names[i] != NULL; i++) {
        if (!place_has(place, names[i])) {
            return false;
        }
    }
    return true;
}

static bool has_any(const struct place *place, const char *const *names)
{
    for (size_t i = 0; i < SIGNATURE_MEMBERS && names[i] != NULL; i++) {
        if (place_has(place, names[i])) {
            return true;
        }
    }
    return names[0] == NULL;
}

static const struct form *find_form(const struct place *place)
{
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (has_all(place, forms[i].all) && has_any(place, forms[i].any)) {
            return &forms[i];
        }
    }
    return NULL;
}

/* An object of a form that is one or two levels below: of answers that are wrapped. */
static const struct form *find_below(const struct place *place, unsigned below, struct place *inner)
{
    const struct form *form = NULL;
    for (const struct json_value *member = json_first(place->object);
         member != NULL && form == NULL; member = json_next(member)) {
        struct text name = json_name(member);
        if (!json_is_object(member) || name.len > NAME_MAX) {
            continue;
        }
        struct text path = keep_printf(&place->out->keep, "%.*s%s%.*s", TEXT_ARG(place->path),
                                       place->path.len > 0 ? "." : "", TEXT_ARG(name));
        const struct place candidate = {place->out, member, path};
        *inner = candidate;
        form = find_form(&candidate);
        if (form == NULL && below > 1) {
            form = find_below(&candidate, below - 1, inner);
        }
    }
    return form;
}

/* Answers of a key service about one key, which are told by a member of theirs alone. */
static bool is_about_key(const struct place *place)
{
    static const char *const names[] = {"signature_chain", "k256_signature_chain", "signature_v1",
                                        "k256_pubkey"};
    for (size_t i = 0; i < COUNT(names); i++) {
        if (place_has(place, names[i])) {
            return true;
        }
    }
    return false;
}

/* Without a quote in one of the members that have one. */
static bool read_without_quote(const struct place *place, struct err *e)
{
    struct place inner;
    enum evidence_kind kind = form_other_document(place->object);
    if (kind != EVIDENCE_KIND_COUNT) {
        place->out->kind = kind;
        return true;
    }
    const struct form *form = find_below(place, LEVELS_BELOW, &inner);
    if (form != NULL) {
        return form->read(&inner, e);
    }
    if (is_about_key(place)) {
        return read_kms(place, e);
    }
    return err_set(e, ERR_MALFORMED,
                   "no quote in the JSON document: expected a member quote, intel_quote, "
                   "tdx_quote or sgx_quote");
}

/* A quote makes any document evidence, by the form of the object that it is in. */
static bool read_unknown(const struct place *place, struct err *e)
{
    struct place beside;
    TRY(form_find_quote(place, &beside, e));
    if (beside.object == NULL) {
        return read_without_quote(place, e);
    }
    const struct form *form = find_form(&beside);
    return form != NULL ? form->read(&beside, e) : form_get_quote(&beside, e);
}

bool form_document(struct bytes in, struct evidence *out, struct err *e)
{
    struct json *json = json_parse(in, e);
    if (json == NULL) {
        return err_wrap(e, "not a JSON document");
    }
    const struct place place = {out, keep_json(&out->keep, json), text_of("")};
    const struct form *form = find_form(&place);
    return form != NULL ? form->read(&place, e) : read_unknown(&place, e);
}
