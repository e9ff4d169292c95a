/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_ABI_DECODED_H
#define PHALA_COMMANDS_ABI_DECODED_H

#include "chain/abi_codec.h"
#include "cli/print.h"

/* What was decoded, and how it is shown. */
struct decoded {
    const struct abi_params *params; /* of the item that it was decoded by */
    struct abi_value values;
    bool is_as_cast; /* read and shown as cast does */
    struct abi_rest rest;
};

void decoded_done(struct decoded *decoded);

/* As text one value a line; in JSON with the parameters' names and types, but an array of the
 * values where it is shown as cast does. */
void decoded_print(const struct decoded *decoded, const struct abi_item *item, struct printer *p);

#endif
