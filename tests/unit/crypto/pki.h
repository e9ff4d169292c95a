/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_CRYPTO_PKI_H
#define PHALA_TESTS_CRYPTO_PKI_H

#include "base/buf.h"
#include "base/bytes.h"
#include "crypto/ecdsa.h"

/* Certificates and CRLs that are put together from DER in hex, so that each part can be wrong by
 * itself. A key is named by its number, which is its private scalar. */

/* The key identifiers that extensions carry are twenty octets of the key's number. */
#define SKI_OF(octets) "301d0603551d0e04160414" octets
#define AKI_OF(octets) "301f0603551d23041830168014" octets
#define TIMES_20(octet)                                                                            \
    octet octet octet octet octet octet octet octet octet octet octet octet octet octet octet      \
        octet octet octet octet octet

#define USAGE_CA     "300e0603551d0f0101ff040403020106"
#define USAGE_LEAF   "300e0603551d0f0101ff0404030206c0"
#define CA_PATH_0    "30120603551d130101ff040830060101ff020100"
#define CA_PATH_1    "30120603551d130101ff040830060101ff020101"
#define NO_CA        "300c0603551d130101ff04023000"
#define ECDSA_SHA256 "300a06082a8648ce3d040302"
#define ECDSA_SHA384 "300a06082a8648ce3d040303"
/* http://a */
#define CRL_POINT        "30190603551d1f04123010300ea00ca00a8608687474703a2f2f61"
#define CRL_NUMBER       "300a0603551d140403020101"
#define UNKNOWN          "3009060355286404021234"
#define UNKNOWN_CRITICAL "300c06035528640101ff04021234"
/* 2020-01-01 to 2040-01-01. */
#define VALIDITY "301e170d3230303130313030303030305a170d3430303130313030303030305a"
#define PKI_NOW  ((instant)1768435200)

/* What is NULL gets a right value, what is "" is absent. All hex but `issuer` and `subject`, which
 * are common names. */
struct recipe {
    unsigned key, signer;
    const char *issuer, *subject;
    const char *issuer_der, *subject_der; /* instead of the common names */
    const char *version, *serial, *inner, *outer, *validity, *key_info;
    const char *unique;     /* before the extensions */
    const char *extensions; /* the elements of the list; NULL for no extensions at all */
    const char *behind;     /* after the extensions */
    const char *trailing;   /* after the certificate */
};

void pki_certificate(const struct recipe *recipe, struct buf *out);

struct crl_recipe {
    unsigned signer;
    const char *issuer;
    const char *version, *inner, *outer, *this_update, *next_update;
    const char *entries;    /* the elements of the list; NULL for no list */
    const char *extensions; /* the elements of the list; NULL for no extensions at all */
    const char *trailing;
};

void pki_crl(const struct crl_recipe *recipe, struct buf *out);

/* A key by its number. */
struct p256_key pki_key(unsigned number);

/* A right signature. */
struct p256_signature pki_sign(unsigned number, const struct sha256 *digest);

/* Signs `tbs` (whole) and puts the SEQUENCE around it. */
void pki_wrap(struct bytes tbs, const char *algorithm, unsigned signer, struct buf *out);

/* Appends bytes written in hex. */
void pki_hex(const char *hex, struct buf *out);

/* Appends an element. */
void pki_element(uint8_t tag, struct bytes content, struct buf *out);

/* The right chain: leaf (key 1), intermediate (key 2), root (key 3). */
enum { PKI_LEAF, PKI_INTERMEDIATE, PKI_ROOT, PKI_N };
extern const struct recipe pki_right[PKI_N];

/* The right CRL of the intermediate; serials 05 and 7fff are listed. */
extern const struct crl_recipe pki_right_crl;

/* Chains that differ from the right one in one certificate. */
struct pki_case {
    const char *name;
    unsigned at;          /* which certificate */
    struct recipe recipe; /* instead of it */
    const char *want;     /* part of the error; NULL when the chain is right all the same */
};
extern const struct pki_case pki_cases[];
extern const size_t pki_n_cases;

/* Right by the attestation specification, section 16, and refused by OpenSSL. */
extern const struct pki_case pki_critical[];
extern const size_t pki_n_critical;

/* PEM of the chain with that case in it; NULL is the right one. */
void pki_chain(const struct pki_case *one, struct buf *pem);

#endif
