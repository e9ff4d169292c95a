/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"
#include "commands/chain/stake/acting.h"
#include "commands/commands.h"

struct cancel_args {
    struct acting_args acting;
    const char *index;
};

static const struct acting_story story = {
    .deed = &stake_cancel,
    .schema = "phala.stake-cancel/1",
    .question = "Cancel it?",
    .given = "cancelled",
    .foreseen = "receives_about",
    .gained = "received",
    .time_foreseen = "was_claimable_from",
    .time = "was_claimable_from",
    .tells_index = true,
};

static bool cancel_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct cancel_args *args = arguments;
    struct stake_wish wish = {.amount = NULL};
    if (!num_parse(text_of(args->index), VAULT_REQUESTS_MAX, &wish.index)) {
        return err_set(e, ERR_USAGE, "'%.60s' is not the number of a request", args->index);
    }
    return acting_run(context, &args->acting, &story, &wish, e);
}

static const struct operand operands[] = {
    {.name = "INDEX",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct cancel_args, index, const char *),
     .help = "which request, from 0, as 'phala chain stake show' has them"},
};

static const struct option options[] = {
    RECEIVER_OPTION(struct cancel_args, acting, "who gets the shares, if not the account"),
    ACTING_OPTIONS(struct cancel_args, acting),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it is cancelled; with --dry-run: it would be"},
    {EXIT_NO, "refused: there is no such request, it would be reverted, or was; not confirmed"},
    ACTING_EXITS,
};

static const struct example examples[] = {
    {"phala chain stake cancel 0 --keystore main", "after a look and a question"},
};

const struct command command_chain_stake_cancel = {
    .name = "cancel",
    .group = "Chain",
    .summary = "take back a request to unlock PHA",
    .details =
        "Cancels a request of 'phala chain stake redeem': the account gets shares (vPHA) for its "
        "PHA again, as many as it is worth now, which is fewer than were given for it. --receiver "
        "names somebody else who gets them.\n"
        "\n"
        "The numbers of the other requests may change with it: look at them again before the "
        "next one. Documents of the vault say that a request cannot be cancelled; its published "
        "functions and Phala's app have it. It is tried at the node first: where the vault does "
        "not let it, nothing is sent.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct cancel_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-stake-redeem(1), phala-chain-stake-show(1)",
    .run = cancel_run,
};
