/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_VERIFY_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_VERIFY_H

#include "commands/contract/deploy_options.h"

/* `contract deploy --verify`: the sources of what was deployed, or is there. */
struct deploy_verification {
    bool is_wanted, is_required;
    const char *lock_path;
    struct source_options sources;
    struct verify_service service;
    struct verified verified; /* empty before deploy_verify */
};
void deploy_verification_done(struct deploy_verification *verification);

/* Chooses the service, before anything is sent: what would be in vain is told before. */
MUST_CHECK bool deploy_verify_choose(const struct context *context, const struct deploy_args *args,
                                     const struct node *node, struct deploy_verification *out,
                                     struct err *e);

/* Verifies the contracts of a plan that is done, where that is wanted. A failure is a warning, and,
 * where it is required, the answer; so is an interruption. */
MUST_CHECK bool deploy_verify(const struct context *context, const struct plan *plan,
                              struct deploy_verification *verification, struct err *e);

/* "verification", of phala.contract-deploy/1; nothing where there was none (NULL, or no rows). */
void deploy_show_verification(struct printer *p, const struct deploy_verification *verification);

#endif
