/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/worth.h"

void stake_worth_done(struct stake_worth *worth)
{
    call_question_done(&worth->of_share);
    call_question_done(&worth->of_asset);
    call_question_done(&worth->of_shares);
}

static bool ten_to(unsigned n, struct u256 *out)
{
    const struct u256 ten = u256_of(10);
    *out = u256_of(1);
    for (unsigned i = 0; i < n; i++) {
        TRY(u256_multiply(out, &ten, out));
    }
    return true;
}

bool stake_worth_ask(const struct stake *stake, struct stake_worth *worth, struct rpc_batch *batch,
                     struct err *e)
{
    struct u256 share;
    struct u256 asset;
    if (!ten_to(stake->share_decimals, &share) || !ten_to(stake->decimals, &asset)) {
        return err_set(e, ERR_SERVICE, "a token with %u decimals, and shares with %u",
                       stake->decimals, stake->share_decimals);
    }
    worth->of_share.call = vault_convert_to_assets(&share);
    worth->of_asset.call = vault_convert_to_shares(&asset);
    worth->of_shares.call = vault_convert_to_assets(&stake->holdings.shares);
    stake_question_ask(stake, &worth->of_share, batch);
    stake_question_ask(stake, &worth->of_asset, batch);
    stake_question_ask(stake, &worth->of_shares, batch);
    return true;
}

bool stake_worth_read(const struct stake *stake, struct stake_worth *worth, struct err *e)
{
    return stake_question_read(stake, "convertToAssets", &worth->of_share, &worth->share, e) &&
           stake_question_read(stake, "convertToShares", &worth->of_asset, &worth->asset, e) &&
           stake_question_read(stake, "convertToAssets", &worth->of_shares, &worth->shares, e);
}
