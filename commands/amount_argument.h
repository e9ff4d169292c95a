/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_AMOUNT_ARGUMENT_H
#define PHALA_COMMANDS_AMOUNT_ARGUMENT_H

#include "base/err.h"
#include "base/macro.h"
#include "chain/u256.h"

/* Reads what the option `name` ("value") has as an amount ("1.5ether") in wei. NULL, when it was
 * not given, leaves `out` as it is. ERR_USAGE. */
MUST_CHECK bool amount_argument(const char *name, const char *text, struct u256 *out,
                                struct err *e);

#endif
