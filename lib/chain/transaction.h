/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_TRANSACTION_H
#define PHALA_CHAIN_TRANSACTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "chain/access_list.h"
#include "chain/u256.h"
#include "crypto/secp256k1_sign.h"

/* Transactions of the three kinds that carry calls and creations. Fees and values are in wei. */

enum transaction_kind {
    TRANSACTION_LEGACY,
    TRANSACTION_EIP2930, /* type 1 */
    TRANSACTION_EIP1559, /* type 2 */
};

enum {
    TRANSACTION_DATA_MAX = 1024 * 1024, /* bytes; nodes take 128 KiB at most */
    TRANSACTION_ROOM = 4 * 1024 * 1024, /* bytes that a signed one fits into */
};

struct transaction {
    enum transaction_kind kind;
    bool is_unprotected; /* legacy without a chain id, as before EIP-155: valid on every chain */
    bool is_creation;    /* `to` says nothing, the data is init code */
    uint64_t chain_id, nonce, gas_limit;
    struct u256 max_fee;      /* a unit of gas; the gas price where there is no priority fee */
    struct u256 priority_fee; /* of EIP-1559 */
    struct eth_address to;
    struct u256 value;
    struct bytes data;              /* somebody else's */
    struct access_list access_list; /* its own; not of legacy ones */
};

/* Frees the access list. */
void transaction_done(struct transaction *t);

/* What it costs before anything runs. */
struct transaction_gas {
    uint64_t least; /* base, data and creation (EIP-2028, EIP-3860): the same on all networks */
    uint64_t whole; /* with the access list (EIP-2930), and not below the floor of EIP-7623 */
};

struct transaction_gas transaction_gas(const struct transaction *t);

/* Why no node takes it: a creation without init code, a chain id that there is not (EIP-2294), a
 * nonce that cannot be used (EIP-2681), a priority fee above the max fee, less gas than its least
 * cost. One ERR_USAGE for each that holds; returns how many. */
enum { TRANSACTION_FAULTS_MAX = 5 };
size_t transaction_faults(const struct transaction *t, struct err out[TRANSACTION_FAULTS_MAX]);

/* Can be signed: data within the cap, a chain id that v has room for. ERR_USAGE. */
MUST_CHECK bool transaction_check_room(const struct transaction *t, struct err *e);

/* May be signed: it can be, and has no fault. ERR_USAGE. */
MUST_CHECK bool transaction_check(const struct transaction *t, struct err *e);

/* Appends what is hashed to be signed. */
void transaction_preimage(const struct transaction *t, struct buf *out);
struct keccak256 transaction_digest(const struct transaction *t);

/* Appends the signed transaction, as nodes take it; the transaction's hash is Keccak-256 of it. The
 * signature is r, s, and the parity 0 or 1. */
void transaction_encode(const struct transaction *t,
                        const uint8_t signature[SECP256K1_RECOVERABLE_SIZE], struct buf *out);

/* Signs and appends the signed transaction. */
void transaction_sign(const struct transaction *t, const struct secp256k1_secret *secret,
                      struct buf *out);

/* A signed transaction that was read. */
struct transaction_signed {
    struct transaction transaction;
    uint8_t signature[SECP256K1_RECOVERABLE_SIZE]; /* r, s, and the parity 0 or 1 */
    struct eth_address from;
};

/* Reads a signed transaction, whole and in its only form, and recovers who signed it. Refused
 * (ERR_MALFORMED): other kinds, RLP that is not canonical, bytes behind it, s in the upper half
 * (EIP-2), a signature of nobody. Data is a view of `raw`. Call transaction_signed_done also when
 * it failed. */
MUST_CHECK bool transaction_decode(struct bytes raw, struct transaction_signed *out, struct err *e);
void transaction_signed_done(struct transaction_signed *read);

#endif
