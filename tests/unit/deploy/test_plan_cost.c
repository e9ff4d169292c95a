/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "sample_step.h"

TestSuite(plan_cost, .timeout = 60);

/* 21000 + 32000 + 2 for the one word of init code + 4 for the zeros, 16 for each other byte (3 and
 * 12), + 200 for the 3 bytes of runtime code, + 500000. */
Test(plan_cost, what_a_size_costs)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    sample.step.artifact = &sample.file;
    cr_assert_eq(gas_of_size(&sample.step), 21000 + 32000 + 2 + 3 * 4 + 12 * 16 + 600 + 500000);
}

/* A base fee of 10 and a priority fee of 1: 21 at most, 11 likely. */
static struct plan_answers answers_of(struct step_answers *each, size_t n)
{
    return (struct plan_answers){
        .cost =
            {.fee = {.history_error = {.code = -32601},
                     .latest = {.is_there = true, .has_base_fee = true, .base_fee = u256_of(10)},
                     .priority_fee = u256_of(1)}},
        .steps = each,
        .n = n,
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

Test(plan_cost, steps_to_do_are_summed_up_and_no_others)
{
    struct err e;
    const struct fee_wish wish = {NULL};
    struct plan_step steps[] = {
        step_with(PLAN_TO_DO, 1000, 0),
        step_with(PLAN_UNCHANGED, 7777, 99),
        step_with(PLAN_PENDING, 5555, 98),
        step_with(PLAN_TO_DO, 10, 3),
    };
    struct step_answers each[COUNT(steps)] = {
        {.l1_fee = {.exact = word_of(1000)}},
        {.l1_fee = {.exact = word_of(9999)}},
        {.l1_fee = {.exact = word_of(8888)}},
        {.l1_fee = {.exact = word_of(60)}},
    };
    const struct plan_answers answers = answers_of(each, COUNT(steps));
    struct plan plan = {.steps = steps, .n = COUNT(steps)};
    cr_assert(plan_cost(&plan, &answers, &wish, &e), "%s", e.text);
    cr_assert(is_u64(&plan.cost.likely, 1010 * 11 + 3 + 1060));
    cr_assert(is_u64(&plan.cost.most, 2020 * 21 + 3 + 1060));
    cr_assert(is_u64(&plan.cost.l1_fee, 1060));
    cr_assert_eq(plan.cost.l1_known, L1_KNOWN);
    for (size_t i = 0; i < COUNT(steps); i++) {
        l1_fee_answers_done(&each[i].l1_fee);
    }
}

Test(plan_cost, the_payment_for_the_deployer_is_part_of_it)
{
    struct err e;
    const struct fee_wish wish = {NULL};
    struct plan_step step = step_with(PLAN_TO_DO, 100, 0);
    struct step_answers each = {.gas = 0};
    struct plan_answers answers = answers_of(&each, 1);
    struct plan plan = {.steps = &step, .n = 1};
    plan.deployer.state = PLAN_DEPLOYER_TO_DO;
    plan.deployer.gas = 10;
    plan.deployer.funding = (struct sender_item){.gas_limit = 12, .value = u256_of(5000)};
    answers.deployer.l1_fee.exact = word_of(70);
    cr_assert(plan_cost(&plan, &answers, &wish, &e), "%s", e.text);
    cr_assert(is_u64(&plan.cost.most, 212 * 21 + 5000 + 70));
    cr_assert(is_u64(&plan.cost.likely, 110 * 11 + 5000 + 70));
    cr_assert(is_u64(&plan.cost.l1_fee, 70));
    deployer_answers_done(&answers.deployer);
}
