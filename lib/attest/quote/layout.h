/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_QUOTE_LAYOUT_H
#define PHALA_ATTEST_QUOTE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"

/* Fixed layouts are tables of (enumerator, name, size). The same table makes the enum, the reader,
 * the names in reports and the static assertion on the sum. Fields without a name are reserved. */

struct layout_field {
    const char *name; /* as in reports; NULL: reserved */
    size_t size;
};

/* Intel SGX DCAP quote header, 48 bytes (specification section 1.1). */
#define QUOTE_HEADER_FIELDS(X)                                                                     \
    X(HEADER_VERSION, "version", 2)                                                                \
    X(HEADER_KEY_TYPE, "attestation_key_type", 2)                                                  \
    X(HEADER_TEE_TYPE, "tee_type", 4)                                                              \
    X(HEADER_QE_SVN, "qe_svn", 2)                                                                  \
    X(HEADER_PCE_SVN, "pce_svn", 2)                                                                \
    X(HEADER_QE_VENDOR_ID, "qe_vendor_id", 16)                                                     \
    X(HEADER_USER_DATA, "user_data", 20)

/* SGX enclave report body, 384 bytes (section 1.3); also the QE report. */
#define SGX_REPORT_FIELDS(X)                                                                       \
    X(SGX_CPU_SVN, "cpu_svn", 16)                                                                  \
    X(SGX_MISC_SELECT, "misc_select", 4)                                                           \
    X(SGX_RESERVED_1, NULL, 28)                                                                    \
    X(SGX_ATTRIBUTES, "attributes", 16)                                                            \
    X(SGX_MRENCLAVE, "mrenclave", 32)                                                              \
    X(SGX_RESERVED_2, NULL, 32)                                                                    \
    X(SGX_MRSIGNER, "mrsigner", 32)                                                                \
    X(SGX_RESERVED_3, NULL, 96)                                                                    \
    X(SGX_ISV_PROD_ID, "isv_prod_id", 2)                                                           \
    X(SGX_ISV_SVN, "isv_svn", 2)                                                                   \
    X(SGX_RESERVED_4, NULL, 60)                                                                    \
    X(SGX_REPORT_DATA, "report_data", 64)

/* TD report 1.0, 584 bytes, and what 1.5 adds, 64 bytes (section 1.4). */
#define TD_REPORT_10_FIELDS(X)                                                                     \
    X(TD_TEE_TCB_SVN, "tee_tcb_svn", 16)                                                           \
    X(TD_MR_SEAM, "mr_seam", 48)                                                                   \
    X(TD_MR_SIGNER_SEAM, "mr_signer_seam", 48)                                                     \
    X(TD_SEAM_ATTRIBUTES, "seam_attributes", 8)                                                    \
    X(TD_ATTRIBUTES, "td_attributes", 8)                                                           \
    X(TD_XFAM, "xfam", 8)                                                                          \
    X(TD_MRTD, "mrtd", 48)                                                                         \
    X(TD_MR_CONFIG_ID, "mr_config_id", 48)                                                         \
    X(TD_MR_OWNER, "mr_owner", 48)                                                                 \
    X(TD_MR_OWNER_CONFIG, "mr_owner_config", 48)                                                   \
    X(TD_RTMR0, "rtmr0", 48)                                                                       \
    X(TD_RTMR1, "rtmr1", 48)                                                                       \
    X(TD_RTMR2, "rtmr2", 48)                                                                       \
    X(TD_RTMR3, "rtmr3", 48)                                                                       \
    X(TD_REPORT_DATA, "report_data", 64)
#define TD_REPORT_15_FIELDS(X)                                                                     \
    X(TD_TEE_TCB_SVN_2, "tee_tcb_svn_2", 16)                                                       \
    X(TD_MR_SERVICE_TD, "mr_service_td", 48)

#define LAYOUT_ENUM(enumerator, name, size) enumerator,
#define LAYOUT_ROW(enumerator, name, size)  {(name), (size)},
#define LAYOUT_SUM(enumerator, name, size)  +(size)

enum header_field { QUOTE_HEADER_FIELDS(LAYOUT_ENUM) HEADER_FIELDS };
enum sgx_field { SGX_REPORT_FIELDS(LAYOUT_ENUM) SGX_FIELDS };
enum td_field {
    TD_REPORT_10_FIELDS(LAYOUT_ENUM) TD_REPORT_15_FIELDS(LAYOUT_ENUM) TD_FIELDS,
    TD_FIELDS_10 = TD_TEE_TCB_SVN_2, /* how many of them TD report 1.0 has */
};

enum {
    HEADER_SIZE = 0 QUOTE_HEADER_FIELDS(LAYOUT_SUM),
    SGX_REPORT_SIZE = 0 SGX_REPORT_FIELDS(LAYOUT_SUM),
    TD_REPORT_10_SIZE = 0 TD_REPORT_10_FIELDS(LAYOUT_SUM),
    TD_REPORT_15_SIZE = TD_REPORT_10_SIZE TD_REPORT_15_FIELDS(LAYOUT_SUM),
};
_Static_assert(HEADER_SIZE == 48, "quote header");
_Static_assert(SGX_REPORT_SIZE == 384, "SGX enclave report");
_Static_assert(TD_REPORT_10_SIZE == 584, "TD report 1.0");
_Static_assert(TD_REPORT_15_SIZE == 648, "TD report 1.5");

extern const struct layout_field header_layout[HEADER_FIELDS];
extern const struct layout_field sgx_layout[SGX_FIELDS];
extern const struct layout_field td_layout[TD_FIELDS];

/* Splits the next fields off, one view each. False (and nothing read) when they are not all there.
 */
MUST_CHECK bool layout_read(struct bytes *from, const struct layout_field *fields, size_t n,
                            struct bytes *out);

#endif
