/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/simulate.h"

#include <criterion/criterion.h>
#include <string.h>

#include "canned.h"

TestSuite(simulate, .timeout = 60);

/* The answers are anvil's 1.7.1 and geth's 1.14, cut to what is read. */
#define WORD "0000000000000000000000000000000000000000000000000000000000000001"
#define DONE "{\"returnData\":\"0x" WORD "\",\"logs\":[],\"gasUsed\":\"0xb447\",\"status\":\"0x1\"}"
#define REVERTED                                                                                   \
    "{\"returnData\":\"0x1e249454\",\"logs\":[],\"gasUsed\":\"0xea76\",\"status\":\"0x0\","        \
    "\"error\":{\"code\":-3200,\"message\":\"execution failed\"}}"
#define REVERTED_GETH                                                                              \
    "{\"returnData\":\"0x1e249454\",\"logs\":[],\"gasUsed\":\"0xea76\",\"status\":\"0x0\","        \
    "\"error\":{\"message\":\"execution reverted\",\"code\":3,\"data\":\"0x1e249454\"}}"
#define OUT_OF_GAS                                                                                 \
    "{\"returnData\":\"0x\",\"logs\":[],\"gasUsed\":\"0x5208\",\"status\":\"0x0\","                \
    "\"error\":{\"message\":\"out of gas\",\"code\":-32015}}"
#define BLOCK(calls) "[{\"number\":\"0x2\",\"calls\":[" calls "]}]"

static const struct eth_address account = {{0x11}};
static const uint8_t data[] = {0xab, 0xcd};

struct two {
    struct rpc_message messages[2];
    struct rpc_simulated results[2];
    struct rpc_simulation simulation;
    struct rpc_error error;
    struct rpc_batch *batch;
};

static void two_done(struct two *two)
{
    rpc_simulated_done(&two->results[0]);
    rpc_simulated_done(&two->results[1]);
    rpc_error_done(&two->error);
    rpc_batch_free(two->batch);
}

static void ask(struct two *two)
{
    two->messages[0] = (struct rpc_message){
        .from = &account, .to = &account, .data = BYTES_OF(data)};
    two->messages[1] = (struct rpc_message){.to = &account, .value = u256_of(1), .gas = 16};
    two->simulation = (struct rpc_simulation){two->messages, two->results, 2};
    two->batch = two->batch != NULL ? two->batch : rpc_batch_new();
    ask_simulate(two->batch, &two->simulation, RPC_STATE(RPC_LATEST), &two->error);
}

Test(simulate, request)
{
    AUTO(two_done) struct two two = {.batch = NULL};
    ask(&two);
    AUTO(buf_done) struct buf request = canned_request(two.batch);
    cr_expect_str_eq((const char *)request.at,
                     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_simulateV1\",\"params\":["
                     "{\"blockStateCalls\":[{\"calls\":["
                     "{\"from\":\"0x1100000000000000000000000000000000000000\","
                     "\"to\":\"0x1100000000000000000000000000000000000000\",\"input\":\"0xabcd\"},"
                     "{\"to\":\"0x1100000000000000000000000000000000000000\",\"value\":\"0x1\","
                     "\"gas\":\"0x10\",\"input\":\"0x\"}]}]},\"latest\"]}");
}

Test(simulate, both_succeed)
{
    AUTO(two_done) struct two two = {.batch = NULL};
    ask(&two);
    cr_assert(canned_result(two.batch, BLOCK(DONE "," DONE)));
    for (size_t i = 0; i < 2; i++) {
        cr_expect(two.results[i].succeeded);
        cr_expect_eq(two.results[i].gas_used, 0xb447);
        cr_expect_eq(two.results[i].answer.len, 32);
        cr_expect_eq(two.results[i].error.code, 0);
    }
    cr_expect_eq(two.error.code, 0);
}

static void expect_reverted(const char *result)
{
    AUTO(two_done) struct two two = {.batch = NULL};
    static const uint8_t selector[] = {0x1e, 0x24, 0x94, 0x54};
    ask(&two);
    cr_assert(canned_result(two.batch, result));
    cr_expect(two.results[0].succeeded);
    cr_expect_not(two.results[1].succeeded);
    cr_expect(two.results[1].error.is_revert);
    cr_expect(bytes_equal(buf_view(&two.results[1].error.data), BYTES_OF(selector)));
}

Test(simulate, second_reverts)
{
    expect_reverted(BLOCK(DONE "," REVERTED));
    expect_reverted(BLOCK(DONE "," REVERTED_GETH));
}

Test(simulate, fails_without_data)
{
    AUTO(two_done) struct two two = {.batch = NULL};
    ask(&two);
    cr_assert(canned_result(two.batch, BLOCK(DONE "," OUT_OF_GAS)));
    cr_expect_not(two.results[1].succeeded);
    cr_expect_eq(two.results[1].error.code, -32015);
    cr_expect_str_eq(two.results[1].error.message, "out of gas");
    cr_expect_eq(two.results[1].error.data.len, 0);
}

Test(simulate, not_known)
{
    AUTO(two_done) struct two two = {.batch = NULL};
    ask(&two);
    canned_error(two.batch, "{\"code\":-32601,\"message\":\"the method does not exist\"}");
    cr_expect_eq(two.error.code, -32601);
    cr_expect_not(two.results[0].succeeded);
}

/* Of what is not of its form nothing is taken, also of what came before. */
Test(simulate, another_form)
{
    static const char *const results[] = {
        "null",
        "{}",
        "[]",
        "\"0x\"",
        "[{}]",
        "[{\"calls\":null}]",
        "[{\"calls\":{}}]",
        BLOCK(""),
        BLOCK(DONE),
        BLOCK(DONE "," DONE "," DONE),
        "[{\"calls\":[" DONE "," DONE "]},{\"calls\":[" DONE "," DONE "]}]",
        BLOCK(DONE ",null"),
        BLOCK(DONE ",{}"),
        BLOCK(DONE ",{\"returnData\":\"0x\",\"gasUsed\":\"0x1\"}"),
        BLOCK(DONE ",{\"returnData\":\"0x\",\"gasUsed\":\"0x1\",\"status\":\"0x2\"}"),
        BLOCK(DONE ",{\"returnData\":\"0x\",\"gasUsed\":\"1\",\"status\":\"0x1\"}"),
        BLOCK(DONE ",{\"returnData\":\"0x1\",\"gasUsed\":\"0x1\",\"status\":\"0x1\"}"),
        BLOCK(DONE ",{\"gasUsed\":\"0x1\",\"status\":\"0x1\"}"),
        BLOCK(DONE ",{\"returnData\":\"0x\",\"gasUsed\":\"0x1\",\"status\":\"0x0\"}"),
        BLOCK(DONE ",{\"returnData\":\"0x\",\"gasUsed\":\"0x1\",\"status\":\"0x0\",\"error\":1}"),
    };
    for (size_t i = 0; i < COUNT(results); i++) {
        AUTO(two_done) struct two two = {.batch = NULL};
        ask(&two);
        cr_expect_not(canned_result(two.batch, results[i]), "%s", results[i]);
        cr_expect_not(two.results[0].succeeded, "%s", results[i]);
        cr_expect_eq(two.results[0].answer.len, 0, "%s", results[i]);
    }
}

Test(simulate, asked_again)
{
    AUTO(two_done) struct two two = {.batch = NULL};
    ask(&two);
    cr_assert(canned_result(two.batch, BLOCK(DONE "," REVERTED)));
    ask(&two);
    cr_assert(canned_result(two.batch, BLOCK(DONE "," DONE)));
    cr_expect(two.results[1].succeeded);
    cr_expect_eq(two.results[1].error.code, 0);
}
