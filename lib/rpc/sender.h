/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_SENDER_H
#define PHALA_RPC_SENDER_H

#include "rpc/ask.h"
#include "rpc/fee.h"
#include "rpc/journal.h"
#include "rpc/wait.h"

/* Sends transactions from an account, so that an interruption at any moment loses nothing and does
 * nothing twice: sign all, write all into the journal, send all in one request, wait once. */

/* One transaction that is to be sent. The first part is the caller's. */
struct sender_item {
    const char *step; /* "deploy Counter" */
    struct eth_address to;
    bool is_creation;
    struct u256 value;
    struct bytes data;
    uint64_t gas_limit;
    /* What sender_run makes of it. */
    uint64_t nonce;
    struct keccak256 hash;
    bool was_sent_before; /* an earlier run had sent it: its bytes were used again */
    struct rpc_receipt receipt;
};
void sender_item_done(struct sender_item *item);

/* The account on its chain, locked. The first part is the caller's. */
struct sender {
    struct rpc *rpc;
    const struct sender_options *options;
    uint64_t chain_id;
    struct eth_address account;
    bool only_looks; /* nothing is locked, written or sent: what would it do? Not for sender_run */
    /* What sender_open makes of it. */
    struct keccak256 genesis;
    struct journal journal;
    uint64_t nonce; /* the next one that the node does not know as used or pending */
};

/* Locks the account (its journal in `folder`; NULL, where there is no place for it, is ERR_IO) and
 * puts its journal in order: entries of another genesis (the node was wiped) are dropped with a
 * warning; of the rest, those that nobody knows any more are sent again as they were, those whose
 * nonce another transaction has used, and those that the node will not take again, are dropped with
 * a warning. What is pending from elsewhere is warned of. Asks chain id (compared: ERR_CONFLICT),
 * genesis and nonces in one request, together with what is in `more` (may be NULL), which is then
 * answered and empty. */
MUST_CHECK bool sender_open(struct sender *sender, const char *folder, struct rpc_batch *more,
                            struct err *e);
void sender_done(struct sender *sender);

/* The hash of what an item does: chain, account, receiver, value, data. */
struct keccak256 sender_intent(const struct sender *sender, const struct sender_item *item);

/* What an item is as a transaction: with its nonce and gas limit, unsigned. `data` is the item's.
 */
struct transaction sender_transaction(const struct sender_item *item, const struct fee *fee,
                                      uint64_t chain_id);

/* The entry was sent on this chain, and not on another one that has its id. */
bool sender_is_here(const struct sender *sender, const struct journal_entry *entry);

/* The nonces that the items have: those of the journal where it has them by their intent, else the
 * free ones in order. Deployments need them to know addresses. */
void sender_assign(const struct sender *sender, struct sender_item *items, size_t n);

/* What transactions are signed with. */
struct sender_signing {
    const struct fee *fee;
    struct secp256k1_secret *secret; /* wiped as soon as all is signed: nothing waits with a key */
    const struct abi *abi;           /* of errors, for the reason of a revert; or NULL */
    struct rpc_error *why;           /* of one that was mined and reverted; or NULL */
    struct flight_along along;       /* asked with the receipts */
    bool has_operator; /* the chain's operator may take a fee: it is asked for when all are mined */
};

/* Signs, writes down, sends and waits. What the journal has by its intent is not signed again.
 * Receipts are filled as far as they came, and are those of the transactions that were signed:
 * another hash, or a contract at another address, is ERR_SERVICE. False with
 *   ERR_TIMEOUT when something was sent and not seen in time, with its hash in the text and the
 *   hint that the same command goes on (so with ERR_INTERRUPTED, and where the node is gone);
 *   ERR_REFUSED when one was mined and reverted, with the reason, or when the node did not take
 *   one: what it took is waited for before, what it did not is not in the journal any more;
 *   ERR_CONFLICT when another transaction took the nonce of one.
 * Entries stay in the journal until sender_settle, but for those that were reverted. */
MUST_CHECK bool sender_run(struct sender *sender, struct sender_item *items, size_t n,
                           const struct sender_signing *signing, struct err *e);

/* Takes the items' entries out of the journal: what they did is written down elsewhere. */
MUST_CHECK bool sender_settle(struct sender *sender, const struct sender_item *items, size_t n,
                              struct err *e);

#endif
