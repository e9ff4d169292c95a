/* SPDX-License-Identifier: Apache-2.0 */
#include "http/exchange.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/text.h"
#include "base/utf8.h"
#include "http/beside.h"
#include "http/retry.h"

enum { REDIRECTS_MAX = 3, SLICE_MS = 50 };

struct exchange exchange_start(struct transfer *transfer, size_t cap)
{
    return (struct exchange){
        .transfer = transfer,
        .response = {.body = buf_start(cap), .headers = buf_start(EXCHANGE_HEADERS)},
    };
}

void exchange_done(struct exchange *exchange)
{
    http_response_done(&exchange->response);
}

static bool fail_interrupted(struct err *e)
{
    return err_set(e, ERR_INTERRUPTED, "interrupted");
}

static bool fail_timeout(const struct exchange *exchange, struct err *e)
{
    (void)err_set(e, ERR_TIMEOUT, "'%s' did not answer within %lld.%03lld s", exchange->shown,
                  (long long)(exchange->options->timeout_ms / 1000),
                  (long long)(exchange->options->timeout_ms % 1000));
    return err_hint(e, "--timeout DURATION allows more time");
}

static bool fail_trust(const struct exchange *exchange, struct err *e)
{
    (void)err_set(e, ERR_NETWORK, "no trusted connection to '%s': %s", exchange->shown,
                  exchange->answer.reason);
    return err_hint(e, "where the certificate is from a CA of your own: --ca-file FILE");
}

/* Nothing is asked and nobody is trusted: there was no TLS at all. */
static bool fail_handshake(const struct exchange *exchange, struct err *e)
{
    (void)err_set(e, ERR_NETWORK, "no TLS connection to '%s': %s", exchange->shown,
                  exchange->answer.reason);
    return err_hint(e, "its certificate is taken over TLS 1.2 or later: is there such a server?");
}

static bool fail_size(const struct exchange *exchange, struct err *e)
{
    return buf_is_whole(&exchange->response.headers)
               ? err_set(e, ERR_TOO_BIG, "what '%s' answers is larger than %zu bytes",
                         exchange->shown, exchange->response.body.cap)
               : err_set(e, ERR_TOO_BIG, "'%s' answers with headers of more than %zu bytes",
                         exchange->shown, exchange->response.headers.cap);
}

/* The transfer itself went wrong. */
static bool fail_transfer(struct exchange *exchange, enum transfer_end end, struct err *e)
{
    exchange->may_pass = end == TRANSFER_UNREACHED || end == TRANSFER_CUT ||
                         end == TRANSFER_TIMEOUT;
    if (exchange->is_handshake && (end == TRANSFER_UNTRUSTED || end == TRANSFER_CUT)) {
        return fail_handshake(exchange, e);
    }
    switch (end) {
    case TRANSFER_INTERRUPTED:
        return fail_interrupted(e);
    case TRANSFER_TIMEOUT:
        return fail_timeout(exchange, e);
    case TRANSFER_UNTRUSTED:
        return fail_trust(exchange, e);
    case TRANSFER_TOO_BIG:
        return fail_size(exchange, e);
    case TRANSFER_UNREACHED:
        (void)err_set(e, ERR_NETWORK, "cannot reach '%s': %s", exchange->shown,
                      exchange->answer.reason);
        return err_hint(e, "check the address, the network and the proxy settings");
    case TRANSFER_CUT:
        return err_set(e, ERR_NETWORK, "the answer of '%s' is not whole: %s", exchange->shown,
                       exchange->answer.reason);
    case TRANSFER_DONE:
        break;
    }
    return err_set(e, ERR_INTERNAL, "'%s': %s", exchange->shown, exchange->answer.reason);
}

static void read_request_id(struct http_response *response)
{
    struct text id = {NULL, 0};
    response->request_id[0] = 0;
    if (!http_header(response, "x-request-id", &id) && !http_header(response, "request-id", &id)) {
        return;
    }
    AUTO(buf_done) struct buf shown = buf_start(1 * KIB);
    utf8_escape(id, &shown);
    (void)snprintf(response->request_id, sizeof response->request_id, "%.*s",
                   TEXT_ARG(buf_view_text(&shown)));
}

enum { TOO_MANY = 429 };

static enum err_kind kind_of(long status)
{
    static const struct {
        long status;
        enum err_kind kind;
    } kinds[] = {
        {401, ERR_DENIED},    {403, ERR_DENIED},   {404, ERR_NOT_FOUND},
        {410, ERR_NOT_FOUND}, {409, ERR_CONFLICT}, {TOO_MANY, ERR_SERVICE},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].status == status) {
            return kinds[i].kind;
        }
    }
    return status >= 400 && status < 500 ? ERR_REFUSED : ERR_SERVICE;
}

/* A status above 500 says little where a program has put its answer behind it. */
static bool is_json(const struct http_response *response)
{
    struct text type;
    return http_header(response, "content-type", &type) && text_starts(type, "application/json");
}

/* The service answered, and not with what was asked for. */
static bool fail_status(struct exchange *exchange, struct err *e)
{
    const struct http_response *response = &exchange->response;
    bool is_wanted = exchange->any_status && is_json(response);
    exchange->may_pass = retry_is_status(response->status) &&
                         (!is_wanted || response->status == TOO_MANY);
    (void)err_set(e, kind_of(response->status), "'%s' answered %ld", exchange->shown,
                  response->status);
    (void)snprintf(e->request_id, sizeof e->request_id, "%s", response->request_id);
    return exchange->may_pass ? err_hint(e, "the service may be back in a while") : false;
}

static bool is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void log_answer(const struct exchange *exchange, struct text url, int64_t took)
{
    const char *method = exchange->is_handshake ? "TLS" : "GET";
    bool is_whole = exchange->is_answered;
    log_line(exchange->options->log, "%s %.*s: %ld, %zu bytes, %lld ms%s%s",
             exchange->post != NULL ? "POST" : method, TEXT_ARG(url), exchange->response.status,
             exchange->response.body.len, (long long)took, is_whole ? "" : ": ",
             is_whole ? "" : exchange->answer.reason);
}

/* One request, one answer; true when an answer arrived whole, whatever it says. */
static bool ask(struct exchange *exchange, const char *text, const struct url *url, struct err *e)
{
    int64_t start = clock_monotonic_ms();
    bool is_private = exchange->post != NULL;
    struct text path = is_private ? text_of("") : url->path;
    (void)snprintf(exchange->shown, sizeof exchange->shown, "%.*s%.*s", TEXT_ARG(url->origin),
                   TEXT_ARG(path));
    if (is_interrupted(exchange->options->interrupted)) {
        return fail_interrupted(e);
    }
    if (start >= exchange->deadline) {
        return fail_timeout(exchange, e);
    }
    TRY(!url->is_secure || transfer_read_ca(exchange->transfer, e));
    struct transfer_request request = {
        .url = text,
        .is_handshake = exchange->is_handshake,
        .post = exchange->post,
        .parsed = url,
        .timeout_ms = exchange->deadline - start,
        .options = exchange->options,
    };
    exchange->answer.body = &exchange->response.body;
    exchange->answer.headers = &exchange->response.headers;
    AUTO(beside_done) struct beside beside = {0};
    const bool has_beside = exchange->attempts == 1 && beside_begin(&beside, exchange->post);
    enum transfer_end end = transfer_run(exchange->transfer, &request, &exchange->answer,
                                         has_beside ? &beside.transfer : NULL);
    exchange->response.status = exchange->answer.status;
    read_request_id(&exchange->response);
    exchange->is_answered = end == TRANSFER_DONE;
    log_answer(exchange, is_private ? url->origin : text_of(text), clock_monotonic_ms() - start);
    if (has_beside) {
        beside_end(&beside, exchange->post->beside, exchange->options->log, url->origin);
    }
    /* A refusal whose body is cut or too big is a refusal all the same. */
    bool is_answer = end == TRANSFER_DONE ||
                     (exchange->response.status >= 400 && end != TRANSFER_INTERRUPTED);
    return is_answer || fail_transfer(exchange, end, e);
}

static bool check_redirect(struct exchange *exchange, const struct url *from, struct url *to,
                           struct err *e)
{
    struct err why;
    const char *location = exchange->answer.location;
    if (!url_parse(location, to, &why) || !url_may_lead(from, to)) {
        return err_set(e, ERR_SERVICE, "'%s' leads to '%.80s', which is not followed",
                       exchange->shown, location);
    }
    return true;
}

static bool is_busy(const struct exchange *exchange)
{
    const struct http_post *post = exchange->post;
    return post != NULL && post->is_busy != NULL &&
           post->is_busy(buf_view(&exchange->response.body));
}

/* The request is answered: whether with what was asked for. */
static bool judge(struct exchange *exchange, struct err *e)
{
    long status = exchange->response.status;
    if (is_busy(exchange)) {
        exchange->may_pass = true;
        return err_set(e, ERR_SERVICE, "'%s' takes no more requests for now", exchange->shown);
    }
    return exchange->is_handshake || (status >= 200 && status <= 299) || fail_status(exchange, e);
}

/* Asks and follows redirects, except of what is sent. */
static bool attempt(struct exchange *exchange, const char *text, const struct url *url,
                    struct err *e)
{
    char next[URL_MAX + 1];
    struct url at = *url;
    exchange->may_pass = false;
    exchange->is_answered = false;
    for (unsigned hops = 0;; hops++) {
        TRY(ask(exchange, text, &at, e));
        if (exchange->post != NULL || !is_redirect(exchange->response.status) ||
            exchange->answer.location[0] == 0) {
            break;
        }
        if (hops == REDIRECTS_MAX) {
            return err_set(e, ERR_SERVICE, "'%s' is behind more than %d redirects", exchange->shown,
                           REDIRECTS_MAX);
        }
        struct url to;
        TRY(check_redirect(exchange, &at, &to, e));
        (void)snprintf(next, sizeof next, "%s", exchange->answer.location);
        text = next;
        TRY(url_parse(text, &at, e));
    }
    return judge(exchange, e);
}

static uint32_t chance(const struct http_options *options)
{
    uint32_t random = 0;
    if (options->random != NULL) {
        options->random(&random, sizeof random);
    }
    return random;
}

/* Waits for the next attempt; false when there is to be none. */
static bool wait_for_next(const struct exchange *exchange)
{
    struct text value;
    int64_t now = clock_monotonic_ms();
    struct retry retry = {
        .attempt = exchange->attempts,
        .retry_after_ms = -1,
        .left_ms = exchange->deadline - now,
        .random = chance(exchange->options),
    };
    if (http_header(&exchange->response, "retry-after", &value)) {
        retry.retry_after_ms = retry_after_ms(value, clock_now());
    }
    int64_t wait = 0;
    bool is_repeatable = exchange->post == NULL || exchange->post->is_repeatable;
    if (!is_repeatable || !exchange->may_pass || !retry_wait(&retry, &wait)) {
        return false;
    }
    log_line(exchange->options->log, "attempt %u failed, again in %lld ms", exchange->attempts,
             (long long)wait);
    for (int64_t end = now + wait; now < end && !is_interrupted(exchange->options->interrupted);
         now = clock_monotonic_ms()) {
        clock_sleep_ms(end - now < SLICE_MS ? end - now : SLICE_MS);
    }
    return true;
}

/* The caller reads what it says, good or bad. */
static bool is_enough(const struct exchange *exchange)
{
    return exchange->any_status && exchange->is_answered;
}

bool exchange_run(struct exchange *exchange, const struct http_options *options, const char *text,
                  const struct url *url, struct err *e)
{
    exchange->options = options;
    exchange->deadline = clock_monotonic_ms() + options->timeout_ms;
    for (exchange->attempts = 1; !attempt(exchange, text, url, e); exchange->attempts++) {
        if (!wait_for_next(exchange)) {
            return is_enough(exchange);
        }
    }
    return true;
}
