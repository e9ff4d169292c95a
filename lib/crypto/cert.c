/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/cert.h"

#include "base/macro.h"
#include "codec/der.h"
#include "crypto/signed.h"
#include "crypto/spki.h"

enum { VERSION_3 = 2, SERIAL_MAX = 20, KEY_USAGE_BITS = 9 };

static bool version_and_serial(struct bytes *from, struct cert *out, struct err *e)
{
    struct bytes explicit;
    uint64_t version = 0;
    TRY(signed_require(der_element(from, DER_CONTEXT(0), &explicit) &&
                           der_uint(&explicit, DER_INTEGER, &version) && bytes_end(explicit) &&
                           version == VERSION_3,
                       e, "not version 3"));
    return signed_require(der_magnitude(from, &out->serial) && out->serial.left <= SERIAL_MAX, e,
                          "the serial number is malformed");
}

static bool subject_key_id(struct bytes value, struct cert *out)
{
    return der_element(&value, DER_OCTET_STRING, &out->subject_key_id) && bytes_end(value) &&
           out->subject_key_id.left > 0;
}

static bool authority_key_id(struct bytes value, struct cert *out)
{
    return extension_authority_key_id(value, &out->authority_key_id);
}

/* A named bit list, which in DER ends in a one (X.690 11.2.2); at least one has to be there. */
static bool key_usage(struct bytes value, struct cert *out)
{
    struct bytes bits;
    uint8_t unused = 0;
    if (!der_bits(&value, &bits, &unused) || !bytes_end(value) || bits.left == 0) {
        return false;
    }
    size_t n = bits.left * 8 - unused;
    if (n == 0 || n > KEY_USAGE_BITS || ((unsigned)bits.at[bits.left - 1] >> unused & 1U) == 0) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned bit = (unsigned)bits.at[i / 8] >> (7 - i % 8) & 1U;
        out->key_usage |= bit << i;
    }
    out->has_key_usage = true;
    return true;
}

/* SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }; DER leaves FALSE out,
 * and only a CA has a path length. */
static bool basic_constraints(struct bytes value, struct cert *out)
{
    struct bytes in;
    if (!der_element(&value, DER_SEQUENCE, &in) || !bytes_end(value)) {
        return false;
    }
    out->has_basic_constraints = true;
    if (bytes_end(in)) {
        return true;
    }
    if (!der_boolean(&in, &out->is_ca) || !out->is_ca) {
        return false;
    }
    if (bytes_end(in)) {
        return true;
    }
    out->has_path_length = true;
    return der_uint(&in, DER_INTEGER, &out->path_length) && bytes_end(in);
}

/* DistributionPoint { [0] { [0] fullName } } of locations ([6]), one at least. */
static bool distribution_point(struct bytes *from)
{
    struct bytes point;
    struct bytes name;
    struct bytes locations;
    struct bytes location;
    if (!der_element(from, DER_SEQUENCE, &point) || !der_element(&point, DER_CONTEXT(0), &name) ||
        !bytes_end(point) || !der_element(&name, DER_CONTEXT(0), &locations) || !bytes_end(name)) {
        return false;
    }
    do {
        TRY(der_element(&locations, DER_CONTEXT_PRIMITIVE(6), &location));
    } while (!bytes_end(locations));
    return true;
}

/* Nothing uses them; but no certificate may have them in a form that others do not read. */
static bool distribution_points(struct bytes value, struct cert *out)
{
    struct bytes points;
    (void)out;
    if (!der_element(&value, DER_SEQUENCE, &points) || !bytes_end(value)) {
        return false;
    }
    do {
        TRY(distribution_point(&points));
    } while (!bytes_end(points));
    return true;
}

static bool sgx_extension(struct bytes value, struct cert *out)
{
    out->sgx_extension = value;
    return value.left > 0;
}

static const struct {
    bool (*read)(struct bytes value, struct cert *out);
    const char *problem;
} readers[] = {
    [EXTENSION_SUBJECT_KEY_ID] = {subject_key_id, "the subject key identifier is malformed"},
    [EXTENSION_KEY_USAGE] = {key_usage, "the key usage is malformed"},
    [EXTENSION_BASIC_CONSTRAINTS] = {basic_constraints, "the basic constraints are malformed"},
    [EXTENSION_CRL_DISTRIBUTION_POINTS] = {distribution_points,
                                           "the CRL distribution points are malformed"},
    [EXTENSION_AUTHORITY_KEY_ID] = {authority_key_id, "the authority key identifier is malformed"},
    [EXTENSION_SGX] = {sgx_extension, "the SGX extension is empty"},
};

/* Whether a certificate may have this one as a critical extension. */
static bool is_known(enum extension_kind kind)
{
    return kind < COUNT(readers) && readers[kind].read != NULL;
}

static bool read_extension(const struct extension *extension, struct cert *out, struct err *e)
{
    enum extension_kind kind = extension->kind;
    if (!is_known(kind)) {
        out->has_unknown_critical = out->has_unknown_critical || extension->is_critical;
        return true;
    }
    if (kind == EXTENSION_BASIC_CONSTRAINTS) {
        out->basic_constraints_critical = extension->is_critical;
    }
    return signed_require(readers[kind].read(extension->value, out), e, readers[kind].problem);
}

static bool read_extensions(struct bytes *from, struct cert *out, struct err *e)
{
    struct extensions list;
    TRY(extensions_of_certificate(from, &list, e));
    for (size_t i = 0; i < list.n; i++) {
        TRY(read_extension(&list.at[i], out, e));
    }
    return true;
}

/* TBSCertificate (RFC 5280 section 4.1); unique identifiers are refused, extensions required. */
static bool read_content(struct bytes content, struct cert *out, struct err *e)
{
    struct text issuer_name;
    TRY(version_and_serial(&content, out, e));
    TRY(signed_require(cert_is_ecdsa_sha256(&content), e,
                       "the signature is not ECDSA with SHA-256"));
    TRY(signed_require(name_parse(&content, &out->issuer, &issuer_name), e,
                       "the issuer is malformed"));
    TRY(signed_require(validity_parse(&content, &out->not_before, &out->not_after), e,
                       "the validity is malformed"));
    TRY(signed_require(name_parse(&content, &out->subject, &out->common_name), e,
                       "the subject is malformed"));
    TRY(signed_require(spki_p256(&content, &out->key), e,
                       "the key is not an uncompressed P-256 key"));
    TRY(read_extensions(&content, out, e));
    return signed_require(bytes_end(content), e, "bytes follow the extensions");
}

bool cert_parse(struct bytes der, struct cert *out, struct err *e)
{
    struct signed_der outer;
    struct cert cert = {.der = der};
    TRY(signed_der_parse(der, &outer, e));
    cert.tbs = outer.tbs;
    cert.signature = outer.signature;
    TRY(read_content(outer.content, &cert, e));
    *out = cert;
    return true;
}

bool cert_is_signed_by(const struct cert *cert, const struct p256_key *key,
                       const struct signature_check *check)
{
    return signature_is_valid(check, key, cert->tbs, &cert->signature);
}
