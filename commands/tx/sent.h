/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_TX_SENT_H
#define PHALA_COMMANDS_TX_SENT_H

#include "chain/transaction.h"
#include "commands/node_options.h"
#include "deploy/signed_file.h"
#include "rpc/flight.h"

/* Signed transactions, and what becomes of them. */
struct sent {
    struct signed_file file;
    struct transaction_signed *decoded; /* one a transaction */
    struct flight *flights;
    struct rpc_receipt *receipts;
    bool *was_mined;
    size_t n;
};
void sent_done(struct sent *sent);

/* Reads RAW: hex, or @FILE or - with lines of hex, or a document phala.signed/1; decodes them, and
 * holds them against the network. ERR_USAGE for what is wrong on the command line, ERR_MALFORMED
 * for a file and for what is no signed transaction, ERR_CONFLICT for one of another chain. Call
 * sent_done also when it failed. */
MUST_CHECK bool sent_read(const char *raw, const struct node *node, const struct log *warnings,
                          struct sent *sent, struct err *e);

#endif
