/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_STAKE_DEED_H
#define PHALA_STAKE_DEED_H

#include "stake/amount.h"

/* The four things that can be done with the vault, as data. */

struct stake_act;

/* What is wanted. */
struct stake_wish {
    const char *amount; /* assets to deposit; shares to redeem, NULL for all of them */
    uint64_t index;     /* of the request to cancel */
};

/* Where it is known from, before it is done, what would be gained. */
enum stake_forecast {
    STAKE_CONVERTED, /* the shares that the vault converts to what is given */
    STAKE_RETURNED,  /* the function returns it */
    STAKE_COUNTED,   /* the check has counted it */
};

/* An event that says what was gained: the sum of a parameter. */
struct stake_event {
    const char *signature; /* "event Deposit(address indexed sender, …)" */
    const char *parameter; /* "shares" */
    bool is_minted;        /* only where the first parameter is zero: made from nothing */
};

struct stake_deed {
    const char *step; /* "deposit" */
    enum stake_unit gives, gains;
    enum stake_forecast forecast;
    struct stake_event event;
    bool has_to_gain;  /* not even one of the smallest unit is refused */
    bool is_requested; /* what is gained can be claimed when a request is unlocked */
    /* Chooses the calls; sets what is given where the wish says it. */
    bool (*plan)(struct stake_act *act, struct err *e);
    /* Refuses what needs no try to be known. */
    bool (*check)(struct stake_act *act, struct err *e);
};

/* Shares for assets of the account, for the receiver; with an approval of exactly so much where the
 * allowance does not do. */
extern const struct stake_deed stake_deposit;

/* Unstakes: a request for what shares of the owner are worth, that the receiver is to be paid. */
extern const struct stake_deed stake_redeem;

/* Takes a request of the account back: shares for the receiver. */
extern const struct stake_deed stake_cancel;

/* Has all requests of the owner that are unlocked paid, each to its receiver. */
extern const struct stake_deed stake_claim;

#endif
