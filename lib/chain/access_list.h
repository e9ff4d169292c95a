/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ACCESS_LIST_H
#define PHALA_CHAIN_ACCESS_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "crypto/secp256k1.h"

/* Access lists (EIP-2930): accounts and storage keys that a transaction says it will touch. */

enum { ACCESS_KEY_SIZE = 32, ACCESS_ENTRIES_MAX = 10000, ACCESS_KEYS_MAX = 10000 };

struct access_key {
    uint8_t at[ACCESS_KEY_SIZE];
};

struct access_entry {
    struct eth_address address;
    struct access_key *keys;
    size_t n_keys;
};

/* Zeroed it is the empty list. access_list_done frees what the readers made, also when they
 * failed. */
struct access_list {
    struct access_entry *entries;
    size_t n_entries;
    size_t n_keys; /* of all entries */
};

void access_list_done(struct access_list *list);

/* Reads [{"address": "0x…", "storageKeys": ["0x…"]}] with keys of 32 bytes and nothing else in it.
 * ERR_USAGE says which entry is wrong. */
MUST_CHECK bool access_list_parse(struct text json, struct access_list *out, struct err *e);

/* Reads the items of the list as transactions have it; false for any other form and above the
 * limits. */
MUST_CHECK bool access_list_decode(struct bytes items, struct access_list *out);

/* Appends it in RLP. */
void access_list_encode(const struct access_list *list, struct buf *out);

/* What it adds to the intrinsic gas: 2400 an entry, 1900 a key. */
uint64_t access_list_gas(const struct access_list *list);

#endif
