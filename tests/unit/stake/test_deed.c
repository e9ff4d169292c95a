/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "scene.h"

TestSuite(stake_deed, .timeout = 60);

#define ONE_REQUEST  "=20,1,f39fd6e51aad88f6f4ce6ab8827279cfffb92266,de0b6b3a7640000,6553f100"
#define ONE_UNLOCKED "=20,1,f39fd6e51aad88f6f4ce6ab8827279cfffb92266,de0b6b3a7640000,65384180"
#define TWO_REQUESTS                                                                               \
    "=20,2,f39fd6e51aad88f6f4ce6ab8827279cfffb92266,5,6553f100,"                                   \
    "f39fd6e51aad88f6f4ce6ab8827279cfffb92266,7,6553f100"

static const struct stake_wish ten = {.amount = "10"};
static const struct stake_wish all = {.amount = NULL};

static void expect_call(const struct scene *scene, size_t i, const struct eth_address *to,
                        struct call call)
{
    cr_assert(bytes_equal(BYTES_OF(scene->act.items[i].to.at), BYTES_OF(to->at)));
    cr_assert(bytes_equal(scene->act.items[i].data, call_bytes(&call)));
}

static void expect_refused(const struct stake_deed *deed, const struct stake_wish *wish,
                           const char *says[3][2], const char *why)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    for (size_t i = 0; i < 3 && says[i][0] != NULL; i++) {
        scene_say(&scene, says[i][0], says[i][1]);
    }
    cr_assert_not(scene_plan(&scene, deed, wish, &e) && scene_rehearse(&scene, &e), "%s", why);
    cr_assert_eq(e.kind, ERR_REFUSED, "%s", e.text);
    cr_assert_str_eq(e.text, why);
}

Test(stake_deed, a_deposit_approves_exactly_so_much)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 assets = scene_number("10000000000000000000");
    cr_assert(scene_plan(&scene, &stake_deposit, &ten, &e), "%s", e.text);
    cr_assert(scene.act.n == 2 && !scene.act.goes_on);
    expect_call(&scene, 0, &scene_token, token_approve(&scene_vault, &assets));
    expect_call(&scene, 1, &scene_vault, vault_deposit(&assets, &scene_account));
    cr_assert_str_eq(scene.act.items[0].step, "approve");
    cr_assert_str_eq(scene.act.items[1].step, "deposit");
}

Test(stake_deed, an_allowance_that_does_is_used)
{
    static const struct {
        const char *allowance;
        size_t n;
    } cases[] = {
        {"=8ac7230489e80000", 1}, /* 10 */
        {"=8ac7230489e7ffff", 2}, /* and one less */
        {"=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        AUTO(scene_done) struct scene scene = {.n_says = 0};
        scene_say(&scene, "dd62ed3e@token", cases[i].allowance);
        cr_assert(scene_plan(&scene, &stake_deposit, &ten, &e), "%s", e.text);
        cr_assert_eq(scene.act.n, cases[i].n, "%s", cases[i].allowance);
    }
}

Test(stake_deed, a_paused_vault)
{
    static const char paused[] = "the vault is paused: nothing goes in or out";
    const char *says[3][2] = {{"5c975abb", "=1"}, {"3115da18", ONE_UNLOCKED}};
    expect_refused(&stake_deposit, &ten, says, paused);
    expect_refused(&stake_redeem, &ten, says, paused);
    expect_refused(&stake_cancel, &all, says, paused);
    expect_refused(&stake_claim, &all, says, paused);
}

Test(stake_deed, more_than_there_is)
{
    const char *nothing[3][2] = {{NULL}};
    const char *little[3][2] = {{"402d267d", "=de0b6b3a7640000"}, {"d905777e", "=0"}};
    const struct stake_wish much = {.amount = "1000.5"};
    expect_refused(&stake_deposit, &much, nothing,
                   "the account has 1000 tokens, not 1000.5 tokens");
    expect_refused(&stake_deposit, &ten, little, "the vault takes 1 tokens at most, not 10 tokens");
    expect_refused(&stake_redeem, &much, nothing, "the account has 200 shares, not 1000.5 shares");
    expect_refused(&stake_redeem, &ten, little,
                   "the vault redeems 0 shares at most, not 10 shares");
}

Test(stake_deed, no_more_requests_than_the_vault_takes)
{
    const char *full[3][2] = {{"3115da18", TWO_REQUESTS}};
    const char *more[3][2] = {{"3115da18", TWO_REQUESTS}, {"4db5f9ca", "=3"}, {"70a08231", "=1"}};
    expect_refused(&stake_redeem, &ten, full,
                   "the account has 2 open requests, and may not have more");
    expect_refused(&stake_redeem, &ten, more,
                   "the account has 0.000000000000000001 shares, not 10 shares");
}

Test(stake_deed, all_shares)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 shares = scene_number("200000000000000000000");
    cr_assert(scene_plan(&scene, &stake_redeem, &all, &e), "%s", e.text);
    expect_call(&scene, 0, &scene_vault, vault_redeem(&shares, &scene_account, &scene_account));
    const char *none[3][2] = {{"70a08231", "=0"}};
    expect_refused(&stake_redeem, &all, none, "the account has no shares");
}

Test(stake_deed, requests_that_are_not_there)
{
    const char *one[3][2] = {{"3115da18", ONE_REQUEST}};
    const char *none[3][2] = {{NULL}};
    const struct stake_wish second = {.index = 1};
    expect_refused(&stake_cancel, &second, one, "there is no request 1: the account has 1");
    expect_refused(&stake_claim, &all, none, "the account has no request to unlock anything");
    expect_refused(&stake_claim, &all, one,
                   "nothing is unlocked yet: the first is at 2023-12-05T22:13:20Z (in 21 days)");
}

Test(stake_deed, never_unlocked)
{
    const char *never[3][2] = {
        {"3115da18", ONE_REQUEST},
        {"20d3a0b4", "=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"},
    };
    expect_refused(&stake_claim, &all, never, "no request will ever be unlocked");
}

/* Shares of one are redeemed by another for a third. */
Test(stake_deed, other_people)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 shares = scene_number("10000000000000000000");
    const struct eth_address third = {{0x33}};
    cr_assert(scene_plan(&scene, &stake_redeem, &ten, &e), "%s", e.text);
    scene.stake.people.owner = scene_other;
    scene.stake.people.receiver = third;
    scene.act.n = 0;
    cr_assert(stake_redeem.plan(&scene.act, &e), "%s", e.text);
    expect_call(&scene, 0, &scene_vault, vault_redeem(&shares, &third, &scene_other));
    scene.act.n = 0;
    cr_assert(stake_deposit.plan(&scene.act, &e), "%s", e.text);
    expect_call(&scene, 1, &scene_vault, vault_deposit(&shares, &third));
    scene.act.n = 0;
    cr_assert(stake_cancel.plan(&scene.act, &e) && stake_claim.plan(&scene.act, &e));
    expect_call(&scene, 0, &scene_vault, vault_cancel(0, &third));
    expect_call(&scene, 1, &scene_vault, vault_claim(&scene_other));
    cr_assert_not(stake_claim.check(&scene.act, &e));
    cr_assert_str_eq(e.text, "the owner has no request to unlock anything");
}
