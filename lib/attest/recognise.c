/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/recognise.h"

#include "attest/limits.h"
#include "base/base64.h"
#include "base/hex.h"
#include "codec/json.h"

/* Text of a quote: hex takes twice its size, and there may be line breaks. */
#define LIMIT_QUOTE_TEXT (4 * LIMIT_QUOTE)

enum { LEVELS_BELOW = 2, PATH_SHOWN = 120 };

static const char *const quote_members[] = {"quote", "intel_quote", "tdx_quote", "sgx_quote"};

static bool is_white_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Printable ASCII and white space. */
static bool is_plain_text(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_white_space(text.at[i]) && (text.at[i] < 0x20 || text.at[i] > 0x7e)) {
            return false;
        }
    }
    return true;
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
    AUTO(buf_done) struct buf digits = buf_start(LIMIT_QUOTE_TEXT);
    for (size_t i = 0; i < text.len; i++) {
        if (!is_white_space(text.at[i])) {
            buf_char(&digits, text.at[i]);
        }
    }
    return buf_is_whole(&digits) && decode_digits(buf_view_text(&digits), out);
}

/* Hex or base64; hex first, since all of it could be base64, too. */
static bool decode_text(struct text text, struct buf *out)
{
    if (decode_hex(text, out)) {
        return true;
    }
    buf_clear(out);
    return base64_decode(text, out) && out->len > 0;
}

static bool no_quote(struct err *e)
{
    return err_set(e, ERR_MALFORMED,
                   "not a quote: expected a binary, hex or base64 SGX or TDX quote, or a JSON "
                   "document that carries one");
}

/* Takes over `bytes`. What does not even have a version number below 256 is told as no quote. */
static bool take_quote(struct buf *bytes, struct evidence *out, struct err *e)
{
    struct bytes start = buf_view(bytes);
    uint16_t version = 0;
    struct quote quote;
    if (bytes->len > LIMIT_QUOTE) {
        return err_set(e, ERR_TOO_BIG, "a quote of %zu bytes is more than %zu", bytes->len,
                       LIMIT_QUOTE);
    }
    if (!bytes_u16le(&start, &version) || version > UINT8_MAX) {
        return no_quote(e);
    }
    if (!quote_parse(buf_view(bytes), &quote, e)) {
        return err_wrap(e, "not a quote that can be read");
    }
    *out = (struct evidence){*bytes, quote};
    *bytes = (struct buf){0};
    return true;
}

/* What the search of a document has come upon. */
struct search {
    struct buf quote; /* of the first member that has one */
    struct buf path;  /* of that member */
    bool found;
};

static void search_done(struct search *s)
{
    buf_done(&s->quote);
    buf_done(&s->path);
}

/* Remembers the first quote; any other one has to be the same. */
static bool add_candidate(struct search *s, struct text value, const struct buf *path,
                          struct err *e)
{
    AUTO(buf_done) struct buf quote = buf_start(LIMIT_QUOTE_TEXT);
    struct text name = buf_view_text(path);
    if (value.len > LIMIT_QUOTE_TEXT || !decode_text(value, &quote)) {
        return err_set(e, ERR_MALFORMED, "member '%.*s' is neither hex nor base64", TEXT_ARG(name));
    }
    if (!s->found) {
        s->found = true;
        buf_add(&s->quote, buf_view(&quote));
        buf_slice(&s->path, name);
        return true;
    }
    return bytes_equal(buf_view(&s->quote), buf_view(&quote)) ||
           err_set(e, ERR_MALFORMED, "members '%.*s' and '%.*s' hold different quotes",
                   TEXT_ARG(buf_view_text(&s->path)), TEXT_ARG(name));
}

static bool is_quote_member(struct text name)
{
    for (size_t i = 0; i < COUNT(quote_members); i++) {
        if (text_is(name, quote_members[i])) {
            return true;
        }
    }
    return false;
}

static bool search_object(struct search *s, const struct json_value *object, const struct buf *path,
                          unsigned below, struct err *e);

/* A member that may hold a quote; one that is an object is looked through, as far down as `below`
 * says. */
static bool search_member(struct search *s, const struct json_value *member,
                          const struct buf *outer, unsigned below, struct err *e)
{
    AUTO(buf_done) struct buf path = buf_start(4 * KIB);
    struct text name = json_name(member);
    struct text value = {0};
    struct text shown = {name.at, name.len < PATH_SHOWN ? name.len : PATH_SHOWN};
    buf_add(&path, buf_view(outer));
    buf_text(&path, outer->len > 0 ? "." : "");
    buf_slice(&path, shown);
    if (json_is_object(member)) {
        return below == 0 || search_object(s, member, &path, below - 1, e);
    }
    bool holds_quote = is_quote_member(name) && json_text(member, &value) && value.len > 0;
    return !holds_quote || add_candidate(s, value, &path, e);
}

static bool search_object(struct search *s, const struct json_value *object, const struct buf *path,
                          unsigned below, struct err *e)
{
    for (const struct json_value *member = json_first(object); member != NULL;
         member = json_next(member)) {
        TRY(search_member(s, member, path, below, e));
    }
    return true;
}

static bool take_document(struct bytes in, struct evidence *out, struct err *e)
{
    AUTO(search_done)
    struct search search = {.quote = buf_start(LIMIT_QUOTE_TEXT), .path = buf_start(4 * KIB)};
    AUTO(buf_done) struct buf top = buf_start(KIB);
    AUTO(json_freep) struct json *json = json_parse(in, e);
    if (json == NULL) {
        return err_wrap(e, "not a JSON document");
    }
    TRY(search_object(&search, json_root(json), &top, LEVELS_BELOW, e));
    if (!search.found) {
        return err_set(e, ERR_MALFORMED,
                       "no quote in the JSON document: expected a member quote, intel_quote, "
                       "tdx_quote or sgx_quote");
    }
    if (!take_quote(&search.quote, out, e)) {
        return err_wrap(e, "member '%.*s'", TEXT_ARG(buf_view_text(&search.path)));
    }
    return true;
}

/* Binary, or hex or base64. */
static bool take_plain(struct bytes in, struct text text, struct evidence *out, struct err *e)
{
    AUTO(buf_done) struct buf bytes = buf_start(LIMIT_QUOTE_TEXT);
    if (in.left > LIMIT_QUOTE_TEXT) {
        return err_set(e, ERR_TOO_BIG, "%zu bytes are more than a quote can have", in.left);
    }
    if (!is_plain_text(text)) {
        buf_add(&bytes, in);
    } else if (!decode_text(text, &bytes)) {
        return no_quote(e);
    }
    return take_quote(&bytes, out, e);
}

bool evidence_recognise(struct bytes in, enum evidence_form form, struct evidence *out,
                        struct err *e)
{
    struct text text = text_trim(text_of_bytes(in));
    if (text.len == 0) {
        return err_set(e, ERR_MALFORMED,
                       "empty: expected a binary, hex or base64 SGX or TDX quote, or a JSON "
                       "document that carries one");
    }
    if (in.left > LIMIT_EVIDENCE) {
        return err_set(e, ERR_TOO_BIG, "evidence of %zu bytes is more than %zu", in.left,
                       LIMIT_EVIDENCE);
    }
    bool is_document = text_starts(text, "{") || text_starts(text, "[");
    if (form == FORM_JSON || (form == FORM_ANY && is_document)) {
        return take_document(in, out, e);
    }
    return take_plain(in, text, out, e);
}

void evidence_done(struct evidence *evidence)
{
    buf_done(&evidence->bytes);
    *evidence = (struct evidence){0};
}

const char *evidence_kind(const struct evidence *evidence)
{
    return evidence->quote.tee == TEE_TDX ? "tdx-quote" : "sgx-quote";
}
