/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_SIGNED_H
#define PHALA_CRYPTO_SIGNED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"
#include "crypto/ecdsa.h"

/* What certificates and CRLs have in common. */

/* ok, or ERR_MALFORMED with that text. */
MUST_CHECK bool signed_require(bool ok, struct err *e, const char *problem);

/* SEQUENCE { tbs SEQUENCE, AlgorithmIdentifier, BIT STRING }, signed by ECDSA with SHA-256. */
struct signed_der {
    struct bytes tbs;     /* with tag and length */
    struct bytes content; /* of tbs */
    struct p256_signature signature;
};

MUST_CHECK bool signed_der_parse(struct bytes der, struct signed_der *out, struct err *e);

/* Extensions of RFC 5280 section 4.1.2.9, each OID at most once. */
enum { EXTENSIONS_MAX = 16 };

enum extension_kind {
    EXTENSION_UNKNOWN,
    EXTENSION_SUBJECT_KEY_ID,
    EXTENSION_KEY_USAGE,
    EXTENSION_BASIC_CONSTRAINTS,
    EXTENSION_CRL_NUMBER,
    EXTENSION_REASON_CODE,
    EXTENSION_CRL_DISTRIBUTION_POINTS,
    EXTENSION_AUTHORITY_KEY_ID,
    EXTENSION_SGX,
};

struct extension {
    enum extension_kind kind;
    struct bytes oid;
    struct bytes value; /* content of extnValue */
    bool is_critical;
};

struct extensions {
    struct extension at[EXTENSIONS_MAX];
    size_t n;
};

/* Reads Extensions (a SEQUENCE of at least one) off the front of `from`. */
MUST_CHECK bool extensions_parse(struct bytes *from, struct extensions *out, struct err *e);

/* The same, of a certificate: within their tag [3]. */
MUST_CHECK bool extensions_of_certificate(struct bytes *from, struct extensions *out,
                                          struct err *e);

/* Validity of RFC 5280 section 4.1.2.5, off the front of `from`. */
MUST_CHECK bool validity_parse(struct bytes *from, instant *not_before, instant *not_after);

/* The key identifier of an AuthorityKeyIdentifier that has nothing else. */
MUST_CHECK bool extension_authority_key_id(struct bytes value, struct bytes *out);

/* Reads a Name that is not empty off the front of `from`: attributes are UTF8String or
 * PrintableString. `*common_name` becomes the only common name's text, else empty. */
MUST_CHECK bool name_parse(struct bytes *from, struct bytes *name, struct text *common_name);

#endif
