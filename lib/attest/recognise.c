/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/recognise.h"

#include "attest/form/form.h"
#include "attest/limits.h"
#include "codec/pem.h"

/* Which form evidence is in: by its first bytes, or as it was named. */

/* Printable ASCII and white space. */
static bool is_plain_text(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if ((c < 0x20 || c > 0x7e) && c != '\t' && c != '\n' && c != '\r') {
            return false;
        }
    }
    return true;
}

/* Any binary form. */
static bool take_binary(struct buf *bytes, struct evidence *out, struct err *e)
{
    enum evidence_kind kind = form_other_tee(buf_view(bytes));
    if (kind != EVIDENCE_KIND_COUNT) {
        out->kind = kind;
        return true;
    }
    if (form_is_versioned(buf_view(bytes))) {
        return form_versioned(keep_buf(&out->keep, bytes), out, e);
    }
    return form_is_certificate(buf_view(bytes)) ? form_ra_tls(buf_view(bytes), out, e)
                                                : form_take_quote(bytes, out, e);
}

/* Binary, or hex or base64 of it; a certificate also as PEM. */
static bool take_plain(struct bytes in, enum evidence_form form, struct evidence *out,
                       struct err *e)
{
    struct text text = text_trim(text_of_bytes(in));
    AUTO(buf_done) struct buf bytes = buf_start(in.left);
    if (form == FORM_ANY && pem_is(text)) {
        return form_ra_tls(in, out, e);
    }
    if (!is_plain_text(text)) {
        buf_add(&bytes, in);
    } else if (!form_decode_text(text, LIMIT_EVIDENCE, &bytes)) {
        return form_no_quote(e);
    }
    return form == FORM_QUOTE ? form_take_quote(&bytes, out, e) : take_binary(&bytes, out, e);
}

static bool take(struct bytes in, enum evidence_form form, struct evidence *out, struct err *e)
{
    struct text text = text_trim(text_of_bytes(in));
    bool is_document = text_starts(text, "{") || text_starts(text, "[");
    if (form == FORM_JSON || (form == FORM_ANY && is_document)) {
        return form_document(in, out, e);
    }
    return form == FORM_RA_TLS ? form_ra_tls(in, out, e) : take_plain(in, form, out, e);
}

bool evidence_recognise(struct bytes in, enum evidence_form form, struct evidence *out,
                        struct err *e)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    if (text_trim(text_of_bytes(in)).len == 0) {
        return err_set(e, ERR_MALFORMED,
                       "empty: expected a binary, hex or base64 SGX or TDX quote, or a JSON "
                       "document that carries one");
    }
    if (in.left > LIMIT_EVIDENCE) {
        return err_set(e, ERR_TOO_BIG, "evidence of %zu bytes is more than %zu", in.left,
                       LIMIT_EVIDENCE);
    }
    TRY(take(in, form, &evidence, e));
    *out = evidence;
    evidence = (struct evidence){0};
    return true;
}
