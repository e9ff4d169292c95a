/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_PCS_H
#define PHALA_EVIDENCE_PCS_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/collateral.h"
#include "attest/model.h"
#include "attest/quote/quote.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

/* The interface of Intel's Provisioning Certification Service, version 4, and of the caching ones
 * that speak like it (specification section 11): what is asked for, and how an answer is read. No
 * request is made here. */

enum pcs_object {
    PCS_PCK_CERTIFICATE, /* for quotes that carry no certificate: types 2 and 3 */
    PCS_TCB_INFO,
    PCS_QE_IDENTITY,
    PCS_PCK_CRL,
    PCS_ROOT_CRL,
    PCS_OBJECTS,
};

enum tcb_update { TCB_UPDATE_STANDARD, TCB_UPDATE_EARLY };

/* A service by its base URL, in views. */
struct pcs_service {
    struct text base;      /* without "/sgx/certification/v4" and "/" at the end */
    struct text authority; /* host and port */
    bool is_intel;         /* Intel's own, which has the root CRL elsewhere */
    enum tcb_update update;
};

struct pcs_request {
    struct buf url;  /* zero-terminated */
    struct buf name; /* of the file in a cache, zero-terminated */
};
void pcs_request_done(struct pcs_request *request);

/* ERR_USAGE when the URL cannot be used, or has a query. The views look into `url`. */
MUST_CHECK bool pcs_service_parse(const char *url, struct pcs_service *out, struct err *e);

/* What has to be asked for an object. The PCK certificate is found by the certification data of the
 * quote, the others by model and TEE. */
struct pcs_request pcs_request_for(const struct pcs_service *service, enum pcs_object object,
                                   const struct quote *quote, const struct model *model);

/* "TCB Info" … */
const char *pcs_word(enum pcs_object object);

/* The name of the header that carries the issuer chain; the second is an older spelling. NULL where
 * there is none. */
const char *pcs_header(enum pcs_object object, unsigned which);

/* Bytes that a body has at most. */
size_t pcs_cap(enum pcs_object object);

/* No piece that this object brings is missing. */
bool pcs_is_there(enum pcs_object object, const struct collateral *collateral);

/* Reads an answer into an empty collateral. ERR_MALFORMED when body or chain are not what they
 * should be; whether they are genuine is the verifier's matter. */
MUST_CHECK bool pcs_read(enum pcs_object object, struct bytes body, struct text issuer_chain,
                         struct collateral *out, struct err *e);

#endif
