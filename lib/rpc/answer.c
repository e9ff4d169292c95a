/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/answer.h"

#include <string.h>

#include "base/mem.h"
#include "rpc/trouble.h"

/* One answer, taken apart. */
struct part {
    bool is_there;
    const struct json_value *result; /* or */
    const struct json_value *error;
};

static bool no_rpc(const struct rpc_request *request, const char *why, struct err *e)
{
    return err_set(e, ERR_SERVICE, "what '%s' answers is no JSON-RPC: %s", request->node, why);
}

static bool is_of_version(const struct json_value *answer)
{
    struct text version;
    return json_text(json_member(answer, "jsonrpc"), &version) && text_is(version, "2.0");
}

/* Exactly one of result and error. */
static bool take_apart(const struct json_value *answer, struct part *out)
{
    out->result = json_member(answer, "result");
    out->error = json_member(answer, "error");
    out->is_there = true;
    return is_of_version(answer) && (out->result == NULL) != (out->error == NULL);
}

/* Which question an answer is to; false for none of them. */
static bool find(const struct rpc_request *request, const struct json_value *answer, size_t *at)
{
    uint64_t id = 0;
    uint64_t last = request->first_id + request->n - 1;
    TRY(json_uint(json_member(answer, "id"), last, &id) && id >= request->first_id);
    *at = (size_t)(id - request->first_id);
    return true;
}

static bool take_all(const struct rpc_request *request, const struct json_value *root,
                     struct part *parts, struct err *e)
{
    const struct json_value *answer = json_first(root);
    for (; answer != NULL; answer = json_next(answer)) {
        size_t at = 0;
        if (!find(request, answer, &at)) {
            return no_rpc(request, "an answer to what was not asked", e);
        }
        if (parts[at].is_there) {
            return no_rpc(request, "two answers to one question", e);
        }
        if (!take_apart(answer, &parts[at])) {
            return no_rpc(request, "an answer without a result or an error", e);
        }
    }
    return json_count(root) == request->n || no_rpc(request, "an answer is missing", e);
}

/* An error may be without an id, when the node could not find it. */
static bool take_one(const struct rpc_request *request, const struct json_value *root,
                     struct part *part, struct err *e)
{
    size_t at = 0;
    if (!json_is_object(root) || !take_apart(root, part)) {
        return no_rpc(request, "it has neither a result nor an error", e);
    }
    const struct json_value *id = json_member(root, "id");
    bool is_without = part->error != NULL && (id == NULL || json_is_null(id));
    return is_without || find(request, root, &at) ||
           no_rpc(request, "an answer to what was not asked", e);
}

/* Geth answers a batch that is too long for it with an error to the first question alone, others
 * with one to none. */
static bool is_no_batch(const struct json_value *root)
{
    const struct json_value *first = json_first(root);
    bool is_one_error = json_count(root) == 1 && json_member(first, "error") != NULL;
    return !json_is_array(root) || first == NULL || is_one_error;
}

static bool read_failed(const struct rpc_request *request, const struct rpc_call *call,
                        struct err *e)
{
    return err_set(e, ERR_SERVICE, "what '%s' answers to %s is not of its form", request->node,
                   call->method);
}

/* Puts an answer where it belongs. */
static bool deliver(const struct rpc_request *request, const struct rpc_call *call,
                    const struct part *part, struct err *e)
{
    if (part->error == NULL) {
        if (call->error != NULL) {
            rpc_error_done(call->error);
        }
        return call->read(call, part->result) || read_failed(request, call, e);
    }
    AUTO(rpc_error_done) struct rpc_error error = {0};
    if (!rpc_error_read(part->error, &error)) {
        return read_failed(request, call, e);
    }
    if (call->error == NULL) {
        (void)rpc_error_raise(&error, NULL, call->method, e);
        return false;
    }
    rpc_error_done(call->error);
    *call->error = error;
    error = (struct rpc_error){0};
    return true;
}

/* All of them: the first failure stays. */
static bool deliver_all(const struct rpc_request *request, const struct part *parts, struct err *e)
{
    bool ok = true;
    for (size_t i = 0; i < request->n; i++) {
        struct err why;
        if (!deliver(request, &request->calls[i], &parts[i], &why) && ok) {
            ok = false;
            *e = why;
        }
    }
    return ok;
}

/* Where somebody's web page is in place of a node, its first words would only confuse. */
static bool fail_parse(const struct rpc_request *request, struct bytes body, const struct err *why,
                       struct err *e)
{
    struct text text = text_trim(text_of_bytes(body));
    const char *what = text_starts(text, "<") ? "it is a web page" : why->text;
    (void)no_rpc(request, body.left == 0 ? "it is empty" : what, e);
    return err_hint(e, "is this the URL of a node?");
}

static const char nul[] = "\\u0000";

/* An escaped NUL, which no text of ours may hold, is in what anvil says of some reverts: there it
 * becomes what stands for a character that cannot be shown. */
static void replace_nuls(uint8_t *at, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if (at[i] == '\\') {
            if (text_starts(text_of_bytes(bytes_of(at + i, n - i)), nul)) {
                memcpy(at + i, "\\ufffd", sizeof nul - 1);
            }
            i++;
        }
    }
}

static struct json *parse_body(struct bytes body, struct err *e)
{
    if (body.left == 0 || memmem(body.at, body.left, nul, sizeof nul - 1) == NULL) {
        return json_parse(body, e);
    }
    AUTO(mem_freep) uint8_t *copy = mem_copy(body.at, body.left);
    replace_nuls(copy, body.left);
    return json_parse(bytes_of(copy, body.left), e);
}

/* Who is busy says nothing about batches. */
static enum rpc_answer refuse_batch(const struct rpc_request *request,
                                    const struct json_value *root, struct err *e)
{
    const struct json_value *answer = json_is_array(root) ? json_first(root) : root;
    AUTO(rpc_error_done) struct rpc_error error = {0};
    if (!rpc_error_read(json_member(answer, "error"), &error) ||
        rpc_trouble_of(&error) != RPC_TROUBLE_BUSY) {
        return RPC_ANSWER_NO_BATCH;
    }
    (void)rpc_error_raise(&error, NULL, request->calls->method, e);
    return RPC_ANSWER_FAILED;
}

enum rpc_answer rpc_answer_read(const struct rpc_request *request, struct bytes body, struct err *e)
{
    struct err why;
    AUTO(json_freep) struct json *json = parse_body(body, &why);
    if (json == NULL) {
        (void)fail_parse(request, body, &why, e);
        return RPC_ANSWER_FOREIGN;
    }
    const struct json_value *root = json_root(json);
    if (request->n > 1 && is_no_batch(root)) {
        return refuse_batch(request, root, e);
    }
    AUTO(mem_freep) struct part *parts = mem_array(request->n, sizeof *parts);
    bool is_taken = request->n > 1 ? take_all(request, root, parts, e)
                                   : take_one(request, root, parts, e);
    if (!is_taken) {
        return RPC_ANSWER_FOREIGN;
    }
    return deliver_all(request, parts, e) ? RPC_ANSWER_READ : RPC_ANSWER_FAILED;
}

static bool is_busy(const struct json_value *answer)
{
    AUTO(rpc_error_done) struct rpc_error error = {0};
    return rpc_error_read(json_member(answer, "error"), &error) &&
           rpc_trouble_of(&error) == RPC_TROUBLE_BUSY;
}

/* Most answers have no error at all: they are not read for this. */
bool rpc_answer_is_busy(struct bytes body)
{
    struct err e;
    if (body.left == 0 || memmem(body.at, body.left, "\"error\"", sizeof "\"error\"" - 1) == NULL) {
        return false;
    }
    AUTO(json_freep) struct json *json = parse_body(body, &e);
    if (json == NULL) {
        return false;
    }
    const struct json_value *root = json_root(json);
    bool found = is_busy(root);
    for (const struct json_value *each = json_first(root); each != NULL && json_is_array(root);
         each = json_next(each)) {
        found = found || is_busy(each);
    }
    return found;
}
