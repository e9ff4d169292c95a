/* SPDX-License-Identifier: Apache-2.0 */
#include "http/http.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/macro.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"
#include "http/retry.h"
#include "http/transfer.h"
#include "http/url.h"

#define HEADERS_MAX (256 * KIB)

enum { REDIRECTS_MAX = 3, SLICE_MS = 50, SHOWN_URL = 160 };

struct http {
    struct http_options options;
    struct transfer *transfer; /* NULL until the first request */
};

struct http *http_new(const struct http_options *options)
{
    struct http *http = mem_new(sizeof *http);
    http->options = *options;
    if (http->options.timeout_ms <= 0) {
        http->options.timeout_ms = HTTP_TIMEOUT_MS;
    }
    if (http->options.ca_file != NULL && http->options.ca_file[0] == 0) {
        http->options.ca_file = NULL;
    }
    return http;
}

void http_free(struct http *http)
{
    if (http != NULL) {
        transfer_free(http->transfer);
        mem_free(http);
    }
}

void http_response_done(struct http_response *response)
{
    buf_done(&response->body);
    buf_done(&response->headers);
}

bool http_header(const struct http_response *response, const char *name, struct text *out)
{
    struct text rest = buf_view_text(&response->headers);
    while (rest.len > 0) {
        struct text line;
        struct text key;
        struct text value;
        (void)text_split(rest, '\n', &line, &rest);
        if (text_split(line, ':', &key, &value) && text_equal_ignoring_case(key, text_of(name))) {
            *out = text_trim(value);
            return true;
        }
    }
    return false;
}

/* One http_get on its way. */
struct get {
    const struct http_options *options;
    struct transfer *transfer;
    int64_t deadline; /* of clock_monotonic_ms */
    struct http_response response;
    struct transfer_answer answer;
    char shown[SHOWN_URL + 1]; /* host and path of the URL that is asked */
    bool may_pass;             /* the last failure is worth another attempt */
    bool is_handshake;         /* see struct transfer_request */
};

static void get_done(struct get *get)
{
    http_response_done(&get->response);
}

static bool is_interrupted(const struct get *get)
{
    return get->options->interrupted != NULL && *get->options->interrupted != 0;
}

static bool fail_interrupted(struct err *e)
{
    return err_set(e, ERR_INTERRUPTED, "interrupted");
}

static bool fail_timeout(const struct get *get, struct err *e)
{
    (void)err_set(e, ERR_TIMEOUT, "'%s' did not answer within %lld.%03lld s", get->shown,
                  (long long)(get->options->timeout_ms / 1000),
                  (long long)(get->options->timeout_ms % 1000));
    return err_hint(e, "--timeout DURATION allows more time");
}

static bool fail_trust(const struct get *get, struct err *e)
{
    (void)err_set(e, ERR_NETWORK, "no trusted connection to '%s': %s", get->shown,
                  get->answer.reason);
    return err_hint(e, "where the certificate is from a CA of your own: --ca-file FILE");
}

/* Nothing is asked and nobody is trusted: there was no TLS at all. */
static bool fail_handshake(const struct get *get, struct err *e)
{
    (void)err_set(e, ERR_NETWORK, "no TLS connection to '%s': %s", get->shown, get->answer.reason);
    return err_hint(e, "its certificate is taken over TLS 1.2 or later: is there such a server?");
}

static bool fail_size(const struct get *get, struct err *e)
{
    return buf_is_whole(&get->response.headers)
               ? err_set(e, ERR_TOO_BIG, "what '%s' answers is larger than %zu bytes", get->shown,
                         get->response.body.cap)
               : err_set(e, ERR_TOO_BIG, "'%s' answers with headers of more than %zu bytes",
                         get->shown, get->response.headers.cap);
}

/* The transfer itself went wrong. */
static bool fail_transfer(struct get *get, enum transfer_end end, struct err *e)
{
    get->may_pass = end == TRANSFER_UNREACHED || end == TRANSFER_CUT || end == TRANSFER_TIMEOUT;
    if (get->is_handshake && (end == TRANSFER_UNTRUSTED || end == TRANSFER_CUT)) {
        return fail_handshake(get, e);
    }
    switch (end) {
    case TRANSFER_INTERRUPTED:
        return fail_interrupted(e);
    case TRANSFER_TIMEOUT:
        return fail_timeout(get, e);
    case TRANSFER_UNTRUSTED:
        return fail_trust(get, e);
    case TRANSFER_TOO_BIG:
        return fail_size(get, e);
    case TRANSFER_UNREACHED:
        (void)err_set(e, ERR_NETWORK, "cannot reach '%s': %s", get->shown, get->answer.reason);
        return err_hint(e, "check the address, the network and the proxy settings");
    case TRANSFER_CUT:
        return err_set(e, ERR_NETWORK, "the answer of '%s' is not whole: %s", get->shown,
                       get->answer.reason);
    case TRANSFER_DONE:
        break;
    }
    return err_set(e, ERR_INTERNAL, "'%s': %s", get->shown, get->answer.reason);
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

static enum err_kind kind_of(long status)
{
    static const struct {
        long status;
        enum err_kind kind;
    } kinds[] = {
        {401, ERR_DENIED},    {403, ERR_DENIED},   {404, ERR_NOT_FOUND},
        {410, ERR_NOT_FOUND}, {409, ERR_CONFLICT}, {429, ERR_SERVICE},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].status == status) {
            return kinds[i].kind;
        }
    }
    return status >= 400 && status < 500 ? ERR_REFUSED : ERR_SERVICE;
}

/* The service answered, and not with what was asked for. */
static bool fail_status(struct get *get, struct err *e)
{
    const struct http_response *response = &get->response;
    get->may_pass = retry_is_status(response->status);
    (void)err_set(e, kind_of(response->status), "'%s' answered %ld", get->shown, response->status);
    (void)snprintf(e->request_id, sizeof e->request_id, "%s", response->request_id);
    return get->may_pass ? err_hint(e, "the service may be back in a while") : false;
}

static bool is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* One request, one answer; true when an answer arrived whole, whatever it says. */
static bool ask(struct get *get, const char *text, const struct url *url, struct err *e)
{
    int64_t start = clock_monotonic_ms();
    (void)snprintf(get->shown, sizeof get->shown, "%.*s%.*s", TEXT_ARG(url->origin),
                   TEXT_ARG(url->path));
    if (is_interrupted(get)) {
        return fail_interrupted(e);
    }
    if (start >= get->deadline) {
        return fail_timeout(get, e);
    }
    struct transfer_request request = {
        .url = text,
        .is_handshake = get->is_handshake,
        .parsed = url,
        .timeout_ms = get->deadline - start,
        .options = get->options,
    };
    get->answer.body = &get->response.body;
    get->answer.headers = &get->response.headers;
    enum transfer_end end = transfer_run(get->transfer, &request, &get->answer);
    get->response.status = get->answer.status;
    read_request_id(&get->response);
    log_line(get->options->log, "%s %s: %ld, %zu bytes, %lld ms%s%s",
             get->is_handshake ? "TLS" : "GET", text, get->response.status, get->response.body.len,
             (long long)(clock_monotonic_ms() - start), end == TRANSFER_DONE ? "" : ": ",
             end == TRANSFER_DONE ? "" : get->answer.reason);
    /* A refusal whose body is cut or too big is a refusal all the same. */
    bool is_answer = end == TRANSFER_DONE ||
                     (get->response.status >= 400 && end != TRANSFER_INTERRUPTED);
    return is_answer || fail_transfer(get, end, e);
}

static bool check_redirect(struct get *get, const struct url *from, struct url *to, struct err *e)
{
    struct err why;
    const char *location = get->answer.location;
    if (!url_parse(location, to, &why) || !url_may_lead(from, to)) {
        return err_set(e, ERR_SERVICE, "'%s' leads to '%.80s', which is not followed", get->shown,
                       location);
    }
    return true;
}

/* Asks and follows redirects. */
static bool attempt(struct get *get, const char *text, const struct url *url, struct err *e)
{
    char next[URL_MAX + 1];
    struct url at = *url;
    get->may_pass = false;
    for (unsigned hops = 0;; hops++) {
        TRY(ask(get, text, &at, e));
        if (!is_redirect(get->response.status) || get->answer.location[0] == 0) {
            break;
        }
        if (hops == REDIRECTS_MAX) {
            return err_set(e, ERR_SERVICE, "'%s' is behind more than %d redirects", get->shown,
                           REDIRECTS_MAX);
        }
        struct url to;
        TRY(check_redirect(get, &at, &to, e));
        (void)snprintf(next, sizeof next, "%s", get->answer.location);
        text = next;
        TRY(url_parse(text, &at, e));
    }
    long status = get->response.status;
    return get->is_handshake || (status >= 200 && status <= 299) || fail_status(get, e);
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
static bool wait_for_next(const struct get *get, unsigned attempts)
{
    struct text value;
    int64_t now = clock_monotonic_ms();
    struct retry retry = {
        .attempt = attempts,
        .retry_after_ms = -1,
        .left_ms = get->deadline - now,
        .random = chance(get->options),
    };
    if (http_header(&get->response, "retry-after", &value)) {
        retry.retry_after_ms = retry_after_ms(value, clock_now());
    }
    int64_t wait = 0;
    if (!get->may_pass || !retry_wait(&retry, &wait)) {
        return false;
    }
    log_line(get->options->log, "attempt %u failed, again in %lld ms", attempts, (long long)wait);
    for (int64_t end = now + wait; now < end && !is_interrupted(get); now = clock_monotonic_ms()) {
        clock_sleep_ms(end - now < SLICE_MS ? end - now : SLICE_MS);
    }
    return true;
}

static bool run(const struct http *http, const char *text, const struct url *url, struct get *get,
                struct err *e)
{
    get->options = &http->options;
    get->deadline = clock_monotonic_ms() + http->options.timeout_ms;
    for (unsigned attempts = 1; !attempt(get, text, url, e); attempts++) {
        if (!wait_for_next(get, attempts)) {
            return false;
        }
    }
    return true;
}

bool http_get(struct http *http, const char *url, size_t cap, struct http_response *out,
              struct err *e)
{
    struct url parsed;
    TRY(url_parse(url, &parsed, e));
    if (http->transfer == NULL) {
        http->transfer = transfer_new(http->options.ca_file, e);
    }
    if (http->transfer == NULL) {
        return false;
    }
    AUTO(get_done)
    struct get get = {
        .transfer = http->transfer,
        .response = {.body = buf_start(cap), .headers = buf_start(HEADERS_MAX)},
    };
    TRY(run(http, url, &parsed, &get, e));
    *out = get.response;
    get.response = (struct http_response){0};
    return true;
}

AUTO_POINTER(struct transfer, transfer_free);

/* Through a handle of its own, whose end closes the connection. */
bool http_certificates(struct http *http, const char *url, size_t cap, struct buf *pem,
                       struct err *e)
{
    struct url parsed;
    TRY(url_parse(url, &parsed, e));
    if (!parsed.is_secure) {
        return err_set(e, ERR_USAGE, "'%.200s' has no certificate: it is not https", url);
    }
    AUTO(transfer_freep) struct transfer *transfer = transfer_new(http->options.ca_file, e);
    if (transfer == NULL) {
        return false;
    }
    AUTO(get_done)
    struct get get = {
        .transfer = transfer,
        .is_handshake = true,
        .response = {.body = buf_start(cap), .headers = buf_start(HEADERS_MAX)},
    };
    TRY(run(http, url, &parsed, &get, e));
    if (get.response.body.len == 0) {
        return err_set(e, ERR_NETWORK, "'%s' shows no certificate", get.shown);
    }
    buf_add(pem, buf_view(&get.response.body));
    return true;
}
