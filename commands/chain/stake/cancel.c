/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "commands/chain/stake/act.h"
#include "commands/chain/stake/say.h"
#include "commands/commands.h"

#include "base/num.h"

struct cancel_args {
    struct act_args act;
    const char *index;
};

struct cancel {
    uint64_t index;
    const struct vault_request *request; /* NULL: of an earlier run, that is gone */
    struct u256 shares;
    bool has_shares;
};

static bool find(const struct act *act, struct cancel *cancel, struct err *e)
{
    const struct vault_requests *requests = &act->stake.account.requests;
    if (cancel->index < requests->n) {
        cancel->request = &requests->at[cancel->index];
        return true;
    }
    (void)err_set(e, ERR_REFUSED, "there is no request %" PRIu64 ": the account has %zu",
                  cancel->index, requests->n);
    return err_hint(e, "phala chain stake show ADDRESS lists them, from 0");
}

static bool rehearse(struct act *act, void *what, struct err *e)
{
    struct cancel *cancel = what;
    TRY(find(act, cancel, e));
    TRY(act_check_running(act, e));
    AUTO(call_question_done)
    struct call_question question = {.call = vault_convert_to_shares(&cancel->request->assets)};
    TRY(act_rehearse(act, &question, e));
    cancel->has_shares = true;
    return stake_question_read(&act->stake, "convertToShares", &question, &cancel->shares, e);
}

/* Shares that were made, whatever else the vault says of it. */
static bool look(const struct act *act, void *what, struct err *e)
{
    struct cancel *cancel = what;
    (void)e;
    cancel->has_shares = act_events(
        act, "event Transfer(address indexed from, address indexed to, uint256 value)", "value",
        true, &cancel->shares);
    return true;
}

static void tell(struct printer *p, const struct act *act, const void *what, bool is_done)
{
    const struct cancel *cancel = what;
    print_uint(p, "index", cancel->index);
    if (cancel->request != NULL) {
        say_assets(p, "cancelled", &act->stake, &cancel->request->assets);
    }
    if (cancel->has_shares) {
        say_shares(p, is_done ? "received" : "receives_about", &act->stake, &cancel->shares);
    }
}

static const struct act_story story = {
    .schema = "phala.stake-cancel/1",
    .question = "Cancel it?",
    .rehearse = rehearse,
    .tell = tell,
    .look = look,
};

static bool cancel_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct cancel_args *args = arguments;
    AUTO(act_done) struct act act = {0};
    struct cancel cancel = {.request = NULL};
    if (!num_parse(text_of(args->index), VAULT_REQUESTS_MAX, &cancel.index)) {
        return err_set(e, ERR_USAGE, "'%.60s' is not the number of a request", args->index);
    }
    TRY(act_open(context, &args->act, &act, e));
    const struct call call = vault_cancel(cancel.index, &act.stake.account.address);
    act_only(&act, "cancel", &call);
    return act_finish(&act, &story, &cancel, e);
}

static const struct operand operands[] = {
    {.name = "INDEX",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct cancel_args, index, const char *),
     .help = "which request, from 0, as 'phala chain stake show' has them"},
};

static const struct option options[] = {
    ACT_OPTIONS(struct cancel_args, act),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it is cancelled; with --dry-run: it would be"},
    {EXIT_NO, "refused: there is no such request, it would be reverted, or was; not confirmed"},
    ACT_EXITS,
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
        "PHA again, as many as it is worth now, which is fewer than were given for it.\n"
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
