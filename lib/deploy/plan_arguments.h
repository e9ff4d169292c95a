/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_ARGUMENTS_H
#define PHALA_DEPLOY_PLAN_ARGUMENTS_H

#include "deploy/plan.h"

/* What the constructor of a step is given, decoded from the bytes that it is given, as canonical
 * JSON: [{"name":"start","type":"uint256","value":"7"}]. The caller frees it. Names are of the
 * artifact's ABI. ERR_INTERNAL when the bytes are not what the constructor takes. */
MUST_CHECK bool plan_arguments(const struct plan_step *step, char **out, struct err *e);

#endif
