/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_POLICY_POLICY_H
#define PHALA_POLICY_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/appraise.h"
#include "attest/check.h"
#include "attest/evidence.h"
#include "attest/keep.h"
#include "attest/report.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "codec/toml.h"

/* Policy files: what evidence has to be, in TOML (phala-policy(5)). */

enum { POLICY_VERSION = 1, POLICY_RULE_NAME = 64 };

/* What one key of a file asks for. */
struct policy_rule {
    char name[POLICY_RULE_NAME]; /* "measurements.mrtd" */
    char check[CHECK_ID];        /* the check that it governs: "expect.mrtd"; empty: none */
    const char *meaning;
    size_t line;
    struct text value; /* as the file has it, values of a list with commas between */
    void *accepted;    /* owned: what the options look into */
};

/* A policy. `options` is what it asks for by itself; instant, root and files are not of a policy.
 */
struct policy {
    struct toml *toml; /* owned */
    struct keep keep;
    struct appraise_options options;
    bool wants_nonce; /* the caller has to give one */
    struct expectation expectations[LIMIT_EXPECTATIONS];
    struct policy_rule *rules; /* owned; in the order of the file */
    size_t n_rules;
    void *merged[3]; /* owned: what policy_apply made */
};

/* Reads a file. ERR_MALFORMED, with line and column, for what is not TOML, for keys that there are
 * not (with the nearest one), values of another type, hex of another length, words that are not
 * known, and for a file without `version`; ERR_TOO_BIG for one beyond the limits of codec/toml.h.
 * To be ended with policy_done, also on failure. */
MUST_CHECK bool policy_parse(struct bytes text, struct policy *out, struct err *e);
void policy_done(struct policy *policy);

/* Adds the policy to options: what is asked for has to hold, whoever asks for it, and what is
 * allowed adds up. Where both name what is accepted, it is what both accept. The options look into
 * the policy afterwards, which has to stay; it is applied once. ERR_USAGE when nothing could meet
 * both, or when the policy wants a nonce and the options have none. */
MUST_CHECK bool policy_apply(struct policy *policy, struct appraise_options *options,
                             struct err *e);

/* Names the rule ("measurements.mrtd, line 7") in every check that failed or is undecided and is
 * governed by one, also in those of other attestations in the document. */
void policy_annotate(const struct policy *policy, struct report *report);

/* Writes a policy that the evidence meets, with comments: what was found in it, for somebody who
 * has decided to trust it. `report` is of an appraisal of it. What is of one machine only, or
 * asks for more than the evidence, stands in comments. */
void policy_write(const struct evidence *evidence, const struct report *report, struct buf *out);

#endif
