/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/certificate_view.h"

#include "base/macro.h"
#include "codec/der.h"
#include "codec/pem.h"
#include "crypto/cert.h"
#include "crypto/spki.h"

enum { VERSION_1 = 0, VERSION_2 = 1, VERSION_3 = 2 };

/* [0] is there for versions 2 and 3 alone: DER leaves a default out. */
static bool take_version(struct bytes *from, uint64_t *version)
{
    struct bytes explicit;
    *version = VERSION_1;
    if (!der_is_next(*from, DER_CONTEXT(0))) {
        return true;
    }
    return der_element(from, DER_CONTEXT(0), &explicit) &&
           der_uint(&explicit, DER_INTEGER, version) && bytes_end(explicit) &&
           (*version == VERSION_2 || *version == VERSION_3);
}

static bool skip_if_next(struct bytes *from, unsigned tag)
{
    struct bytes content;
    return !der_is_next(*from, tag) || der_element(from, tag, &content);
}

/* RFC 5280 section 4.1.2.8; of no use, and not there in version 1. */
static bool skip_unique_ids(struct bytes *from, uint64_t version)
{
    return version == VERSION_1 || (skip_if_next(from, DER_CONTEXT_PRIMITIVE(1)) &&
                                    skip_if_next(from, DER_CONTEXT_PRIMITIVE(2)));
}

static bool read_extensions(struct bytes *from, uint64_t version, struct certificate_view *out,
                            struct err *e)
{
    if (bytes_end(*from)) {
        return true;
    }
    TRY(signed_require(version == VERSION_3, e, "what follows the key is not of its version"));
    return extensions_of_certificate(from, &out->extensions, e);
}

/* RFC 5280 section 4.1.1.2: the signature's algorithm stands inside, too. */
static bool same_algorithm(struct bytes *from, struct bytes outer)
{
    struct bytes inner;
    return der_whole_element(from, DER_SEQUENCE, &inner) && bytes_equal(inner, outer);
}

/* TBSCertificate (RFC 5280 section 4.1). */
static bool read_content(struct bytes content, struct certificate_view *out, struct err *e)
{
    uint64_t version = 0;
    TRY(signed_require(take_version(&content, &version), e, "the version is malformed"));
    TRY(signed_require(der_element(&content, DER_INTEGER, &out->serial) && out->serial.left > 0, e,
                       "the serial number is malformed"));
    TRY(signed_require(same_algorithm(&content, out->algorithm), e,
                       "the signature algorithms differ"));
    TRY(signed_require(der_whole_element(&content, DER_SEQUENCE, &out->issuer), e,
                       "the issuer is malformed"));
    TRY(signed_require(validity_parse(&content, &out->not_before, &out->not_after), e,
                       "the validity is malformed"));
    TRY(signed_require(der_whole_element(&content, DER_SEQUENCE, &out->subject), e,
                       "the subject is malformed"));
    TRY(signed_require(der_whole_element(&content, DER_SEQUENCE, &out->spki), e,
                       "the public key is malformed"));
    TRY(signed_require(skip_unique_ids(&content, version), e, "a unique identifier is malformed"));
    TRY(read_extensions(&content, version, out, e));
    return signed_require(bytes_end(content), e, "bytes follow the extensions");
}

/* Certificate: what is signed, the algorithm and the signature. */
static bool read_outer(struct bytes der, struct certificate_view *out, struct bytes *content,
                       struct err *e)
{
    struct bytes all;
    uint8_t unused = 0;
    TRY(signed_require(der_element(&der, DER_SEQUENCE, &all), e, "not a DER sequence"));
    TRY(signed_require(bytes_end(der), e, "bytes follow its end"));
    TRY(signed_require(der_whole_element(&all, DER_SEQUENCE, &out->tbs), e,
                       "the signed part is malformed"));
    TRY(signed_require(der_whole_element(&all, DER_SEQUENCE, &out->algorithm) &&
                           der_bits(&all, &out->signature, &unused) && unused == 0 &&
                           bytes_end(all),
                       e, "the signature is malformed"));
    struct bytes tbs = out->tbs;
    return signed_require(der_element(&tbs, DER_SEQUENCE, content), e,
                          "the signed part is malformed");
}

bool certificate_view_parse(struct bytes der, struct certificate_view *out, struct err *e)
{
    struct certificate_view view = {.der = der};
    struct bytes content;
    TRY(read_outer(der, &view, &content, e));
    TRY(read_content(content, &view, e));
    struct bytes spki = view.spki;
    view.has_p256_key = spki_p256(&spki, &view.key);
    *out = view;
    return true;
}

bool certificate_view_extension(const struct certificate_view *certificate, struct bytes oid,
                                struct bytes *value)
{
    const struct extensions *extensions = &certificate->extensions;
    for (size_t i = 0; i < extensions->n; i++) {
        if (bytes_equal(extensions->at[i].oid, oid)) {
            *value = extensions->at[i].value;
            return true;
        }
    }
    return false;
}

bool certificate_view_is_signed_by(const struct certificate_view *certificate,
                                   const struct certificate_view *issuer,
                                   const struct signature_check *check)
{
    struct bytes algorithm = certificate->algorithm;
    struct p256_signature signature;
    return issuer->has_p256_key && cert_is_ecdsa_sha256(&algorithm) &&
           cert_signature(certificate->signature, &signature) &&
           signature_is_valid(check, &issuer->key, certificate->tbs, &signature);
}

/* Decodes the next block into `out->der`; the view has a length only, because the bytes may still
 * move. */
static bool read_block(struct text *pem, struct certificate_views *out, bool *found, struct err *e)
{
    size_t number = out->n + 1;
    size_t start = out->der.len;
    bool is_pem = pem_next(pem, "CERTIFICATE", &out->der, found);
    TRY(buf_is_whole(&out->der) ||
        err_set(e, ERR_TOO_BIG, "certificate %zu: more than %zu bytes in all", number,
                out->der.cap));
    TRY(is_pem || err_set(e, ERR_MALFORMED, "certificate %zu: not PEM", number));
    if (!*found) {
        return true;
    }
    TRY(number <= CERTIFICATE_VIEWS_MAX ||
        err_set(e, ERR_TOO_BIG, "more than %d certificates", CERTIFICATE_VIEWS_MAX));
    out->at[out->n++].der.left = out->der.len - start;
    return true;
}

static bool read_blocks(struct text pem, struct certificate_views *out, struct err *e)
{
    bool found = true;
    while (found) {
        TRY(read_block(&pem, out, &found, e));
    }
    return out->n > 0 || err_set(e, ERR_MALFORMED, "no certificate");
}

bool certificate_views_parse(struct text pem, struct certificate_views *out, struct err *e)
{
    AUTO(certificate_views_done) struct certificate_views views = {.der = buf_start(MIB)};
    TRY(read_blocks(pem, &views, e));
    struct bytes all = buf_view(&views.der);
    for (size_t i = 0; i < views.n; i++) {
        struct bytes der;
        TRY(bytes_take(&all, views.at[i].der.left, &der));
        TRY(certificate_view_parse(der, &views.at[i], e) || err_wrap(e, "certificate %zu", i + 1));
    }
    *out = views;
    views = (struct certificate_views){.n = 0};
    return true;
}

void certificate_views_done(struct certificate_views *views)
{
    buf_done(&views->der);
    *views = (struct certificate_views){.n = 0};
}
