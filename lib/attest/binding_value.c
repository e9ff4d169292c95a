/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/binding.h"
#include "base/hex.h"
#include "codec/der.h"
#include "codec/pem.h"
#include "crypto/certificate_view.h"

/* What `--bind KIND=VALUE` stands for. */

enum { ADDRESS_SIZE = 20 };

static bool is_whole_spki(struct bytes value)
{
    struct bytes info;
    struct bytes algorithm;
    struct bytes bits;
    uint8_t unused = 0;
    return der_element(&value, DER_SEQUENCE, &info) && bytes_end(value) &&
           der_element(&info, DER_SEQUENCE, &algorithm) && der_bits(&info, &bits, &unused) &&
           unused == 0 && bits.left > 0 && bytes_end(info);
}

static bool is_nonce(struct bytes value)
{
    return value.left >= BINDING_NONCE_MIN && value.left <= BINDING_NONCE_MAX &&
           !bytes_all_zero(value);
}

static bool is_address(struct bytes value)
{
    return value.left == ADDRESS_SIZE;
}

static bool is_public_key(struct bytes value)
{
    bool is_sec1 = (value.left == 33 && (value.at[0] == 2 || value.at[0] == 3)) ||
                   (value.left == 65 && value.at[0] == 4);
    return value.left == 32 || value.left == 64 || is_sec1 || is_whole_spki(value);
}

static const struct {
    const char *word;
    bool (*is_right)(struct bytes value);
    const char *has_to_be;
} kinds[BINDING_KINDS] = {
    [BINDING_NONCE] = {"nonce", is_nonce,
                       "16 to 64 bytes, not all zero: another one proves no freshness"},
    [BINDING_PUBLIC_KEY] = {"public-key", is_public_key,
                            "a key of 32 or 64 bytes, SEC 1 (33 or 65), or SubjectPublicKeyInfo"},
    [BINDING_ADDRESS] = {"address", is_address, "20 bytes"},
    [BINDING_TLS_KEY] = {"tls-key", is_whole_spki,
                         "a SubjectPublicKeyInfo, or the certificate that has it"},
};

const char *binding_kind_word(enum binding_kind kind)
{
    return kinds[kind].word;
}

bool binding_parse(struct text argument, enum binding_kind *kind, struct text *value, struct err *e)
{
    struct text word;
    bool has_value = text_split(argument, '=', &word, value) && value->len > 0;
    for (unsigned i = 0; i < BINDING_KINDS; i++) {
        if (text_is(word, kinds[i].word)) {
            *kind = (enum binding_kind)i;
            return has_value || err_set(e, ERR_USAGE, "%s has no value", kinds[i].word);
        }
    }
    (void)err_set(e, ERR_USAGE, "nothing is called '%.*s'", TEXT_ARG(word));
    return err_hint(e, "nonce, public-key, address, tls-key");
}

static bool check_value(enum binding_kind kind, const struct buf *out, struct err *e)
{
    if (!buf_is_whole(out) || !kinds[kind].is_right(buf_view(out))) {
        return err_set(e, ERR_USAGE, "%s has to be %s", kinds[kind].word, kinds[kind].has_to_be);
    }
    return true;
}

static bool add_hex(struct text hex, struct buf *out)
{
    size_t n = hex.len / 2;
    uint8_t *room = buf_extend(out, n);
    return room != NULL && hex_decode(hex, room, n);
}

bool binding_value(enum binding_kind kind, struct text hex, struct buf *out, struct err *e)
{
    if (!add_hex(hex_without_0x(hex), out)) {
        (void)err_set(e, ERR_USAGE, "%s has to be hex", kinds[kind].word);
        return err_hint(e, "or @FILE");
    }
    return check_value(kind, out, e);
}

static bool add_pem(struct text pem, struct buf *out, struct err *e)
{
    static const char public_key[] = "PUBLIC KEY";
    struct text rest = text_trim(pem);
    if (text_starts(rest, "-----BEGIN PUBLIC KEY-----")) {
        bool found = false;
        bool ok = pem_next(&rest, public_key, out, &found) && found && text_trim(rest).len == 0;
        return ok || err_set(e, ERR_USAGE, "expected exactly one public key");
    }
    AUTO(certificate_views_done) struct certificate_views views = {0};
    TRY(certificate_views_parse(pem, &views, e));
    buf_add(out, views.at[0].spki);
    return true;
}

bool binding_file(enum binding_kind kind, struct bytes content, struct buf *out, struct err *e)
{
    struct text text = text_of_bytes(content);
    struct text hex = hex_without_0x(text_trim(text));
    struct certificate_view certificate;
    if (pem_is(text)) {
        TRY(add_pem(text, out, e));
    } else if (hex_is(hex)) {
        (void)!add_hex(hex, out);
    } else if (certificate_view_parse(content, &certificate, e)) {
        buf_add(out, certificate.spki);
    } else {
        buf_add(out, content);
    }
    return check_value(kind, out, e);
}
