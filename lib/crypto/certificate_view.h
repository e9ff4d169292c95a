/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_CERTIFICATE_VIEW_H
#define PHALA_CRYPTO_CERTIFICATE_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"
#include "crypto/ecdsa.h"
#include "crypto/signed.h"

/* Certificates of any profile, such as those of RA-TLS, KMS and gateways (dstack specification
 * sections 14 to 16), which carry extensions of their own: X.509 version 1 to 3 in DER, any key,
 * any signature algorithm, at most 16 extensions, each at most once. What a name, an algorithm or
 * an extension says is left to those who need it. crypto/cert.h is the closed profile of Intel's.
 */

/* Views into the DER, which has to stay. What is "whole" has its tag and length. */
struct certificate_view {
    struct bytes der;             /* whole */
    struct bytes tbs;             /* what is signed, whole */
    struct bytes serial;          /* content octets of the INTEGER */
    struct bytes issuer, subject; /* Name, whole */
    instant not_before, not_after;
    struct bytes spki;            /* SubjectPublicKeyInfo, whole */
    struct bytes algorithm;       /* AlgorithmIdentifier of the signature, whole */
    struct bytes signature;       /* what the BIT STRING holds */
    struct extensions extensions; /* n is 0 when there are none */
    bool has_p256_key;
    struct p256_key key; /* when it is an uncompressed P-256 key */
};

/* Reads one DER certificate to its last byte. ERR_MALFORMED says what is wrong with it, not which
 * certificate it is. */
MUST_CHECK bool certificate_view_parse(struct bytes der, struct certificate_view *out,
                                       struct err *e);

/* The content of extnValue of the extension with that OID (content octets). False when there is
 * none; there are never two. */
MUST_CHECK bool certificate_view_extension(const struct certificate_view *certificate,
                                           struct bytes oid, struct bytes *value);

/* The signature is ecdsa-with-SHA256 by the issuer's key, a P-256 one. Names and times are not
 * looked at. */
MUST_CHECK bool certificate_view_is_signed_by(const struct certificate_view *certificate,
                                              const struct certificate_view *issuer,
                                              const struct signature_check *check);

enum { CERTIFICATE_VIEWS_MAX = 8 };

/* The certificates of a PEM text in its order. */
struct certificate_views {
    struct buf der; /* owns the bytes that the views look into */
    struct certificate_view at[CERTIFICATE_VIEWS_MAX];
    size_t n;
};

/* Reads a PEM text of 1 to 8 certificates, at most 1 MiB of DER, and nothing else but white space
 * and NUL. ERR_MALFORMED or ERR_TOO_BIG name the certificate by its number. On failure nothing has
 * to be freed. */
MUST_CHECK bool certificate_views_parse(struct text pem, struct certificate_views *out,
                                        struct err *e);
void certificate_views_done(struct certificate_views *views);

#endif
