/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_AMOUNT_H
#define PHALA_STAKE_AMOUNT_H

#include "chain/amount.h"
#include "stake/stake.h"

/* Amounts of the vault as people write them. */

enum stake_unit { STAKE_ASSETS, STAKE_SHARES };

/* "PHA", "vPHA"; of a vault that is not the known one, whose words would be anybody's, "tokens" and
 * "shares". */
const char *stake_symbol(const struct stake *stake, enum stake_unit unit);

unsigned stake_decimals(const struct stake *stake, enum stake_unit unit);

/* Whole ones ("1.5", for the known vault also "1.5pha" or "1.5vpha"), or the smallest ("25wei"), in
 * the smallest. ERR_USAGE for anything else, for what has no exact value, and for zero. */
MUST_CHECK bool stake_amount_read(const struct stake *stake, const char *text, enum stake_unit unit,
                                  struct u256 *out, struct err *e);

/* "100 PHA"; returns `out`. */
enum { STAKE_AMOUNT_TEXT = AMOUNT_TEXT + 16 };
const char *stake_amount_text(const struct stake *stake, enum stake_unit unit,
                              const struct u256 *value, char out[STAKE_AMOUNT_TEXT]);

/* "2026-01-02T03:04:05Z (in 3 days)", as seen from the latest block; returns `out`. */
enum { STAKE_TIME_TEXT = 96 };
const char *stake_time_text(const struct stake *stake, instant at, char out[STAKE_TIME_TEXT]);

#endif
