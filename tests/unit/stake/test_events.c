/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/events.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "scene.h"

TestSuite(stake_events, .timeout = 60);

/* Topics 0: cast 1.7.1, `cast sig-event`. */
#define DEPOSIT  "dcbc1c05240f31ff3ad067ef1ee35ce4997762752e3a095284754544f4c709d7"
#define CLAIMED  "913c992353dc81b7a8ba31496c484e9b6306bd2f6c509a649a38fdf5e1c953b2"
#define TRANSFER "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"

/* Logs of a receipt. */
struct logs {
    struct rpc_log at[6];
    size_t n;
};

/* One more: of the event, with so many topics behind the first, which are accounts, and words. */
static void add(struct logs *logs, const char *event, const struct eth_address *address,
                size_t accounts, struct bytes data)
{
    struct rpc_log *log = &logs->at[logs->n++];
    *log = (struct rpc_log){.address = *address, .n_topics = 1 + accounts, .data = data};
    cr_assert(hex_decode(text_of(event), log->topics[0].at, sizeof log->topics[0].at));
    for (size_t i = 1; i <= accounts; i++) {
        log->topics[i].at[31] = (uint8_t)i;
    }
}

/* Words whose last bytes are these. */
struct words {
    uint8_t at[2 * 32];
};

static struct words words_of(uint8_t first, uint8_t second)
{
    struct words words = {{0}};
    words.at[31] = first;
    words.at[63] = second;
    return words;
}

static bool sum(const struct stake_deed *deed, struct logs *logs, struct u256 *out)
{
    const struct sender_item item = {
        .receipt = {.is_there = true, .succeeded = true, .logs = logs->at, .n_logs = logs->n}};
    return events_sum(&deed->event, &scene_vault, &item, 1, out);
}

Test(stake_events, the_parameter_that_is_meant)
{
    struct u256 value;
    const struct words words = words_of(5, 9);
    struct logs logs = {.n = 0};
    add(&logs, DEPOSIT, &scene_vault, 2, BYTES_OF(words.at));
    cr_assert(sum(&stake_deposit, &logs, &value));
    scene_expect(&value, "9");
}

Test(stake_events, all_of_them_are_added)
{
    struct u256 value;
    const struct words a = words_of(5, 0);
    const struct words b = words_of(7, 0);
    struct logs logs = {.n = 0};
    add(&logs, CLAIMED, &scene_vault, 3, bytes_of(a.at, 32));
    add(&logs, CLAIMED, &scene_token, 3, bytes_of(a.at, 32));
    add(&logs, DEPOSIT, &scene_vault, 2, BYTES_OF(a.at));
    add(&logs, CLAIMED, &scene_vault, 3, bytes_of(b.at, 32));
    add(&logs, CLAIMED, &scene_vault, 2, bytes_of(b.at, 32));
    add(&logs, CLAIMED, &scene_vault, 3, bytes_of(b.at, 31));
    cr_assert(sum(&stake_claim, &logs, &value));
    scene_expect(&value, "12");
}

/* Shares that change hands were not made. */
Test(stake_events, made_from_nothing)
{
    struct u256 value;
    const struct words words = words_of(5, 0);
    struct logs logs = {.n = 0};
    add(&logs, TRANSFER, &scene_vault, 2, bytes_of(words.at, 32));
    add(&logs, TRANSFER, &scene_vault, 2, bytes_of(words.at, 32));
    cr_assert_not(sum(&stake_cancel, &logs, &value));
    memset(logs.at[1].topics[1].at, 0, sizeof logs.at[1].topics[1].at);
    cr_assert(sum(&stake_cancel, &logs, &value));
    scene_expect(&value, "5");
}

Test(stake_events, a_sum_that_does_not_fit)
{
    struct u256 value;
    uint8_t most[32];
    memset(most, 0xff, sizeof most);
    const struct words one = words_of(1, 0);
    struct logs logs = {.n = 0};
    add(&logs, CLAIMED, &scene_vault, 3, BYTES_OF(most));
    add(&logs, CLAIMED, &scene_vault, 3, bytes_of(one.at, 32));
    cr_assert(sum(&stake_claim, &logs, &value));
    scene_expect(&value,
                 "115792089237316195423570985008687907853269984665640564039457584007913129639935");
}

Test(stake_events, none)
{
    struct u256 value;
    struct logs nothing = {.n = 0};
    const struct sender_item unmined = {.step = "claim"};
    cr_assert_not(sum(&stake_claim, &nothing, &value));
    cr_assert(u256_is_zero(&value));
    cr_assert_not(events_sum(&stake_claim.event, &scene_vault, &unmined, 1, &value));
}

Test(stake_events, what_it_has_cost)
{
    struct u256 paid;
    struct stake_act act = {.n = 2};
    for (size_t i = 0; i < 2; i++) {
        act.items[i].receipt = (struct rpc_receipt){.is_there = true,
                                                    .gas_used = 100,
                                                    .effective_gas_price = u256_of(7),
                                                    .has_l1_fee = i == 1,
                                                    .l1_fee = u256_of(30)};
    }
    cr_assert(act_paid(&act, &paid));
    scene_expect(&paid, "1430");
    cr_assert(act_is_mined(&act));
    act.items[1].receipt.is_there = false;
    cr_assert_not(act_paid(&act, &paid));
    cr_assert_not(act_is_mined(&act));
}
