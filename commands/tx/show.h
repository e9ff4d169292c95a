/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_TX_SHOW_H
#define PHALA_COMMANDS_TX_SHOW_H

#include "chain/transaction.h"
#include "cli/print.h"

/* Prints the fields of a signed transaction, whose bytes are `raw`: hash, sender, and what it says,
 * for an answer that has begun. */
void show_transaction(struct printer *p, const struct transaction_signed *transaction,
                      struct bytes raw);

#endif
