/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/act.h"
#include "commands/chain/stake/say.h"
#include "commands/commands.h"

struct redeem_args {
    struct act_args act;
    const char *shares;
    bool all;
};

struct redeem {
    struct u256 shares, assets;
    bool has_assets, has_start;
    struct vault_request request; /* its start */
};

static bool has_given(const struct redeem_args *args, struct err *e)
{
    if ((args->shares != NULL) != args->all) {
        return true;
    }
    (void)err_set(e, ERR_USAGE,
                  args->all ? "SHARES does not go with '--all'" : "how many shares is not given");
    return err_hint(e, "a number of vPHA, or --all");
}

/* Of all there are, or of as many as an earlier run has asked for that was not seen through. */
static bool choose(const struct redeem_args *args, struct act *act, struct redeem *redeem,
                   struct call *call, struct err *e)
{
    const struct stake *stake = &act->stake;
    const struct call any = vault_redeem(&u256_zero, &stake->account.address);
    if (args->all && act_find_sent(act, &stake->vault, &any, call)) {
        const struct bytes words = call_bytes(call);
        return u256_from_bytes(bytes_of(words.at + ABI_SELECTOR, ABI_WORD), &redeem->shares);
    }
    if (args->all) {
        redeem->shares = stake->account.shares;
        if (u256_is_zero(&redeem->shares)) {
            return err_set(e, ERR_REFUSED, "the account has no shares");
        }
    } else {
        TRY(act_amount(act, args->shares, true, &redeem->shares, e));
    }
    *call = vault_redeem(&redeem->shares, &stake->account.address);
    return true;
}

static bool check(const struct act *act, const struct redeem *redeem, struct err *e)
{
    char has[SAY_AMOUNT];
    char wants[SAY_AMOUNT];
    const struct stake *stake = &act->stake;
    const struct u256 open = u256_of(stake->account.requests.n);
    TRY(act_check_running(act, e));
    if (u256_compare(&redeem->shares, &stake->account.shares) > 0) {
        return err_set(e, ERR_REFUSED, "the account has %.100s, not %.100s",
                       say_shares_text(stake, &stake->account.shares, has),
                       say_shares_text(stake, &redeem->shares, wants));
    }
    if (u256_compare(&open, &stake->views[VAULT_MAX_UNLOCK_REQUESTS]) >= 0) {
        (void)err_set(e, ERR_REFUSED, "the account has %zu open requests, and may not have more",
                      stake->account.requests.n);
        return err_hint(e, "phala chain stake show: claim those that are unlocked, or cancel one");
    }
    return u256_compare(&redeem->shares, &stake->account.max_redeem) <= 0 ||
           err_set(e, ERR_REFUSED, "the vault redeems %.100s at most, not %.100s",
                   say_shares_text(stake, &stake->account.max_redeem, has),
                   say_shares_text(stake, &redeem->shares, wants));
}

static bool rehearse(struct act *act, void *what, struct err *e)
{
    struct redeem *redeem = what;
    TRY(check(act, redeem, e));
    TRY(act_rehearse(act, NULL, e));
    TRY(call_read_u256("redeem", buf_view(&act->answer), &redeem->assets, e));
    redeem->has_assets = true;
    redeem->request.start = u256_of(act->stake.latest.timestamp);
    redeem->has_start = true;
    return true;
}

/* The request begins with the block that it is in. */
static bool look(const struct act *act, void *what, struct err *e)
{
    struct redeem *redeem = what;
    struct rpc_block block = {0};
    const struct rpc_state state = {RPC_BLOCK, act->items[0].receipt.block_number};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    redeem->has_assets = act_events(
        act,
        "event Withdraw(address indexed sender, address indexed receiver, address indexed "
        "owner, uint256 assets, uint256 shares)",
        "assets", false, &redeem->assets);
    ask_block(batch, state, &block, NULL);
    TRY(rpc_ask(act->stake.node.rpc, batch, e));
    redeem->has_start = block.is_there;
    redeem->request.start = u256_of(block.timestamp);
    return true;
}

static void tell(struct printer *p, const struct act *act, const void *what, bool is_done)
{
    const struct redeem *redeem = what;
    const struct stake *stake = &act->stake;
    instant at;
    say_shares(p, "redeem", stake, &redeem->shares);
    if (redeem->has_assets) {
        say_assets(p, is_done ? "unlocks" : "unlocks_about", stake, &redeem->assets);
    }
    if (redeem->has_start && stake_unlock_time(stake, &redeem->request, &at)) {
        say_time(p, is_done ? "claimable_from" : "claimable_from_about", stake, at);
    }
}

static const struct act_story story = {
    .schema = "phala.stake-redeem/1",
    .question = "Redeem them?",
    .rehearse = rehearse,
    .tell = tell,
    .look = look,
};

static bool redeem_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct redeem_args *args = arguments;
    AUTO(act_done) struct act act = {0};
    struct redeem redeem = {.has_assets = false};
    struct call call;
    TRY(has_given(args, e));
    TRY(act_open(context, &args->act, &act, e));
    TRY(choose(args, &act, &redeem, &call, e));
    act_only(&act, "redeem", &call);
    return act_finish(&act, &story, &redeem, e);
}

static const struct operand operands[] = {
    {.name = "SHARES",
     .kind = OPERAND_TEXT,
     .at = OPTION_AT(struct redeem_args, shares, const char *),
     .help = "of vPHA: whole ones (100, 1.5vpha), or the smallest (25wei)"},
};

static const struct option options[] = {
    {.name = "all",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct redeem_args, all, bool),
     .help = "all shares that the account has"},
    ACT_OPTIONS(struct redeem_args, act),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the request is made; with --dry-run: it would be"},
    {EXIT_NO, "refused: it would be reverted, or was, or costs too much; or not confirmed"},
    ACT_EXITS,
};

static const struct example examples[] = {
    {"phala chain stake redeem --all --dry-run --from $ACCOUNT",
     "how much PHA that would be, and when"},
    {"phala chain stake redeem 10.5 --keystore main", "after a look and a question"},
};

const struct command command_chain_stake_redeem = {
    .name = "redeem",
    .group = "Chain",
    .summary = "unstake: ask to get PHA for vPHA",
    .details =
        "Gives shares (vPHA) back to the vault, which notes a request for what they are worth at "
        "that time. From then on that PHA brings no rewards; it can be claimed when the request "
        "is as old as the vault's unlock period, with 'phala chain stake claim'. Until then it "
        "can be cancelled. An account may have only so many requests open at a time.\n"
        "\n"
        "What comes of it is tried at the node first and shown, then asked about (--yes answers "
        "that). It is written down before it is sent: after an interruption the same command "
        "goes on, and never asks twice.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct redeem_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-stake-cancel(1), phala-chain-stake-claim(1), "
                "phala-chain-stake-show(1)",
    .run = redeem_run,
};
