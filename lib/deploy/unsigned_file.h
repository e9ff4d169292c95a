/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_UNSIGNED_FILE_H
#define PHALA_DEPLOY_UNSIGNED_FILE_H

#include "chain/transaction.h"
#include "rpc/fee.h"
#include "rpc/sender.h"

/* phala.unsigned/1: transactions to be signed somewhere else. Everything that follows from the
 * fields (what is hashed, its hash, the address of a new contract) is in it for the reader, and is
 * compared when the file is read. */

#define UNSIGNED_FILE_SCHEMA "phala.unsigned/1"
#define UNSIGNED_FILE_MAX    (64 * MIB)

enum { UNSIGNED_TRANSACTIONS_MAX = 256 };

struct unsigned_transaction {
    char *step;                     /* for people: "deploy Counter" */
    struct transaction transaction; /* legacy or EIP-1559; its data is a view of `data` */
    struct buf data;
};

struct unsigned_file {
    uint64_t chain_id;
    struct eth_address from;
    struct unsigned_transaction *at;
    size_t n;
};

void unsigned_file_done(struct unsigned_file *file);

/* Adds a transaction, whose data is copied: that of the item, with its nonce and gas limit. */
void unsigned_file_add(struct unsigned_file *file, const struct sender_item *item,
                       const struct fee *fee);

void unsigned_file_format(const struct unsigned_file *file, struct buf *out);

/* Reads the document strictly. ERR_MALFORMED also when a transaction is one that may not be signed
 * (transaction_check; as_cast, as Foundry's cast has it, transaction_check_room), when its
 * preimage, hash or address are not those of its fields, or when there is no transaction in it. */
MUST_CHECK bool unsigned_file_parse(struct bytes json, bool as_cast, struct unsigned_file *out,
                                    struct err *e);

/* Where the contract of such a transaction will be: of a creation, or of a call of the
 * deterministic deployer. False for any other. */
MUST_CHECK bool unsigned_address(const struct eth_address *from, const struct transaction *t,
                                 struct eth_address *out);

#endif
