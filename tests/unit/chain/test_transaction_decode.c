/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "chain/rlp.h"
#include "chain/transaction.h"
#include "vectors.h"

#define TO    "9470997970c51812dc3a010c7d01b50e0d17dc79c8"
#define R     "a01c54bd013de3ea977f8c6dfe09bb0ab4948927a780167630de5eeba8d4053bbd"
#define S     "a0290bf42204bbb286687ad1c6291624cab99e18ecc2545babe64c09fbdc15a0d1"
#define ORDER "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
#define HALF  "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0"
#define OVER  "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1"
#define CANON "is missing, too large or not in its canonical form"

/* The fields in the order of EIP-1559, those of tx-sign-003, one of them replaced. */
static const char *const fields_1559[] = {
    "822105", "80", "843b9aca00", "8502540be400", "825208", TO, "80", "80", "c0", "01", R, S,
};
static const char *const fields_2930[] = {
    "822105", "80", "8502540be400", "825208", TO, "80", "80", "c0", "01", R, S,
};
static const char *const fields_legacy[] = {
    "80", "8502540be400", "825208", TO, "80", "80", "25", R, S,
};

static const struct {
    const char *type;
    const char *const *fields;
    size_t n;
} kinds[] = {
    {"", fields_legacy, COUNT(fields_legacy)},
    {"01", fields_2930, COUNT(fields_2930)},
    {"02", fields_1559, COUNT(fields_1559)},
};

static void add_hex(struct buf *out, const char *hex)
{
    AUTO(buf_done) struct buf bytes = vector_unhex(text_of(hex));
    buf_add(out, buf_view(&bytes));
}

/* A transaction of that kind with field number `at` replaced; one behind the last one is added. */
static struct buf make(enum transaction_kind kind, size_t at, const char *replacement)
{
    AUTO(buf_done) struct buf items = buf_start(MIB);
    struct buf out = buf_start(MIB);
    for (size_t i = 0; i < kinds[kind].n; i++) {
        add_hex(&items, i == at ? replacement : kinds[kind].fields[i]);
    }
    if (at == kinds[kind].n) {
        add_hex(&items, replacement);
    }
    add_hex(&out, kinds[kind].type);
    rlp_add_list(&out, buf_view(&items));
    return out;
}

static bool decodes(struct bytes raw, struct err *e)
{
    struct transaction_signed t;
    bool ok = transaction_decode(raw, &t, e);
    transaction_signed_done(&t);
    return ok;
}

static void expect_refused(struct bytes raw, const char *why)
{
    struct err e = {0};
    cr_expect_not(decodes(raw, &e), "%s", why);
    cr_expect_str_eq(e.text, why);
    cr_expect_eq(e.kind, ERR_MALFORMED, "%s", why);
}

Test(transaction_decode, each_kind)
{
    for (size_t kind = 0; kind < COUNT(kinds); kind++) {
        AUTO(buf_done) struct buf raw = make((enum transaction_kind)kind, SIZE_MAX, NULL);
        struct err e = {0};
        cr_expect(decodes(buf_view(&raw), &e), "%zu: %s", kind, e.text);
    }
}

/* The deployer's transaction of before EIP-155, sent by nobody's key (EIP-1820's way). */
Test(transaction_decode, without_a_chain_id)
{
    static const char hex[] = "f8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffff"
                              "fffffffffffffffffffffff"
                              "fffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58"
                              "015156039578182fd5b8082"
                              "525050506014600cf31ba02222222222222222222222222222222222222222222222"
                              "222222222222222222a0222"
                              "2222222222222222222222222222222222222222222222222222222222222";
    static const uint8_t sender[] = {0x3f, 0xab, 0x18, 0x46, 0x22, 0xdc, 0x19, 0xb6, 0x10, 0x93,
                                     0x49, 0xb9, 0x48, 0x11, 0x49, 0x3b, 0xf2, 0xa4, 0x53, 0x62};
    AUTO(buf_done) struct buf raw = vector_unhex(text_of(hex));
    AUTO(buf_done) struct buf again = buf_start(MIB);
    struct transaction_signed t;
    struct err e = {0};
    cr_assert(transaction_decode(buf_view(&raw), &t, &e), "%s", e.text);
    cr_expect(bytes_equal(BYTES_OF(t.from.at), BYTES_OF(sender)));
    cr_expect(t.transaction.is_unprotected && t.transaction.is_creation);
    transaction_encode(&t.transaction, t.signature, &again);
    cr_expect(bytes_equal(buf_view(&again), buf_view(&raw)));
    transaction_signed_done(&t);
}

Test(transaction_decode, fields_in_another_form)
{
    static const struct {
        enum transaction_kind kind;
        size_t at;
        const char *replacement, *why;
    } cases[] = {
        {2, 0, "83002105", "field 'chainId' of the transaction " CANON},
        {2, 0, "c0", "field 'chainId' of the transaction " CANON},
        {2, 0, "89010000000000000000", "field 'chainId' of the transaction " CANON},
        {2, 1, "00", "field 'nonce' of the transaction " CANON},
        {2, 1, "89010000000000000000", "field 'nonce' of the transaction " CANON},
        {2, 2, "85003b9aca00", "field 'maxPriorityFeePerGas' of the transaction " CANON},
        {2, 3, "00", "field 'maxFeePerGas' of the transaction " CANON},
        {2, 4, "83005208", "field 'gas' of the transaction " CANON},
        {2, 5, "9370997970c51812dc3a010c7d01b50e0d17dc79", "field 'to' of the transaction " CANON},
        {2, 5, "9570997970c51812dc3a010c7d01b50e0d17dc79c8ff",
         "field 'to' of the transaction " CANON},
        {2, 5, "c0", "field 'to' of the transaction " CANON},
        {2, 6, "00", "field 'value' of the transaction " CANON},
        {2, 6, "a1010000000000000000000000000000000000000000000000000000000000000000",
         "field 'value' of the transaction " CANON},
        {2, 7, "c0", "field 'data' of the transaction " CANON},
        {2, 7, "8101", "field 'data' of the transaction " CANON},
        {2, 8, "80", "field 'accessList' of the transaction " CANON},
        {2, 8, "c180", "field 'accessList' of the transaction " CANON},
        {2, 9, "02", "field 'v' of the transaction " CANON},
        {2, 9, "1b", "field 'v' of the transaction " CANON},
        {2, 10, "a1001c54bd013de3ea977f8c6dfe09bb0ab4948927a780167630de5eeba8d4053bbd",
         "field 'r' of the transaction " CANON},
        {2, 10, "80", "the transaction's signature is nobody's"},
        {2, 10, "a0" ORDER, "the transaction's signature is nobody's"},
        {2, 11, "80", "the transaction's signature is nobody's"},
        {2, 11, "a0" OVER, "the signature's s is in the upper half: no node takes it"},
        {2, 11, "c0", "field 's' of the transaction " CANON},
        {2, 11, "", "field 's' of the transaction " CANON},
        {2, 12, "80", "more fields than the transaction has"},
        {1, 2, "00", "field 'gasPrice' of the transaction " CANON},
        {1, 11, "80", "more fields than the transaction has"},
        {0, 1, "00", "field 'gasPrice' of the transaction " CANON},
        {0, 6, "80", "field 'v' of the transaction " CANON},
        {0, 6, "01", "field 'v' of the transaction " CANON},
        {0, 6, "1d", "field 'v' of the transaction " CANON},
        {0, 6, "22", "field 'v' of the transaction " CANON},
        {0, 6, "89010000000000000000", "field 'v' of the transaction " CANON},
        {0, 9, "80", "more fields than the transaction has"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf raw = make(cases[i].kind, cases[i].at, cases[i].replacement);
        expect_refused(buf_view(&raw), cases[i].why);
    }
}

/* s of half the order is the highest that is taken. */
Test(transaction_decode, the_highest_s)
{
    AUTO(buf_done) struct buf raw = make(TRANSACTION_EIP1559, 11, "a0" HALF);
    struct err e = {0};
    cr_expect(decodes(buf_view(&raw), &e), "%s", e.text);
}

Test(transaction_decode, v_says_chain_and_parity)
{
    static const struct {
        const char *v;
        bool is_unprotected;
        uint64_t chain_id;
        uint8_t parity;
    } cases[] = {
        {"1b", true, 0, 0},
        {"1c", true, 0, 1},
        {"25", false, 1, 0},
        {"26", false, 1, 1},
        {"821009", false, 2035, 0},
        {"82100a", false, 2035, 1},
        {"88ffffffffffffffff", false, 9223372036854775790U, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf raw = make(TRANSACTION_LEGACY, 6, cases[i].v);
        struct transaction_signed t;
        struct err e = {0};
        cr_assert(transaction_decode(buf_view(&raw), &t, &e), "%s: %s", cases[i].v, e.text);
        cr_expect_eq(t.transaction.is_unprotected, cases[i].is_unprotected);
        cr_expect_eq(t.transaction.chain_id, cases[i].chain_id);
        cr_expect_eq(t.signature[64], cases[i].parity);
    }
}

Test(transaction_decode, other_types)
{
    static const struct {
        const char *hex, *why;
    } cases[] = {
        {"", "an empty transaction"},
        {"00c0", "transactions of type 0 are not known here"},
        {"03c0", "transactions of type 3 are not known here"},
        {"04c0", "transactions of type 4 are not known here"},
        {"7fc0", "transactions of type 127 are not known here"},
        {"80", "transactions of type 128 are not known here"},
        {"02", "the transaction is truncated or not canonical RLP"},
        {"0280", "the transaction is truncated or not canonical RLP"},
        {"02f800", "the transaction is truncated or not canonical RLP"},
        {"02c0", "field 'chainId' of the transaction " CANON},
        {"c0", "field 'nonce' of the transaction " CANON},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf raw = vector_unhex(text_of(cases[i].hex));
        expect_refused(buf_view(&raw), cases[i].why);
    }
}

Test(transaction_decode, truncation_and_what_is_behind)
{
    for (size_t kind = 0; kind < COUNT(kinds); kind++) {
        AUTO(buf_done) struct buf raw = make((enum transaction_kind)kind, SIZE_MAX, NULL);
        struct err e = {0};
        for (size_t n = 0; n < raw.len; n++) {
            cr_expect_not(decodes(bytes_of(raw.at, n), &e), "%zu: %zu", kind, n);
        }
        buf_char(&raw, 0);
        expect_refused(buf_view(&raw), "bytes behind the transaction: 1");
    }
}

Test(transaction_decode, too_large)
{
    static uint8_t large[TRANSACTION_ROOM + 1];
    struct err e = {0};
    cr_expect_not(decodes(BYTES_OF(large), &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
}
