/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_DCAP_H
#define PHALA_ATTEST_DCAP_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/appraise.h"
#include "attest/check.h"
#include "attest/pck.h"
#include "attest/signature_once.h"
#include "attest/tcb.h"
#include "crypto/cert.h"
#include "crypto/chain.h"

/* For lib/attest alone: the parts of one appraisal of a DCAP quote. Each sets the checks of its
 * subject, and leaves undecided, with the reason, what could not be computed. */

/* What is known so far. Pointers are NULL while, or because, there is nothing to look at. */
struct appraisal {
    const struct quote *quote;
    const struct platform *platform;
    const struct appraise_options *options;
    struct report *report;
    struct checks *checks; /* the report's */
    struct signature_once once;
    struct signature_check signatures;

    struct bytes root_der; /* the trusted root */
    struct cert root;
    bool has_root;
    struct chain embedded; /* owned; the chain in the quote */
    const struct chain *pck_chain;
    struct pck pck;
    bool has_pck;
    const struct crl *root_crl, *pck_crl;
    const struct tcb_info *tcb_info;
    const struct tcb_info *own_tcb_info; /* the same, when it is of this platform's model */
    const struct qe_identity *qe_identity;

    const struct isv_level *qe_level;
    bool qe_is_judged; /* qe_level NULL: none matches */
    const struct module_identity *module;
    const struct isv_level *module_level; /* NULL for module version 0 */
    bool module_is_judged;
    const struct tcb_level *sgx_level;
    const struct tcb_level *level; /* that the platform's status is of */
    bool level_is_judged;
};

/* Sets the checks `first` to `last` undecided for one reason, with a hint. */
struct reason {
    const char *detail;
    const char *hint; /* or NULL */
};
void dcap_undecided(struct appraisal *a, enum check_id first, enum check_id last,
                    struct reason reason);

/* Why something that rests on collateral is not known: there is none at all, or `detail`. */
struct reason dcap_because(const struct appraisal *a, const char *detail);

/* Why a piece of collateral is not there. */
struct reason dcap_missing(const struct appraisal *a, enum collateral_piece piece, char *room,
                           size_t size);
enum { REASON_TEXT = 96 };

#define HINT_FETCH                                                                                 \
    "get collateral: phala collateral fetch QUOTE -o collateral.json; then verify with "           \
    "--collateral collateral.json"

/* quote.vendor_id, .key_type, .trailing */
void dcap_quote(struct appraisal *a);

/* quote.certification and pck.* but pck.revocation */
void dcap_pck(struct appraisal *a);

/* The chain rules of tcb_info.* and qe_identity.* */
void dcap_signers(struct appraisal *a);

/* root_crl.*, pck_crl.*, and *.revocation */
void dcap_crls(struct appraisal *a);
void dcap_revocations(struct appraisal *a);

/* The rest of tcb_info.* and qe_identity.* */
void dcap_tcb_info(struct appraisal *a);
void dcap_qe_identity(struct appraisal *a);

/* qe.* and quote.signature */
void dcap_qe(struct appraisal *a);
void dcap_quote_signature(struct appraisal *a);

/* module.* */
void dcap_module(struct appraisal *a);

/* tcb.level, .revoked, .status, .advisories, .date, .evaluation_data_number, and report.tcb */
void dcap_tcb(struct appraisal *a);

/* Fills report.tcb.shortfalls: what the newest level asks for and the platform has not. */
void dcap_shortfalls(struct appraisal *a);

/* What to do about the first shortfall, for hints; empty when there is none. */
void dcap_shortfall_hint(const struct report_tcb *tcb, char *out, size_t size);

/* td.*, enclave.* and report_data */
void policy_appraise(struct appraisal *a);

/* Starts a report: all checks undecided, no group listed. */
void appraise_start(const struct appraise_options *options, struct report *out);

/* Everything about the quote but identity, expectations and the verdict. */
void appraise_quote(const struct quote *quote, const struct platform *platform,
                    const struct appraise_options *options, struct report *out);

/* identity and the expectations: when all is known of quote and app. */
void expectations_appraise(const struct appraise_options *options, struct report *out);

/* The last instant at which everything of the collateral is valid. */
void dcap_valid_until(struct appraisal *a);

/* Verdict and summary, from the checks. */
void verdict_draw(struct report *report, const struct appraise_options *options);

#endif
