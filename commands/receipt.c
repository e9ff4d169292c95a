/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/receipt.h"

#include "chain/amount.h"
#include "commands/abi_values.h"
#include "commands/one_value.h"
#include "rpc/paid.h"

void print_operator_fee(struct printer *p, const struct rpc_receipt *receipt, const char *currency)
{
    if (receipt->operator_known == L1_KNOWN) {
        print_cost(p, "operator_fee", &receipt->operator_fee, currency);
    } else if (receipt->operator_known == L1_UNKNOWN) {
        print_null(p, "operator_fee");
    }
}

static void print_fee(struct printer *p, const struct rpc_receipt *receipt, const char *currency)
{
    char ether[AMOUNT_TEXT];
    struct u256 fee;
    if (!paid_of(receipt, &fee)) {
        return;
    }
    print_cost(p, "fee", &fee, currency);
    if (print_is_json(p)) {
        print_string(p, "fee_in_ether", amount_format(&fee, ETHER_DECIMALS, ether));
    }
    if (receipt->has_l1_fee) {
        print_cost(p, "l1_fee", &receipt->l1_fee, currency);
    }
    print_operator_fee(p, receipt, currency);
}

void print_receipt(struct printer *p, const struct rpc_receipt *receipt, const char *currency)
{
    if (!receipt->is_there) {
        print_string(p, "status", "sent");
        return;
    }
    print_string(p, "status", receipt->succeeded ? "succeeded" : "reverted");
    print_decimal(p, "block", receipt->block_number);
    print_0x(p, "block_hash", BYTES_OF(receipt->block_hash.at));
    print_decimal(p, "gas_used", receipt->gas_used);
    if (!u256_is_zero(&receipt->effective_gas_price)) {
        print_price(p, "gas_price", &receipt->effective_gas_price);
        print_fee(p, receipt, currency);
    }
}

static bool print_decoded(struct printer *p, const struct rpc_log *log, const struct abi *abi)
{
    struct err e;
    size_t unread = 0;
    AUTO(abi_value_done) struct abi_value values = {0};
    const struct abi_log seen = {.topics = log->topics, .n = log->n_topics, .data = log->data};
    const struct abi_item *event = abi != NULL ? abi_find_event(abi, &seen) : NULL;
    if (event == NULL || !abi_decode_log(event, &seen, &values, &unread, &e)) {
        return false;
    }
    print_string(p, "event", event->name);
    print_abi_signature(p, event);
    print_abi_values(p, "values", &event->inputs, &values);
    return true;
}

static void print_raw(struct printer *p, const struct rpc_log *log)
{
    print_list(p, "topics");
    for (size_t i = 0; i < log->n_topics; i++) {
        print_0x(p, NULL, BYTES_OF(log->topics[i].at));
    }
    print_list_end(p);
    print_0x(p, "data", log->data);
}

void print_events(struct printer *p, const struct rpc_receipt *receipt, const struct abi *abi)
{
    print_list(p, "events");
    for (size_t i = 0; i < receipt->n_logs; i++) {
        print_record(p, NULL);
        print_address(p, "address", &receipt->logs[i].address);
        if (!print_decoded(p, &receipt->logs[i], abi)) {
            print_raw(p, &receipt->logs[i]);
        }
        print_record_end(p);
    }
    print_list_end(p);
}

void show_reverted(const struct context *context, const struct rpc_error *error)
{
    if (error->is_revert) {
        context_failure_data(context, buf_view(&error->data));
    }
}
