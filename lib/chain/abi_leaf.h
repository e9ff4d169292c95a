/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ABI_LEAF_H
#define PHALA_CHAIN_ABI_LEAF_H

#include "chain/abi_value.h"

/* Values without parts, of what command lines and JSON have in common; for chain/abi_text.c and
 * chain/abi_json.c alone. */

/* "'TEXT' WHY", with a long text cut. ERR_USAGE; returns false. */
bool abi_refuse(struct text text, const char *why, struct err *e);

/* A string is taken as it stands, and has to be UTF-8. ERR_USAGE. */
MUST_CHECK bool abi_leaf_parse(const struct abi_type *type, struct text text, struct abi_value *out,
                               struct err *e);

#endif
