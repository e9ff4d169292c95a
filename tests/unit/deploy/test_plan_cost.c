/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "sample_step.h"

TestSuite(plan_cost, .timeout = 60);

Test(plan_cost, a_fifth_is_added_within_what_a_transaction_and_a_block_take)
{
    static const struct {
        uint64_t gas, block, limit;
    } cases[] = {
        {100000, 30000000, 120000},         {100000, 0, 120000},
        {29000000, 30000000, 30000000}, /* not above the block */
        {15000000, 30000000, 16777216}, /* not above EIP-7825 where the estimate is not */
        {16777216, 30000000, 16777216},     {16777217, 30000000, 20132660},
        {31000000, 30000000, 37200000}, /* the check says so */
        {UINT64_MAX, 30000000, UINT64_MAX},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_eq(gas_with_margin(cases[i].gas, cases[i].block), cases[i].limit, "case %zu", i);
    }
}

/* 21000 + 32000 + 2 for the one word of init code + 4 for the zeros, 16 for each other byte (3 and
 * 12), + 200 for the 3 bytes of runtime code, + 500000. */
Test(plan_cost, what_a_size_costs)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    sample.step.artifact = &sample.file;
    cr_assert_eq(gas_of_size(&sample.step), 21000 + 32000 + 2 + 3 * 4 + 12 * 16 + 600 + 500000);
}

static struct plan plan_with(struct plan_step *steps, size_t n)
{
    return (struct plan){
        .steps = steps,
        .n = n,
        .fee = {.kind = TRANSACTION_EIP1559,
                .max_fee = u256_of(21),
                .priority_fee = u256_of(1),
                .base_fee = u256_of(10)},
    };
}

static struct plan_step step_with(enum plan_state state, uint64_t gas, uint64_t value)
{
    return (struct plan_step){
        .state = state,
        .gas = gas,
        .item = {.gas_limit = gas * 2, .value = u256_of(value)},
    };
}

static bool is_u64(const struct u256 *value, uint64_t wanted)
{
    const struct u256 wide = u256_of(wanted);
    return u256_compare(value, &wide) == 0;
}

Test(plan_cost, steps_to_do_are_summed_up_and_no_others)
{
    struct err e;
    struct plan_step steps[] = {
        step_with(PLAN_TO_DO, 1000, 0),
        step_with(PLAN_UNCHANGED, 7777, 99),
        step_with(PLAN_PENDING, 5555, 98),
        step_with(PLAN_TO_DO, 10, 3),
    };
    struct step_answers each[COUNT(steps)] = {{.gas = 0}};
    const struct plan_answers answers = {.steps = each, .n = COUNT(steps)};
    struct plan plan = plan_with(steps, COUNT(steps));
    cr_assert(plan_cost(&plan, &answers, &e), "%s", e.text);
    cr_assert(is_u64(&plan.cost_likely, 1010 * 11 + 3));
    cr_assert(is_u64(&plan.cost_max, 2020 * 21 + 3));
    cr_assert_not(plan.has_l1_fee);
}

Test(plan_cost, a_likely_price_is_not_above_the_max_fee)
{
    struct err e;
    struct plan_step step = step_with(PLAN_TO_DO, 100, 0);
    struct step_answers each = {.gas = 0};
    const struct plan_answers answers = {.steps = &each, .n = 1};
    struct plan plan = plan_with(&step, 1);
    plan.fee.max_fee = u256_of(5);
    cr_assert(plan_cost(&plan, &answers, &e), "%s", e.text);
    cr_assert(is_u64(&plan.cost_likely, 500));
    plan = plan_with(&step, 1);
    plan.fee = (struct fee){.kind = TRANSACTION_LEGACY, .max_fee = u256_of(7)};
    cr_assert(plan_cost(&plan, &answers, &e), "%s", e.text);
    cr_assert(is_u64(&plan.cost_likely, 700));
}

Test(plan_cost, beyond_256_bits)
{
    struct err e;
    struct plan_step step = step_with(PLAN_TO_DO, 100, 0);
    struct step_answers each = {.gas = 0};
    const struct plan_answers answers = {.steps = &each, .n = 1};
    struct plan plan = plan_with(&step, 1);
    plan.fee.max_fee = u256_max;
    cr_assert_not(plan_cost(&plan, &answers, &e));
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

Test(plan_cost, what_is_taken_beside_gas)
{
    struct err e;
    struct plan_step steps[] = {
        step_with(PLAN_TO_DO, 100, 0),
        step_with(PLAN_PENDING, 100, 0),
        step_with(PLAN_TO_DO, 10, 0),
    };
    struct step_answers each[COUNT(steps)] = {
        {.l1_fee = {.upper_bound = word_of(1000), .exact = word_of(900)}},
        {.l1_fee = {.upper_bound = word_of(9999)}},
        {.l1_fee = {.upper_bound = word_of(50), .exact = word_of(60)}},
    };
    struct plan_answers answers = {
        .steps = each,
        .n = COUNT(steps),
        .operator_fee = operator_takes(),
    };
    struct plan plan = plan_with(steps, COUNT(steps));
    cr_assert(plan_cost(&plan, &answers, &e), "%s", e.text);
    cr_assert(plan.has_l1_fee && plan.has_operator_fee && !plan.has_unknown_fee);
    cr_assert(is_u64(&plan.l1_fee, 1060));
    cr_assert(is_u64(&plan.operator_fee, 2 * 7 + 3 * 220));
    cr_assert(is_u64(&plan.cost_max, 220 * 21 + 1060 + 2 * 7 + 3 * 220));
    cr_assert(is_u64(&plan.cost_likely, 110 * 11 + 1060 + 2 * 7 + 3 * 110));
    for (size_t i = 0; i < COUNT(steps); i++) {
        l1_fee_answers_done(&each[i].l1_fee);
    }
    operator_fee_answers_done(&answers.operator_fee);
}

Test(plan_cost, an_oracle_that_does_not_say)
{
    struct err e;
    struct plan_step step = step_with(PLAN_TO_DO, 100, 0);
    struct step_answers each = {.l1_fee = {.upper_bound_error = {.code = 3}}};
    struct plan_answers answers = {.steps = &each, .n = 1};
    struct plan plan = plan_with(&step, 1);
    cr_assert(plan_cost(&plan, &answers, &e), "%s", e.text);
    cr_assert(!plan.has_l1_fee && plan.has_unknown_fee);
    cr_assert(is_u64(&plan.cost_max, 200 * 21));

    each = (struct step_answers){.gas = 0};
    answers.operator_fee = operator_takes();
    buf_clear(&answers.operator_fee.of_none);
    plan = plan_with(&step, 1);
    cr_assert(plan_cost(&plan, &answers, &e), "%s", e.text);
    cr_assert(!plan.has_operator_fee && plan.has_unknown_fee);
    cr_assert(is_u64(&plan.cost_max, 200 * 21));
    operator_fee_answers_done(&answers.operator_fee);
}

Test(plan_cost, an_oracle_that_says_too_much)
{
    struct err e;
    uint8_t most[U256_SIZE];
    struct plan_step step = step_with(PLAN_TO_DO, 100, 0);
    struct step_answers each = {.l1_fee = {.exact = buf_start(U256_SIZE)}};
    const struct plan_answers answers = {.steps = &each, .n = 1};
    struct plan plan = plan_with(&step, 1);
    u256_to_bytes(&u256_max, most);
    buf_add(&each.l1_fee.exact, BYTES_OF(most));
    cr_assert_not(plan_cost(&plan, &answers, &e));
    cr_assert_eq(e.kind, ERR_SERVICE);
    l1_fee_answers_done(&each.l1_fee);
}

Test(plan_cost, the_payment_for_the_deployer_is_part_of_it)
{
    struct err e;
    struct plan_step step = step_with(PLAN_TO_DO, 100, 0);
    struct step_answers each = {.gas = 0};
    struct plan_answers answers = {.steps = &each, .n = 1};
    struct plan plan = plan_with(&step, 1);
    plan.deployer.state = PLAN_DEPLOYER_TO_DO;
    plan.deployer.gas = 10;
    plan.deployer.funding = (struct sender_item){.gas_limit = 12, .value = u256_of(5000)};
    answers.deployer.l1_fee.exact = word_of(70);
    cr_assert(plan_cost(&plan, &answers, &e), "%s", e.text);
    cr_assert(is_u64(&plan.cost_max, 212 * 21 + 5000 + 70));
    cr_assert(is_u64(&plan.cost_likely, 110 * 11 + 5000 + 70));
    cr_assert(is_u64(&plan.l1_fee, 70));
    deployer_answers_done(&answers.deployer);
}
