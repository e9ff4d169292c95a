/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/transaction.h"

#include <criterion/criterion.h>
#include <string.h>

#include "chain/address.h"
#include "chain/amount.h"
#include "vectors.h"

static const struct {
    const char *name;
    enum transaction_kind kind;
} kinds[] = {{"legacy", TRANSACTION_LEGACY},
             {"eip2930", TRANSACTION_EIP2930},
             {"eip1559", TRANSACTION_EIP1559}};

static struct u256 amount(struct text text)
{
    struct u256 value = u256_zero;
    struct err e = {0};
    cr_assert(text.len == 0 || amount_parse(text, &value, &e), "%s", e.text);
    return value;
}

/* Those that are not empty are all this one; the preimages would tell. */
static void add_access_list(const struct json_value *vector, struct access_list *out)
{
    static const char list[] =
        "[{\"address\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\","
        "\"storageKeys\":[\"0x00000000000000000000000000000000000000000000000000"
        "00000000000001\",\"0x0000000000000000000000000000000000000000000000"
        "0000000000000000ff\"]},"
        "{\"address\":\"0x5FbDB2315678afecb367f032d93F642f64180aa3\","
        "\"storageKeys\":[]}]";
    struct err e = {0};
    const struct json_value *value = json_member(vector, "access_list");
    if (json_count(value) > 0) {
        cr_assert_eq(json_count(value), 2);
        cr_assert(access_list_parse(text_of(list), out, &e), "%s", e.text);
    }
}

/* The data is its own buffer's. */
static struct transaction transaction_of(const struct json_value *vector, const struct buf *data)
{
    struct err e = {0};
    struct transaction t = {
        .chain_id = vector_uint(vector, "chain_id"),
        .nonce = vector_uint(vector, "nonce"),
        .gas_limit = vector_uint(vector, "gas_limit"),
        .max_fee = amount(vector_text(vector, "gas_price")),
        .priority_fee = amount(vector_text(vector, "priority")),
        .is_creation = vector_is_null(vector, "to"),
        .value = amount(vector_text(vector, "value")),
        .data = buf_view(data),
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        t.kind = text_is(vector_text(vector, "kind"), kinds[i].name) ? kinds[i].kind : t.kind;
    }
    cr_assert(t.is_creation || address_parse(vector_text(vector, "to"), &t.to, &e), "%s", e.text);
    add_access_list(vector, &t.access_list);
    return t;
}

static void expect_member(const struct json_value *vector, const char *name, struct bytes bytes)
{
    AUTO(buf_done) struct buf wanted = vector_hex(vector, name);
    cr_expect(bytes_equal(bytes, buf_view(&wanted)), "%s: %s", vector_id(vector), name);
}

static void expect_decoded(const struct json_value *vector, struct bytes raw)
{
    struct transaction_signed got;
    struct err e = {0};
    char text[ADDRESS_TEXT];
    AUTO(buf_done) struct buf again = buf_start(TRANSACTION_ROOM);
    cr_assert(transaction_decode(raw, &got, &e), "%s: %s", vector_id(vector), e.text);
    cr_expect(text_is(vector_text(vector, "from"), address_format(&got.from, text)), "%s",
              vector_id(vector));
    cr_expect_eq(got.transaction.chain_id, vector_uint(vector, "chain_id"));
    transaction_encode(&got.transaction, got.signature, &again);
    cr_expect(bytes_equal(buf_view(&again), raw), "%s", vector_id(vector));
    transaction_signed_done(&got);
}

/* 098 has a priority fee above the max fee: cast signs it, here it is refused. Its bytes are right
 * all the same. */
static void expect_checked(const struct json_value *vector, const struct transaction *t)
{
    struct err e = {0};
    bool ok = transaction_check(t, &e);
    cr_expect_eq(ok, strcmp(vector_id(vector), "tx-sign-098") != 0, "%s", e.text);
    cr_expect(ok || strcmp(e.text, "the priority fee is above the max fee") == 0, "%s", e.text);
}

static void visit(const struct json_value *vector)
{
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret = {{0}};
    if (vector_is_null(vector, "raw")) {
        cr_expect(vector_is_null(vector, "private_key"), "%s: a bad key", vector_id(vector));
        return;
    }
    const struct json_value *decoded = json_member(vector, "decoded");
    AUTO(buf_done) struct buf data = vector_hex(decoded, "input");
    AUTO(buf_done) struct buf key = vector_hex(vector, "private_key");
    AUTO(buf_done) struct buf preimage = buf_start(TRANSACTION_ROOM);
    AUTO(buf_done) struct buf raw = buf_start(TRANSACTION_ROOM);
    AUTO(transaction_done) struct transaction t = transaction_of(vector, &data);
    expect_checked(vector, &t);
    transaction_preimage(&t, &preimage);
    expect_member(vector, "unsigned", buf_view(&preimage));
    const struct keccak256 digest = transaction_digest(&t);
    expect_member(vector, "signing_hash", BYTES_OF(digest.at));
    cr_assert(secp256k1_secret_from(buf_view(&key), &secret));
    transaction_sign(&t, &secret, &raw);
    expect_member(vector, "raw", buf_view(&raw));
    const struct keccak256 hash = keccak256_of(buf_view(&raw));
    expect_member(vector, "tx_hash", BYTES_OF(hash.at));
    expect_decoded(vector, buf_view(&raw));
}

Test(transaction, vectors)
{
    vectors_visit("tx-sign.json", visit);
}

static struct transaction good(void)
{
    return (struct transaction){
        .kind = TRANSACTION_EIP1559,
        .chain_id = 2035,
        .gas_limit = 21000,
        .max_fee = u256_of(10),
        .priority_fee = u256_of(10),
    };
}

static void expect_refused(const struct transaction *t, const char *why)
{
    struct err e = {0};
    cr_assert_not(transaction_check(t, &e), "%s", why);
    cr_expect_str_eq(e.text, why);
    cr_expect_eq(e.kind, ERR_USAGE);
}

Test(transaction, what_may_not_be_signed)
{
    static const uint8_t data[] = {0, 1, 0, 2};
    struct err e = {0};
    struct transaction t = good();
    cr_assert(transaction_check(&t, &e), "%s", e.text);
    t.chain_id = 0;
    expect_refused(&t, "chain id 0 is not from 1 to 9223372036854775771");
    t.is_unprotected = true;
    cr_expect(transaction_check(&t, &e));
    t = good();
    t.chain_id = UINT64_MAX / 2 - 36;
    cr_expect(transaction_check(&t, &e));
    t.chain_id++;
    expect_refused(&t, "chain id 9223372036854775772 is not from 1 to 9223372036854775771");
    t = good();
    t.nonce = UINT64_MAX - 1;
    cr_expect(transaction_check(&t, &e));
    t.nonce++;
    expect_refused(&t, "nonce 18446744073709551615 can never be used");
    t = good();
    t.max_fee = u256_of(9);
    expect_refused(&t, "the priority fee is above the max fee");
    t = good();
    t.is_creation = true;
    t.gas_limit = 1000000;
    expect_refused(&t, "a transaction to nobody creates a contract, and has no data");
    t.data = BYTES_OF(data);
    cr_expect(transaction_check(&t, &e));
    t.data.left = TRANSACTION_DATA_MAX + 1;
    expect_refused(&t, "data: 1048577 bytes, 1048576 at most");
    t = good();
    t.data = BYTES_OF(data);
    t.gas_limit = 21039;
    expect_refused(&t,
                   "gas limit 21039 is below 21040, which the transaction costs before anything "
                   "runs");
    t.gas_limit = 21040;
    cr_expect(transaction_check(&t, &e));
}

/* One that no node takes has all of its faults named; it can be signed but for v. */
Test(transaction, faults)
{
    struct err faults[TRANSACTION_FAULTS_MAX];
    struct err e = {0};
    struct transaction t = good();
    cr_expect_eq(transaction_faults(&t, faults), 0);
    t.priority_fee = u256_of(11);
    cr_expect_eq(transaction_faults(&t, faults), 1);
    cr_expect_str_eq(faults[0].text, "the priority fee is above the max fee");
    t.is_creation = true;
    t.nonce = UINT64_MAX;
    t.chain_id = 0;
    t.gas_limit = 0;
    cr_expect_eq(transaction_faults(&t, faults), TRANSACTION_FAULTS_MAX);
    cr_expect_str_eq(faults[0].text, "a transaction to nobody creates a contract, and has no data");
    cr_expect_str_eq(faults[4].text, "gas limit 0 is below 53000, which the transaction costs "
                                     "before anything runs");
    cr_expect(transaction_check_room(&t, &e));
    t.chain_id = UINT64_MAX;
    cr_expect(transaction_check_room(&t, &e));
    t.kind = TRANSACTION_LEGACY;
    cr_expect_not(transaction_check_room(&t, &e));
    t.chain_id = UINT64_C(9223372036854775789);
    cr_expect(transaction_check_room(&t, &e));
    t.chain_id++;
    cr_expect_not(transaction_check_room(&t, &e));
    t.is_unprotected = true;
    cr_expect(transaction_check_room(&t, &e));
}

Test(transaction, gas)
{
    static uint8_t data[65] = {[3] = 1, [64] = 7};
    struct access_entry entry = {.n_keys = 3};
    struct transaction t = {.data = BYTES_OF(data)};
    struct transaction_gas gas = transaction_gas(&t);
    /* 63 zeros and two others; the floor is 10 × (63 + 4 × 2). */
    cr_expect(gas.least == 21284 && gas.whole == 21710);
    t.access_list = (struct access_list){.entries = &entry, .n_entries = 1, .n_keys = 3};
    gas = transaction_gas(&t);
    cr_expect(gas.least == 21284 && gas.whole == 21284 + 2400 + 3 * 1900);
    t.is_creation = true;
    gas = transaction_gas(&t);
    cr_expect_eq(gas.least, 21284 + 32000 + 2 * 3);
    cr_expect_eq(gas.whole, gas.least + 8100);
}
