/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_SAFE_BATCH_H
#define PHALA_DEPLOY_SAFE_BATCH_H

#include "chain/abi_codec.h"
#include "deploy/plan.h"

/* Batches for the Transaction Builder of a Safe: what its owners are to sign. A Safe calls
 * contracts and creates none, so that deployments go through the deterministic deployer. */

/* One call. `data` is what is sent, whole. */
struct safe_call {
    struct eth_address to;
    struct u256 value;
    struct bytes data;
    const struct abi_item *item;    /* the function; NULL where it is not known */
    const struct abi_value *values; /* its arguments: a value a parameter; of `item` */
};

struct safe_batch {
    uint64_t chain_id;
    uint64_t created_ms;            /* since 1970 */
    const char *name, *description; /* not NULL */
    const struct eth_address *safe; /* which is to send it; NULL: not said */
    const struct safe_call *calls;
    size_t n;
};

/* Appends the document. Its checksum is the builder's own, so that it imports without a warning.
 * Of a call whose function is known, method and arguments are there for the reader; what is sent is
 * always `data`, which the builder takes as it is. ERR_TOO_BIG above the cap of `out`;
 * ERR_MALFORMED when two arguments have the same name. */
MUST_CHECK bool safe_batch_format(const struct safe_batch *batch, struct buf *out, struct err *e);

/* What `item` and `values` of a call look at. */
struct safe_method {
    struct abi_item item;
    struct abi_value values;
};
void safe_method_done(struct safe_method *method);

/* The calls of a plan's steps that are to do; `calls` has room for plan->n, and looks into the
 * plan, and into `upgrade`, which the caller ends: the function of an upgrade is known. ERR_USAGE
 * when a step is a creation without CREATE2. */
MUST_CHECK bool safe_batch_calls(const struct plan *plan, struct safe_call *calls, size_t *n,
                                 struct safe_method *upgrade, struct err *e);

#endif
