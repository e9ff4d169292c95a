/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: cert_parse, cert_signature, chain_check, and all of crypto/certificate_view.h.
 * What cert_parse takes, OpenSSL reads too, to the last byte and as the same, and so does a view.
 */
#include "target.h"

#include <openssl/asn1.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "codec/der.h"
#include "codec/pem.h"
#include "crypto/certificate_view.h"
#include "crypto/chain.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static instant instant_of(const ASN1_TIME *time)
{
    struct tm broken_down;
    require(ASN1_TIME_to_tm(time, &broken_down) == 1);
    return (instant)timegm(&broken_down);
}

static void check_serial(const X509 *theirs, struct bytes serial)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(theirs), NULL);
    BIGNUM *ours = BN_bin2bn(serial.at, (int)serial.left, NULL);
    require(number != NULL && ours != NULL && BN_cmp(number, ours) == 0);
    BN_free(number);
    BN_free(ours);
}

static void check_key(const X509 *theirs, const struct p256_key *key)
{
    const ASN1_BIT_STRING *bits = X509_get0_pubkey_bitstr(theirs);
    require(bits != NULL && ASN1_STRING_length(bits) == 1 + P256_PUBLIC_KEY);
    require(
        bytes_equal(bytes_of(ASN1_STRING_get0_data(bits) + 1, P256_PUBLIC_KEY), BYTES_OF(key->at)));
}

static void check_role(X509 *theirs, const struct cert *ours)
{
    BASIC_CONSTRAINTS *constraints = X509_get_ext_d2i(theirs, NID_basic_constraints, NULL, NULL);
    require((constraints != NULL) == ours->has_basic_constraints);
    if (constraints != NULL) {
        require((constraints->ca != 0) == ours->is_ca);
        require((constraints->pathlen != NULL) == ours->has_path_length);
        BASIC_CONSTRAINTS_free(constraints);
    }
    ASN1_BIT_STRING *usage = X509_get_ext_d2i(theirs, NID_key_usage, NULL, NULL);
    require((usage != NULL) == ours->has_key_usage);
    for (int i = 0; usage != NULL && i < 9; i++) {
        require(ASN1_BIT_STRING_get_bit(usage, i) == (int)(ours->key_usage >> i & 1U));
    }
    ASN1_BIT_STRING_free(usage);
}

static void compare(const struct cert *ours)
{
    const unsigned char *at = ours->der.at;
    X509 *theirs = d2i_X509(NULL, &at, (long)ours->der.left);
    require(theirs != NULL && at == ours->der.at + ours->der.left);
    check_serial(theirs, ours->serial);
    require(instant_of(X509_get0_notBefore(theirs)) == ours->not_before);
    require(instant_of(X509_get0_notAfter(theirs)) == ours->not_after);
    check_key(theirs, &ours->key);
    check_role(theirs, ours);
    X509_free(theirs);
}

static bool is_inside(struct bytes part, struct bytes whole)
{
    return part.at >= whole.at && part.at + part.left <= whole.at + whole.left;
}

/* The parts are elements of the whole, which is nothing more. */
static void check_view(const struct certificate_view *view)
{
    struct bytes whole = view->der;
    struct bytes all = {NULL, 0};
    struct bytes bits = {NULL, 0};
    struct bytes value = {NULL, 0};
    uint8_t unused = 0;
    require(der_element(&whole, DER_SEQUENCE, &all) && bytes_end(whole));
    require(bytes_expect(&all, view->tbs.at, view->tbs.left));
    require(bytes_expect(&all, view->algorithm.at, view->algorithm.left));
    require(der_bits(&all, &bits, &unused) && bits.at == view->signature.at && bytes_end(all));
    require(is_inside(view->issuer, view->tbs) && is_inside(view->subject, view->tbs));
    require(is_inside(view->spki, view->tbs) && is_inside(view->serial, view->tbs));
    for (size_t i = 0; i < view->extensions.n; i++) {
        const struct extension *extension = &view->extensions.at[i];
        require(certificate_view_extension(view, extension->oid, &value));
        require(value.at == extension->value.at && value.left == extension->value.left);
        require(is_inside(value, view->tbs));
    }
}

/* In PEM it is the same certificate, or none as before. */
static void check_text(struct bytes der, bool is_certificate)
{
    AUTO(buf_done) struct buf pem = buf_start(4 * der.left + 256);
    AUTO(certificate_views_done) struct certificate_views views = {.n = 0};
    struct err e = {0};
    pem_write("CERTIFICATE", der, &pem);
    pem_write("CERTIFICATE", der, &pem);
    require(certificate_views_parse(buf_view_text(&pem), &views, &e) == is_certificate);
    require(views.n == (is_certificate ? 2 : 0));
    for (size_t i = 0; i < views.n; i++) {
        require(bytes_equal(views.at[i].der, der));
        check_view(&views.at[i]);
    }
}

static void compare_view(const struct certificate_view *view, const struct cert *cert)
{
    require(bytes_equal(view->tbs, cert->tbs) && bytes_equal(view->issuer, cert->issuer));
    require(bytes_equal(view->subject, cert->subject));
    require(view->not_before == cert->not_before && view->not_after == cert->not_after);
    require(view->has_p256_key && bytes_equal(BYTES_OF(view->key.at), BYTES_OF(cert->key.at)));
}

static bool always_right(void *state, const struct p256_key *key, const struct sha256 *digest,
                         const struct p256_signature *signature)
{
    (void)state;
    (void)key;
    (void)digest;
    (void)signature;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct signature_check always = {always_right, NULL};
    struct cert cert;
    struct p256_signature signature;
    struct err e = {0};
    require(!cert_signature(bytes_of(data, size), &signature) || size <= 72);
    struct certificate_view view;
    bool is_view = certificate_view_parse(bytes_of(data, size), &view, &e);
    require(is_view || (e.kind == ERR_MALFORMED && e.text[0] != 0));
    check_text(bytes_of(data, size), is_view);
    AUTO(certificate_views_done) struct certificate_views views = {.n = 0};
    if (certificate_views_parse(text_of_bytes(bytes_of(data, size)), &views, &e)) {
        require(views.n >= 1 && views.n <= CERTIFICATE_VIEWS_MAX);
        check_view(&views.at[views.n - 1]);
    }
    if (!cert_parse(bytes_of(data, size), &cert, &e)) {
        require(e.kind == ERR_MALFORMED && e.text[0] != 0);
        return 0;
    }
    compare(&cert);
    require(is_view && certificate_view_is_signed_by(&view, &view, &always));
    compare_view(&view, &cert);
    struct chain chain = {.certs = {cert, cert, cert}, .n = 2};
    require(!chain_check(&chain, &always, &e) && e.kind == ERR_UNTRUSTED);
    return 0;
}
