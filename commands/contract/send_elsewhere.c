/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/send_elsewhere.h"

#include "base/clock.h"
#include "deploy/safe_batch.h"
#include "deploy/unsigned_file.h"

bool send_print_unsigned(struct send_one *one, struct err *e)
{
    const struct context *context = one->context;
    AUTO(buf_done) struct buf text = buf_start(UNSIGNED_FILE_MAX);
    AUTO(unsigned_file_done) struct unsigned_file file = {.chain_id = one->node->chain_id};
    TRY(send_one_run(one, e));
    file.from = one->account;
    unsigned_file_add(&file, &one->item, &one->fee);
    unsigned_file_format(&file, &text);
    print_document(context->out, buf_view(&text));
    log_line(print_is_json(context->out) ? &context->log : &context->warnings,
             "it goes on with 'phala tx sign --unsigned FILE', and 'phala tx send @SIGNED'");
    return true;
}

/* Read back from what is sent, so that the two cannot differ. */
static bool read_values(const struct method *method, struct abi_value *out, struct err *e)
{
    size_t unread = 0;
    struct bytes data = buf_view(&method->calldata);
    NEED(bytes_skip(&data, ABI_SELECTOR), e, "selector");
    return abi_decode(&method->item->inputs, data, out, &unread, e);
}

bool send_print_safe(struct send_one *one, struct method *method, struct err *e)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf text = buf_start(UNSIGNED_FILE_MAX);
    const struct safe_call call = {
        .to = one->item.to,
        .value = one->item.value,
        .data = one->item.data,
        .item = method->item,
        .values = &values,
    };
    struct safe_batch batch = {
        .chain_id = one->node->chain_id,
        .created_ms = (uint64_t)clock_now() * 1000,
        .name = method->item->name,
        .description = "",
        .safe = &one->account,
        .calls = &call,
        .n = 1,
    };
    one->is_free = true;
    TRY(send_one_run(one, e) && read_values(method, &values, e));
    if (method->item == &method->own && !u256_is_zero(&one->item.value)) {
        /* Nobody said so, but it was simulated with the value. */
        method->own.mutability = ABI_PAYABLE;
    }
    TRY(safe_batch_format(&batch, &text, e));
    print_document(one->context->out, buf_view(&text));
    return true;
}
