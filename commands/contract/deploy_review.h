/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_REVIEW_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_REVIEW_H

#include "cli/context.h"
#include "commands/node_options.h"
#include "deploy/plan.h"

/* What a deployment would do, for people to see before it does it. */
struct deploy_review {
    const struct context *context;
    const struct node *node;
    const struct deploy_wish *wish;
    const struct plan *plan;
};

/* --dry-run: also of a plan that cannot be run; the answer is then why. */
MUST_CHECK bool deploy_dry_run(const struct deploy_review *review, struct err *e);

/* --plan: writes it to a file (- is stdout). */
MUST_CHECK bool deploy_write_plan(const struct deploy_review *review, const char *path,
                                  struct err *e);

/* --apply: the plan is the one in the file, which was reviewed. */
MUST_CHECK bool deploy_compare_plan(const char *path, const struct plan *plan, struct err *e);

#endif
