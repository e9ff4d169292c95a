/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "commands/chain/stake/act.h"
#include "commands/chain/stake/say.h"
#include "commands/confirm.h"
#include "commands/one_value.h"

/* What it has cost; false when some receipt is not there. */
static bool fee_paid(const struct act *act, struct u256 *out)
{
    *out = u256_zero;
    for (size_t i = 0; i < act->n; i++) {
        const struct rpc_receipt *receipt = &act->items[i].receipt;
        const struct u256 gas = u256_of(receipt->gas_used);
        struct u256 one;
        TRY(receipt->is_there && u256_multiply(&gas, &receipt->effective_gas_price, &one) &&
            u256_add(out, &one, out) &&
            (!receipt->has_l1_fee || u256_add(out, &receipt->l1_fee, out)));
    }
    return true;
}

static void tell_item(struct printer *p, const struct sender_item *item, bool is_sent)
{
    print_record(p, NULL);
    print_string(p, "step", item->step);
    print_address(p, "to", &item->to);
    if (print_is_json(p)) {
        print_0x(p, "data", item->data);
    }
    if (item->gas_limit > 0) {
        print_decimal(p, "gas_limit", item->gas_limit);
    }
    if (is_sent) {
        print_decimal(p, "nonce", item->nonce);
        print_0x(p, "hash", BYTES_OF(item->hash.at));
        print_bool(p, "sent_before", item->was_sent_before);
    }
    if (item->receipt.is_there) {
        print_decimal(p, "block", item->receipt.block_number);
        print_decimal(p, "gas_used", item->receipt.gas_used);
    }
    print_record_end(p);
}

static void tell_all(struct printer *p, const struct act *act, const struct act_story *story,
                     const void *what, bool is_sent)
{
    struct u256 paid;
    const struct sender_item *last = &act->items[act->n - 1];
    print_begin(p, story->schema);
    say_where(p, &act->stake);
    story->tell(p, act, what, is_sent && last->receipt.is_there);
    if (is_sent && fee_paid(act, &paid)) {
        say_ether(p, "cost", &act->stake, &paid);
    } else if (!act->goes_on) {
        say_ether(p, "costs_at_most", &act->stake, &act->cost.total);
    }
    print_string(p, "state", !is_sent ? "not sent" : last->receipt.is_there ? "mined" : "sent");
    print_list(p, "transactions");
    for (size_t i = 0; i < act->n; i++) {
        tell_item(p, &act->items[i], is_sent);
    }
    print_list_end(p);
    print_end(p);
}

/* On stderr, whatever the form of the answer; that stderr is closed is no reason to stop. */
static void preview(const struct act *act, const struct act_story *story, const void *what)
{
    struct err ignored = {0};
    struct printer *p = printer_new(&print_text_ops, STDERR_FILENO,
                                    *print_style_of(act->context->out));
    tell_all(p, act, story, what, false);
    (void)!printer_flush(p, &ignored);
    printer_free(p);
}

/* The journal keeps what was not seen through. What was, although another one failed, is on the
 * chain for everyone to see, and a later run must not take it for its own. */
static void settle_mined(struct act *act)
{
    struct err ignored = {0};
    for (size_t i = 0; i < act->n; i++) {
        if (act->items[i].receipt.is_there) {
            (void)!sender_settle(&act->sender, &act->items[i], 1, &ignored);
        }
    }
}

static bool send(struct act *act, struct err *e)
{
    const struct sender_signing signing = {
        .fee = &act->fee, .secret = &act->secret, .abi = &act->errors};
    if (!sender_run(&act->sender, act->items, act->n, &signing, e)) {
        if (e->kind == ERR_REFUSED || e->kind == ERR_CONFLICT) {
            settle_mined(act);
        }
        return false;
    }
    /* With --wait none: what is not mined yet stays, for the next run to find. */
    if (act->options.wait == SENDER_WAIT_NONE) {
        settle_mined(act);
        return true;
    }
    return sender_settle(&act->sender, act->items, act->n, e);
}

bool act_finish(struct act *act, const struct act_story *story, void *what, struct err *e)
{
    const struct context *context = act->context;
    TRY(act->goes_on || story->rehearse(act, what, e));
    if (act->args->send.dry_run) {
        tell_all(context->out, act, story, what, false);
        return true;
    }
    if (!act->goes_on) {
        if (!context->globals->quiet || !context->globals->yes) {
            preview(act, story, what);
        }
        TRY(confirm(context, story->question, e));
    }
    TRY(send(act, e));
    bool is_mined = act->items[act->n - 1].receipt.is_there;
    TRY(!is_mined || story->look(act, what, e));
    tell_all(context->out, act, story, what, true);
    return true;
}
