/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_LIMITS_H
#define PHALA_ATTEST_LIMITS_H

#include "base/macro.h"

/* What evidence and collateral may measure at most. */
#define LIMIT_QUOTE      (64 * KIB)
#define LIMIT_EVIDENCE   (16 * MIB) /* a document that carries a quote */
#define LIMIT_WEIGHT     (32 * MIB) /* memory of all attestations but one */
#define LIMIT_COLLATERAL (8 * MIB)  /* one collateral file */
#define LIMIT_CRL        (4 * MIB)
#define LIMIT_CHAIN      (64 * KIB) /* PEM of one chain */
#define LIMIT_TCB_JSON   (1 * MIB)  /* TCB Info or QE identity */

enum {
    LIMIT_EVENTS = 20000, /* of an event log */
    LIMIT_PARTS = 64,     /* attestations in one document */
    LIMIT_PLATFORMS = 8,  /* whose collateral is taken for one document */
    LIMIT_TCB_LEVELS = 256,
    LIMIT_MODULES = 32,
    LIMIT_ADVISORIES = 64, /* of one level */
    LIMIT_ADVISORY_TEXT = 64,
    LIMIT_EXPECTATIONS = 64,
};

#endif
