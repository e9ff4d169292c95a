/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

/* What Phala Cloud's API answers (specification section 17): the attestations of an app, and that
 * of one CVM. */

/* {quote, eventlog, image_version}, of the app that the document names. */
static bool read_instance(const struct place *app, const struct place *instance, struct err *e)
{
    struct place named = {instance->out, app->object, app->path};
    struct bytes app_id;
    TRY(place_quote(instance, "quote", e));
    TRY(place_log(instance, "eventlog", e) && place_log(instance, "event_log", e));
    TRY(place_config(instance, "vm_config", e));
    TRY(place_bytes(&named, "app_id", (const size_t[]){20, 0}, &app_id, e));
    if (app_id.left > 0) {
        evidence_claim(instance->out, "app_id", place_path(&named, "app_id"), app_id);
    }
    instance->out->kind = EVIDENCE_PHALA_CLOUD;
    return true;
}

/* The first instance is the evidence, the others are parts of it. */
static bool read_instances(const struct place *place, struct err *e)
{
    struct place_array instances;
    TRY(place_array(place, "instances", &instances, e));
    for (bool is_first = true; instances.next != NULL; is_first = false) {
        struct place instance;
        TRY(place_element(place, &instances, &instance, e));
        TRY(is_first || form_add_part(place, PART_INSTANCE, &instance, e));
        TRY(read_instance(place, &instance, e));
    }
    return true;
}

static bool read_service(const struct place *place, const char *name, enum part_role role,
                         struct err *e)
{
    struct place service;
    TRY(place_enter(place, name, &service, e));
    return service.object == NULL ||
           (form_add_part(place, role, &service, e) && form_info_document(&service, e));
}

bool form_cloud_app(const struct place *place, struct err *e)
{
    place->out->kind = EVIDENCE_PHALA_CLOUD;
    return read_instances(place, e) && read_service(place, "kms_guest_agent_info", PART_KMS, e) &&
           read_service(place, "gateway_guest_agent_info", PART_GATEWAY, e);
}

/* One certificate as the API takes it apart; the first one with a quote is the evidence. */
static bool read_certificate(const struct place *place, struct place *certificate, struct err *e)
{
    struct bytes app_id;
    if (!place_has(certificate, "quote")) {
        return true;
    }
    TRY(!place->out->has_quote || form_add_part(place, PART_ATTESTATION, certificate, e));
    TRY(place_quote(certificate, "quote", e));
    TRY(place_bytes(certificate, "app_id", (const size_t[]){20, 0}, &app_id, e));
    if (app_id.left > 0) {
        evidence_claim(certificate->out, "app_id", place_path(certificate, "app_id"), app_id);
    }
    return true;
}

bool form_cloud_cvm(const struct place *place, struct err *e)
{
    struct place_array certificates;
    struct place tcb_info;
    TRY(place_array(place, "app_certificates", &certificates, e));
    while (certificates.next != NULL) {
        struct place certificate;
        TRY(place_element(place, &certificates, &certificate, e));
        TRY(read_certificate(place, &certificate, e));
    }
    TRY(place_enter(place, "tcb_info", &tcb_info, e));
    place->out->kind = EVIDENCE_PHALA_CLOUD;
    return tcb_info.object == NULL || form_tcb_info(&tcb_info, e);
}
