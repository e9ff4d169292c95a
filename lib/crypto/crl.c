/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/crl.h"

#include "codec/der.h"
#include "crypto/signed.h"

enum { VERSION_2 = 1, NUMBER_MAX = 20, SERIAL_MAX = 20 };

/* SEQUENCE { serial, revocationDate, Extensions OPTIONAL }; a reason code tells nothing that is
 * needed: whatever is listed is revoked. */
static bool entry_parse(struct bytes *from, struct bytes *serial, struct err *e)
{
    struct bytes in;
    struct extensions list = {.n = 0};
    instant revoked = 0;
    TRY(signed_require(der_element(from, DER_SEQUENCE, &in) && der_magnitude(&in, serial) &&
                           serial->left <= SERIAL_MAX && der_time(&in, &revoked),
                       e, "an entry is malformed"));
    if (!bytes_end(in)) {
        TRY(extensions_parse(&in, &list, e));
    }
    for (size_t i = 0; i < list.n; i++) {
        TRY(signed_require(!list.at[i].is_critical || list.at[i].kind == EXTENSION_REASON_CODE, e,
                           "an entry has an unknown critical extension"));
    }
    return signed_require(bytes_end(in), e, "an entry is malformed");
}

/* The list is absent when nothing is revoked; where it is, it is not empty (RFC 5280 5.1.2.6). */
static bool read_entries(struct bytes *from, struct crl *out, struct err *e)
{
    if (!der_is_next(*from, DER_SEQUENCE)) {
        return true;
    }
    TRY(signed_require(der_element(from, DER_SEQUENCE, &out->entries) && !bytes_end(out->entries),
                       e, "the list is malformed"));
    struct bytes rest = out->entries;
    while (!bytes_end(rest)) {
        struct bytes serial;
        TRY(entry_parse(&rest, &serial, e));
        out->n_entries++;
    }
    return true;
}

static bool read_extension(const struct extension *extension, struct crl *out, struct err *e)
{
    struct bytes value = extension->value;
    if (extension->kind == EXTENSION_CRL_NUMBER) {
        return signed_require(der_magnitude(&value, &out->number) && bytes_end(value) &&
                                  out->number.left <= NUMBER_MAX,
                              e, "the CRL number is malformed");
    }
    if (extension->kind == EXTENSION_AUTHORITY_KEY_ID) {
        return signed_require(extension_authority_key_id(value, &out->authority_key_id), e,
                              "the authority key identifier is malformed");
    }
    return signed_require(!extension->is_critical, e, "it has an unknown critical extension");
}

static bool read_extensions(struct bytes *from, struct crl *out, struct err *e)
{
    struct bytes explicit;
    struct extensions list;
    TRY(signed_require(der_element(from, DER_CONTEXT(0), &explicit), e,
                       "the extensions are malformed"));
    TRY(extensions_parse(&explicit, &list, e));
    TRY(signed_require(bytes_end(explicit), e, "bytes follow the extensions"));
    for (size_t i = 0; i < list.n; i++) {
        TRY(read_extension(&list.at[i], out, e));
    }
    TRY(signed_require(out->number.left > 0, e, "it has no CRL number"));
    return signed_require(out->authority_key_id.left > 0, e, "it has no authority key identifier");
}

/* TBSCertList (RFC 5280 section 5.1). */
static bool read_content(struct bytes content, struct crl *out, struct err *e)
{
    struct text common_name;
    uint64_t version = 0;
    TRY(signed_require(der_uint(&content, DER_INTEGER, &version) && version == VERSION_2, e,
                       "not version 2"));
    TRY(signed_require(cert_is_ecdsa_sha256(&content), e,
                       "the signature is not ECDSA with SHA-256"));
    TRY(signed_require(name_parse(&content, &out->issuer, &common_name), e,
                       "the issuer is malformed"));
    TRY(signed_require(der_time(&content, &out->this_update), e, "thisUpdate is malformed"));
    TRY(signed_require(der_time(&content, &out->next_update), e,
                       "nextUpdate is absent or malformed"));
    TRY(read_entries(&content, out, e));
    TRY(read_extensions(&content, out, e));
    return signed_require(bytes_end(content), e, "bytes follow the extensions");
}

bool crl_parse(struct bytes der, struct crl *out, struct err *e)
{
    struct signed_der outer;
    struct crl crl = {.der = der};
    TRY(signed_der_parse(der, &outer, e));
    crl.tbs = outer.tbs;
    crl.signature = outer.signature;
    TRY(read_content(outer.content, &crl, e));
    *out = crl;
    return true;
}

bool crl_lists(const struct crl *crl, struct bytes serial)
{
    struct bytes rest = crl->entries;
    struct bytes entry;
    struct bytes listed;
    while (der_element(&rest, DER_SEQUENCE, &entry)) {
        if (der_magnitude(&entry, &listed) && bytes_equal(listed, serial)) {
            return true;
        }
    }
    return false;
}

bool crl_is_signed_by(const struct crl *crl, const struct p256_key *key,
                      const struct signature_check *check)
{
    return signature_is_valid(check, key, crl->tbs, &crl->signature);
}
