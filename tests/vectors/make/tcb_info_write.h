/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_TCB_INFO_WRITE_H
#define VECTORS_TCB_INFO_WRITE_H

#include "json_write.h"
#include "sgx_extension.h"

/* The two signed JSON documents, TCB Info and QE identity. */

enum { LEVEL_MAX = 4, MODULE_MAX = 3 };

struct tcb_level {
    uint8_t sgx[N_COMPONENTS];
    unsigned pcesvn;
    uint8_t tdx[N_COMPONENTS];
    const char *status;
    const char *advisories; /* spaced; NULL: no such member */
};

/* A level of a TDX module or a QE. */
struct svn_level {
    unsigned isvsvn;
    const char *status;
    const char *advisories;
};

struct svn_levels {
    struct svn_level at[LEVEL_MAX];
    size_t n;
};

struct module {
    const char *id;
    uint8_t mrsigner[48];
    uint8_t attributes[8];
    uint8_t mask[8];
    struct svn_levels levels;
};

struct tcb_info_spec {
    unsigned version;
    const char *id; /* NULL: no such member */
    int64_t issue_date;
    int64_t next_update;
    uint8_t fmspc[6];
    uint8_t pceid[2];
    bool has_tdx;
    struct module module;
    struct module identities[MODULE_MAX];
    size_t n_identities;
    struct tcb_level levels[LEVEL_MAX];
    size_t n_levels;
    struct edits edits;
};

struct qe_identity_spec {
    unsigned version;
    const char *id;
    int64_t issue_date;
    int64_t next_update;
    uint8_t miscselect[4];
    uint8_t miscselect_mask[4];
    uint8_t attributes[16];
    uint8_t attributes_mask[16];
    uint8_t mrsigner[32];
    unsigned isvprodid;
    struct svn_levels levels;
    struct edits edits;
};

void tcb_info_write(struct buf *to, const struct tcb_info_spec *spec);
void qe_identity_write(struct buf *to, const struct qe_identity_spec *spec);

#endif
