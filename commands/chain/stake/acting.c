/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/acting.h"

#include <unistd.h>

#include "base/mem.h"
#include "commands/confirm.h"
#include "commands/receipt.h"
#include "commands/send_mode.h"

struct acting {
    const struct context *context;
    const struct acting_args *args;
    const struct acting_story *story;
    struct place place;
    struct send_options options;
    struct sender_options sender_options;
    struct secp256k1_secret secret;
    struct sender sender; /* not with --dry-run */
    struct stake_act act;
};

static void acting_done(struct acting *a)
{
    stake_act_done(&a->act);
    if (a->act.sender != NULL) {
        sender_done(&a->sender);
    }
    secp256k1_secret_done(&a->secret);
    place_done(&a->place);
}

static bool read_account(struct acting *a, struct eth_address *out, struct err *e)
{
    const struct acting_args *args = a->args;
    if (args->from != NULL && !args->send.dry_run) {
        (void)err_set(e, ERR_USAGE, "option '--from' is for --dry-run: to send takes a key");
        return err_hint(e, "--keystore NAME, --key-file FILE …: the account is the key's");
    }
    if (args->from != NULL) {
        return send_mode_no_key("--from", &args->key, e) &&
               place_address("from", args->from, out, e);
    }
    TRY(key_source_load(a->context, &args->key, &a->secret, e));
    *out = secp256k1_account(&a->secret);
    return true;
}

/* The key is read last. */
static bool read_people(struct acting *a, struct stake_people *out, struct err *e)
{
    const struct acting_args *args = a->args;
    struct eth_address account;
    struct eth_address owner;
    struct eth_address receiver;
    TRY((args->owner == NULL || place_address("owner", args->owner, &owner, e)) &&
        (args->receiver == NULL || place_address("receiver", args->receiver, &receiver, e)) &&
        read_account(a, &account, e));
    *out = (struct stake_people){
        .account = account,
        .owner = args->owner != NULL ? owner : account,
        .receiver = args->receiver != NULL ? receiver : account,
    };
    return true;
}

static void begin_act(struct acting *a)
{
    const struct node *node = &a->place.node;
    const struct send_options *options = &a->options;
    a->act = (struct stake_act){
        .deed = a->story->deed,
        .stake = &a->place.stake,
        .rpc = node->rpc,
        .chain_id = node->chain_id,
        .is_op_stack = node->network.is_op_stack,
        .currency = node->network.currency,
        .limits = {options->wish, options->gas_limit,
                   options->has_max_cost ? &options->max_cost : NULL},
        .warnings = &a->context->warnings,
    };
}

static void begin_sender(struct acting *a, const struct eth_address *account)
{
    const struct node *node = &a->place.node;
    a->sender_options = send_options_sender(a->context, &a->args->send, &a->options,
                                            node->network.block_ms);
    a->sender = (struct sender){
        .rpc = node->rpc,
        .options = &a->sender_options,
        .chain_id = node->chain_id,
        .account = *account,
    };
    a->act.sender = &a->sender;
}

static bool begin(struct acting *a, const struct stake_wish *wish, struct err *e)
{
    struct stake_people people;
    const struct send_mode mode = {.option = a->args->send.dry_run ? "--dry-run" : NULL,
                                   .pays = true};
    TRY(send_mode_check(&mode, &a->args->send, e) &&
        send_options_read(&a->args->send, &a->options, e) &&
        place_open(a->context, &a->args->place, &a->place, e) && read_people(a, &people, e));
    begin_act(a);
    if (!a->args->send.dry_run) {
        begin_sender(a, &people.account);
    }
    char *journals = send_journal_folder(a->context);
    bool is_open = act_open(&a->act, &people, journals, e);
    mem_free(journals);
    return is_open && act_plan(&a->act, wish, e);
}

static void tell(struct acting *a, struct printer *p, bool is_sent)
{
    acting_tell(p, a->story, &a->place, &a->act, is_sent);
}

/* On stderr, whatever the form of the answer; that stderr is closed is no reason to stop. */
static void preview(struct acting *a)
{
    struct err ignored = {0};
    struct printer *p = printer_new(&print_text_ops, STDERR_FILENO,
                                    *print_style_of(a->context->out));
    tell(a, p, false);
    (void)!printer_flush(p, &ignored);
    printer_free(p);
}

static bool ask_people(struct acting *a, struct err *e)
{
    const struct globals *globals = a->context->globals;
    if (!globals->quiet || !globals->yes) {
        preview(a);
    }
    return confirm(a->context, a->story->question, e);
}

/* False: it stays one. */
static bool show_failure(const struct acting *a)
{
    show_reverted(a->context, &a->act.why);
    return false;
}

bool acting_run(const struct context *context, const struct acting_args *args,
                const struct acting_story *story, const struct stake_wish *wish, struct err *e)
{
    AUTO(acting_done) struct acting a = {.context = context, .args = args, .story = story};
    TRY(begin(&a, wish, e));
    TRY(a.act.goes_on || act_rehearse(&a.act, e) || show_failure(&a));
    if (args->send.dry_run) {
        tell(&a, context->out, false);
        return true;
    }
    TRY(a.act.goes_on || ask_people(&a, e));
    TRY(act_run(&a.act, &a.secret, e) || show_failure(&a));
    tell(&a, context->out, true);
    return true;
}
