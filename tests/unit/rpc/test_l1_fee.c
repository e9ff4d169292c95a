/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/l1_fee.h"

#include <criterion/criterion.h>
#include <string.h>

#include "canned.h"

TestSuite(l1_fee, .timeout = 60);

#define ORACLE     "\"to\":\"0x420000000000000000000000000000000000000f\""
#define WORD(last) "0x00000000000000000000000000000000000000000000000000000000000000" last
#define BUSY       "\"error\":{\"code\":-32603,\"message\":\"internal error\"}}"
#define NOTHING    "\"result\":\"0x\"}"
#define REVERTED   "\"error\":{\"code\":3,\"message\":\"execution reverted\"}}"

/* Calldata is what `cast calldata "getL1FeeUpperBound(uint256)" 3` and `cast calldata
 * "getL1Fee(bytes)" 0x02c0ff` print. */
Test(l1_fee, questions)
{
    const uint8_t transaction[] = {0x02, 0xc0, 0xff};
    AUTO(l1_fee_answers_done) struct l1_fee_answers answers = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    l1_fee_ask(batch, BYTES_OF(transaction), &answers);
    AUTO(buf_done) struct buf request = canned_request(batch);
    cr_assert_str_eq(
        (const char *)request.at,
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{" ORACLE
        ",\"data\":\"0xf1c7a58b"
        "0000000000000000000000000000000000000000000000000000000000000003\"},\"latest\"]},"
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_call\",\"params\":[{" ORACLE
        ",\"data\":\"0x49948e0e"
        "0000000000000000000000000000000000000000000000000000000000000020"
        "0000000000000000000000000000000000000000000000000000000000000003"
        "02c0ff0000000000000000000000000000000000000000000000000000000000\"},\"latest\"]}]");
}

Test(l1_fee, what_the_oracle_says)
{
    static const struct {
        const char *bound, *exact;
        enum l1_known known;
        uint64_t fee;
    } cases[] = {
        {"\"result\":\"" WORD("09") "\"}", "\"result\":\"" WORD("05") "\"}", L1_KNOWN, 9},
        {"\"result\":\"" WORD("05") "\"}", "\"result\":\"" WORD("09") "\"}", L1_KNOWN, 9},
        {REVERTED, "\"result\":\"" WORD("05") "\"}", L1_KNOWN, 5},
        {"\"result\":\"" WORD("05") "\"}", REVERTED, L1_KNOWN, 5},
        {REVERTED, REVERTED, L1_UNKNOWN, 0},
        {NOTHING, NOTHING, L1_ABSENT, 0},
        {NOTHING, REVERTED, L1_UNKNOWN, 0},
        {REVERTED, NOTHING, L1_UNKNOWN, 0},
        {"\"result\":\"0x05\"}", "\"result\":\"" WORD("0500") "\"}", L1_UNKNOWN, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e;
        struct u256 fee = u256_zero;
        uint64_t small = 0;
        AUTO(buf_done) struct buf body = buf_start(KIB);
        AUTO(l1_fee_answers_done) struct l1_fee_answers answers = {0};
        AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
        l1_fee_ask(batch, bytes_of("x", 1), &answers);
        buf_printf(&body,
                   "[{\"jsonrpc\":\"2.0\",\"id\":1,%s,"
                   "{\"jsonrpc\":\"2.0\",\"id\":2,%s]",
                   cases[i].bound, cases[i].exact);
        buf_char(&body, 0);
        cr_assert_eq(canned(batch, (const char *)body.at, &e), RPC_ANSWER_READ, "%s", e.text);
        cr_assert_eq(l1_fee_of(&answers, &fee), cases[i].known, "%zu", i);
        cr_assert(u256_to_u64(&fee, &small) && small == cases[i].fee, "%zu", i);
    }
}

Test(l1_fee, parameters)
{
    struct err e;
    struct u256 value;
    AUTO(buf_done) struct buf body = buf_start(4 * KIB);
    AUTO(l1_parameters_done) struct l1_parameters parameters = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    l1_parameters_ask(batch, &parameters);
    cr_assert_eq(batch->n, L1_PARAMETERS);
    for (unsigned i = 1; i <= L1_PARAMETERS; i++) {
        buf_printf(&body, "%s{\"jsonrpc\":\"2.0\",\"id\":%u,", i > 1 ? "," : "[", i);
        if (i == L1_IS_ISTHMUS + 1) {
            buf_text(&body, REVERTED);
        } else {
            buf_printf(&body, "\"result\":\"" WORD("%02u") "\"}", i);
        }
    }
    buf_text(&body, "]");
    buf_char(&body, 0);
    cr_assert_eq(canned(batch, (const char *)body.at, &e), RPC_ANSWER_READ, "%s", e.text);
    for (unsigned i = 0; i < L1_PARAMETERS; i++) {
        uint64_t small = 0;
        if (i == L1_IS_ISTHMUS) {
            continue;
        }
        cr_assert(l1_parameter(&parameters, i, &value));
        cr_assert(u256_to_u64(&value, &small) && small == i + 1);
    }
    cr_assert_not(l1_parameter(&parameters, L1_IS_ISTHMUS, &value));
}

/* Calldata is what `cast calldata "isIsthmus()"` and `cast calldata "getOperatorFee(uint256)"`
 * print for 0 and 1000000000000. */
Test(l1_fee, questions_of_the_operator)
{
    AUTO(operator_fee_answers_done) struct operator_fee_answers answers = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    operator_fee_ask(batch, &answers);
    AUTO(buf_done) struct buf request = canned_request(batch);
    cr_assert_str_eq(
        (const char *)request.at,
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{" ORACLE
        ",\"data\":\"0xb54501bc\"},\"latest\"]},"
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_call\",\"params\":[{" ORACLE
        ",\"data\":\"0x275aedd2"
        "0000000000000000000000000000000000000000000000000000000000000000\"},\"latest\"]},"
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"eth_call\",\"params\":[{" ORACLE
        ",\"data\":\"0x275aedd2"
        "000000000000000000000000000000000000000000000000000000e8d4a51000\"},\"latest\"]}]");
}

#define ANSWER(word) "\"result\":\"" word "\"}"
#define ALL_ONES     "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
/* 10^12, and 2 * 10^12 + 7. */
#define RISE  "0x000000000000000000000000000000000000000000000000000000e8d4a51000"
#define RISES "0x000000000000000000000000000000000000000000000000000001d1a94a2007"

Test(l1_fee, what_the_operator_takes)
{
    static const struct {
        const char *isthmus, *none, *much;
        enum l1_known known;
        uint64_t gas, fee;
    } cases[] = {
        {ANSWER(WORD("01")), ANSWER(WORD("07")), ANSWER(RISES), L1_KNOWN, 100, 207},
        {ANSWER(WORD("01")), ANSWER(WORD("07")), ANSWER(RISES), L1_KNOWN, 0, 7},
        {ANSWER(WORD("01")), ANSWER(WORD("00")), ANSWER(RISE), L1_KNOWN, 1, 1},
        /* Less than a wei is one, of 100 and of 10^12 - 1. */
        {ANSWER(WORD("01")), ANSWER(WORD("02")), ANSWER(WORD("03")), L1_KNOWN, 100, 3},
        {ANSWER(WORD("01")), ANSWER(WORD("02")), ANSWER(WORD("03")), L1_KNOWN, 999999999999, 3},
        {ANSWER(WORD("01")), ANSWER(WORD("00")), ANSWER(WORD("00")), L1_KNOWN, 100, 0},
        {ANSWER(WORD("00")), ANSWER(WORD("07")), ANSWER(RISES), L1_ABSENT, 100, 0},
        {REVERTED, ANSWER(WORD("07")), ANSWER(RISES), L1_ABSENT, 100, 0},
        {NOTHING, NOTHING, NOTHING, L1_ABSENT, 100, 0},
        {ANSWER(WORD("01")), REVERTED, ANSWER(RISES), L1_UNKNOWN, 100, 0},
        {ANSWER(WORD("01")), ANSWER(WORD("07")), REVERTED, L1_UNKNOWN, 100, 0},
        {ANSWER(WORD("01")), ANSWER(WORD("07")), NOTHING, L1_UNKNOWN, 100, 0},
        {ANSWER(WORD("01")), ANSWER(WORD("0700")), ANSWER(RISES), L1_UNKNOWN, 100, 0},
        {ANSWER("0x01"), ANSWER(WORD("07")), ANSWER(RISES), L1_UNKNOWN, 100, 0},
        {BUSY, ANSWER(WORD("07")), ANSWER(RISES), L1_UNKNOWN, 100, 0},
        /* More gas that costs less. */
        {ANSWER(WORD("01")), ANSWER(WORD("07")), ANSWER(WORD("06")), L1_UNKNOWN, 100, 0},
        {ANSWER(WORD("01")), ANSWER(ALL_ONES), ANSWER(RISES), L1_UNKNOWN, 100, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e;
        struct operator_fee fee;
        struct u256 whole;
        uint64_t small = 0;
        AUTO(buf_done) struct buf body = buf_start(KIB);
        AUTO(operator_fee_answers_done) struct operator_fee_answers answers = {0};
        AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
        operator_fee_ask(batch, &answers);
        buf_printf(&body,
                   "[{\"jsonrpc\":\"2.0\",\"id\":1,%s,"
                   "{\"jsonrpc\":\"2.0\",\"id\":2,%s,"
                   "{\"jsonrpc\":\"2.0\",\"id\":3,%s]",
                   cases[i].isthmus, cases[i].none, cases[i].much);
        buf_char(&body, 0);
        cr_assert_eq(canned(batch, (const char *)body.at, &e), RPC_ANSWER_READ, "%s", e.text);
        cr_assert_eq(operator_fee_of(&answers, &fee), cases[i].known, "%zu", i);
        cr_assert(operator_fee_for(&fee, cases[i].gas, &whole), "%zu", i);
        cr_assert(u256_to_u64(&whole, &small) && small == cases[i].fee, "%zu", i);
    }
}

Test(l1_fee, an_operator_that_takes_more_than_there_is)
{
    struct u256 whole;
    const struct operator_fee twice = {.once = u256_zero, .much = u256_max};
    const struct operator_fee once = {.once = u256_max, .much = u256_of(1)};
    cr_assert(operator_fee_for(&twice, 1, &whole));
    cr_assert_not(operator_fee_for(&twice, 2, &whole));
    cr_assert(operator_fee_for(&once, 0, &whole));
    cr_assert_not(operator_fee_for(&once, 1, &whole));
}

/* As the oracle was in the block of the receipt. Calldata of `cast calldata
 * "getOperatorFee(uint256)" 21000` and `cast sig "isIsthmus()"`. */
Test(l1_fee, questions_of_what_the_operator_took)
{
    const struct rpc_receipt receipt = {.block_number = 16, .gas_used = 21000};
    AUTO(operator_taken_answers_done) struct operator_taken_answers answers = {.fee = {0}};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    operator_taken_ask(batch, &receipt, &answers);
    AUTO(buf_done) struct buf request = canned_request(batch);
    cr_assert_str_eq(
        (const char *)request.at,
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{" ORACLE
        ",\"data\":\"0xb54501bc\"},\"0x10\"]},"
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_call\",\"params\":[{" ORACLE
        ",\"data\":\"0x275aedd2"
        "0000000000000000000000000000000000000000000000000000000000005208\"},\"0x10\"]}]");
}
