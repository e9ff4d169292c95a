/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include "attest/limits.h"

/* The guest agent's answers about one quote (specification sections 6, 11 and 12): GetQuote,
 * TdxQuote and Attest, and any other document that carries a quote. */

/* One of these beside a quote makes it an answer of the guest agent. */
static const char *const marks[] = {"event_log",   "eventlog",       "vm_config",
                                    "report_data", "hash_algorithm", "prefix"};

static bool is_answer(const struct place *place)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (json_member(place->object, marks[i]) != NULL) {
            return true;
        }
    }
    return false;
}

bool form_get_quote(const struct place *beside, struct err *e)
{
    if (!is_answer(beside)) {
        return true;
    }
    beside->out->kind = EVIDENCE_DSTACK_QUOTE;
    return place_log(beside, "event_log", e) && place_log(beside, "eventlog", e) &&
           place_config(beside, "vm_config", e) && place_claims(beside, e);
}

/* A quote beside the attestation has to be the attestation's: what else is there is not read, for
 * the two are never mixed (section 12). */
static bool check_quote_beside(const struct place *place, struct text text, struct err *e)
{
    AUTO(buf_done) struct buf quote = {0};
    const struct evidence *out = place->out;
    struct text path = place_path(place, "quote");
    if (!form_decode_text(text, LIMIT_QUOTE, &quote)) {
        return err_set(e, ERR_MALFORMED, "member '%.*s' is neither hex nor base64", TEXT_ARG(path));
    }
    return (out->has_quote && bytes_equal(out->quote.raw, buf_view(&quote))) ||
           err_set(e, ERR_MALFORMED, "members 'attestation' and '%.*s' hold different quotes",
                   TEXT_ARG(path));
}

bool form_attestation_document(const struct place *place, struct err *e)
{
    static const char name[] = "attestation";
    AUTO(buf_done) struct buf decoded = {0};
    struct text text;
    struct text quote;
    TRY(place_text(place, name, &text, e));
    TRY(place_text(place, "quote", &quote, e));
    if (!form_decode_text(text, LIMIT_EVIDENCE, &decoded)) {
        return err_set(e, ERR_MALFORMED, "member '%.*s' is neither hex nor base64",
                       TEXT_ARG(place_path(place, name)));
    }
    struct bytes kept = keep_buf(&place->out->keep, &decoded);
    if (!form_versioned(kept, place->out, e)) {
        return err_wrap(e, "member '%.*s'", TEXT_ARG(place_path(place, name)));
    }
    return quote.len == 0 || check_quote_beside(place, quote, e);
}
