/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/act.h"
#include "commands/chain/stake/say.h"
#include "commands/commands.h"

struct claim_args {
    struct act_args act;
};

struct claim {
    struct u256 assets;
    bool has_assets;
};

/* Adds up what can be claimed; `first` is when the next of the others can be. */
static size_t count_open(const struct stake *stake, struct u256 *sum, instant *first)
{
    size_t n = 0;
    *sum = u256_zero;
    *first = INSTANT_MAX;
    for (size_t i = 0; i < stake->account.requests.n; i++) {
        const struct vault_request *request = &stake->account.requests.at[i];
        instant at = INSTANT_MAX;
        bool is_time = stake_unlock_time(stake, request, &at);
        if (is_time && at <= stake_now(stake)) {
            n += u256_add(sum, &request->assets, sum) ? 1 : 0;
        } else if (at < *first) {
            *first = at;
        }
    }
    return n;
}

static bool check(const struct act *act, struct claim *claim, struct err *e)
{
    char when[SAY_TIME];
    instant first;
    const struct stake *stake = &act->stake;
    if (stake->account.requests.n == 0) {
        return err_set(e, ERR_REFUSED, "the account has no request to unlock anything");
    }
    if (count_open(stake, &claim->assets, &first) == 0) {
        return first == INSTANT_MAX
                   ? err_set(e, ERR_REFUSED, "no request will ever be unlocked")
                   : err_set(e, ERR_REFUSED, "nothing is unlocked yet: the first is at %s",
                             say_time_text(stake, first, when));
    }
    claim->has_assets = true;
    return act_check_running(act, e);
}

static bool rehearse(struct act *act, void *what, struct err *e)
{
    return check(act, what, e) && act_rehearse(act, NULL, e);
}

static bool look(const struct act *act, void *what, struct err *e)
{
    struct claim *claim = what;
    (void)e;
    claim->has_assets = act_events(
        act,
        "event Claimed(address indexed caller, address indexed receiver, address indexed "
        "owner, uint256 assets)",
        "assets", false, &claim->assets);
    return true;
}

static void tell(struct printer *p, const struct act *act, const void *what, bool is_done)
{
    const struct claim *claim = what;
    if (claim->has_assets) {
        say_assets(p, is_done ? "claimed" : "claims", &act->stake, &claim->assets);
    }
    if (!act->goes_on) {
        say_requests(p, "requests", &act->stake, true);
    }
}

static const struct act_story story = {
    .schema = "phala.stake-claim/1",
    .question = "Claim it?",
    .rehearse = rehearse,
    .tell = tell,
    .look = look,
};

static bool claim_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct claim_args *args = arguments;
    AUTO(act_done) struct act act = {0};
    struct claim claim = {.has_assets = false};
    TRY(act_open(context, &args->act, &act, e));
    const struct call call = vault_claim(&act.stake.account.address);
    act_only(&act, "claim", &call);
    return act_finish(&act, &story, &claim, e);
}

static const struct option options[] = {
    ACT_OPTIONS(struct claim_args, act),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it was claimed; with --dry-run: it would be"},
    {EXIT_NO, "refused: nothing is unlocked yet, it would be reverted, or was; not confirmed"},
    ACT_EXITS,
};

static const struct example examples[] = {
    {"phala chain stake claim --keystore main", "all that is unlocked"},
};

const struct command command_chain_stake_claim = {
    .name = "claim",
    .group = "Chain",
    .summary = "get the PHA that is unlocked",
    .details =
        "Claims all requests of 'phala chain stake redeem' that are as old as the vault's unlock "
        "period. Each is paid to the receiver that it names. When nothing is unlocked yet, it "
        "says when, and sends nothing.",
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct claim_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-stake-redeem(1), phala-chain-stake-show(1)",
    .run = claim_run,
};
