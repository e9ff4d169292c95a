/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/act.h"

#include "base/mem.h"
#include "chain/address.h"
#include "chain/amount.h"

void act_done(struct act *act)
{
    for (size_t i = 0; i < act->n; i++) {
        sender_item_done(&act->items[i]);
    }
    if (act->has_sender) {
        sender_done(&act->sender);
    }
    buf_done(&act->answer);
    abi_done(&act->errors);
    secp256k1_secret_done(&act->secret);
    stake_done(&act->stake);
}

static bool read_account(struct act *act, struct eth_address *out, struct err *e)
{
    const struct act_args *args = act->args;
    if (args->from != NULL && !args->send.dry_run) {
        (void)err_set(e, ERR_USAGE, "option '--from' is for --dry-run: to send takes a key");
        return err_hint(e, "--keystore NAME, --key-file FILE …: the account is the key's");
    }
    if (args->from != NULL) {
        return address_parse(text_of(args->from), out, e) || err_wrap(e, "option '--from'");
    }
    TRY(key_source_load(act->context, &args->key, &act->secret, e));
    *out = secp256k1_account(&act->secret);
    return true;
}

static bool open_sender(struct act *act, struct rpc_batch *batch, struct err *e)
{
    const struct node *node = &act->stake.node;
    act->sender_options = send_options_sender(act->context, &act->args->send, &act->options,
                                              node->network.block_ms);
    act->has_sender = true;
    act->sender = (struct sender){
        .rpc = node->rpc,
        .options = &act->sender_options,
        .chain_id = node->chain_id,
        .account = act->stake.account.address,
    };
    char *folder = send_journal_folder(act->context);
    bool is_open = sender_open(&act->sender, folder, batch, e);
    mem_free(folder);
    return is_open;
}

bool act_open(const struct context *context, const struct act_args *args, struct act *act,
              struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    struct eth_address account;
    act->context = context;
    act->args = args;
    TRY(send_options_read(&args->send, &act->options, e));
    TRY(stake_open(context, &args->stake, &act->stake, e));
    TRY(read_account(act, &account, e));
    vault_errors(&act->errors);
    stake_ask(&act->stake, &account, batch);
    TRY(args->send.dry_run ? rpc_ask(act->stake.node.rpc, batch, e) : open_sender(act, batch, e));
    return stake_read(&act->stake, e);
}

/* As sender_run would have it. */
static struct sender_item item_of(const struct act *act, const struct eth_address *to,
                                  const struct call *call)
{
    struct sender_item item = {.to = *to, .data = call_bytes(call)};
    if (act->has_sender) {
        sender_assign(&act->sender, &item, 1);
    }
    return item;
}

bool act_was_sent(const struct act *act, const struct eth_address *to, const struct call *call)
{
    return item_of(act, to, call).was_sent_before;
}

/* The calldata of an entry, when it is a call of that function. */
static bool is_call_of(const struct journal_entry *entry, const struct eth_address *to,
                       const struct call *function, struct call *out)
{
    AUTO(transaction_signed_done) struct transaction_signed read = {0};
    struct err ignored = {0};
    struct bytes data;
    if (!transaction_decode(buf_view(&entry->raw), &read, &ignored)) {
        return false;
    }
    const struct transaction *t = &read.transaction;
    data = t->data;
    if (t->is_creation || t->data.left != function->n ||
        !bytes_equal(BYTES_OF(t->to.at), BYTES_OF(to->at)) ||
        !bytes_expect(&data, function->at, ABI_SELECTOR)) {
        return false;
    }
    out->n = t->data.left;
    data = t->data;
    return bytes_copy(&data, out->at, out->n);
}

bool act_find_sent(const struct act *act, const struct eth_address *to, const struct call *function,
                   struct call *out)
{
    for (size_t i = 0; act->has_sender && i < act->sender.journal.n; i++) {
        if (is_call_of(&act->sender.journal.entries[i], to, function, out) &&
            act_was_sent(act, to, out)) {
            return true;
        }
    }
    return false;
}

bool act_forget(struct act *act, const struct eth_address *to, const struct call *call,
                struct err *e)
{
    const struct sender_item item = item_of(act, to, call);
    return sender_settle(&act->sender, &item, 1, e);
}

void act_add(struct act *act, const char *step, const struct eth_address *to,
             const struct call *call)
{
    act->calls[act->n] = *call;
    act->items[act->n] = (struct sender_item){
        .step = step,
        .to = *to,
        .data = call_bytes(&act->calls[act->n]),
    };
    act->n++;
}

void act_only(struct act *act, const char *step, const struct call *call)
{
    act_add(act, step, &act->stake.vault, call);
    act->goes_on = act_was_sent(act, &act->stake.vault, call);
}

bool act_check_running(const struct act *act, struct err *e)
{
    return u256_is_zero(&act->stake.views[VAULT_PAUSED]) ||
           err_set(e, ERR_REFUSED, "the vault is paused: nothing goes in or out");
}

bool act_amount(const struct act *act, const char *text, bool is_shares, struct u256 *out,
                struct err *e)
{
    const struct stake *stake = &act->stake;
    const char *unit = is_shares ? "vpha" : "pha";
    const unsigned decimals = is_shares ? stake->share_decimals : stake->decimals;
    const struct text number = amount_number(text_of(text));
    const struct text given = text_trim(text_behind(text_of(text), number.len));
    bool is_wei = text_is(given, "wei");
    bool is_unit = stake->is_known && text_equal_ignoring_case(given, text_of(unit));
    if (number.len == 0 || (given.len > 0 && !is_wei && !is_unit)) {
        (void)err_set(e, ERR_USAGE, "'%.60s' is not an amount of %s", text, unit);
        return err_hint(e, "a number of whole ones, as in 1.5, or of the smallest, as in 25wei");
    }
    TRY(amount_scale(number, is_wei ? 0 : decimals, out, e));
    return !u256_is_zero(out) || err_set(e, ERR_USAGE, "'%.60s' is nothing", text);
}
