/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_TCB_INFO_H
#define PHALA_ATTEST_TCB_INFO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/check.h"
#include "attest/quote/quote.h"
#include "attest/tcb_level.h"
#include "base/err.h"

enum { MRSIGNER_SEAM_SIZE = 48, SEAM_ATTRIBUTES_SIZE = 8 };

/* What a TDX module has to look like: `tdxModule`, or one of `tdxModuleIdentities`. */
struct module_identity {
    struct text id; /* "TDX_01"; empty for tdxModule */
    uint8_t mrsigner[MRSIGNER_SEAM_SIZE];
    uint8_t attributes[SEAM_ATTRIBUTES_SIZE];
    uint8_t attributes_mask[SEAM_ATTRIBUTES_SIZE];
    struct isv_level *levels; /* highest first */
    size_t n_levels;
};

/* TCB Info v3, or v2 for SGX (specification section 6). */
struct tcb_info {
    struct json *json; /* owns the texts */
    uint64_t version;
    enum tee tee; /* v2: TEE_SGX */
    instant issue_date, next_update;
    uint8_t fmspc[FMSPC_SIZE];
    uint8_t pce_id[PCE_ID_SIZE];
    uint64_t tcb_type;
    uint64_t evaluation_data_number;
    bool has_module;
    struct module_identity module;
    struct module_identity *modules; /* tdxModuleIdentities */
    size_t n_modules;
    struct tcb_level *levels; /* highest first: by SGX components, PCESVN, TDX components */
    size_t n_levels;
};

/* Parses the signed bytes of a tcbInfo value for a quote of `tee`. On failure `*which` is the check
 * that it fails (TCB_INFO_JSON, _VERSION, _ID, _TYPE, _COMPONENTS, _DUPLICATES or _STATUSES), in
 * that order of asking: JSON shape first. Nothing has to be freed then. */
MUST_CHECK bool tcb_info_parse(struct bytes json, enum tee tee, struct tcb_info *out,
                               enum check_id *which, struct err *e);
void tcb_info_done(struct tcb_info *info);

#endif
