/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "chain/address.h"
#include "chain/amount.h"
#include "commands/chain/stake/say.h"
#include "commands/commands.h"
#include "commands/one_value.h"
#include "stake/worth.h"

struct show_args {
    struct place_args place;
    const char *address;
};

/* "5 %"; in JSON what the vault has, of 10000. */
static void print_ratio(struct printer *p, const char *key, const struct u256 *ratio)
{
    char percent[AMOUNT_TEXT];
    char text[AMOUNT_TEXT + 2];
    if (print_is_json(p)) {
        print_u256(p, key, ratio);
        return;
    }
    (void)snprintf(text, sizeof text, "%s %%", amount_format(ratio, 2, percent));
    print_string(p, key, text);
}

static void print_vault(struct printer *p, const struct stake *stake,
                        const struct stake_worth *worth)
{
    const struct u256 *views = stake->views;
    print_record(p, "staking");
    say_amount(p, "total_assets", stake, STAKE_ASSETS, &views[VAULT_TOTAL_ASSETS]);
    say_amount(p, "total_shares", stake, STAKE_SHARES, &views[VAULT_TOTAL_SUPPLY]);
    say_amount(p, "one_share", stake, STAKE_ASSETS, &worth->share);
    say_amount(p, "one_asset", stake, STAKE_SHARES, &worth->asset);
    say_amount(p, "rewards_a_second", stake, STAKE_ASSETS, &views[VAULT_REWARD_RATE]);
    print_ratio(p, "treasury_ratio", &views[VAULT_TREASURY_RATIO]);
    say_span(p, "unlock_period", &views[VAULT_UNLOCK_PERIOD]);
    print_u256(p, "unlock_requests_max", &views[VAULT_MAX_UNLOCK_REQUESTS]);
    print_bool(p, "paused", stake_is_paused(stake));
    print_record_end(p);
}

static void print_account(struct printer *p, const struct stake *stake,
                          const struct stake_worth *worth)
{
    print_record(p, "holdings");
    say_amount(p, "assets", stake, STAKE_ASSETS, &stake->holdings.assets);
    say_amount(p, "shares", stake, STAKE_SHARES, &stake->holdings.shares);
    say_amount(p, "shares_are_worth", stake, STAKE_ASSETS, &worth->shares);
    print_record_end(p);
    say_requests(p, stake);
}

/* All of the vault, and of an account where one is given. */
static bool look(const struct context *context, const struct show_args *args, struct place *place,
                 struct stake_worth *worth, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    struct eth_address address;
    if (args->address != NULL && !address_parse(text_of(args->address), &address, e)) {
        return err_wrap(e, "operand 'ADDRESS'");
    }
    TRY(place_open(context, &args->place, place, e));
    if (args->address != NULL) {
        const struct stake_people people = stake_people_of(&address);
        stake_ask(&place->stake, &people, batch);
    } else {
        stake_ask(&place->stake, NULL, batch);
    }
    TRY(rpc_ask(place->node.rpc, batch, e) && stake_read(&place->stake, e));
    return stake_worth_ask(&place->stake, worth, batch, e) && rpc_ask(place->node.rpc, batch, e) &&
           stake_worth_read(&place->stake, worth, e);
}

static bool show_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct show_args *args = arguments;
    AUTO(place_done) struct place place = {.node = {.name = NULL}};
    AUTO(stake_worth_done) struct stake_worth worth = {.share = u256_zero};
    TRY(look(context, args, &place, &worth, e));
    print_begin(context->out, "phala.stake/1");
    say_where(context->out, &place);
    print_instant(context->out, "time", stake_now(&place.stake));
    print_vault(context->out, &place.stake, &worth);
    if (place.stake.has_people) {
        print_account(context->out, &place.stake, &worth);
    }
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "ADDRESS",
     .kind = OPERAND_TEXT,
     .at = OPTION_AT(struct show_args, address, const char *),
     .help = "an account: its shares, what they are worth, its requests"},
};

static const struct option options[] = {
    PLACE_OPTIONS(struct show_args, place),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it is printed"},
    {EXIT_UNKNOWN, "the node could not be asked"},
    {EXIT_DENIED, "the node wants a key"},
    {EXIT_NOT_FOUND, "there is no vault"},
    {EXIT_CONFLICT, "the node is of another chain, or the vault is of another token"},
};

static const struct example examples[] = {
    {"phala chain stake show", "what is staked, and for how long it is locked"},
    {"phala chain stake show $ACCOUNT",
     "and what an account has of it, with its requests and when they can be claimed"},
};

const struct command command_chain_stake_show = {
    .name = "show",
    .group = "Chain",
    .summary = "the vault, and what an account has in it",
    .details =
        "Reads the vault of vPHA on Ethereum. Rewards are what it pays out in a second, of which "
        "the treasury takes its ratio (in JSON of 10000); the rest makes a share worth more. "
        "'one share' is what a share is worth, 'one asset' how many shares a PHA is. Times are the "
        "chain's own: of its latest block.\n"
        "\n"
        "A request to unlock can be claimed when it is as old as the vault's unlock period. The "
        "period is the vault's at that time: its owner can change it, for open requests, too. "
        "The vault numbers the requests of an account from 0. What becomes of the numbers of the "
        "others when one of them goes is not published: look again before the next 'cancel'.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct show_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-balance(1), phala-chain-stake-claim(1), "
                "phala-chain-stake-redeem(1)",
    .run = show_run,
};
