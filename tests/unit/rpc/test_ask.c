/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/ask.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "canned.h"

TestSuite(ask, .timeout = 60);

#define A  "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
#define H1 "0x1111111111111111111111111111111111111111111111111111111111111111"
#define H2 "0x2222222222222222222222222222222222222222222222222222222222222222"

static const struct eth_address account = {{0xf3, 0x9f, 0xd6, 0xe5, 0x1a, 0xad, 0x88,
                                            0xf6, 0xf4, 0xce, 0x6a, 0xb8, 0x82, 0x72,
                                            0x79, 0xcf, 0xff, 0xb9, 0x22, 0x66}};

static struct keccak256 hash_of_ones(void)
{
    struct keccak256 hash;
    memset(hash.at, 0x11, sizeof hash.at);
    return hash;
}

static void expect_request(const struct rpc_batch *batch, const char *wanted)
{
    AUTO(buf_done) struct buf request = canned_request(batch);
    cr_assert_str_eq((const char *)request.at, wanted);
}

#define CALL(method, params)                                                                       \
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" method "\",\"params\":" params "}"

Test(ask, requests_are_what_the_execution_apis_have)
{
    const uint8_t slot[U256_SIZE] = {[31] = 5};
    const uint8_t data[] = {0xab, 0xcd};
    const struct keccak256 hash = hash_of_ones();
    const struct rpc_message creation = {.data = BYTES_OF(data)};
    const struct rpc_message message = {.from = &account,
                                        .to = &account,
                                        .value = u256_of(256),
                                        .gas = 21000,
                                        .data = BYTES_OF(data)};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_balance(batch, &account, NULL);
    expect_request(batch, CALL("eth_getBalance", "[\"" A "\",\"latest\"]"));
    rpc_batch_clear(batch);
    ask_nonce(batch, &account, RPC_STATE(RPC_PENDING), NULL);
    expect_request(batch, CALL("eth_getTransactionCount", "[\"" A "\",\"pending\"]"));
    rpc_batch_clear(batch);
    struct buf code = {0};
    ask_code(batch, &account, (struct rpc_state){RPC_BLOCK, 0}, &code);
    expect_request(batch, CALL("eth_getCode", "[\"" A "\",\"0x0\"]"));
    rpc_batch_clear(batch);
    ask_storage(batch, &account, slot, NULL);
    expect_request(batch, CALL("eth_getStorageAt",
                               "[\"" A "\",\"0x00000000000000000000000000000000000000000000000000"
                               "00000000000005\",\"latest\"]"));
    rpc_batch_clear(batch);
    ask_call(batch, &creation, RPC_STATE(RPC_SAFE), &code, NULL);
    expect_request(batch, CALL("eth_call", "[{\"data\":\"0xabcd\"},\"safe\"]"));
    rpc_batch_clear(batch);
    const struct u256 three = u256_of(3);
    const struct rpc_override overrides[] = {
        {.who = &account, .balance = &three},
        {.who = &account, .has_nonce = true, .nonce = 16, .code = BYTES_OF(data)},
        {.who = &account, .is_blank = true},
    };
    const struct rpc_message supposed = {.overrides = overrides, .n_overrides = 3};
    ask_call(batch, &supposed, RPC_STATE(RPC_LATEST), &code, NULL);
    expect_request(batch, CALL("eth_call", "[{},\"latest\",{\"" A "\":{\"balance\":\"0x3\"},"
                                           "\"" A "\":{\"code\":\"0xabcd\",\"nonce\":\"0x10\"},"
                                           "\"" A "\":{\"code\":\"0x\",\"nonce\":\"0x0\","
                                           "\"state\":{}}}]"));
    rpc_batch_clear(batch);
    ask_estimate(batch, &message, NULL, NULL);
    expect_request(batch, CALL("eth_estimateGas",
                               "[{\"from\":\"" A "\",\"to\":\"" A "\",\"value\":\"0x100\","
                               "\"gas\":\"0x5208\",\"data\":\"0xabcd\"},\"latest\"]"));
    rpc_batch_clear(batch);
    ask_block(batch, RPC_STATE(RPC_FINALIZED), NULL, NULL);
    expect_request(batch, CALL("eth_getBlockByNumber", "[\"finalized\",false]"));
    rpc_batch_clear(batch);
    ask_block(batch, (struct rpc_state){RPC_BLOCK, 291}, NULL, NULL);
    expect_request(batch, CALL("eth_getBlockByNumber", "[\"0x123\",false]"));
    rpc_batch_clear(batch);
    ask_fee_history(batch, NULL, NULL);
    expect_request(batch, CALL("eth_feeHistory", "[\"0xa\",\"latest\",[20]]"));
    rpc_batch_clear(batch);
    ask_receipt(batch, &hash, NULL);
    expect_request(batch, CALL("eth_getTransactionReceipt", "[\"" H1 "\"]"));
    rpc_batch_clear(batch);
    ask_is_known(batch, &hash, NULL);
    expect_request(batch, CALL("eth_getTransactionByHash", "[\"" H1 "\"]"));
    rpc_batch_clear(batch);
    ask_send(batch, BYTES_OF(data), NULL);
    expect_request(batch, CALL("eth_sendRawTransaction", "[\"0xabcd\"]"));
}

Test(ask, several_go_into_an_array)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_chain_id(batch, NULL);
    ask_max_priority_fee(batch, NULL, NULL);
    expect_request(batch, "[" CALL("eth_chainId",
                                   "[]") ",{\"jsonrpc\":\"2.0\",\"id\":2,"
                                         "\"method\":\"eth_maxPriorityFeePerGas\",\"params\":[]}]");
}

Test(ask, more_data_than_can_be_sent_is_not_cut)
{
    AUTO(buf_done) struct buf data = buf_start(4 * MIB);
    AUTO(buf_done) struct buf request = buf_start(16 * MIB);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    buf_repeat(&data, 'x', 3 * MIB);
    ask_send(batch, buf_view(&data), NULL);
    rpc_request_write(batch->calls, batch->n, 1, &request);
    cr_assert_not(buf_is_whole(&request));
}

Test(ask, numbers)
{
    uint64_t number = 7;
    struct u256 amount = u256_of(7);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_chain_id(batch, &number);
    cr_assert(canned_result(batch, "\"0x7f3\""));
    cr_assert_eq(number, 2035);
    ask_chain_id(batch, &number);
    cr_assert_not(canned_result(batch, "\"0x0\""));
    ask_chain_id(batch, &number);
    cr_assert_not(canned_result(batch, "2035"));
    ask_chain_id(batch, &number);
    cr_assert_not(canned_result(batch, "\"2035\""));
    ask_nonce(batch, &account, RPC_STATE(RPC_LATEST), &number);
    cr_assert_not(canned_result(batch, "\"0x10000000000000000\""));
    ask_nonce(batch, &account, RPC_STATE(RPC_LATEST), &number);
    cr_assert_not(canned_result(batch, "\"0xffffffffffffffff\""));
    cr_assert_eq(number, 2035);
    ask_nonce(batch, &account, RPC_STATE(RPC_LATEST), &number);
    cr_assert(canned_result(batch, "\"0x0\""));
    cr_assert_eq(number, 0);
    ask_balance(batch, &account, &amount);
    cr_assert(canned_result(batch, "\"0x10000000000000000\""));
    cr_assert_eq(amount.limb[1], 1);
    ask_balance(batch, &account, &amount);
    cr_assert_not(canned_result(batch, "null"));
    ask_estimate(batch, &(struct rpc_message){0}, &number, NULL);
    cr_assert(canned_result(batch, "\"0x5208\""));
    cr_assert_eq(number, 21000);
}

Test(ask, the_client_is_shown_as_a_terminal_can_take_it)
{
    char client[RPC_MESSAGE];
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_client(batch, client, NULL);
    cr_assert(canned_result(batch, "\"Geth/v1.2\\u001b[2J\""));
    cr_assert_str_eq(client, "Geth/v1.2\\x1b[2J");
    AUTO(buf_done) struct buf longest = buf_start(KIB);
    buf_char(&longest, '"');
    buf_repeat(&longest, 'a', 600);
    buf_text(&longest, "\"");
    buf_char(&longest, 0);
    ask_client(batch, client, NULL);
    cr_assert(canned_result(batch, (const char *)longest.at));
    cr_assert_eq(strlen(client), RPC_MESSAGE - 1);
    ask_client(batch, client, NULL);
    cr_assert_not(canned_result(batch, "17"));
}

Test(ask, code_and_calls_append)
{
    AUTO(buf_done) struct buf code = {0};
    AUTO(buf_done) struct buf small = buf_start(2);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_code(batch, &account, RPC_STATE(RPC_LATEST), &code);
    cr_assert(canned_result(batch, "\"0x\""));
    cr_assert_eq(code.len, 0);
    ask_code(batch, &account, RPC_STATE(RPC_LATEST), &code);
    cr_assert(canned_result(batch, "\"0x6001\""));
    ask_call(batch, &(struct rpc_message){0}, RPC_STATE(RPC_LATEST), &code, NULL);
    cr_assert(canned_result(batch, "\"0xfF\""));
    cr_assert(bytes_equal(buf_view(&code), bytes_of("\x60\x01\xff", 3)));
    ask_code(batch, &account, RPC_STATE(RPC_LATEST), &small);
    cr_assert_not(canned_result(batch, "\"0x600160\""));
    static const char *const wrong[] = {"null", "\"0x1\"", "\"6001\"", "{}", "\"0xzz\""};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        ask_code(batch, &account, RPC_STATE(RPC_LATEST), &code);
        cr_assert_not(canned_result(batch, wrong[i]), "%s", wrong[i]);
    }
    cr_assert_eq(code.len, 3);
}

Test(ask, storage_with_and_without_leading_zeros)
{
    uint8_t word[U256_SIZE] = {0};
    const uint8_t slot[U256_SIZE] = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_storage(batch, &account, slot, word);
    cr_assert(canned_result(batch, "\"" H2 "\""));
    cr_assert_eq(word[0], 0x22);
    ask_storage(batch, &account, slot, word);
    cr_assert(canned_result(batch, "\"0x5\""));
    cr_assert(word[0] == 0 && word[31] == 5);
    ask_storage(batch, &account, slot, word);
    cr_assert_not(canned_result(batch, "\"0x05\""));
    ask_storage(batch, &account, slot, word);
    cr_assert_not(canned_result(batch, "\"" H2 "00\""));
    cr_assert_eq(word[31], 5);
}

#define BLOCK(number, hash, rest)                                                                  \
    "{\"number\":" number ",\"hash\":" hash                                                        \
    ",\"timestamp\":\"0x65\",\"gasLimit\":\"0x1c9c380\"" rest ",\"transactions\":[]}"

Test(ask, blocks)
{
    struct rpc_block block = {0};
    const struct rpc_state at16 = {RPC_BLOCK, 16};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_block(batch, RPC_STATE(RPC_LATEST), &block, NULL);
    cr_assert(canned_result(batch, BLOCK("\"0x10\"", "\"" H1 "\"", ",\"baseFeePerGas\":\"0x0\"")));
    cr_assert(block.is_there && block.has_base_fee && u256_is_zero(&block.base_fee));
    cr_assert(block.number == 16 && block.timestamp == 0x65 && block.gas_limit == 30000000);
    cr_assert_eq(block.hash.at[31], 0x11);
    ask_block(batch, at16, &block, NULL);
    cr_assert(canned_result(batch, BLOCK("\"0x10\"", "\"" H1 "\"", "")));
    cr_assert_not(block.has_base_fee);
    /* Not the block that was asked for. */
    ask_block(batch, at16, &block, NULL);
    cr_assert_not(canned_result(batch, BLOCK("\"0x11\"", "\"" H1 "\"", "")));
    ask_block(batch, RPC_STATE(RPC_PENDING), &block, NULL);
    cr_assert(canned_result(batch, BLOCK("null", "null", ",\"baseFeePerGas\":null")));
    ask_block(batch, RPC_STATE(RPC_LATEST), &block, NULL);
    cr_assert_not(canned_result(batch, BLOCK("\"0x10\"", "null", "")));
    ask_block(batch, RPC_STATE(RPC_LATEST), &block, NULL);
    cr_assert_not(canned_result(batch, BLOCK("null", "\"" H1 "\"", "")));
    ask_block(batch, RPC_STATE(RPC_LATEST), &block, NULL);
    cr_assert_not(
        canned_result(batch, BLOCK("\"0x10\"", "\"" H1 "\"", ",\"baseFeePerGas\":\"0x01\"")));
    ask_block(batch, RPC_STATE(RPC_LATEST), &block, NULL);
    cr_assert_not(canned_result(batch, "{\"number\":\"0x1\",\"hash\":\"" H1 "\"}"));
    ask_block(batch, RPC_STATE(RPC_LATEST), &block, NULL);
    cr_assert(canned_result(batch, "null"));
    cr_assert_not(block.is_there);
}

Test(ask, fee_histories)
{
    static const struct {
        const char *json;
        size_t n_base_fees, n_rewards;
    } cases[] = {
        {"{\"oldestBlock\":\"0x1\",\"baseFeePerGas\":[\"0x1\",\"0x2\"],\"gasUsedRatio\":[0.5],"
         "\"reward\":[[\"0x3\"]]}",
         2, 1},
        {"{\"baseFeePerGas\":[\"0x1\"],\"reward\":null}", 1, 0},
        {"{\"baseFeePerGas\":[\"0x1\"],\"reward\":[]}", 1, 0},
        {"{\"baseFeePerGas\":[\"0x1\"],\"reward\":[[],[\"0x1\"]]}", 1, 1},
        {"{\"baseFeePerGas\":[\"0x1\"],\"reward\":[[\"0x1\",\"0x2\"]]}", 1, 1},
        {"{\"baseFeePerGas\":null}", 0, 0},
        {"{}", 0, 0},
    };
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    struct rpc_fee_history history = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        ask_fee_history(batch, &history, NULL);
        cr_assert(canned_result(batch, cases[i].json), "%s", cases[i].json);
        cr_assert_eq(history.n_base_fees, cases[i].n_base_fees, "%s", cases[i].json);
        cr_assert_eq(history.n_rewards, cases[i].n_rewards, "%s", cases[i].json);
    }
#define ELEVEN                                                                                     \
    "\"0x1\",\"0x1\",\"0x1\",\"0x1\",\"0x1\",\"0x1\",\"0x1\",\"0x1\",\"0x1\",\"0x1\",\"0x1\""
    static const char *const wrong[] = {
        "null",
        "[]",
        "{\"baseFeePerGas\":[1]}",
        "{\"baseFeePerGas\":\"0x1\"}",
        "{\"baseFeePerGas\":[\"0x01\"]}",
        "{\"baseFeePerGas\":[" ELEVEN ",\"0x1\"]}",
        "{\"baseFeePerGas\":[\"0x1\"],\"reward\":{}}",
        "{\"baseFeePerGas\":[\"0x1\"],\"reward\":[\"0x1\"]}",
        "{\"baseFeePerGas\":[\"0x1\"],\"reward\":[[\"0x01\"]]}",
        "{\"baseFeePerGas\":[\"0x1\"],\"reward\":[[1]]}",
        "{\"baseFeePerGas\":[],\"reward\":[[],[],[],[],[],[],[],[],[],[],[]]}",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        ask_fee_history(batch, &history, NULL);
        cr_assert_not(canned_result(batch, wrong[i]), "%s", wrong[i]);
    }
    ask_fee_history(batch, &history, NULL);
    cr_assert(canned_result(batch, "{\"baseFeePerGas\":[" ELEVEN "]}"));
}

Test(ask, what_is_known_and_what_was_sent)
{
    bool is_known = false;
    const struct keccak256 hash = hash_of_ones();
    const uint8_t raw[] = {0xab, 0xcd};
    struct rpc_error error = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_is_known(batch, &hash, &is_known);
    cr_assert(canned_result(batch, "{\"hash\":\"" H1 "\",\"blockHash\":null}"));
    cr_assert(is_known);
    ask_is_known(batch, &hash, &is_known);
    cr_assert_not(canned_result(batch, "{\"hash\":\"" H2 "\"}"));
    ask_is_known(batch, &hash, &is_known);
    cr_assert_not(canned_result(batch, "{}"));
    ask_is_known(batch, &hash, &is_known);
    cr_assert(canned_result(batch, "null"));
    cr_assert_not(is_known);
    /* keccak256 0xabcd, of cast. */
    ask_send(batch, BYTES_OF(raw), &error);
    cr_assert(canned_result(
        batch, "\"0xdbe576b4818846aa77e82f4ed5fa78f92766b141f282d36703886d196df39322\""));
    ask_send(batch, BYTES_OF(raw), &error);
    cr_assert_not(canned_result(batch, "\"" H1 "\""));
    ask_send(batch, BYTES_OF(raw), &error);
    cr_assert_not(canned_result(batch, "null"));
    ask_send(batch, BYTES_OF(raw), &error);
    canned_error(batch, "{\"code\":-32000,\"message\":\"already known\"}");
    cr_assert(rpc_error_is_known_already(&error));
    rpc_error_done(&error);
}
