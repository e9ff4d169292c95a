/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/transact.h"

#include <criterion/criterion.h>
#include <string.h>

#include "sender_scene.h"

TestSuite(transact, .timeout = 60);

#define CODE     "eth_getCode"
#define BALANCE  "eth_getBalance"
#define ESTIMATE "eth_estimateGas"
#define CALL     "eth_call"
#define WORD(last)                                                                                 \
    RESULT("\"0x00000000000000000000000000000000000000000000000000000000000000" last "\"")

/* A node that has everything: a base fee of 10 and a priority fee of 1, a contract, a million wei
 * of the account, 30000 gas. */
#define PRICES                                                                                     \
    {"eth_feeHistory", .answer = REFUSED("-32601", "method not found")},                           \
        {BLOCK, "\"latest\"", .answer = BLOCK_OF("0x10", BLOCK_HASH)},                             \
        {"eth_maxPriorityFeePerGas", .answer = RESULT("\"0x1\"")},                                 \
    {                                                                                              \
        "eth_gasPrice", .answer = RESULT("\"0xb\"")                                                \
    }
#define IS_THERE {CODE, .answer = RESULT("\"0x60\"")}
#define HAS      {BALANCE, .answer = RESULT("\"0xf4240\"")}
#define RUNS     {ESTIMATE, .answer = RESULT("\"0x7530\"")}
#define RETURNS  {CALL, .answer = WORD("07")}
#define MINES                                                                                      \
    {SEND, .answer = TAKEN}, {RECEIPT, .answer = MINED},                                           \
    {                                                                                              \
        KNOWN, .answer = NONE                                                                      \
    }

enum {
    LIMIT = 36000,           /* 30000 and a fifth */
    COST = LIMIT * 21 + 500, /* and the value */
};

static const uint8_t data[] = {0xaa, 0xbb, 0xcc, 0xdd};

struct scene {
    struct sender_scene of;
    struct transact t;
    struct u256 max_cost;
};

static void scene_start(struct scene *scene)
{
    sender_scene_start(&scene->of);
    scene->t = (struct transact){
        .chain_id = 2035,
        .chain = "phala-l2",
        .currency = "ETH",
        .account = scene->of.account,
        .journals = scene->of.folder,
        .options = &scene->of.options,
        .item = {.step = "send step",
                 .to = {{0x70, 0x99}},
                 .value = u256_of(500),
                 .data = BYTES_OF(data)},
    };
}

static void scene_done(struct scene *scene)
{
    transact_done(&scene->t);
    sender_scene_done(&scene->of);
}

static void scene_node(struct scene *scene, const struct canned_rule *rules)
{
    sender_scene_node(&scene->of, rules);
    scene->t.rpc = scene->of.rpc;
}

static void limit_cost(struct scene *scene, uint64_t wei)
{
    scene->max_cost = u256_of(wei);
    scene->t.max_cost = &scene->max_cost;
}

static bool run(struct scene *scene)
{
    struct secp256k1_secret secret = scene->of.secret;
    const bool is_good = transact_run(&scene->t, &secret, &scene->of.e);
    secp256k1_secret_done(&secret);
    return is_good;
}

/* Neither tried nor sent: nothing is in the journal. */
static void expect_refused(struct scene *scene, enum err_kind kind, const char *text)
{
    cr_assert_not(run(scene));
    sender_scene_failed(&scene->of, kind, text);
    cr_assert_str_eq(scene->of.e.hint, "nothing was sent");
    cr_assert_eq(canned_asked(SEND), 0);
    cr_assert_eq(canned_requests(), 1);
    cr_assert_eq(sender_scene_journal(&scene->of), 0);
    cr_assert_not(transact_try(&scene->t, false, &scene->of.e));
    sender_scene_failed(&scene->of, kind, text);
}

static bool is_u64(const struct u256 *value, uint64_t wanted)
{
    const struct u256 wide = u256_of(wanted);
    return u256_compare(value, &wide) == 0;
}

Test(transact, sent)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, MINES));
    cr_assert(run(&scene), "%s", scene.of.e.text);
    cr_assert_eq(canned_requests(), 2, "what is asked, and what is sent");
    cr_assert_eq(canned_asked(CALL), 0, "the estimate runs it");
    cr_assert(scene.t.item.receipt.is_there && scene.t.item.nonce == 5);
    cr_assert(scene.t.gas == 30000 && scene.t.item.gas_limit == LIMIT);
    cr_assert(is_u64(&scene.t.cost.most, COST) && is_u64(&scene.t.balance, 1000000));
    cr_assert_eq(sender_scene_journal(&scene.of), 0);
    cr_assert_str_eq(scene.of.said, "");
}

/* The limit is the user's: it is not estimated, but run. */
Test(transact, with_a_gas_limit)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS,
                             {CALL, "\"gas\":\"0x9c40\"", .answer = WORD("07")}, FIVE_SENT, MINES));
    scene.t.gas_limit = 40000;
    cr_assert(run(&scene), "%s", scene.of.e.text);
    cr_assert(scene.t.gas == 0 && scene.t.item.gas_limit == 40000);
    cr_assert_eq(canned_asked(ESTIMATE), 0);
}

Test(transact, tried)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES(PRICES, IS_THERE, HAS, RUNS, RETURNS, FIVE_SENT));
    cr_assert(transact_try(&scene.t, false, &scene.of.e), "%s", scene.of.e.text);
    cr_assert_eq(canned_requests(), 1);
    cr_assert(scene.t.answer.len == U256_SIZE && scene.t.answer.at[U256_SIZE - 1] == 7);
    cr_assert(scene.t.item.nonce == 5 && scene.t.item.gas_limit == LIMIT);
    cr_assert(is_u64(&scene.t.cost.most, COST));
}

/* Others pay: that the account has nothing is no matter, and what gas costs is not asked. */
Test(transact, tried_for_others)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene,
               RULES(PRICES, IS_THERE, {BALANCE, .answer = RESULT("\"0x0\"")}, RETURNS, FIVE_SENT));
    cr_assert(transact_try(&scene.t, true, &scene.of.e), "%s", scene.of.e.text);
    cr_assert_eq(canned_asked(ESTIMATE), 0);
}

Test(transact, no_contract)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, {CODE, .answer = RESULT("\"0x\"")}, HAS, RUNS,
                             {CALL, .answer = RESULT("\"0x\"")}, FIVE_SENT));
    expect_refused(&scene, ERR_NOT_FOUND,
                   "there is no contract at 0x7099000000000000000000000000000000000000 on "
                   "phala-l2");
}

Test(transact, it_would_be_reverted)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RETURNS, FIVE_SENT,
                             {ESTIMATE, .answer = REFUSED("3", "execution reverted: too early")}));
    expect_refused(&scene, ERR_REFUSED, "too early");
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, FIVE_SENT,
                             {CALL, .answer = REFUSED("3", "execution reverted: too late")}));
    scene.t.gas_limit = 40000;
    expect_refused(&scene, ERR_REFUSED, "too late");
}

/* To the wei. */
Test(transact, less_than_it_may_cost)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, {BALANCE, .answer = RESULT("\"0xb8b13\"")},
                             RUNS, RETURNS, FIVE_SENT));
    cr_assert_eq(COST, 0xb8b14);
    expect_refused(&scene, ERR_REFUSED,
                   "insufficient funds: 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 has "
                   "0.000000000000756499 ETH, and it may cost 0.0000000000007565");
}

Test(transact, more_than_it_may_cost)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    limit_cost(&scene, COST - 1);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, RETURNS, FIVE_SENT));
    expect_refused(&scene, ERR_REFUSED, "above --max-cost");
    limit_cost(&scene, COST);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, MINES));
    cr_assert(run(&scene), "%s", scene.of.e.text);
}

/* The oracle of a chain of the OP stack: what it takes is part of it. */
Test(transact, an_oracle_that_says)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene.t.is_op_stack = true;
    limit_cost(&scene, COST + 8);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, MINES,
                             {CALL, "0xf1c7a58b", .answer = WORD("09")},
                             {CALL, "0x49948e0e", .answer = WORD("08")},
                             {CALL, .answer = REFUSED("3", "execution reverted")}));
    cr_assert_not(run(&scene));
    sender_scene_failed(&scene.of, ERR_REFUSED, "above --max-cost");
    cr_assert(is_u64(&scene.t.cost.l1_fee, 9) && is_u64(&scene.t.cost.most, COST + 9));
    limit_cost(&scene, COST + 9);
    cr_assert(run(&scene), "%s", scene.of.e.text);
}

/* One that takes something is asked for what it took, in the block of the receipt; another is not:
 * that would be one more request. */
Test(transact, what_the_operator_took)
{
    static const struct {
        const char *price;
        enum l1_known known;
        unsigned requests;
    } cases[] = {{WORD("05"), L1_KNOWN, 3}, {WORD("00"), L1_ABSENT, 2}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
        scene_start(&scene);
        scene.t.is_op_stack = true;
        scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, MINES,
                                 {CALL, "\"0x10\"", .answer = WORD("01")},
                                 {CALL, "0xb54501bc", .answer = WORD("01")},
                                 {CALL, "0x275aedd2", .answer = cases[i].price},
                                 {CALL, .answer = WORD("09")}));
        cr_assert(run(&scene), "%s", scene.of.e.text);
        cr_assert_eq(canned_requests(), cases[i].requests, "%zu", i);
        cr_assert_eq(scene.t.item.receipt.operator_known, cases[i].known, "%zu", i);
    }
}

Test(transact, an_oracle_that_does_not_say)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene.t.is_op_stack = true;
    limit_cost(&scene, UINT64_MAX);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT,
                             {CALL, "0xaabbccdd", .answer = WORD("07")},
                             {CALL, .answer = REFUSED("-32603", "internal error")}));
    expect_refused(&scene, ERR_REFUSED, "so that --max-cost cannot be held");
    scene.t.max_cost = NULL;
    scene_node(&scene, RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, MINES,
                             {CALL, .answer = REFUSED("-32603", "internal error")}));
    cr_assert(run(&scene), "%s", scene.of.e.text);
    sender_scene_said(&scene.of, "does not say what it takes: that is not counted");
}

/* What was sent is gone on with, whatever would come of it now. */
Test(transact, an_earlier_run)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene,
               RULES(OF_CHAIN, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, {SEND, .answer = TAKEN},
                     {RECEIPT, .answer = NONE}, {KNOWN, .answer = IS_KNOWN}));
    cr_assert_not(run(&scene));
    sender_scene_failed(&scene.of, ERR_TIMEOUT, "was sent, and not seen in a block");
    const struct keccak256 hash = scene.t.item.hash;
    transact_done(&scene.t);
    scene_node(&scene, RULES(OF_CHAIN, PRICES, {CODE, .answer = RESULT("\"0x\"")},
                             {BALANCE, .answer = RESULT("\"0x0\"")},
                             {ESTIMATE, .answer = REFUSED("3", "execution reverted")}, FIVE_SENT,
                             {KNOWN, .answer = IS_KNOWN}, {SEND, .answer = TAKEN},
                             {RECEIPT, .times = 2, .answer = NONE}, {RECEIPT, .answer = MINED}));
    cr_assert(run(&scene), "%s", scene.of.e.text);
    cr_assert(scene.t.item.was_sent_before && keccak256_equal(&scene.t.item.hash, &hash));
    sender_scene_said(&scene.of, "was sent by an earlier run");
    cr_assert_eq(sender_scene_journal(&scene.of), 0);
}

/* Half of a wish moves the other half, and that is said. */
Test(transact, a_fee_that_was_moved)
{
    const struct u256 low = u256_of(1);
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES(OF_CHAIN, {"eth_maxPriorityFeePerGas", .answer = RESULT("\"0x5\"")},
                             PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, MINES));
    scene.t.wish.max_fee = &low;
    cr_assert(run(&scene), "%s", scene.of.e.text);
    sender_scene_said(&scene.of, "the fee that was not given was moved");
}

/* With the estimate as it is, and the fee that was not given where it was: the node says no. */
Test(transact, as_cast)
{
    const struct u256 low = u256_of(1);
    const struct canned_rule five = {"eth_maxPriorityFeePerGas", .answer = RESULT("\"0x5\"")};
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene.t.wish.as_cast = true;
    scene_node(&scene, RULES(OF_CHAIN, five, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT, MINES));
    cr_assert(run(&scene), "%s", scene.of.e.text);
    cr_assert_eq(scene.t.item.gas_limit, 30000);
    cr_assert(is_u64(&scene.t.cost.fee.max_fee, 25) && is_u64(&scene.t.cost.fee.priority_fee, 5));
    cr_assert_str_eq(scene.of.said, "");
    transact_done(&scene.t);
    scene.t.wish.max_fee = &low;
    scene_node(&scene, RULES(OF_CHAIN, five, PRICES, IS_THERE, HAS, RUNS, FIVE_SENT,
                             {RECEIPT, .answer = NONE}, {KNOWN, .answer = NONE},
                             {SEND, .answer = REFUSED("-32000", "max priority fee per gas higher "
                                                                "than max fee per gas")}));
    cr_assert_not(run(&scene));
    sender_scene_failed(&scene.of, ERR_REFUSED, "max priority fee per gas higher");
    sender_scene_said(&scene.of, "the priority fee is above the max fee, as cast has it");
    cr_assert(is_u64(&scene.t.cost.fee.max_fee, 1) && is_u64(&scene.t.cost.fee.priority_fee, 5));
    cr_assert_eq(sender_scene_journal(&scene.of), 0);
    scene_node(&scene, RULES(five, PRICES, IS_THERE, HAS, RUNS, RETURNS, FIVE_SENT));
    cr_assert(transact_try(&scene.t, false, &scene.of.e), "%s", scene.of.e.text);
    cr_assert_eq(scene.t.item.gas_limit, 30000);
}

/* Without data there is nobody that has to understand it. */
Test(transact, to_an_account)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene.t.item.data = (struct bytes){0};
    scene_node(&scene, RULES(OF_CHAIN, PRICES, {CODE, .answer = RESULT("\"0x\"")}, HAS, RUNS,
                             {CALL, .answer = RESULT("\"0x\"")}, FIVE_SENT, MINES));
    cr_assert(run(&scene), "%s", scene.of.e.text);
    cr_assert_eq(scene.t.item.gas_limit, LIMIT);
}

Test(transact, tried_with_a_nonce)
{
    const uint64_t nonce = 42;
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene.t.nonce = &nonce;
    scene_node(&scene, RULES(PRICES, IS_THERE, HAS, RUNS, RETURNS));
    cr_assert(transact_try(&scene.t, false, &scene.of.e), "%s", scene.of.e.text);
    cr_assert_eq(scene.t.item.nonce, 42);
}

Test(transact, a_node_of_another_chain)
{
    AUTO(scene_done) struct scene scene = {.max_cost = u256_zero};
    scene_start(&scene);
    scene_node(&scene, RULES({"eth_chainId", .answer = RESULT("\"0x1\"")}, OF_CHAIN, PRICES,
                             IS_THERE, HAS, RUNS, FIVE_SENT));
    cr_assert_not(run(&scene));
    sender_scene_failed(&scene.of, ERR_CONFLICT, "is a node of chain 1");
    cr_assert_eq(canned_asked(SEND), 0);
}
