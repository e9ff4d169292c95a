/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_CERT_WRITE_H
#define VECTORS_CERT_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "sgx_extension.h"
#include "sign.h"

/* The X.509 certificates, written field by field so that each field can be wrong. */

enum basic_constraints { BASIC_ABSENT, BASIC_LEAF, BASIC_CA };
enum { PATH_LEN_ABSENT = -1, KEY_USAGE_ABSENT = -1 };

/* KeyUsage bits as in the first octet of the BIT STRING. */
enum {
    USAGE_DIGITAL_SIGNATURE = 0x80,
    USAGE_NON_REPUDIATION = 0x40,
    USAGE_CERT_SIGN = 0x04,
    USAGE_CRL_SIGN = 0x02,
    USAGE_DECIPHER_ONLY = 0x100, /* the one bit of the second octet */
};

#define OID_SKI               "2.5.29.14"
#define OID_KEY_USAGE         "2.5.29.15"
#define OID_BASIC_CONSTRAINTS "2.5.29.19"
#define OID_CRL_NUMBER        "2.5.29.20"
#define OID_CRL_POINTS        "2.5.29.31"
#define OID_AKI               "2.5.29.35"

#define CN_ROOT         "Intel SGX Root CA"
#define CN_PLATFORM_CA  "Intel SGX PCK Platform CA"
#define CN_PROCESSOR_CA "Intel SGX PCK Processor CA"
#define CN_PCK          "Intel SGX PCK Certificate"
#define CN_TCB_SIGNER   "Intel SGX TCB Signing"

struct name {
    const char *common_name; /* NULL: none */
    const char *second;      /* another common name; NULL: none */
    bool printable;          /* the common name as PrintableString, not UTF8String */
};

struct extension {
    const char *oid; /* NULL: none */
    bool critical;
    const char *hex;
};

struct cert_spec {
    struct signer key;
    struct point chosen_key; /* when its length is not 0, instead of the key's own point */
    struct signer issuer_key;
    struct name subject;
    struct name issuer;
    const char *serial; /* hex */
    int64_t not_before;
    int64_t not_after;
    uint8_t version; /* 2 is X.509 v3 */
    enum hash hash;
    enum hash named_hash; /* in the signed part */
    enum basic_constraints basic;
    int path_len;
    int key_usage;
    const char *crl_url;
    const char *flipped; /* OID of the known extension whose critical flag is the other one */
    const char *doubled; /* OID of the extension that is there twice */
    bool usage_last;     /* KeyUsage behind BasicConstraints, not before them */
    struct extension extra;
    bool has_sgx;
    struct sgx_spec sgx;
    enum fault fault;
    const char *trailing; /* hex behind the certificate */
};

void cert_write(struct buf *to, const struct cert_spec *spec);

/* Shared with the CRLs. */
void name_write(struct buf *to, const struct name *name);
void algorithm_write(struct buf *to, enum hash hash);
void key_id_of(const struct point *key, uint8_t out[20]);
void aki_write(struct buf *to, const struct signer *issuer);

/* Signs all from `mark` on, wraps it, and appends algorithm and signature. */
void signed_close(struct buf *to, size_t mark, const struct signer *issuer, enum hash hash,
                  enum fault fault);

#endif
