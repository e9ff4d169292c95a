/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_MODULE_H
#define PHALA_ATTEST_MODULE_H

#include "attest/tcb_info.h"

/* What TCB Info says of TDX modules, for tcb_info.c alone. */

/* Reads `tdxModule` and `tdxModuleIdentities`, each of which may be absent. Their levels and ids
 * belong to `out`, also when this fails. */
MUST_CHECK bool modules_read(const struct json_value *info, struct tcb_info *out, struct err *e);

/* No two modules have the same id (in either case), no two levels of one the same ISVSVN. */
MUST_CHECK bool modules_check_duplicates(const struct tcb_info *info, struct err *e);

MUST_CHECK bool modules_check_statuses(const struct json_value *info, struct err *e);

void modules_done(struct tcb_info *info);

#endif
