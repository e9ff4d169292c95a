/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_KEY_KEYSTORE_H
#define PHALA_COMMANDS_KEY_KEYSTORE_H

#include "commands/key_source.h"

/* The key of the keystore that is named so, with the password of --password-file, ETH_PASSWORD or a
 * prompt: as key_source_load, which calls it. */
MUST_CHECK bool key_keystore_load(const struct context *context, const struct key_args *args,
                                  const char *named, struct secp256k1_secret *out, struct err *e);

#endif
