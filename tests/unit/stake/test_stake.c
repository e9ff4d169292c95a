/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "scene.h"
#include "stake/worth.h"

TestSuite(stake, .timeout = 60);

Test(stake, what_the_vault_and_the_account_have)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct stake_people people = scene_people();
    cr_assert(scene_read(&scene, &people, &e), "%s", e.text);
    cr_assert(scene.stake.decimals == 18 && scene.stake.share_decimals == 18);
    scene_expect(&scene.stake.views[VAULT_TOTAL_ASSETS], "100");
    scene_expect(&scene.stake.views[VAULT_UNLOCK_PERIOD], "1814400");
    scene_expect(&scene.stake.holdings.assets, "1000000000000000000000");
    scene_expect(&scene.stake.holdings.shares, "200000000000000000000");
    scene_expect(&scene.stake.holdings.ether, "1000000000000000000");
    cr_assert(scene.stake.has_people && !stake_is_paused(&scene.stake));
    cr_assert_eq(stake_now(&scene.stake), SCENE_NOW);
}

Test(stake, nobody_is_asked_about)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    scene_say(&scene, "3115da18", "!{\"code\":3,\"message\":\"not to be asked\"}");
    cr_assert(scene_read(&scene, NULL, &e), "%s", e.text);
    cr_assert_not(scene.stake.has_people);
}

Test(stake, what_is_no_vault)
{
    static const struct {
        const char *key, *result;
        enum err_kind kind;
        const char *why;
    } cases[] = {
        {"eth_getCode", "\"0x\"", ERR_NOT_FOUND, "there is no contract at"},
        {"eth_getBlockByNumber", "null", ERR_SERVICE, "no latest block"},
        {"01e1d114", "\"0x\"", ERR_NOT_FOUND, "'totalAssets'"},
        {"01e1d114", "!{\"code\":3,\"message\":\"execution reverted\"}", ERR_NOT_FOUND, "a view"},
        {"5c975abb", "=2", ERR_NOT_FOUND, "'paused'"},
        {"38d52e0f", "=33", ERR_CONFLICT, "the vault takes the token"},
        {"313ce567", "=100", ERR_NOT_FOUND, "'decimals'"},
        {"313ce567@token", "!{\"code\":3,\"message\":\"no\"}", ERR_NOT_FOUND, "'decimals'"},
        {"dd62ed3e@token", "\"0x00\"", ERR_NOT_FOUND, "'allowance'"},
        {"3115da18", "=20,1,0,0", ERR_NOT_FOUND, "'unlockRequests'"},
    };
    const struct stake_people people = scene_people();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        AUTO(scene_done) struct scene scene = {.n_says = 0};
        scene_say(&scene, cases[i].key, cases[i].result);
        cr_assert_not(scene_read(&scene, &people, &e), "%s %s", cases[i].key, cases[i].result);
        cr_assert_eq(e.kind, cases[i].kind, "%s", e.text);
        cr_assert_not_null(strstr(e.text, cases[i].why), "%s", e.text);
    }
}

/* Its tokens have to have the decimals of PHA; those of another vault may have any. */
Test(stake, decimals_of_the_known_vault)
{
    const struct stake_people people = scene_people();
    struct err e = {0};
    AUTO(scene_done) struct scene known = {.n_says = 0};
    cr_assert_not(stake_choose_known(2035, &known.stake));
    cr_assert(stake_choose_known(1, &known.stake));
    cr_assert(known.stake.is_known);
    scene_say(&known, "313ce567@token", "=6");
    cr_assert_not(scene_read(&known, &people, &e));
    cr_assert_eq(e.kind, ERR_CONFLICT);
    cr_assert_str_eq(e.text, "PHA has 6 decimals here, not 18");
    AUTO(scene_done) struct scene other = {.n_says = 0};
    scene_say(&other, "313ce567@token", "=6");
    cr_assert(scene_read(&other, &people, &e), "%s", e.text);
    cr_assert_eq(other.stake.decimals, 6);
}

Test(stake, worth)
{
    struct err e = {0};
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    AUTO(stake_worth_done) struct stake_worth worth = {.share = u256_zero};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    const struct stake_people people = scene_people();
    cr_assert(scene_read(&scene, &people, &e), "%s", e.text);
    cr_assert(stake_worth_ask(&scene.stake, &worth, batch, &e), "%s", e.text);
    scene_say(&scene, "07a2d13a", "=6f05b59d3b20000");
    scene_answer(&scene, batch);
    cr_assert(stake_worth_read(&scene.stake, &worth, &e), "%s", e.text);
    scene_expect(&worth.share, "500000000000000000");
    scene_expect(&worth.asset, "2000000000000000000");
    scene_expect(&worth.shares, "500000000000000000");
    scene.stake.share_decimals = 78;
    cr_assert_not(stake_worth_ask(&scene.stake, &worth, batch, &e));
    cr_assert_eq(e.kind, ERR_SERVICE);
}

/* Of 5 since the block and a period ago, of 7 since a second later, of 9 since the block. */
#define THREE_REQUESTS                                                                             \
    "=20,3,f39fd6e51aad88f6f4ce6ab8827279cfffb92266,5,65384180,"                                   \
    "f39fd6e51aad88f6f4ce6ab8827279cfffb92266,7,65384181,"                                         \
    "7700000000000000000000000000000000000000,9,6553f100"

Test(stake, to_the_second)
{
    struct err e = {0};
    instant at;
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct stake_people people = scene_people();
    scene_say(&scene, "3115da18", THREE_REQUESTS);
    cr_assert(scene_read(&scene, &people, &e), "%s", e.text);
    cr_assert(stake_is_unlocked(&scene.stake, 0, &at));
    cr_assert_eq(at, SCENE_NOW);
    cr_assert_not(stake_is_unlocked(&scene.stake, 1, &at));
    cr_assert_eq(at, SCENE_NOW + 1);
    cr_assert_not(stake_is_unlocked(&scene.stake, 2, &at));
    cr_assert_eq(at, SCENE_NOW + SCENE_PERIOD);
    const struct stake_claimable claimable = stake_claimable(&scene.stake);
    cr_assert(claimable.n == 1 && claimable.waiting == 2);
    scene_expect(&claimable.assets, "5");
    cr_assert_eq(claimable.next, SCENE_NOW + 1);
}

Test(stake, a_period_that_never_ends)
{
    struct err e = {0};
    instant at;
    AUTO(scene_done) struct scene scene = {.n_says = 0};
    const struct stake_people people = scene_people();
    scene_say(&scene, "3115da18", THREE_REQUESTS);
    scene_say(&scene, "20d3a0b4",
              "=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    cr_assert(scene_read(&scene, &people, &e), "%s", e.text);
    cr_assert_not(stake_is_unlocked(&scene.stake, 0, &at));
    cr_assert_eq(at, INSTANT_MAX);
    const struct stake_claimable claimable = stake_claimable(&scene.stake);
    cr_assert(claimable.n == 0 && claimable.waiting == 3 && claimable.next == INSTANT_MAX);
}
