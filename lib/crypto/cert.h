/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_CERT_H
#define PHALA_CRYPTO_CERT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/ecdsa.h"

/* Certificates of a closed profile: X.509 v3 (RFC 5280), P-256 keys, ECDSA with SHA-256, at most 16
 * extensions, each at most once, names of UTF8String and PrintableString that are not empty, no
 * unique identifiers, an authority key identifier that is a key identifier alone. Anything else is
 * refused. Read by our own DER reader. */

enum cert_key_usage {
    CERT_DIGITAL_SIGNATURE = 1 << 0,
    CERT_KEY_CERT_SIGN = 1 << 5,
    CERT_CRL_SIGN = 1 << 6,
};

/* Views into the DER, which has to stay. */
struct cert {
    struct bytes der;        /* the whole certificate */
    struct bytes tbs;        /* what is signed, with tag and length */
    struct bytes serial;     /* magnitude */
    struct bytes issuer;     /* Name with tag and length */
    struct bytes subject;    /* Name with tag and length */
    struct text common_name; /* of the subject; empty when there is none */
    instant not_before, not_after;
    struct p256_key key;
    struct p256_signature signature;
    bool has_basic_constraints, basic_constraints_critical, is_ca;
    bool has_path_length;
    uint64_t path_length;
    bool has_key_usage;
    unsigned key_usage; /* bits in the order of RFC 5280: bit 0 digitalSignature … */
    struct bytes subject_key_id, authority_key_id; /* key identifiers; empty when absent */
    struct bytes sgx_extension; /* extnValue of OID 1.2.840.113741.1.13.1; empty when absent */
    bool has_unknown_critical;
};

/* Parses one DER certificate to its last byte. ERR_MALFORMED says what is wrong with it, not which
 * certificate it is. Whether it may be used for something is crypto/chain.h's matter. */
MUST_CHECK bool cert_parse(struct bytes der, struct cert *out, struct err *e);

/* The certificate's signature is right under that key. */
MUST_CHECK bool cert_is_signed_by(const struct cert *cert, const struct p256_key *key,
                                  const struct signature_check *check);

/* DER ECDSA-Sig-Value to r and s of 32 bytes each; false when they do not fit. */
MUST_CHECK bool cert_signature(struct bytes der, struct p256_signature *out);

/* Reads an AlgorithmIdentifier that has to be ecdsa-with-SHA256 without parameters. */
MUST_CHECK bool cert_is_ecdsa_sha256(struct bytes *from);

#endif
