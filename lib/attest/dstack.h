/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_DSTACK_H
#define PHALA_ATTEST_DSTACK_H

#include <stdbool.h>

#include "attest/app.h"
#include "attest/appraise.h"
#include "attest/check.h"
#include "attest/dcap.h"
#include "attest/evidence.h"

/* For lib/attest alone: the parts of an appraisal above the quote, in the order in which they are
 * made. Each sets the checks of its groups; what it does not set stays undecided. */

struct trial {
    const struct evidence *evidence;
    const struct appraise_options *options;
    struct report *report;
    struct checks *checks;          /* the report's */
    struct app *app;                /* the report's; NULL: there is no event log */
    const struct event_log *events; /* the list that RTMR3 is replayed from; set by trial_log */
    struct sha384 replayed[RTMR_COUNT];
};

/* Why nothing is proved of the app; `detail` is NULL when it is. */
struct reason app_unproved(const struct report *report);

/* log.* and report.app: replay, digests, places of the events, identities */
void trial_log(struct trial *t);

/* app.* and the findings about the app-compose */
void trial_app(struct trial *t);

/* os.* */
void trial_os(struct trial *t);

/* ra_tls.* */
void trial_ra_tls(struct trial *t);

/* kms.* */
void trial_kms(struct trial *t);

/* bind.*, gpu.*, tpm.* */
void trial_binding(struct trial *t);

/* aci.* */
void trial_aci(struct trial *t);

/* document.claims: comes last, when all is known */
void trial_claims(struct trial *t);

#endif
