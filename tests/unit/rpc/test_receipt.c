/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "canned.h"

TestSuite(receipt, .timeout = 60);

#define H1 "0x1111111111111111111111111111111111111111111111111111111111111111"
#define H2 "0x2222222222222222222222222222222222222222222222222222222222222222"
#define A  "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"

/* Members of a receipt, each of which is changed once. */
struct fields {
    const char *hash, *block_hash, *number, *gas, *status, *logs, *rest;
};

static const struct fields good = {
    .hash = "\"" H1 "\"",
    .block_hash = "\"" H2 "\"",
    .number = "\"0x10\"",
    .gas = "\"0x5208\"",
    .status = "\"0x1\"",
    .logs = "[]",
    .rest = "",
};

static bool read_receipt(const struct fields *fields, struct rpc_receipt *out)
{
    struct keccak256 hash;
    AUTO(buf_done) struct buf json = buf_start(MIB);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    memset(hash.at, 0x11, sizeof hash.at);
    buf_printf(&json,
               "{\"transactionHash\":%s,\"blockHash\":%s,\"blockNumber\":%s,\"gasUsed\":%s,"
               "\"status\":%s,\"logs\":%s%s}",
               fields->hash, fields->block_hash, fields->number, fields->gas, fields->status,
               fields->logs, fields->rest);
    buf_char(&json, 0);
    ask_receipt(batch, &hash, out);
    return canned_result(batch, (const char *)json.at);
}

Test(receipt, what_is_mined)
{
    AUTO(rpc_receipt_done) struct rpc_receipt receipt = {0};
    cr_assert(read_receipt(&good, &receipt));
    cr_assert(receipt.is_there && receipt.succeeded);
    cr_assert(receipt.block_number == 16 && receipt.gas_used == 21000);
    cr_assert(receipt.hash.at[0] == 0x11 && receipt.block_hash.at[31] == 0x22);
    cr_assert(!receipt.has_contract && !receipt.has_l1_fee && receipt.n_logs == 0);
    cr_assert(u256_is_zero(&receipt.effective_gas_price));

    struct fields other = good;
    other.status = "\"0x0\"";
    other.rest = ",\"contractAddress\":null,\"effectiveGasPrice\":\"0x5\",\"l1Fee\":\"0x9\"";
    cr_assert(read_receipt(&other, &receipt));
    cr_assert(receipt.is_there && !receipt.succeeded && !receipt.has_contract);
    uint64_t price = 0;
    uint64_t l1_fee = 0;
    cr_assert(u256_to_u64(&receipt.effective_gas_price, &price) && price == 5);
    cr_assert(receipt.has_l1_fee && u256_to_u64(&receipt.l1_fee, &l1_fee) && l1_fee == 9);

    other.rest = ",\"contractAddress\":\"" A "\"";
    cr_assert(read_receipt(&other, &receipt));
    cr_assert(receipt.has_contract && receipt.contract.at[0] == 0xf3 && !receipt.has_l1_fee);
}

Test(receipt, what_is_not_mined)
{
    const struct keccak256 hash = {{1}};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(rpc_receipt_done) struct rpc_receipt receipt = {0};
    ask_receipt(batch, &hash, &receipt);
    cr_assert(canned_result(batch, "null"));
    cr_assert_not(receipt.is_there);
    struct fields pending = good;
    pending.block_hash = "null";
    pending.number = "null";
    cr_assert(read_receipt(&pending, &receipt));
    cr_assert_not(receipt.is_there);
}

Test(receipt, logs)
{
    struct fields fields = good;
    AUTO(rpc_receipt_done) struct rpc_receipt receipt = {0};
    fields.logs = "[{\"address\":\"" A "\",\"topics\":[\"" H1 "\",\"" H2 "\"],\"data\":\"0xabcd\"},"
                  "{\"address\":\"" A "\",\"topics\":[],\"data\":\"0x\"}]";
    cr_assert(read_receipt(&fields, &receipt));
    cr_assert_eq(receipt.n_logs, 2);
    cr_assert_eq(receipt.logs[0].n_topics, 2);
    cr_assert_eq(receipt.logs[0].topics[1].at[0], 0x22);
    cr_assert(bytes_equal(receipt.logs[0].data, bytes_of("\xab\xcd", 2)));
    cr_assert(receipt.logs[1].n_topics == 0 && receipt.logs[1].data.left == 0);

    static const char *const wrong[] = {
        "null",
        "{}",
        "[null]",
        "[{\"address\":\"" A "\",\"topics\":[]}]",
        "[{\"address\":\"" A "\",\"data\":\"0x\"}]",
        "[{\"address\":\"0x01\",\"topics\":[],\"data\":\"0x\"}]",
        "[{\"address\":\"" A "\",\"topics\":[\"0x1\"],\"data\":\"0x\"}]",
        "[{\"address\":\"" A "\",\"topics\":[\"" H1 "\",\"" H1 "\",\"" H1 "\",\"" H1 "\",\"" H1
        "\"],\"data\":\"0x\"}]",
        "[{\"address\":\"" A "\",\"topics\":[],\"data\":\"0x0\"}]",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        fields.logs = wrong[i];
        cr_assert_not(read_receipt(&fields, &receipt), "%s", wrong[i]);
    }
    cr_assert_eq(receipt.n_logs, 2, "a receipt that could not be read left nothing");
}

Test(receipt, more_logs_than_any_block_has_room_for)
{
    struct fields fields = good;
    AUTO(rpc_receipt_done) struct rpc_receipt receipt = {0};
    AUTO(buf_done) struct buf logs = buf_start(MIB);
    buf_char(&logs, '[');
    for (size_t i = 0; i <= RPC_LOGS_MAX; i++) {
        buf_printf(&logs, "%s{\"address\":\"" A "\",\"topics\":[],\"data\":\"0x\"}",
                   i > 0 ? "," : "");
    }
    buf_text(&logs, "]");
    buf_char(&logs, 0);
    cr_assert(buf_is_whole(&logs));
    fields.logs = (const char *)logs.at;
    cr_assert_not(read_receipt(&fields, &receipt));
}

Test(receipt, each_member_is_looked_at)
{
    static const struct fields wrong[] = {
        {.hash = "\"" H2 "\""},
        {.hash = "null"},
        {.block_hash = "\"0x1\""},
        {.number = "null"},
        {.number = "16"},
        {.gas = "\"0x05\""},
        {.status = "\"0x2\""},
        {.status = "null"},
        {.status = "true"},
        {.rest = ",\"contractAddress\":\"0x\""},
        {.rest = ",\"contractAddress\":false"},
        {.rest = ",\"effectiveGasPrice\":5"},
        {.rest = ",\"l1Fee\":\"5\""},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(rpc_receipt_done) struct rpc_receipt receipt = {0};
        struct fields fields = good;
        fields.hash = wrong[i].hash != NULL ? wrong[i].hash : good.hash;
        fields.block_hash = wrong[i].block_hash != NULL ? wrong[i].block_hash : good.block_hash;
        fields.number = wrong[i].number != NULL ? wrong[i].number : good.number;
        fields.gas = wrong[i].gas != NULL ? wrong[i].gas : good.gas;
        fields.status = wrong[i].status != NULL ? wrong[i].status : good.status;
        fields.rest = wrong[i].rest != NULL ? wrong[i].rest : good.rest;
        cr_assert_not(read_receipt(&fields, &receipt), "%zu", i);
        cr_assert_not(receipt.is_there);
    }
}
