/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CHAIN_STAKE_SAY_H
#define PHALA_COMMANDS_CHAIN_STAKE_SAY_H

#include "cli/print.h"
#include "commands/chain/stake/stake.h"

/* How amounts and times of the vault are printed: in text a line each, in JSON a record. */

/* "100 PHA": {"wei": "…", "amount": "100", "symbol": "PHA"} */
void say_assets(struct printer *p, const char *key, const struct stake *stake,
                const struct u256 *assets);
void say_shares(struct printer *p, const char *key, const struct stake *stake,
                const struct u256 *shares);
void say_ether(struct printer *p, const char *key, const struct stake *stake,
               const struct u256 *wei);

/* "100 PHA" for messages; returns `out`. */
enum { SAY_AMOUNT = 320 };
const char *say_assets_text(const struct stake *stake, const struct u256 *assets,
                            char out[SAY_AMOUNT]);
const char *say_shares_text(const struct stake *stake, const struct u256 *shares,
                            char out[SAY_AMOUNT]);

/* "2026-01-02T03:04:05Z (in 3 days)", as seen from the latest block; in JSON the time alone. */
void say_time(struct printer *p, const char *key, const struct stake *stake, instant at);

/* The same for messages; returns `out`. */
enum { SAY_TIME = 96 };
const char *say_time_text(const struct stake *stake, instant at, char out[SAY_TIME]);

/* "21 days"; in JSON the seconds. */
void say_span(struct printer *p, const char *key, const struct u256 *seconds);

/* Open requests, as a list; all of them, or those that can be claimed at the latest block. */
void say_requests(struct printer *p, const char *key, const struct stake *stake, bool claimable);

/* Network, chain, vault, and the account where there is one. */
void say_where(struct printer *p, const struct stake *stake);

#endif
