/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_EVIDENCE_H
#define VECTORS_EVIDENCE_H

#include "platform.h"

/* A platform rendered: the two files that a verifier gets, and the pieces of the second. */
struct evidence {
    struct buf quote;
    struct buf collateral;
    struct buf root; /* DER */
    struct buf tcb_info;
    struct buf tcb_signature; /* hex */
    struct buf tcb_chain;     /* PEM */
    struct buf qe_identity;
    struct buf qe_signature;
    struct buf qe_chain;
    struct buf root_crl; /* DER */
    struct buf pck_crl;
    struct buf crl_chain; /* PEM */
};

void evidence_make(const struct platform *platform, struct evidence *out);
void evidence_done(struct evidence *evidence);

#endif
