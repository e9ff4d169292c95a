/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_PCK_H
#define PHALA_ATTEST_PCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"

enum { TCB_COMPONENTS = 16, FMSPC_SIZE = 6, PCE_ID_SIZE = 2, PPID_SIZE = 16, CPU_SVN_SIZE = 16 };

/* What a PCK certificate says of its platform: the SGX extension 1.2.840.113741.1.13.1
 * (specification section 3.1). */
struct pck {
    uint8_t ppid[PPID_SIZE];
    uint8_t components[TCB_COMPONENTS];
    uint16_t pce_svn;
    uint8_t cpu_svn[CPU_SVN_SIZE]; /* raw; the components are what is compared */
    uint8_t pce_id[PCE_ID_SIZE];
    uint8_t fmspc[FMSPC_SIZE];
    uint8_t sgx_type; /* 0 standard, 1 scalable, 2 scalable with integrity */
};

/* Parses the extension's value (the content of extnValue) to its last byte. Missing or duplicate
 * OIDs, wrong lengths and types are ERR_MALFORMED; platform instance and configuration may be
 * absent. */
MUST_CHECK bool pck_parse_extension(struct bytes extension, struct pck *out, struct err *e);

#endif
