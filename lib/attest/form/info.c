/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

/* What the guest agent says of itself (specification section 17): the answer of Info, or of
 * Worker.Info before it, whose tcb_info is a string. The quote is in its certificate. */

bool form_tcb_info(const struct place *place, struct err *e)
{
    struct evidence *out = place->out;
    TRY(place_claims(place, e));
    TRY(place_log(place, "event_log", e));
    return out->app_compose.at != NULL || place_text(place, "app_compose", &out->app_compose, e);
}

bool form_info(const struct place *place, struct err *e)
{
    struct place tcb_info;
    struct text chain;
    TRY(place_enter(place, "tcb_info", &tcb_info, e));
    TRY(tcb_info.object == NULL || form_tcb_info(&tcb_info, e));
    TRY(place_claims(place, e));
    TRY(place_config(place, "vm_config", e));
    TRY(place_text(place, "app_cert", &chain, e));
    if (chain.len > 0 && !form_certificate_chain(chain, place->out, e)) {
        return err_wrap(e, "%.*s", TEXT_ARG(place_path(place, "app_cert")));
    }
    return true;
}

/* A quote of its own beside what Info says comes with its own log. */
bool form_info_document(const struct place *place, struct err *e)
{
    struct place beside;
    TRY(form_find_quote(place, &beside, e));
    TRY(beside.object == NULL ||
        (place_log(&beside, "event_log", e) && place_log(&beside, "eventlog", e)));
    TRY(form_info(place, e));
    place->out->kind = place->out->kind < EVIDENCE_SEV_SNP ? EVIDENCE_DSTACK_INFO
                                                           : place->out->kind;
    return true;
}

bool form_tcb_info_document(const struct place *place, struct err *e)
{
    place->out->kind = EVIDENCE_DSTACK_TCB_INFO;
    return form_tcb_info(place, e);
}
