/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_STAKE_H
#define PHALA_STAKE_STAKE_H

#include "chain/vault.h"
#include "rpc/call_question.h"

/* The vault in which PHA is staked, its token, and what both say: of themselves, and of an account.
 * Amounts are in their smallest unit. */

/* Whom it is about; often the same three times. */
struct stake_people {
    struct eth_address account;  /* who sends and pays: its ether, its assets, its allowance */
    struct eth_address owner;    /* whose shares and requests they are */
    struct eth_address receiver; /* who gets what comes of it */
};
struct stake_people stake_people_of(const struct eth_address *account);

struct stake_holdings {
    struct u256 ether, assets;      /* of the account */
    struct u256 allowance;          /* assets of the account that the vault may take */
    struct u256 shares;             /* of the owner */
    struct u256 max_redeem;         /* shares of the owner */
    struct u256 max_deposit;        /* assets, for the receiver */
    struct vault_requests requests; /* of the owner */
};

struct stake_facts; /* questions and their answers */

struct stake {
    /* The caller's, or stake_choose_known's. */
    struct eth_address vault, token;
    bool is_known; /* the vault of vPHA, which takes PHA */
    /* What stake_read found. */
    unsigned decimals, share_decimals;
    struct u256 views[VAULT_VIEWS];
    struct rpc_block latest;
    bool has_people;
    struct stake_people people;
    struct stake_holdings holdings;
    struct stake_facts *facts;
};
void stake_done(struct stake *stake);

/* The vault of vPHA. False where the chain has none that is known: it is on Ethereum (TOKEN_CHAIN).
 */
MUST_CHECK bool stake_choose_known(uint64_t chain_id, struct stake *out);

/* Puts all questions into a batch, with those about people (may be NULL) ... */
void stake_ask(struct stake *stake, const struct stake_people *people, struct rpc_batch *batch);

/* ... and reads what was answered. ERR_NOT_FOUND when there is no vault, ERR_CONFLICT when it is of
 * another token, or PHA and vPHA do not have their decimals. */
MUST_CHECK bool stake_read(struct stake *stake, struct err *e);

/* One more question to the vault, for a number; `name` is the function's, for the error
 * (ERR_NOT_FOUND: a vault would have answered). */
void stake_question_ask(const struct stake *stake, struct call_question *question,
                        struct rpc_batch *batch);
MUST_CHECK bool stake_question_read(const struct stake *stake, const char *name,
                                    const struct call_question *question, struct u256 *out,
                                    struct err *e);

bool stake_is_paused(const struct stake *stake);

/* The time of the latest block: the chain's own now. */
instant stake_now(const struct stake *stake);

/* When a request can be claimed; false when that is no time. */
MUST_CHECK bool stake_unlock_time(const struct stake *stake, const struct u256 *start,
                                  instant *out);

/* The same of a request of the owner, INSTANT_MAX where it is no time; true when it can be now. */
bool stake_is_unlocked(const struct stake *stake, size_t request, instant *out);

/* What a claim at the latest block would be of. */
struct stake_claimable {
    size_t n;           /* requests */
    struct u256 assets; /* of these */
    size_t waiting;     /* the other requests */
    instant next;       /* when the first of those can be claimed; INSTANT_MAX: never, or none */
};
struct stake_claimable stake_claimable(const struct stake *stake);

#endif
