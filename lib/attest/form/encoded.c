/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include "attest/limits.h"
#include "base/base64.h"
#include "base/hex.h"

/* Evidence as text, and quotes. */

static bool is_white_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool decode_digits(struct text hex, struct buf *out)
{
    if (text_starts(hex, "0x") || text_starts(hex, "0X")) {
        hex = (struct text){hex.at + 2, hex.len - 2};
    }
    TRY(hex_is(hex));
    uint8_t *to = buf_extend(out, hex.len / 2);
    return to != NULL && hex_decode(hex, to, hex.len / 2);
}

/* Digits in one piece, else digits with white space between them. */
static bool decode_hex(struct text text, struct buf *out)
{
    if (decode_digits(text_trim(text), out)) {
        return true;
    }
    AUTO(buf_done) struct buf digits = buf_start(text.len);
    for (size_t i = 0; i < text.len; i++) {
        if (!is_white_space(text.at[i])) {
            buf_char(&digits, text.at[i]);
        }
    }
    return decode_digits(buf_view_text(&digits), out);
}

bool form_decode_text(struct text text, size_t cap, struct buf *out)
{
    AUTO(buf_done) struct buf bytes = buf_start(cap);
    if (!decode_hex(text, &bytes)) {
        buf_clear(&bytes);
        TRY(base64_decode(text, &bytes) && bytes.len > 0);
    }
    *out = bytes;
    bytes = (struct buf){0};
    return true;
}

bool form_no_quote(struct err *e)
{
    return err_set(e, ERR_MALFORMED,
                   "not a quote: expected a binary, hex or base64 SGX or TDX quote, or a JSON "
                   "document that carries one");
}

/* What does not even have a version number below 256 is told as no quote. */
bool form_take_quote(struct buf *bytes, struct evidence *out, struct err *e)
{
    struct bytes start = buf_view(bytes);
    uint16_t version = 0;
    if (bytes->len > LIMIT_QUOTE) {
        return err_set(e, ERR_TOO_BIG, "a quote of %zu bytes is more than %zu", bytes->len,
                       LIMIT_QUOTE);
    }
    if (!bytes_u16le(&start, &version) || version > UINT8_MAX) {
        return form_no_quote(e);
    }
    if (!quote_parse(buf_view(bytes), &out->quote, e)) {
        return err_wrap(e, "not a quote that can be read");
    }
    buf_done(&out->bytes);
    out->kind = out->quote.tee == TEE_TDX ? EVIDENCE_TDX_QUOTE : EVIDENCE_SGX_QUOTE;
    out->has_quote = true;
    out->bytes = *bytes;
    *bytes = (struct buf){0};
    return true;
}

bool place_quote(const struct place *place, const char *name, struct err *e)
{
    AUTO(buf_done) struct buf quote = {0};
    struct text text;
    TRY(place_text(place, name, &text, e));
    if (text.len == 0) {
        return true;
    }
    struct text path = place_path(place, name);
    if (!form_decode_text(text, LIMIT_EVIDENCE, &quote)) {
        return err_set(e, ERR_MALFORMED, "member '%.*s' is neither hex nor base64", TEXT_ARG(path));
    }
    return form_take_quote(&quote, place->out, e) || err_wrap(e, "member '%.*s'", TEXT_ARG(path));
}
