/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/signed.h"

#include "base/utf8.h"
#include "codec/der.h"
#include "crypto/cert.h"

/* Object identifiers, as content octets. */
static const uint8_t oid_ecdsa_sha256[] = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02};
static const uint8_t oid_common_name[] = {0x55, 0x04, 0x03};

static const struct known {
    uint8_t length;
    uint8_t oid[9];
    enum extension_kind kind;
} known[] = {
    {3, {0x55, 0x1d, 0x0e}, EXTENSION_SUBJECT_KEY_ID},
    {3, {0x55, 0x1d, 0x0f}, EXTENSION_KEY_USAGE},
    {3, {0x55, 0x1d, 0x13}, EXTENSION_BASIC_CONSTRAINTS},
    {3, {0x55, 0x1d, 0x14}, EXTENSION_CRL_NUMBER},
    {3, {0x55, 0x1d, 0x15}, EXTENSION_REASON_CODE},
    {3, {0x55, 0x1d, 0x1f}, EXTENSION_CRL_DISTRIBUTION_POINTS},
    {3, {0x55, 0x1d, 0x23}, EXTENSION_AUTHORITY_KEY_ID},
    {9, {0x2a, 0x86, 0x48, 0x86, 0xf8, 0x4d, 0x01, 0x0d, 0x01}, EXTENSION_SGX},
};

bool signed_require(bool ok, struct err *e, const char *problem)
{
    return ok || err_set(e, ERR_MALFORMED, "%s", problem);
}

bool cert_is_ecdsa_sha256(struct bytes *from)
{
    struct bytes rest = *from;
    struct bytes algorithm;
    struct bytes oid;
    if (!der_element(&rest, DER_SEQUENCE, &algorithm) || !der_oid(&algorithm, &oid) ||
        !bytes_end(algorithm) || !bytes_equal(oid, BYTES_OF(oid_ecdsa_sha256))) {
        return false;
    }
    *from = rest;
    return true;
}

/* Right-aligned in 32 bytes. */
static bool coordinate(struct bytes *from, uint8_t out[P256_COORDINATE])
{
    struct bytes magnitude;
    if (!der_magnitude(from, &magnitude) || magnitude.left > P256_COORDINATE) {
        return false;
    }
    return bytes_copy(&magnitude, out + P256_COORDINATE - magnitude.left, magnitude.left);
}

bool cert_signature(struct bytes der, struct p256_signature *out)
{
    struct p256_signature signature = {{0}};
    struct bytes both;
    if (!der_element(&der, DER_SEQUENCE, &both) || !bytes_end(der) ||
        !coordinate(&both, signature.at) || !coordinate(&both, signature.at + P256_COORDINATE) ||
        !bytes_end(both)) {
        return false;
    }
    *out = signature;
    return true;
}

bool signed_der_parse(struct bytes der, struct signed_der *out, struct err *e)
{
    struct signed_der parsed = {0};
    struct bytes all;
    struct bytes bits;
    uint8_t unused = 0;
    TRY(signed_require(der_element(&der, DER_SEQUENCE, &all), e, "not a DER sequence"));
    TRY(signed_require(bytes_end(der), e, "bytes follow its end"));
    TRY(signed_require(der_whole_element(&all, DER_SEQUENCE, &parsed.tbs), e,
                       "the signed part is malformed"));
    struct bytes tbs = parsed.tbs;
    TRY(signed_require(der_element(&tbs, DER_SEQUENCE, &parsed.content), e,
                       "the signed part is malformed"));
    TRY(signed_require(cert_is_ecdsa_sha256(&all), e, "the signature is not ECDSA with SHA-256"));
    TRY(signed_require(der_bits(&all, &bits, &unused) && unused == 0 && bytes_end(all) &&
                           cert_signature(bits, &parsed.signature),
                       e, "the signature is malformed"));
    *out = parsed;
    return true;
}

static enum extension_kind kind_of(struct bytes oid)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        if (bytes_equal(oid, bytes_of(known[i].oid, known[i].length))) {
            return known[i].kind;
        }
    }
    return EXTENSION_UNKNOWN;
}

/* SEQUENCE { OID, critical BOOLEAN DEFAULT FALSE, OCTET STRING }; DER leaves FALSE out. */
static bool extension_parse(struct bytes *from, struct extension *out)
{
    struct bytes in;
    *out = (struct extension){0};
    if (!der_element(from, DER_SEQUENCE, &in) || !der_oid(&in, &out->oid)) {
        return false;
    }
    if (der_is_next(in, DER_BOOLEAN) &&
        (!der_boolean(&in, &out->is_critical) || !out->is_critical)) {
        return false;
    }
    out->kind = kind_of(out->oid);
    return der_element(&in, DER_OCTET_STRING, &out->value) && bytes_end(in);
}

static bool is_repeated(const struct extensions *extensions, struct bytes oid)
{
    for (size_t i = 0; i < extensions->n; i++) {
        if (bytes_equal(extensions->at[i].oid, oid)) {
            return true;
        }
    }
    return false;
}

bool extensions_parse(struct bytes *from, struct extensions *out, struct err *e)
{
    struct bytes rest = *from;
    struct bytes list;
    TRY(signed_require(der_element(&rest, DER_SEQUENCE, &list) && !bytes_end(list), e,
                       "the extensions are malformed"));
    out->n = 0;
    while (!bytes_end(list)) {
        struct extension one;
        TRY(signed_require(out->n < EXTENSIONS_MAX, e, "more than 16 extensions"));
        TRY(signed_require(extension_parse(&list, &one), e, "an extension is malformed"));
        TRY(signed_require(!is_repeated(out, one.oid), e, "an extension is there twice"));
        out->at[out->n++] = one;
    }
    *from = rest;
    return true;
}

bool extensions_of_certificate(struct bytes *from, struct extensions *out, struct err *e)
{
    struct bytes explicit;
    TRY(signed_require(der_element(from, DER_CONTEXT(3), &explicit), e,
                       "the extensions are malformed"));
    TRY(extensions_parse(&explicit, out, e));
    return signed_require(bytes_end(explicit), e, "bytes follow the extensions");
}

bool validity_parse(struct bytes *from, instant *not_before, instant *not_after)
{
    struct bytes both;
    return der_element(from, DER_SEQUENCE, &both) && der_time(&both, not_before) &&
           der_time(&both, not_after) && bytes_end(both);
}

bool extension_authority_key_id(struct bytes value, struct bytes *out)
{
    struct bytes in;
    return der_element(&value, DER_SEQUENCE, &in) && bytes_end(value) &&
           der_element(&in, DER_CONTEXT_PRIMITIVE(0), out) && out->left > 0 && bytes_end(in);
}

struct attribute {
    struct bytes oid;
    struct bytes value;
};

static bool attribute_parse(struct bytes *from, struct attribute *out)
{
    struct bytes in;
    uint8_t tag = 0;
    if (!der_element(from, DER_SEQUENCE, &in) || !der_oid(&in, &out->oid) ||
        !der_any(&in, &tag, &out->value) || !bytes_end(in)) {
        return false;
    }
    return (tag == DER_UTF8_STRING || tag == DER_PRINTABLE_STRING) &&
           utf8_is_valid(text_of_bytes(out->value));
}

/* One SET of a Name; the attributes' number of common names is added to `*n_common`. */
static bool set_parse(struct bytes *from, struct text *common_name, size_t *n_common)
{
    struct bytes set;
    if (!der_element(from, DER_SET, &set) || bytes_end(set)) {
        return false;
    }
    while (!bytes_end(set)) {
        struct attribute one;
        if (!attribute_parse(&set, &one)) {
            return false;
        }
        if (bytes_equal(one.oid, BYTES_OF(oid_common_name))) {
            *common_name = text_of_bytes(one.value);
            (*n_common)++;
        }
    }
    return true;
}

bool name_parse(struct bytes *from, struct bytes *name, struct text *common_name)
{
    struct bytes rest = *from;
    struct bytes whole;
    struct bytes sets;
    struct text found = {0};
    size_t n_common = 0;
    if (!der_whole_element(&rest, DER_SEQUENCE, &whole)) {
        return false;
    }
    struct bytes inside = whole;
    if (!der_element(&inside, DER_SEQUENCE, &sets) || bytes_end(sets)) {
        return false;
    }
    while (!bytes_end(sets)) {
        if (!set_parse(&sets, &found, &n_common)) {
            return false;
        }
    }
    *from = rest;
    *name = whole;
    *common_name = n_common == 1 ? found : (struct text){0};
    return true;
}
