/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "scene.h"
#include "stake/earlier.h"

TestSuite(stake_earlier, .timeout = 60);

static const struct stake_wish ten = {.amount = "10"};
static const struct stake_wish all = {.amount = NULL};

static struct u256 of_ten(void)
{
    return scene_number("10000000000000000000");
}

static void plan(struct scene *scene, const struct stake_deed *deed, const struct stake_wish *wish)
{
    struct err e = {0};
    cr_assert(scene_plan(scene, deed, wish, &e), "%s", e.text);
}

Test(stake_earlier, both_were_sent)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 assets = of_ten();
    const struct call approve = token_approve(&scene_vault, &assets);
    const struct call deposit = vault_deposit(&assets, &scene_account);
    scene_open_journal(&scene);
    scene_sent(&scene, &scene_token, &approve);
    scene_sent(&scene, &scene_vault, &deposit);
    plan(&scene, &stake_deposit, &ten);
    cr_assert(scene.act.goes_on && scene.act.n == 2);
    cr_assert_eq(scene.sender.journal.n, 2);
}

/* The approval has been settled, or there was none: only the deposit is waited for, whatever the
 * allowance is by now. */
Test(stake_earlier, only_the_deposit_was_sent)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 assets = of_ten();
    const struct call deposit = vault_deposit(&assets, &scene_account);
    scene_open_journal(&scene);
    scene_sent(&scene, &scene_vault, &deposit);
    plan(&scene, &stake_deposit, &ten);
    cr_assert(scene.act.goes_on && scene.act.n == 1);
}

/* Then the deposit was never signed, and what the approval has done the allowance says. */
Test(stake_earlier, only_the_approval_was_sent)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 assets = of_ten();
    const struct call approve = token_approve(&scene_vault, &assets);
    scene_open_journal(&scene);
    scene_sent(&scene, &scene_token, &approve);
    scene_say(&scene, "dd62ed3e@token", "=8ac7230489e80000");
    plan(&scene, &stake_deposit, &ten);
    cr_assert(!scene.act.goes_on && scene.act.n == 1);
    cr_assert_eq(scene.sender.journal.n, 0);
}

Test(stake_earlier, another_amount_was_sent)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 assets = scene_number("9");
    const struct call deposit = vault_deposit(&assets, &scene_account);
    scene_open_journal(&scene);
    scene_sent(&scene, &scene_vault, &deposit);
    plan(&scene, &stake_deposit, &ten);
    cr_assert(!scene.act.goes_on && scene.act.n == 2);
    cr_assert_eq(scene.sender.journal.n, 1);
}

/* All shares are fewer by the time: it is the number of the earlier run that counts. */
Test(stake_earlier, all_shares_were_redeemed)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 shares = scene_number("123");
    const struct call redeem = vault_redeem(&shares, &scene_account, &scene_account);
    scene_open_journal(&scene);
    scene_sent(&scene, &scene_vault, &redeem);
    scene_say(&scene, "70a08231", "=0");
    plan(&scene, &stake_redeem, &all);
    cr_assert(scene.act.goes_on && scene.act.n == 1);
    scene_expect(&scene.act.outcome.given, "123");
}

/* Neither a deposit, nor the shares of somebody else, nor those for somebody else. */
Test(stake_earlier, what_is_no_such_redemption)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct u256 shares = scene_number("123");
    const struct call calls[] = {
        vault_deposit(&shares, &scene_account),
        vault_redeem(&shares, &scene_other, &scene_account),
        vault_redeem(&shares, &scene_account, &scene_other),
    };
    scene_open_journal(&scene);
    for (size_t i = 0; i < COUNT(calls); i++) {
        scene_sent(&scene, &scene_vault, &calls[i]);
    }
    const struct call elsewhere = vault_redeem(&shares, &scene_account, &scene_account);
    scene_sent(&scene, &scene_token, &elsewhere);
    scene_say(&scene, "70a08231", "=0");
    cr_assert_not(scene_plan(&scene, &stake_redeem, &all, &e));
    cr_assert_str_eq(e.text, "the account has no shares");
}

/* An entry of a chain that had this id before. */
Test(stake_earlier, another_chain)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct call claim = vault_claim(&scene_account);
    scene_open_journal(&scene);
    scene_sent(&scene, &scene_vault, &claim);
    plan(&scene, &stake_claim, &all);
    cr_assert(scene.act.goes_on);
    scene.sender.genesis.at[0] ^= 1;
    cr_assert_not(earlier_has(&scene.act, &scene_vault, &claim));
}

/* A dry run knows of no earlier one. */
Test(stake_earlier, without_a_journal)
{
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    plan(&scene, &stake_claim, &all);
    cr_assert_not(scene.act.goes_on);
}
