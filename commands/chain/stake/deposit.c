/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/act.h"
#include "commands/chain/stake/say.h"
#include "commands/commands.h"

struct deposit_args {
    struct act_args act;
    const char *amount;
};

struct deposit {
    struct u256 assets, shares;
    bool has_shares;
};

static bool check(const struct act *act, const struct deposit *deposit, struct err *e)
{
    char has[SAY_AMOUNT];
    char wants[SAY_AMOUNT];
    const struct stake *stake = &act->stake;
    TRY(act_check_running(act, e));
    if (u256_compare(&deposit->assets, &stake->account.assets) > 0) {
        return err_set(e, ERR_REFUSED, "the account has %.100s, not %.100s",
                       say_assets_text(stake, &stake->account.assets, has),
                       say_assets_text(stake, &deposit->assets, wants));
    }
    return u256_compare(&deposit->assets, &stake->account.max_deposit) <= 0 ||
           err_set(e, ERR_REFUSED, "the vault takes %.100s at most, not %.100s",
                   say_assets_text(stake, &stake->account.max_deposit, has),
                   say_assets_text(stake, &deposit->assets, wants));
}

/* The approval is of exactly what is deposited, and only where there is none for so much. */
static bool plan(struct act *act, const struct deposit *deposit, struct err *e)
{
    const struct stake *stake = &act->stake;
    const struct call approve = token_approve(&stake->vault, &deposit->assets);
    const struct call call = vault_deposit(&deposit->assets, &stake->account.address);
    bool is_approved = act_was_sent(act, &stake->token, &approve);
    bool has_allowance = u256_compare(&stake->account.allowance, &deposit->assets) >= 0;
    act->goes_on = act_was_sent(act, &stake->vault, &call);
    if (is_approved && !act->goes_on) {
        TRY(act_forget(act, &stake->token, &approve, e));
    }
    if (act->goes_on ? is_approved : !has_allowance) {
        act_add(act, "approve", &stake->token, &approve);
    }
    act_add(act, "deposit", &stake->vault, &call);
    return true;
}

static bool rehearse(struct act *act, void *what, struct err *e)
{
    struct deposit *deposit = what;
    AUTO(call_question_done)
    struct call_question question = {.call = vault_convert_to_shares(&deposit->assets)};
    TRY(check(act, deposit, e));
    TRY(act_rehearse(act, &question, e));
    TRY(stake_question_read(&act->stake, "convertToShares", &question, &deposit->shares, e));
    deposit->has_shares = true;
    return !u256_is_zero(&deposit->shares) ||
           err_set(e, ERR_REFUSED, "that is too little for one share of the smallest size");
}

static bool look(const struct act *act, void *what, struct err *e)
{
    struct deposit *deposit = what;
    (void)e;
    deposit->has_shares = act_events(
        act,
        "event Deposit(address indexed sender, address indexed owner, uint256 assets, "
        "uint256 shares)",
        "shares", false, &deposit->shares);
    return true;
}

static void tell(struct printer *p, const struct act *act, const void *what, bool is_done)
{
    const struct deposit *deposit = what;
    say_assets(p, "deposit", &act->stake, &deposit->assets);
    if (deposit->has_shares) {
        say_shares(p, is_done ? "received" : "receives_about", &act->stake, &deposit->shares);
    }
    say_span(p, "unlock_period", &act->stake.views[VAULT_UNLOCK_PERIOD]);
}

static const struct act_story story = {
    .schema = "phala.stake-deposit/1",
    .question = "Deposit it?",
    .rehearse = rehearse,
    .tell = tell,
    .look = look,
};

static bool deposit_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct deposit_args *args = arguments;
    AUTO(act_done) struct act act = {0};
    struct deposit deposit = {0};
    TRY(act_open(context, &args->act, &act, e));
    TRY(act_amount(&act, args->amount, false, &deposit.assets, e));
    TRY(plan(&act, &deposit, e));
    return act_finish(&act, &story, &deposit, e);
}

static const struct operand operands[] = {
    {.name = "AMOUNT",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct deposit_args, amount, const char *),
     .help = "of PHA: whole ones (100, 1.5pha), or the smallest (25wei)"},
};

static const struct option options[] = {
    ACT_OPTIONS(struct deposit_args, act),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it was deposited; with --dry-run: it would be"},
    {EXIT_NO, "refused: it would be reverted, or was, or costs too much; or not confirmed"},
    ACT_EXITS,
};

static const struct example examples[] = {
    {"phala chain stake deposit 100 --dry-run --from $ACCOUNT",
     "what would happen, and what it would cost"},
    {"phala chain stake deposit 100 --keystore main", "after a look and a question"},
};

const struct command command_chain_stake_deposit = {
    .name = "deposit",
    .group = "Chain",
    .summary = "stake PHA: deposit it for vPHA",
    .details =
        "Deposits PHA into the vault on Ethereum, which gives shares for it: vPHA. What comes of "
        "it is tried at the node first and shown, then asked about (--yes answers that). A share "
        "is worth more with every second, so that how many there will be is known when it is "
        "done. To get PHA back takes 'phala chain stake redeem', the vault's unlock period, and "
        "'phala chain stake claim'.\n"
        "\n"
        "The vault needs an allowance. Where there is none for so much, an approval of exactly "
        "the amount is sent with the deposit, with the nonce before it: both are in one block as "
        "a rule.\n"
        "\n"
        "Transactions are written down before they are sent. After an interruption the same "
        "command finds them and goes on; it never deposits twice.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct deposit_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-stake-redeem(1), phala-chain-stake-show(1)",
    .run = deposit_run,
};
