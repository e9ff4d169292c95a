/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/rpc.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "chain/network.h"
#include "http/url.h"
#include "rpc/answer.h"
#include "rpc/call.h"

#define REQUEST_MAX  (16 * MIB)
#define REQUEST_LONG MIB /* parameters of one request: nodes take 5 MB, some less */

enum { BESIDE_MS = 5 /* a node that mines at once has done so by then */ };

enum {
    STATUS_DENIED = 401,
    STATUS_FORBIDDEN = 403,
    STATUS_TOO_MANY = 429,
    STATUS_SERVER = 500,
    STATUS_NOT_IMPLEMENTED = 501,
};

struct rpc {
    struct http *http;
    const char *url;
    char *origin;
    bool is_plain; /* without TLS: another connection costs nothing */
    bool takes_no_batches;
    bool is_pinned; /* the chain has yet to be compared */
    uint64_t chain_id;
    uint64_t next_id;
    unsigned requests;
};

struct rpc *rpc_new(struct http *http, const char *url)
{
    struct err e;
    struct url parsed;
    struct rpc *rpc = mem_new(sizeof *rpc);
    bool is_url = url_parse_private(url, &parsed, &e);
    rpc->http = http;
    rpc->url = url;
    rpc->origin = text_dup(is_url ? parsed.origin : text_of("the node"));
    rpc->is_plain = is_url && !parsed.is_secure;
    rpc->next_id = 1;
    return rpc;
}

void rpc_free(struct rpc *rpc)
{
    if (rpc != NULL) {
        mem_free(rpc->origin);
        mem_free(rpc);
    }
}

void rpc_pin(struct rpc *rpc, uint64_t chain_id)
{
    rpc->chain_id = chain_id;
    rpc->is_pinned = true;
}

unsigned rpc_requests(const struct rpc *rpc)
{
    return rpc->requests;
}

struct text rpc_origin(const struct rpc *rpc)
{
    return text_of(rpc->origin);
}

static bool fail_status(const struct rpc *rpc, long status, struct err *e)
{
    bool is_denied = status == STATUS_DENIED || status == STATUS_FORBIDDEN;
    (void)err_set(e, is_denied ? ERR_DENIED : ERR_SERVICE, "'%s' answered %ld", rpc->origin,
                  status);
    if (is_denied) {
        return err_hint(e, "does its URL need a key?");
    }
    const bool is_busy = status == STATUS_TOO_MANY || status >= STATUS_SERVER;
    return err_hint(e, is_busy ? "it is busy, or down: wait, or ask another with --rpc-url URL"
                               : "is this the URL of a node?");
}

static bool has_effect(const struct rpc_call *calls, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (calls[i].is_effect) {
            return true;
        }
    }
    return false;
}

/* ERR_TIMEOUT is for what may have been sent and was not seen; a question was just not answered.
 * ERR_TOO_BIG is for files: a node that does not end is none that can be asked. */
static bool fail_transfer(const struct rpc_call *calls, size_t n, struct err *e)
{
    if (e->kind == ERR_TIMEOUT && !has_effect(calls, n)) {
        e->kind = ERR_NETWORK;
    } else if (e->kind == ERR_TOO_BIG) {
        e->kind = ERR_SERVICE;
    }
    return false;
}

/* Servers in front of nodes that know no arrays have no better words for it. */
static bool refuses_batch(long status)
{
    return (status >= 400 && status <= 499 && status != STATUS_TOO_MANY) ||
           status == STATUS_NOT_IMPLEMENTED;
}

/* What is asked beside a request. */
struct beside {
    const struct rpc_batch *batch;
    uint64_t first_id;
    struct buf body;
    struct http_beside http;
    bool is_answered;
};

static void beside_done(struct beside *beside)
{
    buf_done(&beside->body);
    buf_done(&beside->http.answer);
}

/* Questions that go into one request. */
struct asked {
    const struct rpc_call *calls;
    size_t n;
    struct beside *beside; /* or NULL */
    bool is_batch_taken;   /* false when they have to be asked one by one */
};

/* What is too long is not asked: nobody needs the answer. */
static struct http_beside *write_beside(struct rpc *rpc, struct beside *beside)
{
    beside->body = buf_start(REQUEST_LONG);
    beside->first_id = rpc->next_id;
    rpc_request_write(beside->batch->calls, beside->batch->n, rpc->next_id, &beside->body);
    rpc->next_id += beside->batch->n;
    beside->http = (struct http_beside){.body = buf_view(&beside->body), .after_ms = BESIDE_MS};
    return buf_is_whole(&beside->body) ? &beside->http : NULL;
}

static void read_beside(const struct rpc *rpc, struct beside *beside)
{
    struct err e;
    const struct rpc_batch *batch = beside->batch;
    const struct rpc_request request = {batch->calls, batch->n, beside->first_id, rpc->origin};
    const struct bytes answer = buf_view(&beside->http.answer);
    beside->is_answered = beside->http.is_answered &&
                          rpc_answer_read(&request, answer, &e) == RPC_ANSWER_READ;
}

/* One request. */
static bool exchange(struct rpc *rpc, struct asked *asked, struct err *e)
{
    AUTO(buf_done) struct buf body = buf_start(REQUEST_MAX);
    AUTO(http_response_done) struct http_response response = {0};
    const struct rpc_request request = {asked->calls, asked->n, rpc->next_id, rpc->origin};
    rpc_request_write(asked->calls, asked->n, rpc->next_id, &body);
    if (!buf_is_whole(&body)) {
        return err_set(e, ERR_TOO_BIG, "%s: more data than any node takes", asked->calls->method);
    }
    rpc->next_id += asked->n;
    rpc->requests++;
    const struct http_post post = {
        .content_type = "application/json",
        .body = buf_view(&body),
        .cap = RPC_ANSWER_MAX,
        .is_repeatable = true,
        .any_status = true,
        .is_busy = rpc_answer_is_busy,
        .beside = asked->beside != NULL ? write_beside(rpc, asked->beside) : NULL,
    };
    const bool is_answered = http_post(rpc->http, rpc->url, &post, &response, e);
    rpc->requests += asked->beside != NULL && asked->beside->http.was_asked ? 1 : 0;
    if (!is_answered) {
        return fail_transfer(asked->calls, asked->n, e);
    }
    long status = response.status;
    bool is_good = status >= 200 && status <= 299;
    enum rpc_answer answer = asked->n > 1 && refuses_batch(status)
                                 ? RPC_ANSWER_NO_BATCH
                                 : rpc_answer_read(&request, buf_view(&response.body), e);
    asked->is_batch_taken = answer != RPC_ANSWER_NO_BATCH;
    if (answer == RPC_ANSWER_FOREIGN && !is_good) {
        return fail_status(rpc, status, e);
    }
    return answer == RPC_ANSWER_READ || answer == RPC_ANSWER_NO_BATCH;
}

/* How many of the questions go into the next request. */
static size_t portion(const struct rpc *rpc, const struct rpc_call *calls, size_t n)
{
    size_t most = rpc->takes_no_batches ? 1 : RPC_CALLS_MAX;
    size_t length = calls[0].params.len;
    size_t taken = 1;
    while (taken < n && taken < most && length + calls[taken].params.len <= REQUEST_LONG) {
        length += calls[taken].params.len;
        taken++;
    }
    return taken;
}

/* Where the chain is asked for it is the first question. */
static bool check_chain(struct rpc *rpc, uint64_t found, struct err *e)
{
    if (found == rpc->chain_id) {
        rpc->is_pinned = false;
        return true;
    }
    const struct network *network = network_by_chain_id(found);
    (void)err_set(e, ERR_CONFLICT, "'%s' is a node of chain %" PRIu64 ", not of %" PRIu64,
                  rpc->origin, found, rpc->chain_id);
    return network != NULL ? err_hint(e,
                                      "if that is what is meant: --network %s, or --chain-id "
                                      "%" PRIu64,
                                      network->name, found)
                           : err_hint(e, "if that is what is meant: --chain-id %" PRIu64, found);
}

/* Asks the first of the questions, as many as go together: `asked->n` is how many that were. */
static bool ask_some(struct rpc *rpc, struct asked *asked, struct err *e)
{
    const size_t all = asked->n;
    asked->n = portion(rpc, asked->calls, all);
    asked->beside = asked->n == all ? asked->beside : NULL;
    bool ok = exchange(rpc, asked, e);
    if (!asked->is_batch_taken) {
        rpc->takes_no_batches = true;
        asked->n = 1;
        asked->beside = NULL;
        ok = exchange(rpc, asked, e);
    }
    return ok;
}

static bool ask_all(struct rpc *rpc, const struct rpc_batch *batch, const uint64_t *chain_id,
                    struct beside *beside, struct err *e)
{
    size_t taken = 0;
    for (size_t at = 0; at < batch->n; at += taken) {
        struct asked asked = {batch->calls + at, batch->n - at, beside, true};
        bool ok = ask_some(rpc, &asked, e);
        bool is_chain_known = chain_id != NULL && *chain_id != 0;
        taken = asked.n;
        TRY(!is_chain_known || check_chain(rpc, *chain_id, e));
        TRY(ok);
    }
    return true;
}

/* Puts the question that was added last in front of all. */
static void bring_to_front(struct rpc_batch *batch)
{
    const struct rpc_call last = batch->calls[batch->n - 1];
    memmove(batch->calls + 1, batch->calls, (batch->n - 1) * sizeof *batch->calls);
    batch->calls[0] = last;
}

/* By itself, before anything is done. */
static bool ask_chain(struct rpc *rpc, struct err *e)
{
    uint64_t chain_id = 0;
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_chain_id(batch, &chain_id);
    TRY(ask_all(rpc, batch, NULL, NULL, e));
    return check_chain(rpc, chain_id, e);
}

static bool ask(struct rpc *rpc, struct rpc_batch *batch, struct beside *beside, struct err *e)
{
    uint64_t chain_id = 0;
    if (!rpc->is_pinned || batch->n == 0) {
        return ask_all(rpc, batch, NULL, beside, e);
    }
    if (has_effect(batch->calls, batch->n)) {
        return ask_chain(rpc, e) && ask_all(rpc, batch, NULL, beside, e);
    }
    ask_chain_id(batch, &chain_id);
    bring_to_front(batch);
    return ask_all(rpc, batch, &chain_id, beside, e);
}

bool rpc_ask(struct rpc *rpc, struct rpc_batch *batch, struct err *e)
{
    bool ok = ask(rpc, batch, NULL, e);
    rpc_batch_clear(batch);
    return ok;
}

bool rpc_ask_beside(struct rpc *rpc, struct rpc_batch *batch, struct rpc_batch *chance,
                    bool *is_answered, struct err *e)
{
    AUTO(beside_done) struct beside beside = {.batch = chance};
    const bool is_worth_it = rpc->is_plain && !rpc->takes_no_batches && chance->n > 0;
    const bool ok = ask(rpc, batch, is_worth_it ? &beside : NULL, e);
    if (beside.http.is_answered) {
        read_beside(rpc, &beside);
    }
    *is_answered = beside.is_answered;
    rpc_batch_clear(batch);
    rpc_batch_clear(chance);
    return ok;
}
