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

/* What is behind an option of the vector's command. */
static bool read_option(const struct json_value *vector, const char *option, struct u256 *out)
{
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
    (void)text_split(text_of(found + strlen(option)), ' ', &amount, &rest);
    cr_assert(amount_parse(amount, out, &e), "%s", e.text);
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

static void check_decoded(const struct fee *fee, const struct json_value *decoded, const char *id)
{
    if (text_is(vector_text(decoded, "type"), "0x0")) {
        cr_assert_eq(fee->kind, TRANSACTION_LEGACY, "%s", id);
        expect_hex(&fee->max_fee, decoded, "gasPrice", id);
        return;
    }
    cr_assert_eq(fee->kind, TRANSACTION_EIP1559, "%s", id);
    expect_hex(&fee->max_fee, decoded, "maxFeePerGas", id);
    expect_hex(&fee->priority_fee, decoded, "maxPriorityFeePerGas", id);
    cr_assert_eq(fee->is_priority_above, u256_compare(&fee->priority_fee, &fee->max_fee) > 0);
}

/* Without as_cast the same, but where no node would take it: there the half that was not given is
 * moved. */
static void check_by_default(const struct fee_answers *answers, struct fee_wish wish,
                             const struct fee *as_cast, const char *id)
{
    struct fee fee = {0};
    struct err e = {0};
    wish.as_cast = false;
    cr_assert(fee_of(answers, &wish, &fee, &e), "%s: %s", id, e.text);
    cr_assert_not(fee.is_priority_above, "%s", id);
    cr_assert_eq(fee.was_adjusted, as_cast->is_priority_above, "%s", id);
    cr_assert_leq(u256_compare(&fee.priority_fee, &fee.max_fee), 0, "%s", id);
    if (!fee.was_adjusted || wish.max_fee != NULL) {
        cr_assert_eq(u256_compare(&fee.max_fee, &as_cast->max_fee), 0, "%s", id);
    }
    if (!fee.was_adjusted || wish.priority_fee != NULL) {
        cr_assert_eq(u256_compare(&fee.priority_fee, &as_cast->priority_fee), 0, "%s", id);
    }
}

static unsigned compared;
static unsigned odd;

static void check_vector(const struct json_value *vector)
{
    struct err e = {0};
    struct u256 max_fee;
    struct u256 priority_fee;
    struct fee fee = {0};
    const char *id = vector_id(vector);
    const struct json_value *decoded = json_member(vector, "decoded");
    /* cast's --gas-price is the max fee of what is no legacy transaction. */
    const struct fee_wish wish = {
        .max_fee = read_option(vector, " --gas-price ", &max_fee) ? &max_fee : NULL,
        .priority_fee = read_option(vector, " --priority-gas-price ", &priority_fee) ? &priority_fee
                                                                                     : NULL,
        .as_cast = true,
    };
    AUTO(fee_answers_done) struct fee_answers answers = {0};
    answer(json_member(vector, "node"), &answers);
    bool ok = fee_of(&answers, &wish, &fee, &e);
    compared++;
    if (!ok) {
        /* No base fee, and no gas price: cast says "unsupported feature: eip1559". */
        cr_assert(json_is_null(decoded), "%s", id);
        cr_assert_eq(e.kind, ERR_SERVICE);
        return;
    }
    odd += fee.is_priority_above ? 1 : 0;
    if (json_is_null(decoded)) {
        /* cast stopped at the gas, which is no matter of fees. */
        cr_assert_eq(fee.kind, TRANSACTION_EIP1559, "%s", id);
    } else {
        check_decoded(&fee, decoded, id);
    }
    check_by_default(&answers, wish, &fee, id);
}

Test(fee, vectors)
{
    vectors_visit("fees.json", check_vector);
    cr_assert_geq(compared, 18);
    cr_assert_geq(odd, 1);
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

/* What was not given stays as the chain has it, whatever comes of it. */
Test(fee, wishes_as_cast)
{
    const struct u256 one = u256_of(1);
    const struct u256 two = u256_of(2);
    const struct u256 five = u256_of(5);
    const struct u256 much = u256_of(1000);
    const struct fee_answers answers = usual();
    const struct {
        struct fee_wish wish;
        uint64_t max_fee, priority_fee;
        bool is_above;
    } cases[] = {
        {{.as_cast = true}, 202, 2, false},
        {{.max_fee = &five, .as_cast = true}, 5, 2, false},
        {{.max_fee = &two, .as_cast = true}, 2, 2, false},
        {{.max_fee = &one, .as_cast = true}, 1, 2, true},
        {{.priority_fee = &much, .as_cast = true}, 202, 1000, true},
        {{.max_fee = &one, .priority_fee = &five, .as_cast = true}, 1, 5, true},
        {{.gas_price = &five, .as_cast = true}, 5, 0, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fee fee = {0};
        struct err e;
        cr_assert(fee_of(&answers, &cases[i].wish, &fee, &e), "%zu: %s", i, e.text);
        cr_assert_eq(small(&fee.max_fee), cases[i].max_fee, "%zu", i);
        cr_assert_eq(small(&fee.priority_fee), cases[i].priority_fee, "%zu", i);
        cr_assert_eq(fee.is_priority_above, cases[i].is_above, "%zu", i);
        cr_assert_not(fee.was_adjusted, "%zu", i);
    }
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
        {.max_fee = &one, .gas_price = &five, .as_cast = true},
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
