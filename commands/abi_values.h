/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_ABI_VALUES_H
#define PHALA_COMMANDS_ABI_VALUES_H

#include "chain/abi_codec.h"
#include "cli/print.h"

/* How commands show what contracts give. */

/* The canonical signature, under "signature". */
void print_abi_signature(struct printer *p, const struct abi_item *item);

/* Under `key`: in JSON an object by the names of the parameters where all have names of their own,
 * else an array; as text one a line. What is only there as its hash (abi_is_hashed) is
 * {"keccak256": "0x…"}. */
void print_abi_values(struct printer *p, const char *key, const struct abi_params *params,
                      const struct abi_value *values);

/* As text one value a line, and nothing else. */
void print_abi_lines(struct printer *p, const struct abi_params *params,
                     const struct abi_value *values);

#endif
