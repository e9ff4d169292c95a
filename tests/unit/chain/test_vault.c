/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/vault.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "chain/abi_revert.h"
#include "words.h"

/* Expected calldata and answers: cast 1.7.1, `cast calldata`, `cast abi-encode`, `cast sig`. */

#define WORD_25     "0000000000000000000000000000000000000000000000000000000000000019"
#define WORD_7      "0000000000000000000000000000000000000000000000000000000000000007"
#define WORD_TIME   "000000000000000000000000000000000000000000000000000000006553f100"
#define WORD_TIME_1 "000000000000000000000000000000000000000000000000000000006553f101"

/* [(OWNER, 25, 1700000000), (OTHER, 7, 1700000001)] */
#define TWO_REQUESTS WORD_32 WORD_2 WORD_OWNER WORD_25 WORD_TIME WORD_VPHA WORD_7 WORD_TIME_1

Test(vault, calldata_of_views)
{
    static const char *const selectors[VAULT_VIEWS] = {
        [VAULT_TOTAL_ASSETS] = "01e1d114",  [VAULT_TOTAL_SUPPLY] = "18160ddd",
        [VAULT_REWARD_RATE] = "7b0a47ee",   [VAULT_TREASURY_RATIO] = "ba681c4d",
        [VAULT_UNLOCK_PERIOD] = "20d3a0b4", [VAULT_MAX_UNLOCK_REQUESTS] = "4db5f9ca",
        [VAULT_PAUSED] = "5c975abb",        [VAULT_ASSET] = "38d52e0f",
    };
    for (unsigned i = 0; i < VAULT_VIEWS; i++) {
        words_expect_call(vault_view((enum vault_view)i), selectors[i]);
    }
}

Test(vault, calldata)
{
    const struct eth_address account = words_address(OWNER);
    const struct eth_address other = token_by_name(text_of("vpha"), TOKEN_CHAIN)->address;
    const struct u256 amount = u256_of(25);
    words_expect_call(vault_convert_to_assets(&amount), "07a2d13a" WORD_25);
    words_expect_call(vault_convert_to_shares(&amount), "c6e6f592" WORD_25);
    words_expect_call(vault_max_deposit(&account), "402d267d" WORD_OWNER);
    words_expect_call(vault_max_redeem(&account), "d905777e" WORD_OWNER);
    words_expect_call(vault_unlock_requests(&account), "3115da18" WORD_OWNER);
    words_expect_call(vault_deposit(&amount, &account), "6e553f65" WORD_25 WORD_OWNER);
    words_expect_call(vault_redeem(&amount, &other, &account),
                      "ba087652" WORD_25 WORD_VPHA WORD_OWNER);
    words_expect_call(vault_cancel(3, &account), "7dbdb4cd" WORD_3 WORD_OWNER);
    words_expect_call(vault_claim(&account), "1e83409a" WORD_OWNER);
}

static void expect_view(enum vault_view view, const char *hex, const char *decimal)
{
    AUTO(buf_done) struct buf answer = words_of(hex);
    struct u256 value;
    char text[U256_DECIMAL];
    struct err e = {0};
    bool ok = vault_read_view(view, buf_view(&answer), &value, &e);
    cr_assert_eq(ok, decimal != NULL, "%s", e.text);
    if (ok) {
        cr_expect_str_eq(u256_format(&value, text), decimal);
    } else {
        cr_expect_eq(e.kind, ERR_SERVICE);
    }
}

Test(vault, views)
{
    expect_view(VAULT_TOTAL_ASSETS, WORD_25, "25");
    expect_view(VAULT_TOTAL_ASSETS, "", NULL);
    expect_view(VAULT_PAUSED, WORD_1, "1");
    expect_view(VAULT_PAUSED, WORD_2, NULL);
    expect_view(VAULT_ASSET, WORD_MAX, NULL);
    expect_view(VAULT_UNLOCK_PERIOD, WORD_25 WORD_0, NULL);
}

Test(vault, asset)
{
    AUTO(buf_done) struct buf answer = words_of(WORD_OWNER);
    const struct eth_address expected = words_address(OWNER);
    struct u256 value;
    struct err e = {0};
    cr_assert(vault_read_view(VAULT_ASSET, buf_view(&answer), &value, &e), "%s", e.text);
    const struct eth_address asset = vault_asset_address(&value);
    cr_expect_arr_eq(asset.at, expected.at, sizeof asset.at);
}

Test(vault, requests)
{
    AUTO(buf_done) struct buf answer = words_of(TWO_REQUESTS);
    AUTO(vault_requests_done) struct vault_requests requests = {0};
    const struct eth_address first = words_address(OWNER);
    struct err e = {0};
    char text[U256_DECIMAL];
    cr_assert(vault_read_requests(buf_view(&answer), &requests, &e), "%s", e.text);
    cr_assert_eq(requests.n, 2);
    cr_expect_arr_eq(requests.at[0].receiver.at, first.at, sizeof first.at);
    cr_expect_str_eq(u256_format(&requests.at[0].assets, text), "25");
    cr_expect_str_eq(u256_format(&requests.at[0].start, text), "1700000000");
    cr_expect_str_eq(u256_format(&requests.at[1].assets, text), "7");
    cr_expect_str_eq(u256_format(&requests.at[1].start, text), "1700000001");
}

static void expect_no_requests(const char *hex, bool ok)
{
    AUTO(buf_done) struct buf answer = words_of(hex);
    AUTO(vault_requests_done) struct vault_requests requests = {0};
    struct err e = {0};
    cr_expect_eq(vault_read_requests(buf_view(&answer), &requests, &e), ok, "%s", e.text);
    cr_expect_eq(requests.n, 0);
    cr_expect(ok || e.kind == ERR_SERVICE);
}

Test(vault, no_requests)
{
    expect_no_requests(WORD_32 WORD_0, true);
    expect_no_requests("", false);
    expect_no_requests(WORD_32, false);
    expect_no_requests(WORD_32 WORD_MAX, false);
    expect_no_requests(WORD_32 WORD_1 WORD_OWNER WORD_25, false);
    expect_no_requests(WORD_32 WORD_1 WORD_MAX WORD_25 WORD_TIME, false);
    expect_no_requests(TWO_REQUESTS WORD_0, false);
    expect_no_requests(WORD_0 WORD_0, false);
}

Test(vault, requests_cut_anywhere)
{
    AUTO(buf_done) struct buf whole = words_of(TWO_REQUESTS);
    for (size_t n = 0; n < whole.len; n++) {
        AUTO(vault_requests_done) struct vault_requests requests = {0};
        struct err e = {0};
        cr_expect_not(vault_read_requests(bytes_of(whole.at, n), &requests, &e), "%zu", n);
    }
}

/* As many as are taken, and one more. */
Test(vault, how_many_requests)
{
    for (size_t n = VAULT_REQUESTS_MAX; n <= VAULT_REQUESTS_MAX + 1; n++) {
        AUTO(vault_requests_done) struct vault_requests requests = {0};
        AUTO(mem_freep) uint8_t *answer = mem_array(2 + 3 * n, ABI_WORD);
        struct err e = {0};
        answer[ABI_WORD - 1] = ABI_WORD;
        answer[2 * ABI_WORD - 2] = (uint8_t)(n >> 8);
        answer[2 * ABI_WORD - 1] = (uint8_t)n;
        const struct bytes view = bytes_of(answer, (2 + 3 * n) * ABI_WORD);
        cr_expect_eq(vault_read_requests(view, &requests, &e), n == VAULT_REQUESTS_MAX, "%s",
                     e.text);
    }
}

Test(vault, unlock_time)
{
    const struct u256 start = u256_of(1700000000);
    const struct u256 period = u256_of(21L * 24 * 60 * 60);
    const struct u256 last = u256_of((uint64_t)INSTANT_MAX);
    const struct u256 one = u256_of(1);
    instant at = 0;
    cr_assert(vault_unlock_time(&start, &period, &at));
    cr_expect_eq(at, 1701814400);
    cr_expect(vault_unlock_time(&last, &u256_zero, &at));
    cr_expect_eq(at, INSTANT_MAX);
    cr_expect_not(vault_unlock_time(&last, &one, &at));
    cr_expect_not(vault_unlock_time(&u256_max, &one, &at));
    cr_expect_not(vault_unlock_time(&u256_max, &u256_zero, &at));
}

Test(vault, errors)
{
    static const struct {
        const char *data, *text;
    } cases[] = {
        {"c0ac90dc" WORD_OWNER, "reverted: ExceedMaxUnlockRequests(owner: " OWNER ")"},
        {"9cfea583" WORD_OWNER, "reverted: InvalidReceiver(receiver: " OWNER ")"},
        {"1e249454", "reverted: InvalidUnlockRequestIndex()"},
        {"846ddc76" WORD_OWNER, "reverted: NoClaimableAssets(owner: " OWNER ")"},
    };
    AUTO(abi_done) struct abi errors = {0};
    vault_errors(&errors);
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf data = words_of(cases[i].data);
        AUTO(buf_done) struct buf text = buf_start(KIB);
        AUTO(abi_revert_done) struct abi_revert revert = abi_revert_read(buf_view(&data), &errors);
        abi_revert_write(&revert, &text);
        cr_expect(text_is(buf_view_text(&text), cases[i].text), "%.*s",
                  TEXT_ARG(buf_view_text(&text)));
    }
}
