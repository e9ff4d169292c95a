/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_QUOTE_WRITE_H
#define VECTORS_QUOTE_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "sign.h"

enum {
    QUOTE_HEADER_SIZE = 48,
    SGX_REPORT_SIZE = 384,
    TD10_REPORT_SIZE = 584,
    TD15_REPORT_SIZE = 648,
    REPORT_DATA_SIZE = 64,
    AUTH_DATA_MAX = 64,
};

/* Where fields are in the header and the bodies. */
enum {
    AT_KEY_TYPE = 2,
    AT_TEE_TYPE = 4,
    AT_VENDOR_ID = 12,
    AT_USER_DATA = 28,
    AT_MISCSELECT = 16,
    AT_ATTRIBUTES = 48,
    AT_MRENCLAVE = 64,
    AT_MRSIGNER = 128,
    AT_ISVPRODID = 256,
    AT_ISVSVN = 258,
    AT_SGX_REPORT_DATA = 320,
    AT_TEE_TCB_SVN = 0,
    AT_MRSEAM = 16,
    AT_MRSIGNERSEAM = 64,
    AT_SEAM_ATTRIBUTES = 112,
    AT_TD_ATTRIBUTES = 120,
    AT_XFAM = 128,
    AT_MRTD = 136,
    AT_RTMR0 = 328,
    AT_RTMR3 = 472,
    AT_TD_REPORT_DATA = 520,
    AT_TEE_TCB_SVN_2 = 584,
    AT_MRSERVICETD = 600,
};

/* The length fields; `lie` is added to what is true. */
enum length_field { LEN_SIGNATURE, LEN_OUTER, LEN_AUTH, LEN_INNER, LEN_FIELDS };

enum { CUT_NOTHING = -1 };

enum certification { CERTIFIED_BY_CHAIN, CERTIFIED_BY_LEAF, CERTIFIED_BY_FILLER };

struct quote_spec {
    uint16_t version;
    uint32_t claimed_version;          /* its low half is written instead, when not 0 */
    uint8_t header[QUOTE_HEADER_SIZE]; /* but for the version */
    uint16_t body_type;                /* version 5 only */
    uint32_t body_size;
    uint8_t body[TD15_REPORT_SIZE];
    size_t body_len;
    struct signer attestation_key;
    struct signer quote_signer;
    enum fault quote_fault;
    uint8_t key_change[REPORT_DATA_SIZE]; /* XORed onto the attestation key before it is hashed */
    uint8_t qe_report[SGX_REPORT_SIZE];   /* REPORTDATA is filled in */
    uint8_t qe_data_change[REPORT_DATA_SIZE]; /* XORed onto the QE's REPORTDATA before signing */
    struct signer qe_signer;
    enum fault qe_fault;
    uint8_t auth[AUTH_DATA_MAX];
    uint16_t auth_len;
    uint16_t outer_type;
    uint16_t inner_type;
    enum certification certification;
    const char *leaf_order; /* instead of "l" in CERTIFIED_BY_LEAF, as in struct chain_spec */
    size_t filler;
    int64_t lie[LEN_FIELDS];
    size_t flip_at;       /* one bit of the finished quote, when not 0 */
    long cut;             /* keep so many bytes; below CUT_NOTHING: drop the difference */
    const char *trailing; /* hex */
};

/* What is signed, ready before the PCK certificate is. */
struct quote_parts {
    struct buf signed_region;
    struct signature quote_signature;
    struct point attestation_key;
    uint8_t qe_report[SGX_REPORT_SIZE];
    struct signature qe_signature;
    struct point pck_key; /* of length 0 unless the fault of the QE signature chose a key */
};

void quote_sign(const struct quote_spec *spec, struct quote_parts *out);
void quote_parts_done(struct quote_parts *parts);

void quote_write(struct buf *to, const struct quote_spec *spec, const struct quote_parts *parts,
                 struct bytes certification);

/* Where things are in a finished quote. */
size_t quote_body_at(const struct quote_spec *spec);
size_t quote_signature_at(const struct quote_spec *spec);
bool quote_is_nested(const struct quote_spec *spec);

#endif
