/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/acting.h"
#include "commands/commands.h"

struct deposit_args {
    struct acting_args acting;
    const char *amount;
};

static const struct acting_story story = {
    .deed = &stake_deposit,
    .schema = "phala.stake-deposit/1",
    .question = "Deposit it?",
    .given = "deposit",
    .foreseen = "receives_about",
    .gained = "received",
    .tells_period = true,
};

static bool deposit_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct deposit_args *args = arguments;
    const struct stake_wish wish = {.amount = args->amount};
    return acting_run(context, &args->acting, &story, &wish, e);
}

static const struct operand operands[] = {
    {.name = "AMOUNT",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct deposit_args, amount, const char *),
     .help = "of PHA: whole ones (100, 1.5pha), or the smallest (25wei)"},
};

static const struct option options[] = {
    RECEIVER_OPTION(struct deposit_args, acting, "who gets the shares, if not the account"),
    ACTING_OPTIONS(struct deposit_args, acting),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it was deposited; with --dry-run: it would be"},
    {EXIT_NO, "refused: it would be reverted, or was, or costs too much; or not confirmed"},
    ACTING_EXITS,
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
        "a rule. The PHA is the account's; --receiver names somebody else who gets the shares.\n"
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
