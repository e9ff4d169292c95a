/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/abi/answer.h"

#include "commands/one_value.h"

bool abi_read_signature(const char *signature, struct abi_item *out, struct err *e)
{
    TRY(abi_item_parse(text_of(signature), ABI_ITEM_FUNCTION, out, e));
    if (out->kind == ABI_ITEM_EVENT) {
        return err_set(e, ERR_USAGE, "signature '%.80s': an event cannot be called", signature);
    }
    return true;
}

void abi_answer_signature(struct printer *p, const struct abi_item *item)
{
    AUTO(buf_done) struct buf signature = buf_start(ABI_DATA_MAX);
    abi_item_write(item, &signature);
    print_text(p, "signature", buf_view_text(&signature));
}

void abi_answer(struct printer *p, const char *schema, const struct abi_item *item, const char *key,
                struct bytes bytes)
{
    if (print_alone_0x(p, bytes)) {
        return;
    }
    print_begin(p, schema);
    abi_answer_signature(p, item);
    print_0x(p, key, bytes);
    print_end(p);
}
