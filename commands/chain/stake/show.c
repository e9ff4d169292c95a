/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "chain/address.h"
#include "chain/amount.h"
#include "commands/chain/stake/say.h"
#include "commands/commands.h"
#include "commands/one_value.h"

struct show_args {
    struct stake_args stake;
    const char *address;
};

/* What needs a second request, since it needs an answer of the first. */
struct worth {
    struct call_question of_one, of_account;
    struct u256 one, account;
};

static void worth_done(struct worth *worth)
{
    call_question_done(&worth->of_one);
    call_question_done(&worth->of_account);
}

static bool ten_to(unsigned n, struct u256 *out)
{
    const struct u256 ten = u256_of(10);
    *out = u256_of(1);
    for (unsigned i = 0; i < n; i++) {
        TRY(u256_multiply(out, &ten, out));
    }
    return true;
}

static bool ask_worth(const struct stake *stake, struct worth *worth, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    struct u256 one;
    if (!ten_to(stake->share_decimals, &one)) {
        return err_set(e, ERR_SERVICE, "shares with %u decimals", stake->share_decimals);
    }
    worth->of_one.call = vault_convert_to_assets(&one);
    worth->of_account.call = vault_convert_to_assets(&stake->account.shares);
    stake_question_ask(stake, &worth->of_one, batch);
    stake_question_ask(stake, &worth->of_account, batch);
    return rpc_ask(stake->node.rpc, batch, e) &&
           stake_question_read(stake, "convertToAssets", &worth->of_one, &worth->one, e) &&
           stake_question_read(stake, "convertToAssets", &worth->of_account, &worth->account, e);
}

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

static void print_vault(struct printer *p, const struct stake *stake, const struct u256 *one)
{
    const struct u256 *views = stake->views;
    print_record(p, "staking");
    say_assets(p, "total_assets", stake, &views[VAULT_TOTAL_ASSETS]);
    say_shares(p, "total_shares", stake, &views[VAULT_TOTAL_SUPPLY]);
    say_assets(p, "one_share", stake, one);
    say_assets(p, "rewards_a_second", stake, &views[VAULT_REWARD_RATE]);
    print_ratio(p, "treasury_ratio", &views[VAULT_TREASURY_RATIO]);
    say_span(p, "unlock_period", &views[VAULT_UNLOCK_PERIOD]);
    print_u256(p, "unlock_requests_max", &views[VAULT_MAX_UNLOCK_REQUESTS]);
    print_bool(p, "paused", !u256_is_zero(&views[VAULT_PAUSED]));
    print_record_end(p);
}

static void print_account(struct printer *p, const struct stake *stake, const struct u256 *worth)
{
    print_record(p, "holdings");
    say_assets(p, "assets", stake, &stake->account.assets);
    say_shares(p, "shares", stake, &stake->account.shares);
    say_assets(p, "shares_are_worth", stake, worth);
    print_record_end(p);
    say_requests(p, "unlock_requests", stake, false);
}

static bool show_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct show_args *args = arguments;
    AUTO(stake_done) struct stake stake = {0};
    AUTO(worth_done) struct worth worth = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    struct eth_address address;
    if (args->address != NULL && !address_parse(text_of(args->address), &address, e)) {
        return err_wrap(e, "operand 'ADDRESS'");
    }
    TRY(stake_open(context, &args->stake, &stake, e));
    stake_ask(&stake, args->address != NULL ? &address : NULL, batch);
    TRY(rpc_ask(stake.node.rpc, batch, e) && stake_read(&stake, e) && ask_worth(&stake, &worth, e));
    print_begin(context->out, "phala.stake/1");
    say_where(context->out, &stake);
    print_instant(context->out, "time", stake_now(&stake));
    print_vault(context->out, &stake, &worth.one);
    if (stake.has_account) {
        print_account(context->out, &stake, &worth.account);
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
    STAKE_OPTIONS(struct show_args, stake),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it is printed"},
    {EXIT_UNKNOWN, "the node could not be asked"},
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
        "the treasury takes its ratio (in JSON of 10000); the rest makes a share worth more. Times "
        "are the chain's own: of its latest block.\n"
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
