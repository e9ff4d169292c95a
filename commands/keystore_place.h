/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_KEYSTORE_PLACE_H
#define PHALA_COMMANDS_KEYSTORE_PLACE_H

#include "base/mem.h"
#include "chain/keystore.h"
#include "cli/context.h"

/* Where keystores are: a folder of our own, in which new ones are made, and Foundry's. */
enum keystore_place { KEYSTORE_OURS, KEYSTORE_FOUNDRY, KEYSTORE_PLACES };

/* "phala", "foundry" */
const char *keystore_place_name(enum keystore_place place);

/* $XDG_DATA_HOME/phala/keystores (or below ~/.local/share), ~/.foundry/keystores; NULL without a
 * home. The caller frees it with mem_free, as all paths here. */
char *keystore_folder(const struct environment *environment, enum keystore_place place);

/* The file that a person means: what has a slash is a path; a name is looked for in the two
 * folders, then here. ERR_NOT_FOUND, and ERR_CONFLICT for a name that both folders have. */
MUST_CHECK bool keystore_find(const struct environment *environment, const char *named, char **path,
                              struct err *e);

/* The file that a new one is to be: as keystore_find, but a name is one of our folder, which is
 * made. ERR_CONFLICT when it is there, or Foundry has one of that name. */
MUST_CHECK bool keystore_new_path(const struct environment *environment, const char *named,
                                  char **path, struct err *e);

/* Reads one; "-" for stdin. `as_cast`: see keystore_parse. */
MUST_CHECK bool keystore_load(const char *path, bool as_cast, struct keystore *out, struct err *e);

/* Encrypts the key, and writes it to a file that is not there yet (else ERR_CONFLICT), whole or not
 * at all. */
MUST_CHECK bool keystore_save(const char *path, const struct secp256k1_secret *secret,
                              struct text password, struct err *e);

#endif
