/* SPDX-License-Identifier: Apache-2.0 */
#include "canned.h"

#include <criterion/criterion.h>
#include <string.h>

enum rpc_answer canned(struct rpc_batch *batch, const char *body, struct err *e)
{
    const struct rpc_request request = {batch->calls, batch->n, 1, "https://node"};
    *e = (struct err){0};
    enum rpc_answer answer = rpc_answer_read(&request, text_bytes(text_of(body)), e);
    bool is_failure = answer == RPC_ANSWER_FAILED || answer == RPC_ANSWER_FOREIGN;
    cr_assert_eq(is_failure, e->kind != ERR_NONE, "%s", body);
    cr_assert_eq(is_failure, e->text[0] != 0, "%s", body);
    rpc_batch_clear(batch);
    return answer;
}

bool canned_result(struct rpc_batch *batch, const char *result)
{
    struct err e;
    AUTO(buf_done) struct buf body = buf_start(MIB);
    buf_printf(&body, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":%s}", result);
    buf_char(&body, 0);
    enum rpc_answer answer = canned(batch, (const char *)body.at, &e);
    if (answer != RPC_ANSWER_READ) {
        cr_assert_eq(answer, RPC_ANSWER_FAILED, "%s", result);
        cr_assert_eq(e.kind, ERR_SERVICE);
        cr_assert_not_null(strstr(e.text, "is not of its form"), "%s", e.text);
    }
    return answer == RPC_ANSWER_READ;
}

void canned_error(struct rpc_batch *batch, const char *error)
{
    struct err e;
    AUTO(buf_done) struct buf body = buf_start(MIB);
    buf_printf(&body, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":%s}", error);
    buf_char(&body, 0);
    cr_assert_eq(canned(batch, (const char *)body.at, &e), RPC_ANSWER_READ, "%s", e.text);
}

struct buf canned_request(const struct rpc_batch *batch)
{
    struct buf out = buf_start(MIB);
    rpc_request_write(batch->calls, batch->n, 1, &out);
    cr_assert(buf_is_whole(&out));
    buf_char(&out, 0);
    return out;
}
