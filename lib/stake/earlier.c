/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/earlier.h"

/* As sender_run would have it. */
static struct sender_item item_of(const struct stake_act *act, const struct eth_address *to,
                                  const struct call *call)
{
    struct sender_item item = {.to = *to, .data = call_bytes(call)};
    if (act->sender != NULL) {
        sender_assign(act->sender, &item, 1);
    }
    return item;
}

bool earlier_has(const struct stake_act *act, const struct eth_address *to, const struct call *call)
{
    return item_of(act, to, call).was_sent_before;
}

/* Without its first argument. */
static struct bytes rest_of(struct bytes calldata)
{
    struct bytes first;
    bool has = bytes_take(&calldata, ABI_SELECTOR + ABI_WORD, &first);
    return has ? calldata : bytes_of(NULL, 0);
}

/* The calldata of an entry, when it is a call like that. */
static bool is_call_like(const struct journal_entry *entry, const struct eth_address *to,
                         const struct call *like, struct call *out)
{
    AUTO(transaction_signed_done) struct transaction_signed read = {0};
    struct err ignored = {0};
    if (!transaction_decode(buf_view(&entry->raw), &read, &ignored)) {
        return false;
    }
    const struct transaction *t = &read.transaction;
    struct bytes data = t->data;
    if (t->is_creation || data.left != like->n ||
        !bytes_equal(BYTES_OF(t->to.at), BYTES_OF(to->at)) ||
        !bytes_expect(&data, like->at, ABI_SELECTOR) ||
        !bytes_equal(rest_of(t->data), rest_of(call_bytes(like)))) {
        return false;
    }
    out->n = t->data.left;
    data = t->data;
    return bytes_copy(&data, out->at, out->n);
}

bool earlier_find(const struct stake_act *act, const struct eth_address *to,
                  const struct call *like, struct call *out)
{
    for (size_t i = 0; act->sender != NULL && i < act->sender->journal.n; i++) {
        if (is_call_like(&act->sender->journal.entries[i], to, like, out) &&
            earlier_has(act, to, out)) {
            return true;
        }
    }
    return false;
}

bool earlier_forget(struct stake_act *act, const struct eth_address *to, const struct call *call,
                    struct err *e)
{
    const struct sender_item item = item_of(act, to, call);
    return sender_settle(act->sender, &item, 1, e);
}
