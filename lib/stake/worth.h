/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_WORTH_H
#define PHALA_STAKE_WORTH_H

#include "stake/stake.h"

/* What assets and shares are worth in each other, at the latest block; what is asked depends on
 * what stake_read has read. */

struct stake_worth {
    struct u256 share;  /* assets that a whole share is worth */
    struct u256 asset;  /* shares that a whole asset is worth */
    struct u256 shares; /* assets that the owner's shares are worth; 0 without an owner */
    struct call_question of_share, of_asset, of_shares;
};
void stake_worth_done(struct stake_worth *worth);

/* Puts the questions into the batch; the worth does not move until they are answered. ERR_SERVICE
 * where the decimals are so many that a whole one is no number. */
MUST_CHECK bool stake_worth_ask(const struct stake *stake, struct stake_worth *worth,
                                struct rpc_batch *batch, struct err *e);

/* ERR_NOT_FOUND, as stake_question_read. */
MUST_CHECK bool stake_worth_read(const struct stake *stake, struct stake_worth *worth,
                                 struct err *e);

#endif
