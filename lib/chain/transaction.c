/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/transaction.h"

#include <assert.h>
#include <inttypes.h>

#include "base/macro.h"
#include "chain/rlp.h"

/* v of legacy signatures: parity and one of these (EIP-155 adds twice the chain id). */
enum { V_UNPROTECTED = 27, V_PROTECTED = 35 };
/* EIP-2294: v fits into 64 bits. */
#define CHAIN_ID_MAX      (UINT64_MAX / 2 - 36)
#define CHAIN_ID_OF_V_MAX ((UINT64_MAX - V_PROTECTED - 1) / 2)

enum {
    BASE_GAS = 21000,
    CREATION_GAS = 32000,
    INIT_WORD_GAS = 2,
    ZERO_GAS = 4,
    OTHER_GAS = 16,
    FLOOR_GAS = 10,
    OTHER_TOKENS = 4,
    WORD = 32,
};

void transaction_done(struct transaction *t)
{
    access_list_done(&t->access_list);
}

struct transaction_gas transaction_gas(const struct transaction *t)
{
    uint64_t zeros = 0;
    for (size_t i = 0; i < t->data.left; i++) {
        zeros += t->data.at[i] == 0;
    }
    uint64_t others = t->data.left - zeros;
    uint64_t words = (t->data.left + WORD - 1) / WORD;
    uint64_t creation = t->is_creation ? CREATION_GAS + INIT_WORD_GAS * words : 0;
    uint64_t least = BASE_GAS + ZERO_GAS * zeros + OTHER_GAS * others + creation;
    uint64_t floor = BASE_GAS + FLOOR_GAS * (zeros + OTHER_TOKENS * others);
    uint64_t whole = least + access_list_gas(&t->access_list);
    return (struct transaction_gas){least, whole > floor ? whole : floor};
}

static bool check_creation(const struct transaction *t, struct err *e)
{
    if (t->is_creation && t->data.left == 0) {
        (void)err_set(e, ERR_USAGE, "a transaction to nobody creates a contract, and has no data");
        return err_hint(e, "name the receiver, or give the init code");
    }
    return true;
}

static bool check_chain_id(const struct transaction *t, struct err *e)
{
    if (!t->is_unprotected && (t->chain_id == 0 || t->chain_id > CHAIN_ID_MAX)) {
        return err_set(e, ERR_USAGE, "chain id %" PRIu64 " is not from 1 to %" PRIu64, t->chain_id,
                       CHAIN_ID_MAX);
    }
    return true;
}

static bool check_nonce(const struct transaction *t, struct err *e)
{
    return t->nonce != UINT64_MAX ||
           err_set(e, ERR_USAGE, "nonce %" PRIu64 " can never be used", t->nonce);
}

static bool check_fees(const struct transaction *t, struct err *e)
{
    if (u256_compare(&t->priority_fee, &t->max_fee) > 0) {
        (void)err_set(e, ERR_USAGE, "the priority fee is above the max fee");
        return err_hint(e, "the max fee has the priority fee in it: raise it, or lower the other");
    }
    return true;
}

static bool check_gas(const struct transaction *t, struct err *e)
{
    uint64_t least = transaction_gas(t).least;
    if (t->gas_limit < least) {
        return err_set(e, ERR_USAGE,
                       "gas limit %" PRIu64 " is below %" PRIu64
                       ", which the transaction costs before anything runs",
                       t->gas_limit, least);
    }
    return true;
}

size_t transaction_faults(const struct transaction *t, struct err out[TRANSACTION_FAULTS_MAX])
{
    static bool (*const checks[TRANSACTION_FAULTS_MAX])(
        const struct transaction *, struct err *) = {check_creation, check_chain_id, check_nonce,
                                                     check_fees, check_gas};
    size_t n = 0;
    for (size_t i = 0; i < COUNT(checks); i++) {
        n += checks[i](t, &out[n]) ? 0 : 1;
    }
    return n;
}

bool transaction_check_room(const struct transaction *t, struct err *e)
{
    if (t->data.left > TRANSACTION_DATA_MAX) {
        return err_set(e, ERR_USAGE, "data: %zu bytes, %d at most", t->data.left,
                       TRANSACTION_DATA_MAX);
    }
    bool has_v = t->kind == TRANSACTION_LEGACY && !t->is_unprotected;
    return !has_v || t->chain_id <= CHAIN_ID_OF_V_MAX ||
           err_set(e, ERR_USAGE,
                   "chain id %" PRIu64 " is above %" PRIu64
                   ", and v of a legacy transaction cannot hold it",
                   t->chain_id, CHAIN_ID_OF_V_MAX);
}

bool transaction_check(const struct transaction *t, struct err *e)
{
    struct err faults[TRANSACTION_FAULTS_MAX] = {{.kind = ERR_NONE}};
    TRY(transaction_check_room(t, e));
    if (transaction_faults(t, faults) > 0) {
        *e = faults[0];
        return false;
    }
    return true;
}

static void add_fields(const struct transaction *t, struct buf *items)
{
    if (t->kind != TRANSACTION_LEGACY) {
        rlp_add_u64(items, t->chain_id);
    }
    rlp_add_u64(items, t->nonce);
    if (t->kind == TRANSACTION_EIP1559) {
        rlp_add_u256(items, &t->priority_fee);
    }
    rlp_add_u256(items, &t->max_fee);
    rlp_add_u64(items, t->gas_limit);
    rlp_add_string(items, bytes_of(t->to.at, t->is_creation ? 0 : sizeof t->to.at));
    rlp_add_u256(items, &t->value);
    rlp_add_string(items, t->data);
    if (t->kind != TRANSACTION_LEGACY) {
        access_list_encode(&t->access_list, items);
    }
}

static void add_envelope(const struct transaction *t, const struct buf *items, struct buf *out)
{
    if (t->kind != TRANSACTION_LEGACY) {
        buf_char(out, (char)t->kind);
    }
    rlp_add_list(out, buf_view(items));
}

void transaction_preimage(const struct transaction *t, struct buf *out)
{
    AUTO(buf_done) struct buf items = buf_start(TRANSACTION_ROOM);
    add_fields(t, &items);
    if (t->kind == TRANSACTION_LEGACY && !t->is_unprotected) {
        rlp_add_u64(&items, t->chain_id);
        rlp_add_u64(&items, 0);
        rlp_add_u64(&items, 0);
    }
    add_envelope(t, &items, out);
}

struct keccak256 transaction_digest(const struct transaction *t)
{
    AUTO(buf_done) struct buf preimage = buf_start(TRANSACTION_ROOM);
    transaction_preimage(t, &preimage);
    return keccak256_of(buf_view(&preimage));
}

static uint64_t v_of(const struct transaction *t, uint8_t parity)
{
    if (t->kind != TRANSACTION_LEGACY) {
        return parity;
    }
    return parity + (t->is_unprotected ? V_UNPROTECTED : V_PROTECTED + 2 * t->chain_id);
}

void transaction_encode(const struct transaction *t,
                        const uint8_t signature[SECP256K1_RECOVERABLE_SIZE], struct buf *out)
{
    AUTO(buf_done) struct buf items = buf_start(TRANSACTION_ROOM);
    struct u256 r;
    struct u256 s;
    bool ok = u256_from_bytes(bytes_of(signature, U256_SIZE), &r) &&
              u256_from_bytes(bytes_of(signature + U256_SIZE, U256_SIZE), &s);
    assert(ok);
    add_fields(t, &items);
    rlp_add_u64(&items, v_of(t, signature[SECP256K1_RECOVERABLE_SIZE - 1]));
    rlp_add_u256(&items, &r);
    rlp_add_u256(&items, &s);
    add_envelope(t, &items, out);
}

/* A recovery number of 2 or 3 would need an r that nobody can look for: 2^-127. */
void transaction_sign(const struct transaction *t, const struct secp256k1_secret *secret,
                      struct buf *out)
{
    uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
    const struct keccak256 digest = transaction_digest(t);
    secp256k1_sign(secret, &digest, signature);
    assert(signature[SECP256K1_RECOVERABLE_SIZE - 1] <= 1);
    transaction_encode(t, signature, out);
}
