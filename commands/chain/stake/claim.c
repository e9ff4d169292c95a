/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/acting.h"
#include "commands/commands.h"

struct claim_args {
    struct acting_args acting;
};

static const struct acting_story story = {
    .deed = &stake_claim,
    .schema = "phala.stake-claim/1",
    .question = "Claim it?",
    .foreseen = "claims",
    .gained = "claimed",
    .tells_claimable = true,
};

static bool claim_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct claim_args *args = arguments;
    const struct stake_wish wish = {.amount = NULL};
    return acting_run(context, &args->acting, &story, &wish, e);
}

static const struct option options[] = {
    OWNER_OPTION(struct claim_args, acting, "whose requests, if not the account's"),
    ACTING_OPTIONS(struct claim_args, acting),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it was claimed; with --dry-run: it would be"},
    {EXIT_NO, "refused: nothing is unlocked yet, it would be reverted, or was; not confirmed"},
    ACTING_EXITS,
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
        "says when, and sends nothing; when something is left, it says when the next of that is "
        "unlocked. Requests of somebody else (--owner) can be claimed, too: it is paid as it "
        "would be, and only costs the account.",
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
