/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/send_show.h"

#include "chain/amount.h"
#include "commands/abi_values.h"
#include "commands/one_value.h"
#include "commands/receipt.h"

/* null: it is taken, and not known. */
static void print_beside(struct printer *p, const char *key, enum l1_known known,
                         const struct u256 *fee, const char *currency)
{
    if (known == L1_KNOWN) {
        print_cost(p, key, fee, currency);
    } else if (known == L1_UNKNOWN) {
        print_null(p, key);
    }
}

static void print_counted(struct printer *p, const struct transact *t)
{
    char ether[AMOUNT_TEXT];
    const struct cost *cost = &t->cost;
    print_decimal(p, "nonce", t->item.nonce);
    if (t->gas != 0) {
        print_decimal(p, "gas_estimate", t->gas);
    }
    print_decimal(p, "gas_limit", t->item.gas_limit);
    if (cost->fee.kind == TRANSACTION_EIP1559) {
        print_price(p, "max_fee", &cost->fee.max_fee);
        print_price(p, "priority_fee", &cost->fee.priority_fee);
    } else {
        print_price(p, "gas_price", &cost->fee.max_fee);
    }
    print_beside(p, "l1_fee_max", cost->l1_known, &cost->l1_fee, t->currency);
    print_beside(p, "operator_fee_max", cost->operator_known, &cost->operator_fee, t->currency);
    print_cost(p, "cost_max", &cost->most, t->currency);
    if (print_is_json(p)) {
        print_string(p, "cost_max_in_ether", amount_format(&cost->most, ETHER_DECIMALS, ether));
    }
    print_cost(p, "balance", &t->balance, t->currency);
}

static void print_tried(struct printer *p, const struct transact *t, const struct method *method)
{
    struct err e;
    size_t unread = 0;
    AUTO(abi_value_done) struct abi_value values = {0};
    const struct abi_params *outputs = &method->item->outputs;
    print_bool(p, "dry_run", true);
    print_counted(p, t);
    print_0x(p, "data", buf_view(&method->calldata));
    if (outputs->n > 0 && abi_decode(outputs, buf_view(&t->answer), &values, &unread, &e)) {
        print_abi_values(p, "returns", outputs, &values);
    } else {
        print_0x(p, "returned", buf_view(&t->answer));
    }
}

void send_show(struct printer *p, const struct transact *t, const struct method *method,
               bool is_sent)
{
    print_begin(p, "phala.contract-send/1");
    print_string(p, "network", t->chain);
    print_decimal(p, "chain_id", t->chain_id);
    print_address(p, "from", &t->account);
    print_address(p, "to", &method->address);
    if (method->calldata.len > 0) {
        print_abi_signature(p, method->item);
    }
    print_cost(p, "value", &t->item.value, t->currency);
    if (is_sent) {
        print_0x(p, "hash", BYTES_OF(t->item.hash.at));
        print_decimal(p, "nonce", t->item.nonce);
        print_bool(p, "was_sent_before", t->item.was_sent_before);
        print_receipt(p, &t->item.receipt, t->currency);
        print_events(p, &t->item.receipt, t->abi);
    } else {
        print_tried(p, t, method);
    }
    print_end(p);
}
