/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_TRIAL_APP_H
#define PHALA_ATTEST_TRIAL_APP_H

#include "attest/dstack.h"

/* For trial_app.c, trial_mr_config.c and trial_compose.c alone. */

/* Sets a check for what is not proved of the app: undecided with the reason, a failure for SGX. */
void app_cannot_tell(struct trial *t, enum check_id id);

/* The app-compose that was measured, from the option or the document; `at` NULL: there is none. */
struct text app_measured_compose(const struct trial *t);

/* app.mr_config_id */
void trial_mr_config(struct trial *t);

/* app.compose, app.images, app.public_logs, app.privileged, and report.differences */
void trial_compose(struct trial *t);

#endif
