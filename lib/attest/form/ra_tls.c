/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include "attest/form/versioned.h"
#include "codec/der.h"
#include "codec/gzip.h"
#include "codec/msgpack.h"
#include "codec/pem.h"
#include "crypto/certificate_view.h"
#include "crypto/signed.h"

/* RA-TLS certificates (specification section 14): evidence in extensions of the leaf. The reader of
 * certificates refuses an extension that is there twice. */

enum {
    EXTENSION_QUOTE = 1,
    EXTENSION_EVENT_LOG = 2,
    EXTENSION_APP_ID = 3,
    EXTENSION_ATTESTATION = 8,
    EXTENSION_APP_INFO = 9,
    APP_ID_SIZE = 20,
    APP_VALUE_MAX = 4096,
};

#define LIMIT_PACKED_LOG (16 * KIB)
#define LIMIT_LOG        (1 * MIB)

/* Two SEQUENCEs, the outer one longer than 127 bytes: no digits of hex begin so. */
static bool is_der(struct bytes in)
{
    enum { LONG_LENGTH = 0x80 };
    struct bytes content;
    struct bytes from = in;
    return der_element(&from, DER_SEQUENCE, &content) && in.at[1] >= LONG_LENGTH &&
           der_is_next(content, DER_SEQUENCE);
}

bool form_is_certificate(struct bytes in)
{
    return pem_is(text_of_bytes(in)) || is_der(in);
}

/* The content of extension 1.3.6.1.4.1.62397.1.`number`, without the OCTET STRING around it; empty
 * when there is none. */
static bool get_extension(const struct certificate_view *leaf, unsigned number, struct bytes *out,
                          struct err *e)
{
    const uint8_t oid[] = {0x2b, 6, 1, 4, 1, 0x83, 0xe7, 0x3d, 1, (uint8_t)number};
    struct bytes value = {NULL, 0};
    *out = value;
    return !certificate_view_extension(leaf, BYTES_OF(oid), &value) ||
           (der_element(&value, DER_OCTET_STRING, out) && bytes_end(value)) ||
           err_set(e, ERR_MALFORMED, "extension .%u is no OCTET STRING", number);
}

/* What may be compressed: "ELGZv1" and a gzip member. Logs have digests, which do not compress. */
static bool unpack(unsigned number, struct bytes packed, struct keep *keep, struct bytes *out,
                   struct err *e)
{
    static const char magic[] = "ELGZv1";
    bool is_log = number == EXTENSION_EVENT_LOG;
    size_t max = is_log ? LIMIT_LOG : LIMIT_ATTESTATION;
    AUTO(buf_done) struct buf unpacked = buf_start(max);
    *out = packed;
    if (!bytes_expect(&packed, magic, sizeof magic - 1)) {
        return true;
    }
    if (is_log && packed.left > LIMIT_PACKED_LOG) {
        return err_set(e, ERR_TOO_BIG, "extension .%u has more than %zu bytes", number,
                       LIMIT_PACKED_LOG);
    }
    if (!gzip_expand(packed, max, &unpacked, e)) {
        return err_wrap(e, "extension .%u", number);
    }
    *out = keep_buf(keep, &unpacked);
    return true;
}

static bool take_log(struct bytes log, struct evidence *out, struct err *e)
{
    if (log.left == 0 || out->has_log) {
        return true;
    }
    if (!event_log_parse(log, &out->keep, &out->log, e)) {
        return err_wrap(e, "extension .%d", EXTENSION_EVENT_LOG);
    }
    out->has_log = out->log.n > 0;
    return true;
}

/* The attestation, or the quote of before it; where both are there they have to agree. */
static bool take_evidence(const struct certificate_view *leaf, struct evidence *out, struct err *e)
{
    struct bytes quote;
    struct bytes packed;
    struct bytes attestation;
    struct bytes log;
    TRY(get_extension(leaf, EXTENSION_QUOTE, &quote, e));
    TRY(get_extension(leaf, EXTENSION_ATTESTATION, &packed, e));
    TRY(unpack(EXTENSION_ATTESTATION, packed, &out->keep, &attestation, e));
    TRY(get_extension(leaf, EXTENSION_EVENT_LOG, &packed, e));
    TRY(unpack(EXTENSION_EVENT_LOG, packed, &out->keep, &log, e));
    if (attestation.left > 0) {
        TRY(form_versioned(attestation, out, e) ||
            err_wrap(e, "extension .%d", EXTENSION_ATTESTATION));
        if (quote.left > 0 && !(out->has_quote && bytes_equal(quote, out->quote.raw))) {
            return err_set(e, ERR_MALFORMED, "extensions .%d and .%d hold different quotes",
                           EXTENSION_QUOTE, EXTENSION_ATTESTATION);
        }
    } else if (quote.left > 0) {
        AUTO(buf_done) struct buf bytes = buf_start(quote.left);
        buf_add(&bytes, quote);
        TRY(form_take_quote(&bytes, out, e) || err_wrap(e, "extension .%d", EXTENSION_QUOTE));
    }
    return !out->has_quote || take_log(log, out, e);
}

static bool take_app_id(const struct certificate_view *leaf, struct evidence *out, struct err *e)
{
    TRY(get_extension(leaf, EXTENSION_APP_ID, &out->certificate_app_id, e));
    size_t size = out->certificate_app_id.left;
    return size == 0 || size == APP_ID_SIZE ||
           err_set(e, ERR_MALFORMED, "extension .%d is an app id of %zu bytes, not %d",
                   EXTENSION_APP_ID, size, APP_ID_SIZE);
}

/* A value of the app info, as bytes in either form or as text. */
static bool get_value(struct bytes info, const char *name, struct evidence *out,
                      struct bytes *value)
{
    AUTO(buf_done) struct buf bytes = buf_start(APP_VALUE_MAX);
    struct bytes encoded;
    struct text text;
    TRY(msgpack_member(info, name, &encoded));
    if (msgpack_text(&encoded, APP_VALUE_MAX, &text)) {
        *value = text_bytes(text);
        return true;
    }
    TRY(msgpack_bytes(&encoded, APP_VALUE_MAX, &bytes) && bytes.len > 0);
    *value = keep_buf(&out->keep, &bytes);
    return true;
}

static bool claim_app_info(const struct certificate_view *leaf, struct evidence *out, struct err *e)
{
    static const struct {
        const char *name;
        size_t size; /* 0: any */
    } values[] = {
        {"app_id", APP_ID_SIZE}, {"compose_hash", 32},     {"instance_id", 20},
        {"device_id", 32},       {"mr_system", 32},        {"mr_aggregated", 32},
        {"os_image_hash", 32},   {"key_provider_info", 0},
    };
    struct bytes info;
    TRY(get_extension(leaf, EXTENSION_APP_INFO, &info, e));
    struct bytes rest = info;
    if (info.left > 0 && (!msgpack_skip(&rest) || !bytes_end(rest))) {
        return err_set(e, ERR_MALFORMED, "extension .%d is no app info", EXTENSION_APP_INFO);
    }
    for (size_t i = 0; i < COUNT(values) && info.left > 0; i++) {
        struct bytes value = {NULL, 0};
        const char *name = values[i].name;
        if (!get_value(info, name, out, &value) || value.left == 0) {
            continue;
        }
        if (values[i].size > 0 && value.left != values[i].size) {
            return err_set(e, ERR_MALFORMED, "extension .%d: %s is not %zu bytes",
                           EXTENSION_APP_INFO, name, values[i].size);
        }
        struct text path = keep_printf(&out->keep, "extension .%d %s", EXTENSION_APP_INFO, name);
        evidence_claim(out, name, path, value);
    }
    return true;
}

/* All that the leaf carries; its evidence only where there is no other one. */
static bool take_leaf(const struct certificate_view *leaf, struct evidence *out, struct err *e)
{
    TRY(take_app_id(leaf, out, e) && claim_app_info(leaf, out, e));
    if (out->has_quote) {
        return true;
    }
    TRY(take_evidence(leaf, out, e));
    out->quote_is_of_certificate = out->has_quote;
    return true;
}

static bool read_pem(struct text pem, struct evidence *out, struct certificate_view *leaf,
                     struct err *e)
{
    struct certificate_views views;
    TRY(certificate_views_parse(pem, &views, e));
    *leaf = views.at[0];
    for (size_t i = 0; i < views.n; i++) {
        out->certificates[i] = views.at[i].der;
    }
    out->n_certificates = views.n;
    (void)keep_buf(&out->keep, &views.der);
    return true;
}
_Static_assert((size_t)CERTIFICATE_VIEWS_MAX <= (size_t)EVIDENCE_CERTIFICATES,
               "as many as are read");

/* One certificate behind the other. */
static bool read_der(struct bytes in, struct evidence *out, struct certificate_view *leaf,
                     struct err *e)
{
    struct bytes rest = keep_copy(&out->keep, in);
    while (!bytes_end(rest)) {
        struct bytes der;
        struct certificate_view view = {0};
        if (out->n_certificates == EVIDENCE_CERTIFICATES) {
            return err_set(e, ERR_TOO_BIG, "more than %d certificates", EVIDENCE_CERTIFICATES);
        }
        TRY((signed_require(der_whole_element(&rest, DER_SEQUENCE, &der), e,
                            "not a DER sequence") &&
             certificate_view_parse(der, &view, e)) ||
            err_wrap(e, "certificate %zu", out->n_certificates + 1));
        *leaf = out->n_certificates == 0 ? view : *leaf;
        out->certificates[out->n_certificates++] = der;
    }
    return true;
}

bool form_certificate_chain(struct text pem, struct evidence *out, struct err *e)
{
    struct certificate_view leaf;
    return read_pem(pem, out, &leaf, e) && take_leaf(&leaf, out, e);
}

static bool read_chain(struct bytes in, struct evidence *out, struct err *e)
{
    struct certificate_view leaf = {0};
    bool is_pem = pem_is(text_of_bytes(in));
    TRY(is_pem ? read_pem(text_of_bytes(in), out, &leaf, e) : read_der(in, out, &leaf, e));
    return take_leaf(&leaf, out, e);
}

bool form_ra_tls(struct bytes in, struct evidence *out, struct err *e)
{
    if (!form_is_certificate(in)) {
        return err_set(e, ERR_MALFORMED, "not a certificate: expected PEM or DER");
    }
    if (!read_chain(in, out, e)) {
        return err_wrap(e, "not an RA-TLS certificate that can be read");
    }
    if (out->has_quote) {
        out->kind = EVIDENCE_RA_TLS;
        return true;
    }
    return out->kind >= EVIDENCE_SEV_SNP ||
           err_set(e, ERR_MALFORMED,
                   "not an RA-TLS certificate: it carries no quote and no attestation");
}
