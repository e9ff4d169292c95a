/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/tx/show.h"

#include "chain/create.h"
#include "commands/one_value.h"

static const char *const kinds[] = {
    [TRANSACTION_LEGACY] = "legacy",
    [TRANSACTION_EIP2930] = "eip2930",
    [TRANSACTION_EIP1559] = "eip1559",
};

static void show_fees(struct printer *p, const struct transaction *t)
{
    print_decimal(p, "gas_limit", t->gas_limit);
    if (t->kind == TRANSACTION_EIP1559) {
        print_u256(p, "max_fee", &t->max_fee);
        print_u256(p, "priority_fee", &t->priority_fee);
    } else {
        print_u256(p, "gas_price", &t->max_fee);
    }
}

static void show_receiver(struct printer *p, const struct transaction_signed *transaction)
{
    const struct transaction *t = &transaction->transaction;
    if (!t->is_creation) {
        print_address(p, "to", &t->to);
        return;
    }
    const struct eth_address contract = create_address(&transaction->from, t->nonce);
    print_null(p, "to");
    print_address(p, "contract", &contract);
}

static void show_access_list(struct printer *p, const struct access_list *list)
{
    print_list(p, "access_list");
    for (size_t i = 0; i < list->n_entries; i++) {
        const struct access_entry *entry = &list->entries[i];
        print_record(p, NULL);
        print_address(p, "address", &entry->address);
        print_list(p, "storage_keys");
        for (size_t k = 0; k < entry->n_keys; k++) {
            print_0x(p, NULL, BYTES_OF(entry->keys[k].at));
        }
        print_list_end(p);
        print_record_end(p);
    }
    print_list_end(p);
}

static void show_signature(struct printer *p, const uint8_t at[SECP256K1_RECOVERABLE_SIZE])
{
    print_0x(p, "r", bytes_of(at, U256_SIZE));
    print_0x(p, "s", bytes_of(at + U256_SIZE, U256_SIZE));
    print_decimal(p, "y_parity", at[SECP256K1_RECOVERABLE_SIZE - 1]);
}

void show_transaction(struct printer *p, const struct transaction_signed *transaction,
                      struct bytes raw)
{
    const struct transaction *t = &transaction->transaction;
    const struct keccak256 hash = keccak256_of(raw);
    print_0x(p, "hash", BYTES_OF(hash.at));
    print_address(p, "from", &transaction->from);
    print_string(p, "kind", kinds[t->kind]);
    if (t->is_unprotected) {
        print_null(p, "chain_id");
    } else {
        print_decimal(p, "chain_id", t->chain_id);
    }
    print_decimal(p, "nonce", t->nonce);
    show_fees(p, t);
    show_receiver(p, transaction);
    print_u256(p, "value", &t->value);
    print_0x(p, "data", t->data);
    if (t->kind != TRANSACTION_LEGACY) {
        show_access_list(p, &t->access_list);
    }
    show_signature(p, transaction->signature);
}
