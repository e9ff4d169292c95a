/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_FILE_H
#define PHALA_DEPLOY_PLAN_FILE_H

#include "deploy/plan.h"

/* phala.plan/1: a plan in a file, to be reviewed, and carried out later as it was reviewed. */

#define PLAN_FILE_SCHEMA "phala.plan/1"
#define PLAN_FILE_MAX    (16 * MIB)

struct plan_file_step {
    char *name;
    enum plan_kind kind;
    enum plan_state state;
    char *artifact; /* its path, for people; or NULL */
    struct sha256 artifact_digest;
    char *constructor;
    char *arguments; /* decoded, as canonical JSON: {"start":"7"}, or an array without names */
    struct keccak256 init_code_hash, calldata_hash;
    struct create_salt salt; /* of PLAN_CREATE2 */
    struct eth_address address;
    uint64_t gas;
    struct u256 value;
};

struct plan_file {
    uint64_t chain_id;
    struct keccak256 genesis;
    struct eth_address account;
    bool has_max_cost;
    struct u256 max_cost; /* in wei; what it may cost, whatever the fees will be by then */
    struct u256 max_fee, priority_fee, base_fee, cost_max, cost_likely; /* as they were */
    bool has_l1_fee;
    struct u256 l1_fee;
    bool makes_deployer;
    struct u256 deployer_funds; /* of such a plan: what its maker is paid; it may change */
    struct plan_file_step *steps;
    size_t n;
};

void plan_file_done(struct plan_file *file);

/* What a file says of the plan; `max_cost` (NULL: none) is the ceiling that goes with it.
 * ERR_INTERNAL when arguments are not what their constructor takes. */
MUST_CHECK bool plan_file_of(const struct plan *plan, const struct u256 *max_cost,
                             struct plan_file *out, struct err *e);

void plan_file_format(const struct plan_file *file, struct buf *out);

/* Reads the document strictly: nothing unknown, everything in its form. */
MUST_CHECK bool plan_file_parse(struct bytes json, struct plan_file *out, struct err *e);

/* The plan, made anew, does what the file says and nothing else: chain, genesis, account, and of
 * each step name, kind, artifact, constructor, arguments, hashes, salt, address and value are the
 * same; and makes no deterministic deployer that the file does not make. ERR_CONFLICT names the
 * first difference. A step may have been done in the meantime; one
 * that was there already may not have to be done now. Fees may differ, but what it costs at most
 * may not be above the file's ceiling (ERR_REFUSED). */
MUST_CHECK bool plan_file_compare(const struct plan_file *file, const struct plan *plan,
                                  struct err *e);

#endif
