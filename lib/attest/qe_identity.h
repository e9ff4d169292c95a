/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_QE_IDENTITY_H
#define PHALA_ATTEST_QE_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/check.h"
#include "attest/quote/quote.h"
#include "attest/tcb_level.h"
#include "base/err.h"

/* Identity of the quoting enclave: "QE" for SGX, "TD_QE" for TDX (specification section 7). */
struct qe_identity {
    struct json *json; /* owns the texts */
    uint64_t version;
    instant issue_date, next_update;
    uint64_t evaluation_data_number;
    uint8_t misc_select[4], misc_select_mask[4]; /* in the order of the file */
    uint8_t attributes[16], attributes_mask[16];
    uint8_t mrsigner[32];
    uint16_t isv_prod_id;
    struct isv_level *levels; /* highest first */
    size_t n_levels;
};

/* Parses the signed bytes of an enclaveIdentity value for a quote of `tee`. On failure `*which` is
 * the check that it fails (QE_IDENTITY_JSON, _VERSION, _ID, _DUPLICATES or _STATUSES). Nothing has
 * to be freed then. */
MUST_CHECK bool qe_identity_parse(struct bytes json, enum tee tee, struct qe_identity *out,
                                  enum check_id *which, struct err *e);
void qe_identity_done(struct qe_identity *identity);

#endif
