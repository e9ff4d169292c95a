/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_TX_SIGN_FILE_H
#define PHALA_COMMANDS_TX_SIGN_FILE_H

#include "chain/transaction.h"
#include "commands/key_source.h"

/* Signs, and reads what was signed again, as whoever gets it does: nothing else is handed out. */
MUST_CHECK bool sign_and_read(const struct transaction *t, const struct secp256k1_secret *secret,
                              struct buf *raw, struct transaction_signed *out, struct err *e);

/* Warns of each reason why no node takes it, where it is signed all the same (--as-cast). */
void sign_warn_of_faults(const struct context *context, const struct transaction *t);

/* Signs every transaction of the file at `path` (phala.unsigned/1; - is stdin), and prints them as
 * phala.signed/1. ERR_DENIED when the key is not that of the account that the file names. */
MUST_CHECK bool sign_file(const struct context *context, const struct key_args *key,
                          const char *path, struct err *e);

#endif
