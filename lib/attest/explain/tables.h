/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_EXPLAIN_TABLES_H
#define PHALA_ATTEST_EXPLAIN_TABLES_H

#include "attest/explain.h"

/* For explain.c alone: the catalogue in stretches, each a table that begins with the check that its
 * name in EXPLAIN_TABLES goes with. */
#define EXPLAIN_TABLES(X)                                                                          \
    X(explain_document, CHECK_EVIDENCE_QUOTE)                                                      \
    X(explain_certificates, CHECK_QUOTE_VENDOR_ID)                                                 \
    X(explain_collateral, CHECK_TCB_INFO_CHAIN)                                                    \
    X(explain_platform, CHECK_QE_REPORT_SIGNATURE)                                                 \
    X(explain_application, CHECK_LOG_RTMR0)                                                        \
    X(explain_binding, CHECK_RA_TLS_KEY)

#define X(table, first) extern const struct explanation table[];
EXPLAIN_TABLES(X)
#undef X

#endif
