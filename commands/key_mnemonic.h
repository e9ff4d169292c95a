/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_KEY_MNEMONIC_H
#define PHALA_COMMANDS_KEY_MNEMONIC_H

#include "commands/key_source.h"

/* The key of a mnemonic that the options name: as key_source_load, which calls it. */
MUST_CHECK bool key_mnemonic_load(const struct context *context, const struct key_args *args,
                                  struct secp256k1_secret *out, struct err *e);

#endif
