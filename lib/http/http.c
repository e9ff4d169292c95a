/* SPDX-License-Identifier: Apache-2.0 */
#include "http/http.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"
#include "http/exchange.h"
#include "http/transfer.h"
#include "http/url.h"

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

/* The handle is made at the first request. */
static bool need_transfer(struct http *http, struct err *e)
{
    if (http->transfer == NULL) {
        http->transfer = transfer_new(http->options.ca_file, e);
    }
    return http->transfer != NULL;
}

/* What came becomes the caller's. */
static bool hand_out(struct exchange *exchange, struct http_response *out)
{
    *out = exchange->response;
    exchange->response = (struct http_response){0};
    return true;
}

struct get {
    const char *url;
    size_t cap;
    bool any_status;
};

static bool get(struct http *http, const struct get *what, struct http_response *out, struct err *e)
{
    struct url parsed;
    TRY(url_parse(what->url, &parsed, e));
    TRY(need_transfer(http, e));
    AUTO(exchange_done) struct exchange exchange = exchange_start(http->transfer, what->cap);
    exchange.any_status = what->any_status;
    return exchange_run(&exchange, &http->options, what->url, &parsed, e) &&
           hand_out(&exchange, out);
}

bool http_get(struct http *http, const char *url, size_t cap, struct http_response *out,
              struct err *e)
{
    return get(http, &(struct get){.url = url, .cap = cap}, out, e);
}

bool http_get_any(struct http *http, const char *url, size_t cap, struct http_response *out,
                  struct err *e)
{
    return get(http, &(struct get){.url = url, .cap = cap, .any_status = true}, out, e);
}

bool http_post(struct http *http, const char *url, const struct http_post *post,
               struct http_response *out, struct err *e)
{
    struct url parsed;
    TRY(url_parse_private(url, &parsed, e));
    TRY(need_transfer(http, e));
    AUTO(exchange_done) struct exchange exchange = exchange_start(http->transfer, post->cap);
    exchange.post = post;
    exchange.any_status = post->any_status;
    return exchange_run(&exchange, &http->options, url, &parsed, e) && hand_out(&exchange, out);
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
    AUTO(exchange_done) struct exchange exchange = exchange_start(transfer, cap);
    exchange.is_handshake = true;
    TRY(exchange_run(&exchange, &http->options, url, &parsed, e));
    if (exchange.response.body.len == 0) {
        return err_set(e, ERR_NETWORK, "'%s' shows no certificate", exchange.shown);
    }
    buf_add(pem, buf_view(&exchange.response.body));
    return true;
}
