/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_JOURNAL_H
#define PHALA_RPC_JOURNAL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/macro.h"
#include "chain/transaction.h"

/* What was sent from an account on a chain, written down before it is sent: a file of JSON lines,
 * one for an account of a chain, mode 0600, in a folder of mode 0700. An entry stays until whoever
 * made it has settled it, so that after an interruption the same bytes can be sent again, and never
 * others with another nonce. The lock, by which one process at a time sends from the account, is on
 * a file of its own beside it (".lock"), which stays: the journal itself may be replaced. */

#define JOURNAL_MAX (64 * MIB)

enum { JOURNAL_STEP = 96, JOURNAL_ENTRIES_MAX = 4096 };

/* Whose journal it is. */
struct journal_account {
    uint64_t chain_id;
    struct eth_address address;
};

struct journal_entry {
    uint64_t nonce;
    struct keccak256 hash;    /* of the signed transaction */
    struct keccak256 genesis; /* of the chain: block 0 */
    struct keccak256 intent;  /* of what is done, whatever nonce and fees: see sender.h */
    struct buf raw;           /* the signed transaction */
    char step[JOURNAL_STEP];  /* for people: "deploy Counter"; longer ones are cut */
};

/* Zeroed it is closed. */
struct journal {
    struct journal_account account;
    char *path;
    int lock; /* open and locked while there is a path; -1: peeked at */
    struct journal_entry *entries;
    size_t n;
};

/* How long to wait for another process. */
struct journal_wait {
    int64_t ms;
    const volatile sig_atomic_t *interrupted; /* or NULL */
};

/* Opens and locks FOLDER/CHAIN-0xADDRESS.jsonl; makes the folder. Waits for another process up to
 * `wait`, then ERR_CONFLICT, or ERR_INTERRUPTED. A last line that is cut is taken away: it was
 * never acted upon; one that is whole but for its end stays. Any other line that is not an entry of
 * this account and chain is ERR_MALFORMED, and nothing is overwritten; so is what is no regular
 * file. What a killed process has left of writing it is removed. ERR_IO or ERR_DENIED where nothing
 * can be written. */
MUST_CHECK bool journal_open(const char *folder, const struct journal_account *account,
                             const struct journal_wait *wait, struct journal *out, struct err *e);

/* Reads it as it is, of whoever has the lock; nothing is made, changed or waited for. No folder
 * (NULL) and no file are an empty one. ERR_MALFORMED as journal_open. The journal is not to be
 * added to. */
MUST_CHECK bool journal_peek(const char *folder, const struct journal_account *account,
                             struct journal *out, struct err *e);

/* Closes and unlocks. */
void journal_done(struct journal *journal);

/* Appends entries (on the disk before it returns), whose buffers it copies; on failure there is
 * none of them. An entry that journal_open would refuse is ERR_INTERNAL. */
MUST_CHECK bool journal_add(struct journal *journal, const struct journal_entry *entries, size_t n,
                            struct err *e);

/* Takes the entries of these transactions out, where there are any: the file is written anew, whole
 * or not at all. */
MUST_CHECK bool journal_settle(struct journal *journal, const struct keccak256 *hashes, size_t n,
                               struct err *e);

/* NULL when there is none. */
const struct journal_entry *journal_find(const struct journal *journal,
                                         const struct keccak256 *hash);

#endif
