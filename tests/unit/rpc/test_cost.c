/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/cost.h"

#include <criterion/criterion.h>
#include <string.h>

#include "canned.h"

TestSuite(cost, .timeout = 60);

static const struct fee_wish no_wish = {NULL};
static const struct l1_fee_answers not_asked;

/* A base fee of 10 and a priority fee of 1: 21 at most, 11 likely. */
static struct cost_answers answers_of_chain(void)
{
    return (struct cost_answers){
        .fee = {.history_error = {.code = -32601},
                .latest = {.is_there = true, .has_base_fee = true, .base_fee = u256_of(10)},
                .priority_fee = u256_of(1)},
    };
}

static struct cost cost_of(const struct cost_answers *answers, const struct fee_wish *wish)
{
    struct err e;
    struct cost cost;
    cr_assert(cost_start(&cost, answers, wish, &e), "%s", e.text);
    return cost;
}

static struct sender_item item_of(uint64_t gas_limit, uint64_t value)
{
    return (struct sender_item){.gas_limit = gas_limit, .value = u256_of(value)};
}

static void add(struct cost *cost, const struct sender_item *item,
                const struct l1_fee_answers *l1_fee)
{
    struct err e;
    const struct cost_part part = {item, item->gas_limit / 2, l1_fee};
    cr_assert(cost_add(cost, &part, &e), "%s", e.text);
}

static bool is_u64(const struct u256 *value, uint64_t wanted)
{
    const struct u256 wide = u256_of(wanted);
    return u256_compare(value, &wide) == 0;
}

Test(cost, gas_and_values_are_summed_up)
{
    const struct cost_answers answers = answers_of_chain();
    const struct sender_item items[] = {item_of(2000, 0), item_of(20, 3)};
    struct cost cost = cost_of(&answers, &no_wish);
    cr_assert(u256_is_zero(&cost.most) && u256_is_zero(&cost.likely));
    add(&cost, &items[0], &not_asked);
    add(&cost, &items[1], &not_asked);
    cr_assert(is_u64(&cost.likely, 1010 * 11 + 3));
    cr_assert(is_u64(&cost.most, 2020 * 21 + 3));
    cr_assert(cost.l1_known == L1_ABSENT && cost.operator_known == L1_ABSENT);
}

Test(cost, a_likely_price_is_not_above_the_max_fee)
{
    const struct u256 five = u256_of(5);
    const struct u256 seven = u256_of(7);
    const struct fee_wish low = {.max_fee = &five};
    const struct fee_wish legacy = {.gas_price = &seven};
    const struct cost_answers answers = answers_of_chain();
    const struct sender_item item = item_of(200, 0);
    struct cost cost = cost_of(&answers, &low);
    add(&cost, &item, &not_asked);
    cr_assert(is_u64(&cost.likely, 500));
    cost = cost_of(&answers, &legacy);
    add(&cost, &item, &not_asked);
    cr_assert(is_u64(&cost.likely, 700));
    cr_assert(is_u64(&cost.most, 1400));
}

Test(cost, beyond_256_bits)
{
    struct err e;
    const struct cost_answers answers = answers_of_chain();
    const struct sender_item twice = item_of(2, 0);
    const struct sender_item once = item_of(1, 0);
    const struct cost_part large = {&twice, 0, &not_asked};
    const struct cost_part another = {&once, 0, &not_asked};
    struct cost cost = cost_of(&answers, &no_wish);
    cost.fee.max_fee = u256_max;
    cr_assert_not(cost_add(&cost, &large, &e), "a product");
    cr_assert_eq(e.kind, ERR_USAGE);
    cost = cost_of(&answers, &no_wish);
    cost.fee.max_fee = u256_max;
    cr_assert(cost_add(&cost, &another, &e), "%s", e.text);
    cr_assert_not(cost_add(&cost, &another, &e), "a sum");
    cr_assert_eq(e.kind, ERR_USAGE);
}

/* A word of one answer of the oracle. */
static struct buf word_of(uint64_t value)
{
    uint8_t word[U256_SIZE];
    const struct u256 wide = u256_of(value);
    struct buf out = buf_start(U256_SIZE);
    u256_to_bytes(&wide, word);
    buf_add(&out, BYTES_OF(word));
    return out;
}

/* 7 once and 3 for a unit of gas. */
static struct operator_fee_answers operator_takes(void)
{
    return (struct operator_fee_answers){
        .is_isthmus = word_of(1),
        .of_none = word_of(7),
        .of_much = word_of(UINT64_C(3000000000000) + 7),
    };
}

Test(cost, what_is_taken_beside_gas)
{
    const struct sender_item items[] = {item_of(200, 0), item_of(20, 0)};
    AUTO(cost_answers_done) struct cost_answers answers = answers_of_chain();
    AUTO(l1_fee_answers_done)
    struct l1_fee_answers first = {.upper_bound = word_of(1000), .exact = word_of(900)};
    AUTO(l1_fee_answers_done)
    struct l1_fee_answers second = {.upper_bound = word_of(50), .exact = word_of(60)};
    answers.operator_fee = operator_takes();
    struct cost cost = cost_of(&answers, &no_wish);
    add(&cost, &items[0], &first);
    add(&cost, &items[1], &second);
    cr_assert(cost.l1_known == L1_KNOWN && cost.operator_known == L1_KNOWN);
    cr_assert(is_u64(&cost.l1_fee, 1060));
    cr_assert(is_u64(&cost.operator_fee, 2 * 7 + 3 * 220));
    cr_assert(is_u64(&cost.most, 220 * 21 + 1060 + 2 * 7 + 3 * 220));
    cr_assert(is_u64(&cost.likely, 110 * 11 + 1060 + 2 * 7 + 3 * 110));
}

Test(cost, an_oracle_that_says_too_much)
{
    struct err e;
    uint8_t most[U256_SIZE];
    const struct cost_answers answers = answers_of_chain();
    const struct sender_item item = item_of(200, 0);
    AUTO(l1_fee_answers_done) struct l1_fee_answers l1_fee = {.exact = buf_start(U256_SIZE)};
    const struct cost_part part = {&item, 100, &l1_fee};
    struct cost cost = cost_of(&answers, &no_wish);
    u256_to_bytes(&u256_max, most);
    buf_add(&l1_fee.exact, BYTES_OF(most));
    cr_assert_not(cost_add(&cost, &part, &e));
    cr_assert_eq(e.kind, ERR_SERVICE);
}

/* What was warned of. */
static void take_line(void *where, const char *text)
{
    char *warned = where;
    (void)strncat(warned, text, KIB - strlen(warned) - 1);
}

/* It is in no sum, which no ceiling can then be held against. */
static void expect_unknown(const struct cost *cost)
{
    struct err e;
    char warned[KIB] = "";
    const struct log log = {take_line, warned};
    const struct u256 much = u256_max;
    cr_assert(is_u64(&cost->most, 200 * 21));
    cr_assert(cost_check_known(cost, NULL, &log, &e), "%s", e.text);
    cr_assert_not_null(strstr(warned, "does not say what it takes"), "%s", warned);
    warned[0] = 0;
    cr_assert_not(cost_check_known(cost, &much, &log, &e));
    cr_assert_eq(e.kind, ERR_REFUSED);
    cr_assert_not_null(strstr(e.text, "--max-cost cannot be held"), "%s", e.text);
    cr_assert_str_eq(warned, "");
}

Test(cost, an_oracle_that_does_not_say)
{
    const struct sender_item item = item_of(200, 0);
    const struct l1_fee_answers reverted = {.upper_bound_error = {.code = 3}};
    AUTO(l1_fee_answers_done) struct l1_fee_answers known = {.exact = word_of(0)};
    AUTO(cost_answers_done) struct cost_answers answers = answers_of_chain();
    struct cost cost = cost_of(&answers, &no_wish);
    add(&cost, &item, &reverted);
    cr_assert_eq(cost.l1_known, L1_UNKNOWN);
    expect_unknown(&cost);

    answers.operator_fee = operator_takes();
    buf_clear(&answers.operator_fee.of_none);
    cost = cost_of(&answers, &no_wish);
    add(&cost, &item, &known);
    cr_assert(cost.l1_known == L1_KNOWN && cost.operator_known == L1_UNKNOWN);
    expect_unknown(&cost);
}

/* One that is known does not make up for one that is not. */
Test(cost, half_of_it_known)
{
    const struct sender_item item = item_of(100, 0);
    const struct l1_fee_answers reverted = {.upper_bound_error = {.code = 3}};
    AUTO(l1_fee_answers_done) struct l1_fee_answers known = {.exact = word_of(5)};
    const struct cost_answers answers = answers_of_chain();
    struct cost cost = cost_of(&answers, &no_wish);
    add(&cost, &item, &reverted);
    add(&cost, &item, &known);
    cr_assert_eq(cost.l1_known, L1_UNKNOWN);
}

Test(cost, ceiling_and_balance)
{
    struct err e;
    const struct log none = {NULL};
    const struct cost cost = {.most = u256_of(1000)};
    struct u256 ceiling = u256_of(1000);
    struct u256 balance = u256_of(1000);
    const struct cost_limits limits = {&ceiling, &balance, "somebody", "ETH"};
    const struct cost_limits no_ceiling = {NULL, &balance, "somebody", "ETH"};
    cr_assert_eq(cost_fit(&cost, &limits), COST_FITS);
    cr_assert(cost_check(&cost, &limits, &none, &e), "%s", e.text);

    balance = u256_of(999);
    cr_assert_eq(cost_fit(&cost, &limits), COST_ABOVE_BALANCE);
    cr_assert_not(cost_check(&cost, &no_ceiling, &none, &e));
    cr_assert_eq(e.kind, ERR_REFUSED);
    cr_assert_str_eq(e.text,
                     "somebody has 0.000000000000000999 ETH, and it may cost 0.000000000000001");

    ceiling = u256_of(999);
    cr_assert_eq(cost_fit(&cost, &limits), COST_ABOVE_MAX);
    cr_assert_eq(cost_fit(&cost, &no_ceiling), COST_ABOVE_BALANCE);
    cr_assert_not(cost_check(&cost, &limits, &none, &e));
    cr_assert_eq(e.kind, ERR_REFUSED);
    cr_assert_str_eq(e.text, "it may cost 0.000000000000001 ether, above --max-cost "
                             "0.000000000000000999 ether");
}

/* The size of the transaction to come: as much as one with numbers as large as they get. */
Test(cost, what_is_asked_of_a_transaction)
{
    static const uint8_t data[] = {1, 2, 3};
    const struct sender_item item = {.data = BYTES_OF(data), .value = u256_of(5)};
    AUTO(l1_fee_answers_done) struct l1_fee_answers out = {.upper_bound = {0}};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    cost_ask_item(batch, 2035, &item, &out);
    AUTO(buf_done) struct buf request = canned_request(batch);
    const char *const text = (const char *)request.at;
    /* Its bytes: 02, a list of chain id, four numbers, receiver, value, data, and no access list.
     */
    cr_assert_not_null(strstr(text, "02f8"), "%s", text);
    cr_assert_not_null(strstr(text, "8207f384ffffffff88ffffffffffffffff88ffffffffffffffff"
                                    "84ffffffff94"),
                       "%s", text);
    cr_assert_not_null(strstr(text, "0583010203c0"), "%s", text);
}

Test(cost, the_operator_is_asked_on_its_chains_alone)
{
    for (int is_op_stack = 0; is_op_stack < 2; is_op_stack++) {
        AUTO(cost_answers_done) struct cost_answers out = {.fee = {.gas_price = u256_zero}};
        AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
        cost_ask(batch, is_op_stack != 0, &out);
        AUTO(buf_done) struct buf request = canned_request(batch);
        const char *const text = (const char *)request.at;
        cr_assert_eq(strstr(text, "eth_call") != NULL, is_op_stack != 0);
        cr_assert_not_null(strstr(text, "eth_feeHistory"));
    }
}
