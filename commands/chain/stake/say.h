/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CHAIN_STAKE_SAY_H
#define PHALA_COMMANDS_CHAIN_STAKE_SAY_H

#include "cli/print.h"
#include "commands/chain/stake/place.h"
#include "stake/amount.h"

/* How amounts and times of the vault are printed: in text a line each, in JSON a record. */

/* "100 PHA": {"wei": "…", "amount": "100", "symbol": "PHA"} */
void say_amount(struct printer *p, const char *key, const struct stake *stake, enum stake_unit unit,
                const struct u256 *value);
void say_ether(struct printer *p, const char *key, const struct place *place,
               const struct u256 *wei);

/* "2026-01-02T03:04:05Z (in 3 days)", as seen from the latest block; in JSON the time alone. */
void say_time(struct printer *p, const char *key, const struct stake *stake, instant at);

/* "21 days"; in JSON the seconds. */
void say_span(struct printer *p, const char *key, const struct u256 *seconds);

/* The open requests of the owner: "unlock_requests". */
void say_requests(struct printer *p, const struct stake *stake);

/* Those that can be claimed at the latest block ("requests"), and, where others are left, when the
 * next of them can be: "next_claimable_from". */
void say_claimable(struct printer *p, const struct stake *stake);

/* Network, chain, vault, and the account where there is one; owner and receiver where they are
 * others. */
void say_where(struct printer *p, const struct place *place);

#endif
