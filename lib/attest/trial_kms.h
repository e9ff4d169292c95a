/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_TRIAL_KMS_H
#define PHALA_ATTEST_TRIAL_KMS_H

#include "attest/dstack.h"

/* For trial_kms.c and trial_kms_keys.c alone. */

/* The document of the key service: the one that was handed in, or the first one around the quote;
 * NULL when there is none. */
const struct evidence *kms_service_of(const struct trial *t);

/* kms.bootstrap, kms.app_key, kms.derived_key, kms.env_key */
void trial_kms_keys(struct trial *t);

/* Why nothing is concluded from a log that does not replay. */
extern const char kms_log_not_proved[];

#endif
