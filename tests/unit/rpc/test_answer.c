/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "canned.h"

TestSuite(answer, .timeout = 60);

/* Three questions, and where their answers go. */
struct three {
    struct rpc_batch *batch;
    uint64_t chain_id, number;
    struct u256 price;
    struct rpc_error error;
};

static struct three three_new(void)
{
    return (struct three){.batch = rpc_batch_new(), .chain_id = 7, .number = 7};
}

/* Behind the declaration: the batch has pointers to it. */
static enum rpc_answer three_read(struct three *three, const char *body, struct err *e)
{
    ask_chain_id(three->batch, &three->chain_id);
    ask_block_number(three->batch, &three->number);
    ask_gas_price(three->batch, &three->price, &three->error);
    return canned(three->batch, body, e);
}

static void three_done(struct three *three)
{
    rpc_error_done(&three->error);
    rpc_batch_free(three->batch);
}

Test(answer, batches_are_answered_in_any_order)
{
    static const char *const bodies[] = {
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x7f3\"},{\"jsonrpc\":\"2.0\",\"id\":2,"
        "\"result\":\"0x10\"},{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":\"0x5\"}]",
        " [ {\"id\":3,\"result\":\"0x5\",\"jsonrpc\":\"2.0\"},\n{\"result\":\"0x7f3\",\"more\":1,"
        "\"jsonrpc\":\"2.0\",\"id\":1}, {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"0x10\"}]\r\n",
    };
    for (size_t i = 0; i < COUNT(bodies); i++) {
        struct err e;
        AUTO(three_done) struct three three = three_new();
        cr_assert_eq(three_read(&three, bodies[i], &e), RPC_ANSWER_READ, "%s", e.text);
        uint64_t price = 0;
        cr_assert_eq(three.chain_id, 2035);
        cr_assert_eq(three.number, 16);
        cr_assert(u256_to_u64(&three.price, &price) && price == 5);
        cr_assert_eq(three.error.code, 0);
    }
}

#define ONE   "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}"
#define TWO   "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"0x2\"}"
#define THREE "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":\"0x3\"}"

Test(answer, batches_that_are_not_answered_as_they_have_to_be)
{
    static const struct {
        const char *body, *says;
    } cases[] = {
        {"[" ONE "," TWO "]", "missing"},
        {"[" ONE "," TWO "," TWO "]", "two answers"},
        {"[" ONE "," TWO "," THREE "," THREE "]", "two answers"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":\"0x3\"}]", "not asked"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x3\"}]", "not asked"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":\"3\",\"result\":\"0x3\"}]", "not asked"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":3.0,\"result\":\"0x3\"}]", "not asked"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}]", "not asked"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"result\":\"0x3\"}]", "not asked"},
        {"[" ONE "," TWO ",null]", "not asked"},
        {"[" ONE "," TWO ",[" THREE "]]", "not asked"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"1.0\",\"id\":3,\"result\":\"0x3\"}]", "without"},
        {"[" ONE "," TWO ",{\"jsonrpc\":2.0,\"id\":3,\"result\":\"0x3\"}]", "without"},
        {"[" ONE "," TWO ",{\"id\":3,\"result\":\"0x3\"}]", "without"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":3}]", "without"},
        {"[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":\"0x3\",\"error\":{\"code\":1,"
         "\"message\":\"\"}}]",
         "without"},
        {"[" ONE "," TWO "," THREE "]x", "line 1"},
        {"[" ONE "," TWO "," THREE, "line 1"},
        {"", "it is empty"},
        {"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "a web page"},
        {"\r\n  <html></html>", "a web page"},
        {"upstream connect error", "line 1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e;
        AUTO(three_done) struct three three = three_new();
        cr_assert_eq(three_read(&three, cases[i].body, &e), RPC_ANSWER_FOREIGN, "%s",
                     cases[i].body);
        cr_assert_eq(e.kind, ERR_SERVICE);
        cr_assert_not_null(strstr(e.text, "what 'https://node' answers is no JSON-RPC"), "%s",
                           e.text);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s: %s", cases[i].body, e.text);
        cr_assert(three.chain_id == 7 && three.number == 7, "%s", cases[i].body);
    }
}

Test(answer, nodes_that_take_no_batches)
{
    static const char *const bodies[] = {
        "[]",
        "{}",
        "null",
        "\"no\"",
        "17",
        ONE,
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no\"}}",
        "{\"error\":\"batches are not supported\"}",
        /* Erigon, and geth, of too many at once. */
        "[{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"batch limit 2 "
        "exceeded\"}}]",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32600,\"message\":\"batch too "
        "large\"}}]",
    };
    for (size_t i = 0; i < COUNT(bodies); i++) {
        struct err e;
        AUTO(three_done) struct three three = three_new();
        cr_assert_eq(three_read(&three, bodies[i], &e), RPC_ANSWER_NO_BATCH, "%s", bodies[i]);
        cr_assert(three.chain_id == 7 && three.number == 7, "%s", bodies[i]);
    }
}

Test(answer, a_node_that_is_busy_may_take_batches)
{
    static const char *const bodies[] = {
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32005,\"message\":\"limit\"}}",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"limit\"}}]",
    };
    for (size_t i = 0; i < COUNT(bodies); i++) {
        struct err e;
        AUTO(three_done) struct three three = three_new();
        cr_assert_eq(three_read(&three, bodies[i], &e), RPC_ANSWER_FAILED, "%s", bodies[i]);
        cr_assert_str_eq(e.text, "eth_chainId: limit");
    }
}

Test(answer, no_prefix_of_an_answer_is_one)
{
    static const char whole[] = "[" THREE "," ONE "," TWO "]";
    for (size_t n = 0; n < sizeof whole - 1; n++) {
        struct err e;
        char cut[sizeof whole] = "";
        AUTO(three_done) struct three three = three_new();
        memcpy(cut, whole, n);
        cr_assert_eq(three_read(&three, cut, &e), RPC_ANSWER_FOREIGN, "%s", cut);
    }
}

Test(answer, an_error_goes_where_there_is_a_place_for_it)
{
    struct err e;
    AUTO(three_done) struct three three = three_new();
    cr_assert_eq(three_read(&three,
                            "[" ONE "," TWO
                            ",{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-32601,"
                            "\"message\":\"the method eth_gasPrice does not exist/is not "
                            "available\"}}]",
                            &e),
                 RPC_ANSWER_READ);
    cr_assert_eq(three.error.code, -32601);
    cr_assert_str_eq(three.error.message,
                     "the method eth_gasPrice does not exist/is not available");
    cr_assert(u256_is_zero(&three.price));

    /* A result takes it away. */
    cr_assert_eq(three_read(&three, "[" ONE "," TWO "," THREE "]", &e), RPC_ANSWER_READ);
    cr_assert_eq(three.error.code, 0);
}

Test(answer, an_error_without_a_place_fails_and_the_others_are_there)
{
    struct err e;
    AUTO(three_done) struct three three = three_new();
    cr_assert_eq(three_read(&three,
                            "[" ONE ",{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32000,"
                            "\"message\":\"on \\u001b[31mfire\"}}," THREE "]",
                            &e),
                 RPC_ANSWER_FAILED);
    cr_assert_eq(e.kind, ERR_SERVICE);
    cr_assert_str_eq(e.text, "eth_blockNumber: on \\x1b[31mfire");
    cr_assert_eq(three.chain_id, 1);
    cr_assert_eq(three.number, 7);
    cr_assert_not(u256_is_zero(&three.price));
}

Test(answer, the_first_failure_is_told)
{
    struct err e;
    AUTO(three_done) struct three three = three_new();
    cr_assert_eq(three_read(&three,
                            "[{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":2},"
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":"
                            "\"first\"}}," THREE "]",
                            &e),
                 RPC_ANSWER_FAILED);
    cr_assert_str_eq(e.text, "eth_chainId: first");
}

/* What anvil says of a revert whose data it takes for a text. */
Test(answer, escaped_nuls_are_no_reason_to_refuse_it)
{
    struct err e;
    AUTO(three_done) struct three three = three_new();
    cr_assert_eq(three_read(&three,
                            "[" ONE "," TWO ",{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{"
                            "\"code\":3,\"message\":\"a\\u0000b \\\\u0000\"}}]",
                            &e),
                 RPC_ANSWER_READ);
    cr_assert_str_eq(three.error.message, "a\xef\xbf\xbd"
                                          "b \\u0000");
}

static enum rpc_answer one_read(const char *body, uint64_t *number, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_block_number(batch, number);
    return canned(batch, body, e);
}

Test(answer, a_question_by_itself)
{
    struct err e;
    uint64_t number = 0;
    cr_assert_eq(one_read(ONE, &number, &e), RPC_ANSWER_READ);
    cr_assert_eq(number, 1);
    static const char *const foreign[] = {
        "[" ONE "]",
        TWO,
        "{}",
        "null",
        "[]",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":1,\"message\":\"\"}}",
    };
    for (size_t i = 0; i < COUNT(foreign); i++) {
        cr_assert_eq(one_read(foreign[i], &number, &e), RPC_ANSWER_FOREIGN, "%s", foreign[i]);
    }
    /* What stands before a node does not always know what was asked. */
    static const char *const without[] = {
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"no key\"}}",
        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"no key\"}}",
    };
    for (size_t i = 0; i < COUNT(without); i++) {
        cr_assert_eq(one_read(without[i], &number, &e), RPC_ANSWER_FAILED, "%s", without[i]);
        cr_assert_str_eq(e.text, "eth_blockNumber: no key");
    }
    cr_assert_eq(number, 1);
}

Test(answer, errors_that_are_none)
{
    static const char *const errors[] = {
        "null",
        "\"text\"",
        "{}",
        "{\"code\":1}",
        "{\"message\":\"x\"}",
        "{\"code\":\"1\",\"message\":\"x\"}",
        "{\"code\":1.5,\"message\":\"x\"}",
        "{\"code\":1,\"message\":null}",
        "{\"code\":99999999999999999999,\"message\":\"x\"}",
    };
    for (size_t i = 0; i < COUNT(errors); i++) {
        struct err e;
        uint64_t number = 7;
        AUTO(buf_done) struct buf body = buf_start(KIB);
        buf_printf(&body, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":%s}", errors[i]);
        buf_char(&body, 0);
        cr_assert_eq(one_read((const char *)body.at, &number, &e), RPC_ANSWER_FAILED, "%s",
                     errors[i]);
        cr_assert_not_null(strstr(e.text, "not of its form"), "%s", e.text);
    }
}

Test(answer, too_many_requests_are_seen_wherever_it_is_said)
{
    static const struct {
        const char *body;
        bool is_busy;
    } cases[] = {
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"limit "
         "exceeded\"}}",
         true},
        {"[" ONE ",{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":429,\"message\":\"x\"}}]",
         true},
        {"[{\"id\":2,\"error\":{\"code\":-32000,\"message\":\"Too Many Requests\"}}," ONE "]",
         true},
        {"{\"error\":{\"code\":-32016,\"message\":\"over rate limit\"}}", true},
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":3,\"message\":\"execution reverted: "
         "rate limit\"}}",
         false},
        {"[" ONE "]", false},
        {"{\"result\":\"\\\"error\\\" -32005\"}", false},
        {"{\"error\":", false},
        {"", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_eq(rpc_answer_is_busy(text_bytes(text_of(cases[i].body))), cases[i].is_busy, "%s",
                     cases[i].body);
    }
}
