/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "chain/address.h"
#include "chain/transaction.h"
#include "sample_step.h"

TestSuite(deployer, .timeout = 60);

/* Hash, signer and fields are what `cast decode-transaction` prints for it. */
Test(deployer, its_transaction)
{
    struct err e;
    char text[ADDRESS_TEXT];
    const struct u256 price = u256_of(UINT64_C(100000000000));
    const struct keccak256 hash = keccak256_of(deployer_transaction());
    static const uint8_t wanted[] = {0xed, 0xdf, 0x9e, 0x61, 0xfb, 0x9d, 0x8f, 0x51,
                                     0x11, 0x84, 0x0d, 0xae, 0xf5, 0x5e, 0x5f, 0xde,
                                     0x00, 0x41, 0xf5, 0x70, 0x28, 0x56, 0x53, 0x2c,
                                     0xdb, 0xb5, 0xa0, 0x29, 0x98, 0x03, 0x3d, 0x26};
    AUTO(transaction_signed_done) struct transaction_signed read = {.transaction = {.nonce = 0}};
    cr_assert(transaction_decode(deployer_transaction(), &read, &e), "%s", e.text);
    const struct transaction *t = &read.transaction;
    cr_assert(t->kind == TRANSACTION_LEGACY && t->is_unprotected && t->is_creation);
    cr_assert(t->nonce == 0 && t->gas_limit == 100000 && u256_is_zero(&t->value));
    cr_assert_eq(u256_compare(&t->max_fee, &price), 0);
    cr_assert_str_eq(address_format(&read.from, text),
                     "0x3fAB184622Dc19b6109349B94811493BF2a45362");
    cr_assert(bytes_equal(BYTES_OF(read.from.at), BYTES_OF(deployer_maker.at)));
    cr_assert(bytes_equal(BYTES_OF(hash.at), BYTES_OF(wanted)));
    const struct eth_address made = create_address(&read.from, t->nonce);
    cr_assert(bytes_equal(BYTES_OF(made.at), BYTES_OF(create_deterministic_deployer.at)));
    /* Its init code copies all but its first 14 bytes, and returns that. */
    cr_assert(bytes_equal(bytes_of(t->data.at + 14, t->data.left - 14), deployer_code()));
    cr_assert(deployer_is_there(deployer_code()));
}

/* A plan by CREATE2 on a chain without a deployer, whose maker has so much. */
struct scene {
    struct plan_step step;
    struct plan plan;
    struct deploy_wish wish;
    struct deployer_answers answers;
    struct operator_fee_answers operator_fee;
};

static void scene_start(struct scene *scene, uint64_t balance)
{
    *scene = (struct scene){
        .step = {.kind = PLAN_CREATE2, .item = {.nonce = 5}},
        .wish = {.makes_deployer = true},
        .answers = {.code = buf_start(KIB), .balance = u256_of(balance), .gas = 21000},
    };
    scene->plan = (struct plan){.steps = &scene->step, .n = 1};
}

static void scene_done(struct scene *scene)
{
    deployer_answers_done(&scene->answers);
    operator_fee_answers_done(&scene->operator_fee);
}

static enum plan_deployer_state decide(struct scene *scene)
{
    cr_assert(deployer_decide(&scene->plan, &scene->wish, &scene->answers, &scene->operator_fee));
    return scene->plan.deployer.state;
}

Test(deployer, no_more_is_paid_than_is_lacking)
{
    static const struct {
        uint64_t has, funds, nonce;
    } cases[] = {
        {0, UINT64_C(10000000000000000), 6},
        {UINT64_C(4000000000000000), UINT64_C(6000000000000000), 6},
        {UINT64_C(9999999999999999), 1, 6},
        {UINT64_C(10000000000000000), 0, 5},
        {UINT64_C(10000000000000001), 0, 5},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint64_t funds = 1;
        AUTO(scene_done) struct scene scene;
        scene_start(&scene, cases[i].has);
        cr_assert_eq(decide(&scene), PLAN_DEPLOYER_TO_DO);
        const struct sender_item *item = &scene.plan.deployer.funding;
        cr_assert(u256_to_u64(&item->value, &funds) && funds == cases[i].funds, "%zu", i);
        cr_assert_eq(scene.step.item.nonce, cases[i].nonce, "%zu", i);
        cr_assert_eq(item->gas_limit, 25200);
        cr_assert(bytes_equal(BYTES_OF(item->to.at), BYTES_OF(deployer_maker.at)));
    }
}

Test(deployer, who_makes_it_when)
{
    const uint8_t other[] = {0};
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, 0);
    scene.answers.used = 1;
    cr_assert_eq(decide(&scene), PLAN_DEPLOYER_USED);
    scene.wish.makes_deployer = false;
    cr_assert_eq(decide(&scene), PLAN_DEPLOYER_ABSENT);
    scene.step.kind = PLAN_CREATE;
    cr_assert_eq(decide(&scene), PLAN_DEPLOYER_THERE);
    scene.step.kind = PLAN_CREATE2;
    scene.step.state = PLAN_UNCHANGED;
    cr_assert_eq(decide(&scene), PLAN_DEPLOYER_THERE);
    scene.step.state = PLAN_TO_DO;
    scene.wish.makes_deployer = true;
    buf_add(&scene.answers.code, BYTES_OF(other));
    cr_assert_eq(decide(&scene), PLAN_DEPLOYER_OTHER);
    buf_clear(&scene.answers.code);
    buf_add(&scene.answers.code, deployer_code());
    cr_assert_eq(decide(&scene), PLAN_DEPLOYER_THERE);
    cr_assert_eq(scene.step.item.nonce, 5);
}

/* An answer of the oracle: a word that ends so. */
static struct buf word(uint64_t value)
{
    uint8_t at[U256_SIZE];
    const struct u256 wide = u256_of(value);
    struct buf out = buf_start(U256_SIZE);
    u256_to_bytes(&wide, at);
    buf_add(&out, BYTES_OF(at));
    return out;
}

Test(deployer, what_is_taken_beside_gas_is_put_by_twice)
{
    uint64_t funds = 0;
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, 0);
    scene.answers.l1_fee.upper_bound = word(1000);
    scene.operator_fee = (struct operator_fee_answers){
        .is_isthmus = word(1),
        .of_none = word(7),
        .of_much = word(UINT64_C(3000000000007)),
    };
    cr_assert_eq(decide(&scene), PLAN_DEPLOYER_TO_DO);
    cr_assert(u256_to_u64(&scene.plan.deployer.funding.value, &funds));
    cr_assert_eq(funds, UINT64_C(10000000000000000) + 2 * (1000 + 7 + 3 * 100000));
    memset(scene.answers.l1_fee.upper_bound.at, 0xff, U256_SIZE);
    cr_assert_not(deployer_decide(&scene.plan, &scene.wish, &scene.answers, &scene.operator_fee));
}
