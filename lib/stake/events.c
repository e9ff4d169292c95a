/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/events.h"

/* What is looked for among the logs of receipts. */
struct search {
    const struct eth_address *vault;
    struct abi_item event;
    size_t which; /* of its parameters */
    bool is_minted;
    struct u256 sum;
};

static void search_done(struct search *search)
{
    abi_item_done(&search->event);
}

/* Adds what one log has, when it is such an event of the vault. */
static bool add_log(struct search *s, const struct rpc_log *log)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    const struct abi_log raw = {log->topics, log->n_topics, log->data};
    struct err ignored = {0};
    struct u256 one;
    struct u256 sum;
    size_t unread = 0;
    if (!(bytes_equal(BYTES_OF(log->address.at), BYTES_OF(s->vault->at)) &&
          abi_decode_log(&s->event, &raw, &values, &unread, &ignored) &&
          (!s->is_minted || bytes_all_zero(BYTES_OF(values.items[0].word))) &&
          u256_from_bytes(BYTES_OF(values.items[s->which].word), &one) &&
          u256_add(&s->sum, &one, &sum))) {
        return false;
    }
    s->sum = sum;
    return true;
}

static bool add_receipt(struct search *s, const struct rpc_receipt *receipt)
{
    bool found = false;
    for (size_t i = 0; receipt->is_there && i < receipt->n_logs; i++) {
        found = add_log(s, &receipt->logs[i]) || found;
    }
    return found;
}

bool events_sum(const struct stake_event *event, const struct eth_address *vault,
                const struct sender_item *items, size_t n, struct u256 *out)
{
    AUTO(search_done)
    struct search search = {.vault = vault, .is_minted = event->is_minted};
    const struct abi_params *inputs = &search.event.inputs;
    struct err ignored = {0};
    bool found = false;
    *out = u256_zero;
    TRY(abi_item_parse(text_of(event->signature), ABI_ITEM_EVENT, &search.event, &ignored));
    while (search.which + 1 < inputs->n &&
           !text_is(text_of(event->parameter), inputs->at[search.which].name)) {
        search.which++;
    }
    for (size_t i = 0; i < n; i++) {
        found = add_receipt(&search, &items[i].receipt) || found;
    }
    *out = search.sum;
    return found;
}
