/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/transaction.h"

#include "chain/rlp.h"

enum { LIST = 0xc0, V_UNPROTECTED = 27, V_PROTECTED = 35 };

/* Half the order of the group: s may not be above it. */
static const struct u256 half_order = {{UINT64_C(0xdfe92f46681b20a0), UINT64_C(0x5d576e7357a4501d),
                                        UINT64_C(0xffffffffffffffff),
                                        UINT64_C(0x7fffffffffffffff)}};

static bool need(bool is_read, const char *field, struct err *e)
{
    return is_read || err_set(e, ERR_MALFORMED,
                              "field '%s' of the transaction is missing, too large or not in its "
                              "canonical form",
                              field);
}

static bool decode_to(struct bytes *from, struct transaction *t)
{
    struct bytes to;
    TRY(rlp_string(from, &to));
    t->is_creation = to.left == 0;
    TRY(t->is_creation || to.left == sizeof t->to.at);
    return t->is_creation || bytes_copy(&to, t->to.at, sizeof t->to.at);
}

static bool decode_list(struct bytes *from, struct transaction *t)
{
    struct bytes items;
    return rlp_list(from, &items) && access_list_decode(items, &t->access_list);
}

static bool decode_fields(struct bytes *from, struct transaction *t, struct err *e)
{
    bool is_legacy = t->kind == TRANSACTION_LEGACY;
    bool is_1559 = t->kind == TRANSACTION_EIP1559;
    TRY(is_legacy || need(rlp_u64(from, &t->chain_id), "chainId", e));
    TRY(need(rlp_u64(from, &t->nonce), "nonce", e));
    TRY(!is_1559 || need(rlp_u256(from, &t->priority_fee), "maxPriorityFeePerGas", e));
    TRY(need(rlp_u256(from, &t->max_fee), is_1559 ? "maxFeePerGas" : "gasPrice", e));
    TRY(need(rlp_u64(from, &t->gas_limit), "gas", e));
    TRY(need(decode_to(from, t), "to", e));
    TRY(need(rlp_u256(from, &t->value), "value", e));
    TRY(need(rlp_string(from, &t->data), "data", e));
    return is_legacy || need(decode_list(from, t), "accessList", e);
}

/* 0 or 1 of types; of legacy ones 27 and 28, or twice the chain id and 35 or 36. */
static bool decode_parity(struct bytes *from, struct transaction *t, uint8_t *parity)
{
    uint64_t v = 0;
    TRY(rlp_u64(from, &v));
    if (t->kind == TRANSACTION_LEGACY) {
        t->is_unprotected = v == V_UNPROTECTED || v == V_UNPROTECTED + 1;
        TRY(t->is_unprotected || v >= V_PROTECTED);
        v -= t->is_unprotected ? V_UNPROTECTED : V_PROTECTED;
        t->chain_id = v / 2;
        v %= 2;
    }
    *parity = (uint8_t)v;
    return v <= 1;
}

static bool decode_signature(struct bytes *from, struct transaction_signed *out, struct err *e)
{
    struct u256 r;
    struct u256 s;
    uint8_t *parity = &out->signature[SECP256K1_RECOVERABLE_SIZE - 1];
    TRY(need(decode_parity(from, &out->transaction, parity), "v", e));
    TRY(need(rlp_u256(from, &r), "r", e));
    TRY(need(rlp_u256(from, &s), "s", e));
    if (u256_compare(&s, &half_order) > 0) {
        return err_set(e, ERR_MALFORMED,
                       "the signature's s is in the upper half: no node takes it");
    }
    u256_to_bytes(&r, out->signature);
    u256_to_bytes(&s, out->signature + U256_SIZE);
    return true;
}

static bool decode_kind(struct bytes *from, enum transaction_kind *kind, struct err *e)
{
    struct bytes rest = *from;
    uint8_t type = 0;
    if (!bytes_u8(&rest, &type)) {
        return err_set(e, ERR_MALFORMED, "an empty transaction");
    }
    if (type >= LIST) {
        *kind = TRANSACTION_LEGACY;
        return true;
    }
    if (type != TRANSACTION_EIP2930 && type != TRANSACTION_EIP1559) {
        return err_set(e, ERR_MALFORMED, "transactions of type %u are not known here", type);
    }
    *kind = (enum transaction_kind)type;
    *from = rest;
    return true;
}

static bool recover(struct transaction_signed *out, struct err *e)
{
    struct secp256k1_key key;
    const struct keccak256 digest = transaction_digest(&out->transaction);
    if (!secp256k1_recover(&digest, BYTES_OF(out->signature), SECP256K1_V_PLAIN, &key)) {
        return err_set(e, ERR_MALFORMED, "the transaction's signature is nobody's");
    }
    out->from = eth_address_of(&key);
    return true;
}

void transaction_signed_done(struct transaction_signed *read)
{
    transaction_done(&read->transaction);
}

bool transaction_decode(struct bytes raw, struct transaction_signed *out, struct err *e)
{
    struct bytes items;
    *out = (struct transaction_signed){0};
    if (raw.left > TRANSACTION_ROOM) {
        return err_set(e, ERR_TOO_BIG, "a transaction of %zu bytes, %d at most", raw.left,
                       TRANSACTION_ROOM);
    }
    TRY(decode_kind(&raw, &out->transaction.kind, e));
    if (!rlp_list(&raw, &items)) {
        return err_set(e, ERR_MALFORMED, "the transaction is truncated or not canonical RLP");
    }
    if (!bytes_end(raw)) {
        return err_set(e, ERR_MALFORMED, "bytes behind the transaction: %zu", raw.left);
    }
    TRY(decode_fields(&items, &out->transaction, e) && decode_signature(&items, out, e));
    if (!bytes_end(items)) {
        return err_set(e, ERR_MALFORMED, "more fields than the transaction has");
    }
    return recover(out, e);
}
