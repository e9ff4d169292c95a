/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "attest/dcap.h"
#include "attest/dstack.h"
#include "codec/der.h"
#include "crypto/cert.h"
#include "crypto/certificate_view.h"

/* The certificates around a quote (specification section 14). */

/* The chain as it is parsed again; that it can be, the reader of the evidence has seen to. */
struct certificates {
    struct certificate_view at[EVIDENCE_CERTIFICATES];
    size_t n;
};

static bool parse(const struct evidence *evidence, struct certificates *out)
{
    struct err e;
    for (out->n = 0; out->n < evidence->n_certificates; out->n++) {
        TRY(certificate_view_parse(evidence->certificates[out->n], &out->at[out->n], &e));
    }
    return true;
}

/* Report data is SHA-512("ratls-cert:" ‖ SubjectPublicKeyInfo). */
static void check_key(struct trial *t, const struct certificate_view *leaf)
{
    static const char tag[] = "ratls-cert:";
    if (!t->evidence->quote_is_of_certificate) {
        (void)check_skip(t->checks, CHECK_RA_TLS_KEY, "the certificate does not carry the quote");
        return;
    }
    struct sha512 hash = sha512_of_two(bytes_of(tag, strlen(tag)), leaf->spki);
    (void)check_equal(t->checks, CHECK_RA_TLS_KEY, BYTES_OF(hash.at),
                      quote_report_data(&t->evidence->quote));
}

/* Basic constraints: SEQUENCE { cA BOOLEAN DEFAULT FALSE, … }. */
static bool is_authority(const struct certificate_view *certificate)
{
    static const uint8_t oid[] = {0x55, 0x1d, 0x13};
    struct bytes value;
    struct bytes content;
    bool is_ca = false;
    return certificate_view_extension(certificate, BYTES_OF(oid), &value) &&
           der_element(&value, DER_SEQUENCE, &content) && der_boolean(&content, &is_ca) && is_ca;
}

/* Its algorithm is one that is judged. */
static bool is_known_signature(const struct certificate_view *certificate,
                               const struct certificate_view *issuer)
{
    struct bytes algorithm = certificate->algorithm;
    return issuer->has_p256_key && cert_is_ecdsa_sha256(&algorithm);
}

/* What is wrong with a link of the chain; NULL: nothing. A root is its own issuer. */
static const char *fault_of(const struct trial *t, const struct certificate_view *certificate,
                            const struct certificate_view *issuer)
{
    const struct signature_check *check = t->options->signatures;
    if (!bytes_equal(certificate->issuer, issuer->subject)) {
        return "names another issuer than the next one";
    }
    if (!is_authority(issuer)) {
        return "is issued by one that is no CA";
    }
    if (is_known_signature(certificate, issuer) &&
        !certificate_view_is_signed_by(certificate, issuer,
                                       check != NULL ? check : &signature_check_plain)) {
        return "has a wrong signature";
    }
    return NULL;
}

static bool is_own_issuer(const struct certificate_view *certificate)
{
    return bytes_equal(certificate->issuer, certificate->subject);
}

static void check_chain(struct trial *t, const struct certificates *chain)
{
    const enum check_id id = CHECK_RA_TLS_CHAIN;
    const struct certificate_view *last = &chain->at[chain->n - 1];
    if (chain->n == 1) {
        (void)check_skip(t->checks, id,
                         "the certificate is alone: the quote is what vouches for it");
        return;
    }
    size_t links = is_own_issuer(last) ? chain->n : chain->n - 1;
    size_t unknown = 0;
    for (size_t i = 0; i < links; i++) {
        const struct certificate_view *issuer = i + 1 < chain->n ? &chain->at[i + 1] : last;
        const char *fault = fault_of(t, &chain->at[i], issuer);
        if (fault != NULL) {
            (void)check_fail(t->checks, id, "certificate %zu %s", i + 1, fault);
            return;
        }
        unknown = unknown == 0 && !is_known_signature(&chain->at[i], issuer) ? i + 1 : unknown;
    }
    if (unknown > 0) {
        (void)check_undecided(t->checks, id,
                              "certificate %zu is not signed by ECDSA with P-256 and SHA-256, "
                              "which alone is judged here",
                              unknown);
        return;
    }
    (void)check_pass(t->checks, id, "%zu certificates%s", chain->n,
                     links == chain->n ? ", to a root" : "; their root is not among them");
}

static void check_dates(struct trial *t, const struct certificates *chain)
{
    const enum check_id id = CHECK_RA_TLS_DATES;
    char text[INSTANT_TEXT];
    instant at = t->options->at;
    for (size_t i = 0; i < chain->n; i++) {
        const struct certificate_view *each = &chain->at[i];
        if (at < each->not_before) {
            (void)check_fail(t->checks, id, "certificate %zu is valid from %s on", i + 1,
                             instant_format(each->not_before, text));
            return;
        }
        if (at > each->not_after) {
            (void)check_fail(t->checks, id, "certificate %zu has expired at %s", i + 1,
                             instant_format(each->not_after, text));
            return;
        }
    }
    (void)check_pass(t->checks, id, "%zu valid", chain->n);
}

static void check_app_id(struct trial *t)
{
    const enum check_id id = CHECK_RA_TLS_APP_ID;
    struct bytes named = t->evidence->certificate_app_id;
    if (named.left == 0) {
        (void)check_skip(t->checks, id, "the certificate names no app");
        return;
    }
    struct reason reason = app_unproved(t->report);
    if (reason.detail != NULL) {
        struct check *check = check_undecided(t->checks, id, "%s", reason.detail);
        check_set_hint(check, "%s", reason.hint != NULL ? reason.hint : "");
        return;
    }
    (void)check_equal(t->checks, id, t->app->value[APP_KEY_APP_ID], named);
}

void trial_ra_tls(struct trial *t)
{
    struct certificates chain;
    if (t->evidence->n_certificates == 0) {
        return;
    }
    if (!parse(t->evidence, &chain)) {
        (void)check_fail(t->checks, CHECK_RA_TLS_CHAIN, "a certificate cannot be read");
        return;
    }
    check_key(t, &chain.at[0]);
    check_chain(t, &chain);
    check_dates(t, &chain);
    check_app_id(t);
}
