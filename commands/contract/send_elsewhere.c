/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/send_elsewhere.h"

#include "base/clock.h"
#include "deploy/safe_batch.h"
#include "deploy/unsigned_file.h"

void send_print_unsigned(const struct context *context, const struct transact *t)
{
    AUTO(buf_done) struct buf text = buf_start(UNSIGNED_FILE_MAX);
    AUTO(unsigned_file_done)
    struct unsigned_file file = {.chain_id = t->chain_id, .from = t->account};
    unsigned_file_add(&file, &t->item, &t->cost.fee);
    unsigned_file_format(&file, &text);
    print_document(context->out, buf_view(&text));
    log_line(print_is_json(context->out) ? &context->log : &context->warnings,
             "it goes on with 'phala tx sign --unsigned FILE', and 'phala tx send @SIGNED'");
}

/* Read back from what is sent, so that the two cannot differ. */
static bool read_values(const struct method *method, struct abi_value *out, struct err *e)
{
    size_t unread = 0;
    struct bytes data = buf_view(&method->calldata);
    NEED(bytes_skip(&data, ABI_SELECTOR), e, "selector");
    return abi_decode(&method->item->inputs, data, out, &unread, e);
}

bool send_print_safe(const struct context *context, const struct transact *t, struct method *method,
                     struct err *e)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf text = buf_start(UNSIGNED_FILE_MAX);
    const struct safe_call call = {
        .to = t->item.to,
        .value = t->item.value,
        .data = t->item.data,
        .item = method->item,
        .values = &values,
    };
    struct safe_batch batch = {
        .chain_id = t->chain_id,
        .created_ms = (uint64_t)clock_now() * 1000,
        .name = method->item->name,
        .description = "",
        .safe = &t->account,
        .calls = &call,
        .n = 1,
    };
    TRY(read_values(method, &values, e));
    if (method->item == &method->own && !u256_is_zero(&t->item.value)) {
        /* Nobody said so, but it was simulated with the value. */
        method->own.mutability = ABI_PAYABLE;
    }
    TRY(safe_batch_format(&batch, &text, e));
    print_document(context->out, buf_view(&text));
    return true;
}
