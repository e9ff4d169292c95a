/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_TCB_INFO_LEVELS_H
#define PHALA_ATTEST_TCB_INFO_LEVELS_H

#include "attest/tcb_info.h"

/* The list `tcbLevels` of TCB Info, for tcb_info.c alone. */

/* Reads what all levels have: dates, statuses, advisories. The list belongs to `out`, also when
 * this fails. */
MUST_CHECK bool tcb_info_levels_read(const struct json_value *list, struct tcb_info *out,
                                     struct err *e);

/* Reads the components and PCESVN of the levels, in the order of the file still, in the form of
 * `out`'s version and TEE. */
MUST_CHECK bool tcb_info_levels_read_components(const struct json_value *list, struct tcb_info *out,
                                                struct err *e);

/* Highest first: by SGX components, PCESVN, TDX components. */
void tcb_info_levels_sort(struct tcb_info *info);

/* No two of the sorted levels are equal in all of them. */
MUST_CHECK bool tcb_info_levels_check_duplicates(const struct tcb_info *info, struct err *e);

#endif
