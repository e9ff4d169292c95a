/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_CRL_H
#define PHALA_CRYPTO_CRL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "crypto/cert.h"
#include "crypto/ecdsa.h"

/* Certificate revocation lists of the same closed profile: X.509 v2 CRL (RFC 5280 section 5), ECDSA
 * P-256 with SHA-256, nextUpdate, CRL number and authority key identifier there, no unknown
 * critical extension. Views into the DER, which has to stay. */
struct crl {
    struct bytes der;
    struct bytes tbs;
    struct bytes issuer; /* Name with tag and length */
    instant this_update, next_update;
    struct bytes number; /* magnitude of the CRL number */
    struct bytes authority_key_id;
    struct bytes entries; /* content of revokedCertificates; every entry was checked by crl_parse */
    size_t n_entries;
    struct p256_signature signature;
};

/* Parses one DER CRL to its last byte. ERR_MALFORMED says what is wrong with it. An entry's unknown
 * critical extension makes the whole malformed; a reason code is skipped. */
MUST_CHECK bool crl_parse(struct bytes der, struct crl *out, struct err *e);

/* Whether a serial number (magnitude) is listed, whatever its revocation date. */
bool crl_lists(const struct crl *crl, struct bytes serial);

MUST_CHECK bool crl_is_signed_by(const struct crl *crl, const struct p256_key *key,
                                 const struct signature_check *check);

#endif
