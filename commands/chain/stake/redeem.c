/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/acting.h"
#include "commands/commands.h"

struct redeem_args {
    struct acting_args acting;
    const char *shares;
    bool all;
};

static const struct acting_story story = {
    .deed = &stake_redeem,
    .schema = "phala.stake-redeem/1",
    .question = "Redeem them?",
    .given = "redeem",
    .foreseen = "unlocks_about",
    .gained = "unlocks",
    .time_foreseen = "claimable_from_about",
    .time = "claimable_from",
};

static bool redeem_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct redeem_args *args = arguments;
    const struct stake_wish wish = {.amount = args->shares};
    if ((args->shares != NULL) == args->all) {
        (void)err_set(e, ERR_USAGE,
                      args->all ? "SHARES does not go with '--all'"
                                : "how many shares is not given");
        return err_hint(e, "a number of vPHA, or --all");
    }
    return acting_run(context, &args->acting, &story, &wish, e);
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
    RECEIVER_OPTION(struct redeem_args, acting, "who is paid in the end, if not the account"),
    OWNER_OPTION(struct redeem_args, acting, "whose shares, if they have allowed the account to"),
    ACTING_OPTIONS(struct redeem_args, acting),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the request is made; with --dry-run: it would be"},
    {EXIT_NO, "refused: it would be reverted, or was, or costs too much; or not confirmed"},
    ACTING_EXITS,
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
        "--receiver names somebody else who is paid in the end: the request says so, and stays "
        "the owner's. --owner redeems shares of somebody else, who has allowed the account so "
        "many (the vault's 'approve'); the request is then theirs.\n"
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
