/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_PLATFORM_H
#define VECTORS_PLATFORM_H

#include "cert_write.h"
#include "crl_write.h"
#include "quote_write.h"
#include "tcb_info_write.h"

/* All that one piece of evidence is made from, as plain data: a case starts with a sound platform
 * and changes a field or two; everything is rendered and signed after that. */

enum base { TDX_V4, SGX_V3, SGX_V4, SGX_V5, TDX_V5_TD10, TDX_V5_TD15 };

/* 2026-01-15T00:00:00Z */
#define NOW ((int64_t)1768435200)
#define DAY ((int64_t)86400)

/* A chain as PEM. Each letter of `order` is a certificate: l the leaf of this chain, m the same
 * leaf again with another serial number, i the intermediate, r the root, s the root again with
 * another serial number, o another root of the same name, p the PCK leaf. */
struct chain_spec {
    const char *order; /* NULL: no chain */
    const char *head;
    const char *gap;
    const char *tail;
    const char *eol;
    bool ends_in_nul;
    size_t broken; /* offset behind the first line of a character that becomes '*' */
};

enum wrapping { BARE, WRAPPED, WRAPPED_SPACED, WRAPPED_OTHER_INSIDE, WRAPPED_OTHER_OUTSIDE };
enum crl_form { CRL_HEX, CRL_HEX_UPPER, CRL_PEM };
enum signature_form {
    SIGNATURE_HEX,
    SIGNATURE_HEX_UPPER,
    SIGNATURE_SHORT,
    SIGNATURE_LONG,
    SIGNATURE_NO_HEX,
    SIGNATURE_DER,
};

/* How a signed JSON document gets into the collateral. */
struct document_spec {
    struct signer signer;
    enum fault fault;
    enum signature_form form;
    enum wrapping wrapping;
    struct edits late; /* after signing */
    struct chain_spec chain;
};

struct platform {
    struct cert_spec root;
    struct cert_spec intermediate;
    struct cert_spec pck;
    struct cert_spec tcb_signer;
    struct cert_spec qe_signer;
    struct crl_spec root_crl;
    struct crl_spec pck_crl;
    enum crl_form root_crl_form;
    enum crl_form pck_crl_form;
    bool crls_swapped;
    struct tcb_info_spec tcb_info;
    struct document_spec tcb_document;
    struct qe_identity_spec qe_identity;
    struct document_spec qe_document;
    struct quote_spec quote;
    struct chain_spec embedded;
    struct chain_spec external;
    struct edits collateral;
};

struct platform platform_start(enum base base);

/* Moves every date: documents and CRLs to `from` … `until`, certificates to `from` … `expiry`. */
void platform_redate(struct platform *p, int64_t from, int64_t until, int64_t expiry);

/* Gives the platform a PCK certificate of the Processor CA, and that CA's CRL. */
void platform_of_processor_ca(struct platform *p);

/* Module version 1 with a level 5 UpToDate and a level 3 OutOfDate ("INTEL-SA-MODULE"). */
void platform_with_module(struct platform *p);

/* Appends a lower level that the platform reaches too: OutOfDate, "INTEL-SA-LOWER". */
struct tcb_level *platform_add_level(struct platform *p);

bool base_is_tdx(enum base base);

#endif
