/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_VERIFICATION_H
#define PHALA_EXPLORER_VERIFICATION_H

#include "deploy/plan.h"
#include "explorer/source_subject.h"

/* Source verification from beginning to end: of one contract, or of a deployment's. */

/* Where it is verified, and where that is noted. */
struct verification {
    const struct explorer *explorer;
    const char *lock_path;
};

/* Has a complete subject verified, and notes what came of it in the lock file, where that has the
 * contract at this address by then. ERR_USAGE when Etherscan wants arguments that are not known;
 * else as explorer_verify and lock_file_write. */
MUST_CHECK bool verification_run(const struct verification *verification,
                                 const struct source_subject *subject, struct explorer_result *out,
                                 struct err *e);

enum verified_state {
    VERIFIED_NOW,
    VERIFIED_ALREADY, /* it was when it was asked for: nothing was sent */
    VERIFIED_LOCKED,  /* it is by the lock file: nobody was asked */
    VERIFIED_NOT,     /* `why` says why */
    VERIFIED_UNTRIED, /* after a failure that another one would not be better than */
};

/* "verified", "already-verified", "locked", "not verified", "not tried". */
const char *verified_state_name(enum verified_state state);

struct verified_row {
    const struct plan_step *step;
    enum verified_state state;
    struct explorer_result result; /* of the first two */
    struct err why;
};

struct verified {
    struct verified_row *rows; /* one a contract; an upgrade is none */
    size_t n;
};
void verified_done(struct verified *verified);

/* What is said of the sources of all of them; each may be NULL. */
struct source_options {
    const char *input, *compiler, *license;
};

/* Verifies the contracts of a plan that is done, one after the other, as the lock file has them.
 * What that file has as verified by this explorer is left alone. Looks into the plan. A failure is
 * a row's; false only when the lock file cannot be read. */
MUST_CHECK bool verification_run_plan(const struct verification *verification,
                                      const struct source_options *options, const struct plan *plan,
                                      struct verified *out, struct err *e);

/* The first row that is not verified; NULL: all are. */
const struct verified_row *verified_first_failure(const struct verified *verified);

#endif
