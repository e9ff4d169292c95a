/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/sender.h"

#include "base/mem.h"

void sender_item_done(struct sender_item *item)
{
    rpc_receipt_done(&item->receipt);
}

void sender_done(struct sender *sender)
{
    journal_done(&sender->journal);
}

struct keccak256 sender_intent(const struct sender *sender, const struct sender_item *item)
{
    const uint8_t kind = item->is_creation ? 1 : 0;
    AUTO(buf_done) struct buf all = buf_start(TRANSACTION_ROOM);
    u256_append_u64(sender->chain_id, &all);
    buf_add(&all, BYTES_OF(sender->account.at));
    buf_add(&all, bytes_of(&kind, sizeof kind));
    if (!item->is_creation) {
        buf_add(&all, BYTES_OF(item->to.at));
    }
    u256_append(&item->value, &all);
    buf_add(&all, item->data);
    return keccak256_of(buf_view(&all));
}

bool sender_is_here(const struct sender *sender, const struct journal_entry *entry)
{
    return keccak256_equal(&entry->genesis, &sender->genesis);
}

struct transaction sender_transaction(const struct sender_item *item, const struct fee *fee,
                                      uint64_t chain_id)
{
    return (struct transaction){
        .kind = fee->kind,
        .is_creation = item->is_creation,
        .chain_id = chain_id,
        .nonce = item->nonce,
        .gas_limit = item->gas_limit,
        .max_fee = fee->max_fee,
        .priority_fee = fee->kind == TRANSACTION_EIP1559 ? fee->priority_fee : u256_zero,
        .to = item->to,
        .value = item->value,
        .data = item->data,
    };
}

static bool is_before(const struct sender_item *items, size_t k, uint64_t nonce)
{
    for (size_t i = 0; i < k; i++) {
        if (items[i].nonce == nonce) {
            return true;
        }
    }
    return false;
}

/* The entry of an item; one that an item before it has is not its own. */
static const struct journal_entry *entry_of(const struct sender *sender,
                                            const struct sender_item *items, size_t k)
{
    const struct keccak256 intent = sender_intent(sender, &items[k]);
    for (size_t i = 0; i < sender->journal.n; i++) {
        const struct journal_entry *entry = &sender->journal.entries[i];
        if (sender_is_here(sender, entry) && keccak256_equal(&entry->intent, &intent) &&
            !is_before(items, k, entry->nonce)) {
            return entry;
        }
    }
    return NULL;
}

static bool is_in_journal(const struct sender *sender, uint64_t nonce)
{
    for (size_t i = 0; i < sender->journal.n; i++) {
        const struct journal_entry *entry = &sender->journal.entries[i];
        if (entry->nonce == nonce && sender_is_here(sender, entry)) {
            return true;
        }
    }
    return false;
}

void sender_assign(const struct sender *sender, struct sender_item *items, size_t n)
{
    uint64_t nonce = sender->nonce;
    for (size_t k = 0; k < n; k++) {
        const struct journal_entry *entry = entry_of(sender, items, k);
        items[k].was_sent_before = entry != NULL;
        if (entry != NULL) {
            items[k].nonce = entry->nonce;
            items[k].hash = entry->hash;
            continue;
        }
        while (is_in_journal(sender, nonce)) {
            nonce++;
        }
        items[k].nonce = nonce++;
    }
}

bool sender_settle(struct sender *sender, const struct sender_item *items, size_t n, struct err *e)
{
    AUTO(mem_freep) struct keccak256 *hashes = mem_array(n + 1, sizeof *hashes);
    for (size_t i = 0; i < n; i++) {
        hashes[i] = items[i].hash;
    }
    return journal_settle(&sender->journal, hashes, n, e);
}
