/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/fee.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "canned.h"
#include "chain/amount.h"
#include "chain/vectors.h"

TestSuite(fee, .timeout = 60);

static void put_raw(struct buf *out, const struct json_value *value);

static void put_members(struct buf *out, const struct json_value *value)
{
    for (const struct json_value *each = json_first(value); each != NULL; each = json_next(each)) {
        buf_text(out, each == json_first(value) ? "" : ",");
        if (json_is_object(value)) {
            buf_printf(out, "\"%.*s\":", TEXT_ARG(json_name(each)));
        }
        put_raw(out, each);
    }
}

/* The value as JSON again: answers of the vectors have no characters to escape. */
static void put_raw(struct buf *out, const struct json_value *value)
{
    struct text text;
    if (json_is_null(value)) {
        buf_text(out, "null");
    } else if (json_text(value, &text)) {
        buf_printf(out, "\"%.*s\"", TEXT_ARG(text));
    } else if (json_number(value, &text)) {
        buf_slice(out, text);
    } else {
        bool is_object = json_is_object(value);
        buf_char(out, is_object ? '{' : '[');
        put_members(out, value);
        buf_char(out, is_object ? '}' : ']');
    }
}

/* What the node of a vector answers to each question; the mock knew no other methods. */
static void answer(const struct json_value *node, struct fee_answers *out)
{
    struct err e;
    AUTO(buf_done) struct buf body = buf_start(MIB);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    fee_ask(batch, out);
    buf_char(&body, '[');
    for (size_t i = 0; i < batch->n; i++) {
        const struct json_value *value = json_member(node, batch->calls[i].method);
        buf_printf(&body, "%s{\"jsonrpc\":\"2.0\",\"id\":%zu,", i > 0 ? "," : "", i + 1);
        if (value == NULL || json_is_null(value)) {
            buf_text(&body, "\"error\":{\"code\":-32601,\"message\":\"method not found\"}}");
            continue;
        }
        buf_text(&body, "\"result\":");
        put_raw(&body, value);
        buf_char(&body, '}');
    }
    buf_text(&body, "]");
    buf_char(&body, 0);
    cr_assert(buf_is_whole(&body));
    cr_assert_eq(canned(batch, (const char *)body.at, &e), RPC_ANSWER_READ, "%s", e.text);
}

/* cast's --gas-price is the max fee of what is no legacy transaction. */
static bool read_wish(const struct json_value *vector, struct u256 *max_fee)
{
    static const char option[] = "--gas-price ";
    AUTO(buf_done) struct buf command = buf_start(KIB);
    buf_slice(&command, vector_text(vector, "cmd"));
    buf_char(&command, 0);
    const char *found = strstr((const char *)command.at, option);
    struct text amount;
    struct text rest;
    struct err e;
    if (found == NULL) {
        return false;
    }
    (void)text_split(text_of(found + sizeof option - 1), ' ', &amount, &rest);
    cr_assert(amount_parse(amount, max_fee, &e), "%s", e.text);
    return true;
}

static void expect_hex(const struct u256 *value, const struct json_value *decoded,
                       const char *member, const char *id)
{
    struct text text = vector_text(decoded, member);
    struct u256 wanted;
    cr_assert(u256_parse((struct text){text.at + 2, text.len - 2}, 16, &wanted), "%s", id);
    cr_assert_eq(u256_compare(value, &wanted), 0, "%s: %s", id, member);
}

static unsigned compared;

static void check_vector(const struct json_value *vector)
{
    struct err e = {0};
    struct u256 max_fee;
    struct fee fee = {0};
    const char *id = vector_id(vector);
    const struct json_value *decoded = json_member(vector, "decoded");
    const struct fee_wish wish = {.max_fee = read_wish(vector, &max_fee) ? &max_fee : NULL};
    AUTO(fee_answers_done) struct fee_answers answers = {0};
    answer(json_member(vector, "node"), &answers);
    bool ok = fee_of(&answers, &wish, &fee, &e);
    compared++;
    if (strcmp(id, "fees-011") == 0) {
        /* No base fee, and no gas price: cast says "unsupported feature: eip1559". */
        cr_assert_not(ok);
        cr_assert_eq(e.kind, ERR_SERVICE);
        return;
    }
    cr_assert(ok, "%s: %s", id, e.text);
    if (strcmp(id, "fees-019") == 0) {
        /* Where cast makes an invalid transaction the priority fee is moved. */
        expect_hex(&fee.max_fee, decoded, "maxFeePerGas", id);
        cr_assert(fee.was_adjusted && u256_compare(&fee.priority_fee, &fee.max_fee) == 0);
    } else if (json_is_null(decoded)) {
        /* cast stopped at the gas, which is no matter of fees. */
        cr_assert_eq(fee.kind, TRANSACTION_EIP1559, "%s", id);
    } else if (text_is(vector_text(decoded, "type"), "0x0")) {
        cr_assert_eq(fee.kind, TRANSACTION_LEGACY, "%s", id);
        expect_hex(&fee.max_fee, decoded, "gasPrice", id);
    } else {
        cr_assert_eq(fee.kind, TRANSACTION_EIP1559, "%s", id);
        cr_assert_not(fee.was_adjusted, "%s", id);
        expect_hex(&fee.max_fee, decoded, "maxFeePerGas", id);
        expect_hex(&fee.priority_fee, decoded, "maxPriorityFeePerGas", id);
    }
}

Test(fee, vectors)
{
    vectors_visit("fees.json", check_vector);
    cr_assert_eq(compared, 18);
}

/* A node of a base fee of 100 and rewards of 1, 2, 3 and 4. */
static struct fee_answers usual(void)
{
    struct fee_answers answers = {
        .latest = {.is_there = true, .has_base_fee = true, .base_fee = u256_of(100)},
        .gas_price = u256_of(170),
        .priority_fee = u256_of(50),
    };
    answers.history.n_base_fees = 5;
    answers.history.n_rewards = 4;
    for (size_t i = 0; i < 5; i++) {
        answers.history.base_fee[i] = u256_of(i == 4 ? 999 : 100);
        answers.history.reward[i] = u256_of(4 - i % 4);
    }
    return answers;
}

static uint64_t small(const struct u256 *value)
{
    uint64_t out = 0;
    cr_assert(u256_to_u64(value, &out));
    return out;
}

static void expect_fee(const struct fee_answers *answers, const struct fee_wish *wish,
                       uint64_t max_fee, uint64_t priority_fee, bool was_adjusted)
{
    struct fee fee = {0};
    struct err e;
    cr_assert(fee_of(answers, wish, &fee, &e), "%s", e.text);
    cr_assert_eq(small(&fee.max_fee), max_fee, "max fee %lu", (unsigned long)small(&fee.max_fee));
    cr_assert_eq(small(&fee.priority_fee), priority_fee, "priority fee %lu",
                 (unsigned long)small(&fee.priority_fee));
    cr_assert_eq(fee.was_adjusted, was_adjusted);
}

Test(fee, fall_backs)
{
    const struct fee_wish none = {0};
    struct fee_answers answers = usual();
    expect_fee(&answers, &none, 202, 2, false);

    answers.history_error.code = -32601;
    expect_fee(&answers, &none, 250, 50, false);

    answers.history_error.code = 0;
    answers.history.n_base_fees = 0;
    expect_fee(&answers, &none, 202, 2, false);

    /* Of a history of nothing the node's own proposal counts, if it has one. */
    answers.history.n_rewards = 0;
    expect_fee(&answers, &none, 250, 50, false);
    answers.priority_fee_error.code = -32601;
    expect_fee(&answers, &none, 201, 1, false);

    /* A chain whose base fee is 0 has one. */
    answers = usual();
    answers.history.base_fee[3] = u256_zero;
    answers.latest.base_fee = u256_zero;
    expect_fee(&answers, &none, 2, 2, false);

    struct fee fee;
    struct err e;
    answers.latest.has_base_fee = false;
    cr_assert(fee_of(&answers, &none, &fee, &e));
    cr_assert(fee.kind == TRANSACTION_LEGACY && small(&fee.max_fee) == 170);

    answers = usual();
    answers.history_error.code = -32601;
    answers.priority_fee_error.code = -32601;
    cr_assert(fee_of(&answers, &none, &fee, &e));
    cr_assert(fee.kind == TRANSACTION_LEGACY && small(&fee.max_fee) == 170);
    answers.gas_price_error.code = -32601;
    cr_assert_not(fee_of(&answers, &none, &fee, &e));
    cr_assert_eq(e.kind, ERR_SERVICE);
}

Test(fee, wishes)
{
    const struct u256 one = u256_of(1);
    const struct u256 five = u256_of(5);
    const struct u256 much = u256_of(1000);
    const struct fee_answers answers = usual();
    expect_fee(&answers, &(struct fee_wish){.max_fee = &five}, 5, 2, false);
    expect_fee(&answers, &(struct fee_wish){.max_fee = &one}, 1, 1, true);
    expect_fee(&answers, &(struct fee_wish){.priority_fee = &one}, 202, 1, false);
    expect_fee(&answers, &(struct fee_wish){.priority_fee = &much}, 1200, 1000, true);
    expect_fee(&answers, &(struct fee_wish){.max_fee = &much, .priority_fee = &five}, 1000, 5,
               false);
    expect_fee(&answers, &(struct fee_wish){.max_fee = &five, .priority_fee = &five}, 5, 5, false);
    expect_fee(&answers, &(struct fee_wish){.gas_price = &five}, 5, 0, false);
}

Test(fee, wishes_that_do_not_go_together)
{
    struct err e;
    struct fee fee;
    const struct u256 one = u256_of(1);
    const struct u256 five = u256_of(5);
    const struct fee_wish wishes[] = {
        {.max_fee = &one, .priority_fee = &five},
        {.max_fee = &one, .gas_price = &five},
        {.priority_fee = &one, .gas_price = &five},
    };
    const struct fee_answers answers = usual();
    for (size_t i = 0; i < COUNT(wishes); i++) {
        cr_assert_not(fee_of(&answers, &wishes[i], &fee, &e));
        cr_assert_eq(e.kind, ERR_USAGE);
    }
}

Test(fee, wishes_where_there_is_no_base_fee)
{
    struct err e;
    struct fee fee;
    const struct u256 five = u256_of(5);
    struct fee_answers answers = usual();
    answers.history_error.code = answers.latest_error.code = -32601;
    answers.gas_price_error.code = answers.priority_fee_error.code = -32601;
    cr_assert_not(fee_of(&answers, &(struct fee_wish){.max_fee = &five}, &fee, &e));
    cr_assert_eq(e.kind, ERR_USAGE);
    /* What is said in full needs no node. */
    cr_assert(fee_of(&answers, &(struct fee_wish){.gas_price = &five}, &fee, &e));
    cr_assert(fee.kind == TRANSACTION_LEGACY && small(&fee.max_fee) == 5);
    expect_fee(&answers, &(struct fee_wish){.max_fee = &five, .priority_fee = &five}, 5, 5, false);
}

Test(fee, fees_that_do_not_fit)
{
    const struct fee_wish none = {0};
    struct fee_answers answers = usual();
    struct fee fee;
    struct err e;
    answers.history.base_fee[3] = u256_max;
    cr_assert(fee_of(&answers, &none, &fee, &e));
    cr_assert_eq(u256_compare(&fee.max_fee, &u256_max), 0);
    answers = usual();
    for (size_t i = 0; i < 4; i++) {
        answers.history.reward[i] = u256_max;
    }
    cr_assert(fee_of(&answers, &none, &fee, &e));
    cr_assert_leq(u256_compare(&fee.priority_fee, &fee.max_fee), 0);
}
