/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_QUOTE_QUOTE_H
#define PHALA_ATTEST_QUOTE_QUOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "attest/quote/layout.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"
#include "crypto/ecdsa.h"

enum tee { TEE_SGX, TEE_TDX };
enum quote_body { BODY_SGX, BODY_TD_10, BODY_TD_15 };

enum { KEY_TYPE_ECDSA_P256 = 2 };

/* Certification data types (specification section 2). */
enum certification_type {
    CERTIFICATION_PPID = 1,
    CERTIFICATION_PPID_RSA2048 = 2,
    CERTIFICATION_PPID_RSA3072 = 3,
    CERTIFICATION_PCK_LEAF = 4,
    CERTIFICATION_PCK_CHAIN = 5,
    CERTIFICATION_QE_REPORT = 6,
    CERTIFICATION_PLATFORM_MANIFEST = 7,
};

/* Signature data of an ECDSA P-256 quote. `has_qe` is false when the outer certification data of a
 * v4 or v5 quote is not of type 6: then nothing behind `outer_type` is set. */
struct quote_signature {
    struct p256_signature signature; /* over the signed region, by the attestation key */
    struct p256_key attestation_key;
    uint16_t outer_type; /* v4, v5; in v3 quotes CERTIFICATION_QE_REPORT */
    bool has_qe;
    struct bytes qe_report_raw; /* 384 bytes */
    struct bytes qe_report[SGX_FIELDS];
    struct p256_signature qe_report_signature; /* by the PCK */
    struct bytes qe_auth_data;
    uint16_t certification_type;
    struct bytes certification_data;
};

/* A quote as it stands, parsed and not verified: views into the input, which has to stay. */
struct quote {
    struct bytes raw;
    uint16_t version; /* 3, 4, 5 */
    uint16_t key_type;
    enum tee tee;
    enum quote_body body;
    struct bytes header[HEADER_FIELDS];
    struct bytes sgx[SGX_FIELDS]; /* where body is BODY_SGX */
    struct bytes td[TD_FIELDS];   /* else; fields of 1.5 are empty in a 1.0 report */
    struct bytes signed_region;
    bool has_signature; /* key_type is KEY_TYPE_ECDSA_P256, so `signature` is set */
    struct quote_signature signature;
    struct bytes trailing; /* behind the signature data */
};

/* Parses a binary quote: SGX v3, SGX or TDX v4 and v5 (specification section 1). ERR_MALFORMED for
 * what is none; `e` says at which field. Lengths are exact: the signature data is consumed to its
 * last byte. */
MUST_CHECK bool quote_parse(struct bytes in, struct quote *out, struct err *e);

/* Reads the signature data (v3: flat; v4, v5: nested certification data). */
MUST_CHECK bool quote_signature_parse(struct bytes in, uint16_t version,
                                      struct quote_signature *out, struct err *e);

/* The body's fields, one view for each row of its layout. */
struct quote_fields {
    const struct layout_field *layout;
    const struct bytes *at;
    size_t n;
};
struct quote_fields quote_body_fields(const struct quote *quote);

/* 64 bytes of report data. */
struct bytes quote_report_data(const struct quote *quote);

/* The field of the body with that name; false when this TEE has none. */
MUST_CHECK bool quote_field(const struct quote *quote, struct text name, struct bytes *out);

/* The DEBUG bit of the TD or enclave. */
bool quote_is_debug(const struct quote *quote);

/* "tdx" or "sgx". */
const char *tee_word(enum tee tee);

#endif
