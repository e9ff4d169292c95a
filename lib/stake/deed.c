/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/deed.h"

#include <inttypes.h>

#include "stake/earlier.h"

static void add(struct stake_act *act, const char *step, const struct eth_address *to,
                const struct call *call)
{
    act->calls[act->n] = *call;
    act->items[act->n] = (struct sender_item){
        .step = step,
        .to = *to,
        .data = call_bytes(&act->calls[act->n]),
    };
    act->n++;
}

/* The one thing to do, a call of the vault; it goes on where an earlier run has sent it. */
static bool add_only(struct stake_act *act, struct call call)
{
    add(act, act->deed->step, &act->stake->vault, &call);
    act->goes_on = earlier_has(act, &act->stake->vault, &call);
    return true;
}

static void give(struct stake_act *act, const struct u256 *given)
{
    act->outcome.has_given = true;
    act->outcome.given = *given;
}

static bool check_running(const struct stake_act *act, struct err *e)
{
    return !stake_is_paused(act->stake) ||
           err_set(e, ERR_REFUSED, "the vault is paused: nothing goes in or out");
}

/* Who has the shares and the requests, for messages. */
static const char *owner_of(const struct stake_act *act)
{
    const struct stake_people *people = &act->stake->people;
    return bytes_equal(BYTES_OF(people->owner.at), BYTES_OF(people->account.at)) ? "the account"
                                                                                 : "the owner";
}

/* How much there is, or may be: "the vault takes 5 PHA at most". */
struct limit {
    const char *who, *verb;
    const struct u256 *value;
    const char *tail;
};

/* That what is given is not above it. */
static bool check_within(const struct stake_act *act, struct limit limit, struct err *e)
{
    char has[STAKE_AMOUNT_TEXT];
    char wants[STAKE_AMOUNT_TEXT];
    const enum stake_unit unit = act->deed->gives;
    (void)stake_amount_text(act->stake, unit, limit.value, has);
    (void)stake_amount_text(act->stake, unit, &act->outcome.given, wants);
    return u256_compare(&act->outcome.given, limit.value) <= 0 ||
           err_set(e, ERR_REFUSED, "%s %s %.100s%s, not %.100s", limit.who, limit.verb, has,
                   limit.tail, wants);
}

/* The approval is of exactly what is deposited, and only where there is none for so much. */
static bool plan_deposit(struct stake_act *act, struct err *e)
{
    struct u256 assets;
    const struct stake *stake = act->stake;
    TRY(stake_amount_read(stake, act->wish.amount, STAKE_ASSETS, &assets, e));
    give(act, &assets);
    const struct call approve = token_approve(&stake->vault, &assets);
    const struct call call = vault_deposit(&assets, &stake->people.receiver);
    bool is_approved = earlier_has(act, &stake->token, &approve);
    bool has_allowance = u256_compare(&stake->holdings.allowance, &assets) >= 0;
    act->goes_on = earlier_has(act, &stake->vault, &call);
    if (is_approved && !act->goes_on) {
        TRY(earlier_forget(act, &stake->token, &approve, e));
    }
    if (act->goes_on ? is_approved : !has_allowance) {
        add(act, "approve", &stake->token, &approve);
    }
    add(act, act->deed->step, &stake->vault, &call);
    return true;
}

static bool check_deposit(struct stake_act *act, struct err *e)
{
    const struct stake_holdings *holdings = &act->stake->holdings;
    const struct limit has = {"the account", "has", &holdings->assets, ""};
    const struct limit takes = {"the vault", "takes", &holdings->max_deposit, " at most"};
    return check_running(act, e) && check_within(act, has, e) && check_within(act, takes, e);
}

/* Of all there are, or of as many as an earlier run has asked for that was not seen through. */
static bool choose_all(struct stake_act *act, struct u256 *shares, struct err *e)
{
    const struct stake *stake = act->stake;
    const struct stake_people *people = &stake->people;
    const struct call like = vault_redeem(&u256_zero, &people->receiver, &people->owner);
    struct call sent;
    if (earlier_find(act, &stake->vault, &like, &sent)) {
        return u256_from_bytes(bytes_of(sent.at + ABI_SELECTOR, ABI_WORD), shares);
    }
    *shares = stake->holdings.shares;
    return !u256_is_zero(shares) || err_set(e, ERR_REFUSED, "%s has no shares", owner_of(act));
}

static bool plan_redeem(struct stake_act *act, struct err *e)
{
    struct u256 shares;
    const struct stake_people *people = &act->stake->people;
    const char *amount = act->wish.amount;
    TRY(amount == NULL ? choose_all(act, &shares, e)
                       : stake_amount_read(act->stake, amount, STAKE_SHARES, &shares, e));
    give(act, &shares);
    return add_only(act, vault_redeem(&shares, &people->receiver, &people->owner));
}

static bool check_redeem(struct stake_act *act, struct err *e)
{
    const struct stake *stake = act->stake;
    const struct stake_holdings *holdings = &stake->holdings;
    const struct u256 open = u256_of(holdings->requests.n);
    const struct limit has = {owner_of(act), "has", &holdings->shares, ""};
    const struct limit redeems = {"the vault", "redeems", &holdings->max_redeem, " at most"};
    TRY(check_running(act, e) && check_within(act, has, e));
    if (u256_compare(&open, &stake->views[VAULT_MAX_UNLOCK_REQUESTS]) >= 0) {
        (void)err_set(e, ERR_REFUSED, "%s has %zu open requests, and may not have more",
                      owner_of(act), holdings->requests.n);
        return err_hint(e, "phala chain stake show: claim those that are unlocked, or cancel one");
    }
    return check_within(act, redeems, e);
}

static bool plan_cancel(struct stake_act *act, struct err *e)
{
    (void)e;
    return add_only(act, vault_cancel(act->wish.index, &act->stake->people.receiver));
}

static bool check_cancel(struct stake_act *act, struct err *e)
{
    const struct vault_requests *requests = &act->stake->holdings.requests;
    if (act->wish.index < requests->n) {
        const struct vault_request *request = &requests->at[act->wish.index];
        struct act_outcome *outcome = &act->outcome;
        give(act, &request->assets);
        outcome->has_time = stake_unlock_time(act->stake, &request->start,
                                              &outcome->claimable_from);
        return check_running(act, e);
    }
    (void)err_set(e, ERR_REFUSED, "there is no request %" PRIu64 ": the account has %zu",
                  act->wish.index, requests->n);
    return err_hint(e, "phala chain stake show ADDRESS lists them, from 0");
}

static bool plan_claim(struct stake_act *act, struct err *e)
{
    (void)e;
    return add_only(act, vault_claim(&act->stake->people.owner));
}

static bool check_claim(struct stake_act *act, struct err *e)
{
    char when[STAKE_TIME_TEXT];
    const struct stake *stake = act->stake;
    const struct stake_claimable claimable = stake_claimable(stake);
    if (stake->holdings.requests.n == 0) {
        return err_set(e, ERR_REFUSED, "%s has no request to unlock anything", owner_of(act));
    }
    if (claimable.n == 0) {
        return claimable.next == INSTANT_MAX
                   ? err_set(e, ERR_REFUSED, "no request will ever be unlocked")
                   : err_set(e, ERR_REFUSED, "nothing is unlocked yet: the first is at %s",
                             stake_time_text(stake, claimable.next, when));
    }
    act->outcome.has_gained = true;
    act->outcome.gained = claimable.assets;
    return check_running(act, e);
}

const struct stake_deed stake_deposit = {
    .step = "deposit",
    .gives = STAKE_ASSETS,
    .gains = STAKE_SHARES,
    .forecast = STAKE_CONVERTED,
    .event = {"event Deposit(address indexed sender, address indexed owner, uint256 assets, "
              "uint256 shares)",
              "shares", false},
    .has_to_gain = true,
    .plan = plan_deposit,
    .check = check_deposit,
};

const struct stake_deed stake_redeem = {
    .step = "redeem",
    .gives = STAKE_SHARES,
    .gains = STAKE_ASSETS,
    .forecast = STAKE_RETURNED,
    .event = {"event Withdraw(address indexed sender, address indexed receiver, address indexed "
              "owner, uint256 assets, uint256 shares)",
              "assets", false},
    .is_requested = true,
    .plan = plan_redeem,
    .check = check_redeem,
};

/* Shares that were made, whatever else the vault says of it. */
const struct stake_deed stake_cancel = {
    .step = "cancel",
    .gives = STAKE_ASSETS,
    .gains = STAKE_SHARES,
    .forecast = STAKE_CONVERTED,
    .event = {"event Transfer(address indexed from, address indexed to, uint256 value)", "value",
              true},
    .plan = plan_cancel,
    .check = check_cancel,
};

const struct stake_deed stake_claim = {
    .step = "claim",
    .gives = STAKE_SHARES,
    .gains = STAKE_ASSETS,
    .forecast = STAKE_COUNTED,
    .event = {"event Claimed(address indexed caller, address indexed receiver, address indexed "
              "owner, uint256 assets)",
              "assets", false},
    .plan = plan_claim,
    .check = check_claim,
};
