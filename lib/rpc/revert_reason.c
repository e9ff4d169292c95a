/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/revert_reason.h"

#include "chain/abi_revert.h"

/* A node that says "execution reverted" says no more than we do. */
static bool has_words(const struct rpc_error *error)
{
    struct text message = text_of(error->message);
    return message.len > 0 && !text_equal_ignoring_case(message, text_of("execution reverted")) &&
           !text_equal_ignoring_case(message, text_of("reverted"));
}

void revert_reason(const struct rpc_error *error, const struct abi *abi, struct buf *out)
{
    if (!error->is_revert || (error->data.len == 0 && has_words(error))) {
        buf_text(out, error->message);
        return;
    }
    AUTO(abi_revert_done) struct abi_revert revert = abi_revert_read(buf_view(&error->data), abi);
    abi_revert_write(&revert, out);
}
