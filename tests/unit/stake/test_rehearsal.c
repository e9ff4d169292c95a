/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "scene.h"

TestSuite(stake_rehearsal, .timeout = 60);

#define ONE_REQUEST "=20,1,f39fd6e51aad88f6f4ce6ab8827279cfffb92266,de0b6b3a7640000,6553f100"
#define TWO_UNLOCKED                                                                               \
    "=20,2,f39fd6e51aad88f6f4ce6ab8827279cfffb92266,5,65384180,"                                   \
    "7700000000000000000000000000000000000000,7,65384180"
#define WORD_1 "0000000000000000000000000000000000000000000000000000000000000001"
#define APPROVED                                                                                   \
    "{\"returnData\":\"0x" WORD_1 "\",\"logs\":[],\"gasUsed\":\"0xb447\",\"status\":\"0x1\"}"
#define DEPOSITED                                                                                  \
    "{\"returnData\":\"0x" WORD_1 "\",\"logs\":[],\"gasUsed\":\"0x186a0\",\"status\":\"0x1\"}"
#define PAUSED                                                                                     \
    "{\"returnData\":\"0xd93c0665\",\"logs\":[],\"gasUsed\":\"0x1\",\"status\":\"0x0\","           \
    "\"error\":{\"code\":-3200,\"message\":\"failed\"}}"

static const struct stake_wish ten = {.amount = "10"};
static const struct stake_wish first = {.amount = NULL};

static void rehearse(struct scene *scene, const struct stake_deed *deed,
                     const struct stake_wish *wish)
{
    struct err e = {0};
    cr_assert(scene_plan(scene, deed, wish, &e), "%s", e.text);
    cr_assert(scene_rehearse(scene, &e), "%s", e.text);
}

static void refuse(struct scene *scene, const struct stake_deed *deed,
                   const struct stake_wish *wish, const char *why)
{
    struct err e = {0};
    cr_assert(scene_plan(scene, deed, wish, &e), "%s", e.text);
    cr_assert_not(scene_rehearse(scene, &e), "%s", why);
    cr_assert_eq(e.kind, ERR_REFUSED, "%s", e.text);
    cr_assert_not_null(strstr(e.text, why), "%s", e.text);
}

/* 60000 is the estimate and a fifth; 21 wei a unit at most. */
Test(stake_rehearsal, a_deposit_with_an_allowance)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    scene_say(&scene, "dd62ed3e@token", "=8ac7230489e80000");
    rehearse(&scene, &stake_deposit, &ten);
    cr_assert_eq(scene.act.items[0].gas_limit, 60000);
    scene_expect(&scene.act.cost.most, "1260000");
    cr_assert(scene.act.outcome.has_given && scene.act.outcome.has_gained);
    scene_expect(&scene.act.outcome.given, "10000000000000000000");
    scene_expect(&scene.act.outcome.gained, "2000000000000000000");
    cr_assert_not(scene.act.outcome.has_time);
}

/* The second one needs the first: the node tries both, and 100000 of gas used are 158400 allowed.
 */
Test(stake_rehearsal, an_approval_and_a_deposit)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    scene_say(&scene, "eth_simulateV1", "[{\"calls\":[" APPROVED "," DEPOSITED "]}]");
    rehearse(&scene, &stake_deposit, &ten);
    cr_assert_eq(scene.act.items[0].gas_limit, 60000);
    cr_assert_eq(scene.act.items[1].gas_limit, 158400);
    scene_expect(&scene.act.cost.most, "4586400");
}

Test(stake_rehearsal, a_node_that_cannot_try_two)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    rehearse(&scene, &stake_deposit, &ten);
    cr_assert_eq(scene.act.items[1].gas_limit, 400000);
    cr_assert_eq(scene.act.answer.len, 0);
}

Test(stake_rehearsal, gas_that_was_given)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    scene.act.limits.gas_limit = 123456;
    rehearse(&scene, &stake_deposit, &ten);
    cr_assert(scene.act.items[0].gas_limit == 123456 && scene.act.items[1].gas_limit == 123456);
    AUTO(scene_done) struct scene little = {.n_says = 0};
    little.act.limits.gas_limit = 21000;
    cr_assert(scene_plan(&little, &stake_deposit, &ten, &e), "%s", e.text);
    cr_assert_not(scene_rehearse(&little, &e));
    cr_assert_eq(e.kind, ERR_USAGE, "%s", e.text);
}

/* The time is that of the block, and a period. */
Test(stake_rehearsal, a_redemption)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    rehearse(&scene, &stake_redeem, &ten);
    scene_expect(&scene.act.outcome.given, "10000000000000000000");
    scene_expect(&scene.act.outcome.gained, "5000000000000000000");
    cr_assert(scene.act.outcome.has_time);
    cr_assert_eq(scene.act.outcome.claimable_from, SCENE_NOW + SCENE_PERIOD);
}

Test(stake_rehearsal, a_cancellation_and_a_claim)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    scene_say(&scene, "3115da18", ONE_REQUEST);
    rehearse(&scene, &stake_cancel, &first);
    scene_expect(&scene.act.outcome.given, "1000000000000000000");
    scene_expect(&scene.act.outcome.gained, "2000000000000000000");
    cr_assert(scene.act.outcome.has_time);
    cr_assert_eq(scene.act.outcome.claimable_from, SCENE_NOW + SCENE_PERIOD);
    AUTO(scene_done) struct scene claim = {.n_says = 0};
    scene_say(&claim, "3115da18", TWO_UNLOCKED);
    rehearse(&claim, &stake_claim, &first);
    cr_assert_not(claim.act.outcome.has_given);
    scene_expect(&claim.act.outcome.gained, "12");
}

Test(stake_rehearsal, what_would_be_reverted)
{
    AUTO(scene_done) struct scene second = {.n_says = 0};
    scene_say(&second, "eth_simulateV1", "[{\"calls\":[" APPROVED "," PAUSED "]}]");
    refuse(&second, &stake_deposit, &ten, "deposit: reverted: EnforcedPause()");
    AUTO(scene_done) struct scene estimate = {.n_says = 0};
    scene_say(&estimate, "eth_estimateGas",
              "!{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x846ddc76"
              "000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266\"}");
    scene_say(&estimate, "3115da18", TWO_UNLOCKED);
    refuse(&estimate, &stake_claim, &first,
           "NoClaimableAssets(owner: 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)");
    AUTO(scene_done) struct scene call = {.n_says = 0};
    scene_say(&call, "ba087652", "!{\"code\":3,\"message\":\"execution reverted\"}");
    refuse(&call, &stake_redeem, &ten, "redeem: ");
}

Test(stake_rehearsal, what_costs_too_much)
{
    const struct u256 little = u256_of(1259999);
    AUTO(scene_done) struct scene max = {.n_says = 0};
    max.act.limits.max_cost = &little;
    refuse(&max, &stake_redeem, &ten, "above --max-cost");
    AUTO(scene_done) struct scene poor = {.n_says = 0};
    scene_say(&poor, "eth_getBalance", "\"0x1339df\"");
    refuse(&poor, &stake_redeem, &ten,
           "the account has 0.000000000001259999 ETH, and it may cost 0.00000000000126");
    AUTO(scene_done) struct scene enough = {.n_says = 0};
    scene_say(&enough, "eth_getBalance", "\"0x1339e0\"");
    rehearse(&enough, &stake_redeem, &ten);
}

Test(stake_rehearsal, nothing_would_be_gained)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    scene_say(&scene, "dd62ed3e@token", "=8ac7230489e80000");
    scene_say(&scene, "c6e6f592", "=0");
    refuse(&scene, &stake_deposit, &ten, "that is too little for one share of the smallest size");
}

/* What only a vault of another kind answers. */
Test(stake_rehearsal, a_vault_that_says_nothing)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    scene_say(&scene, "ba087652", "\"0x\"");
    cr_assert(scene_plan(&scene, &stake_redeem, &ten, &e), "%s", e.text);
    cr_assert_not(scene_rehearse(&scene, &e));
    cr_assert_eq(e.kind, ERR_SERVICE, "%s", e.text);
}
