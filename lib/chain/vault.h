/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_VAULT_H
#define PHALA_CHAIN_VAULT_H

#include "base/instant.h"
#include "chain/token.h"

/* The vault in which PHA is staked, as its ABI and Phala's app have it. Its shares are the token
 * vPHA. Rates and shares are those of ERC-4626; to redeem is not to be paid, but to ask: the shares
 * are gone at once, what they were worth then waits for the unlock period, and is claimed. */

enum { VAULT_REQUESTS_MAX = 4096 };

/* Views without arguments, which answer a word each. */
enum vault_view {
    VAULT_TOTAL_ASSETS,
    VAULT_TOTAL_SUPPLY,
    VAULT_REWARD_RATE,         /* assets a second, of which the treasury takes its part */
    VAULT_TREASURY_RATIO,      /* of 10000 */
    VAULT_UNLOCK_PERIOD,       /* seconds */
    VAULT_MAX_UNLOCK_REQUESTS, /* open ones of one owner */
    VAULT_PAUSED,              /* 0 or 1 */
    VAULT_ASSET,               /* the address of the token */
    VAULT_VIEWS,
};
struct call vault_view(enum vault_view view);

/* ERR_SERVICE when it is not of the view's type. */
MUST_CHECK bool vault_read_view(enum vault_view view, struct bytes answer, struct u256 *out,
                                struct err *e);

/* The address that VAULT_ASSET was read as. */
struct eth_address vault_asset_address(const struct u256 *view);

/* Other views; each answers a uint256. */
struct call vault_convert_to_assets(const struct u256 *shares);
struct call vault_convert_to_shares(const struct u256 *assets);
struct call vault_max_deposit(const struct eth_address *receiver);
struct call vault_max_redeem(const struct eth_address *owner);
struct call vault_unlock_requests(const struct eth_address *owner);

/* What changes something. */
struct call vault_deposit(const struct u256 *assets, const struct eth_address *receiver);
struct call vault_redeem(const struct u256 *shares, const struct eth_address *receiver,
                         const struct eth_address *owner);
struct call vault_cancel(uint64_t index, const struct eth_address *receiver);
struct call vault_claim(const struct eth_address *owner);

/* An open request. Which index it has may change whenever one is cancelled or claimed: what
 * the vault does with the others then is not known. */
struct vault_request {
    struct eth_address receiver; /* who is paid */
    struct u256 assets;          /* fixed when it was asked for */
    struct u256 start;           /* when that was, in seconds */
};

struct vault_requests {
    struct vault_request *at;
    size_t n;
};
void vault_requests_done(struct vault_requests *requests);

/* What unlockRequests answered. ERR_SERVICE. Call vault_requests_done also when it failed. */
MUST_CHECK bool vault_read_requests(struct bytes answer, struct vault_requests *out, struct err *e);

/* When it can be claimed: its start and the vault's period, which its owner may change, also for
 * requests that are open. False when that is no time (beyond the year 9999). */
MUST_CHECK bool vault_unlock_time(const struct u256 *start, const struct u256 *period,
                                  instant *out);

/* The errors that the vault's functions revert with, and that are not OpenZeppelin's. */
void vault_errors(struct abi *out);

#endif
