/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_HTTP_H
#define PHALA_HTTP_HTTP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/log.h"
#include "base/macro.h"
#include "base/text.h"

/* Requests over https, and over http to this machine alone. libcurl does them; it is opened at the
 * first request, so that a program which makes none does not load it. Certificates are always
 * checked, TLS is at least 1.2, proxies are taken from the environment as libcurl reads it (never
 * for loopback addresses). */

enum { HTTP_TIMEOUT_MS = 30 * 1000, HTTP_REQUEST_ID = 64 };

struct http_options {
    const char *user_agent; /* "phala/1.2.3" */
    const char *ca_file;    /* PEM, in place of the system's; NULL or empty: the system's */
    int64_t timeout_ms;     /* for one http_get with its redirects and retries; 0: the default */
    const struct log *log;  /* a line a request and a retry; NULL: none */
    const volatile sig_atomic_t *interrupted; /* looked at all the time; NULL: never */
    void (*random)(void *out, size_t n);      /* spreads retries (rand_bytes); NULL: not spread */
};

/* Keeps connections open between requests. For one thread at a time. The texts and pointers of the
 * options are borrowed. */
struct http;
struct http *http_new(const struct http_options *options);
void http_free(struct http *http);
AUTO_POINTER(struct http, http_free);

struct http_response {
    long status; /* 200 to 299 */
    struct buf body;
    struct buf headers;               /* lines of the last answer, as they came */
    char request_id[HTTP_REQUEST_ID]; /* x-request-id or request-id; or empty */
};
void http_response_done(struct http_response *response);

/* Fetches a URL with a body of at most `cap` bytes. Redirects are followed (at most 3, never to a
 * place that is less protected). What may pass (no connection, a cut answer, 429, 5xx) is tried
 * again within the timeout, as Retry-After asks. On failure `out` is untouched and nothing has to
 * be freed:
 *   ERR_USAGE        no URL, or http to elsewhere than loopback
 *   ERR_NETWORK      no connection, no trusted one, a cut answer; or libcurl is not there
 *   ERR_TIMEOUT      not done within the timeout
 *   ERR_TOO_BIG      the body is larger than `cap`
 *   ERR_DENIED       401, 403      ERR_NOT_FOUND  404, 410      ERR_CONFLICT  409
 *   ERR_REFUSED      other 4xx     ERR_SERVICE    429, 5xx, and what is no answer to a GET
 *   ERR_INTERRUPTED  the flag was set
 * `e` names host, path and status, and carries the request id. */
MUST_CHECK bool http_get(struct http *http, const char *url, size_t cap, struct http_response *out,
                         struct err *e);

/* As http_get, but the last answer is handed out whatever its status: the caller reads it. */
MUST_CHECK bool http_get_any(struct http *http, const char *url, size_t cap,
                             struct http_response *out, struct err *e);

/* Another body for the same URL, whose answer is a chance and no need. It is sent over a connection
 * of its own `after_ms` after the first, unless the answer to that has come by then, and never
 * again; it is waited for not much longer than the first, and what goes wrong with it is nobody's
 * error. */
struct http_beside {
    struct bytes body;
    int64_t after_ms;
    bool was_asked;
    bool is_answered;  /* whole, with 2xx */
    struct buf answer; /* of at most the first one's cap; the caller's to free */
};

/* What is sent with a POST. */
struct http_post {
    const char *content_type; /* "application/json" */
    struct bytes body;
    size_t cap;         /* of the answer */
    bool is_repeatable; /* doing it twice is doing it once: it is tried again as a GET is */
    bool any_status;    /* an answer is an answer, whatever its status: the caller reads it */
    /* The answer says that there will be another one later, whatever its status, and is tried again
     * as 429 is (what then remains is handed out with `any_status`). NULL: none says so. */
    bool (*is_busy)(struct bytes body);
    struct http_beside *beside; /* NULL: nothing. Not of repetitions */
};

/* Sends a body to a URL and takes the answer, of at most `post->cap` bytes. No redirect is
 * followed, and what has not `is_repeatable` is tried once. URLs of nodes have keys of their users
 * in the path: `e` and the log name the origin alone. Otherwise as http_get; with `any_status` the
 * last answer is handed out where a status other than 2xx would have been an error. */
MUST_CHECK bool http_post(struct http *http, const char *url, const struct http_post *post,
                          struct http_response *out, struct err *e);

/* Makes a TLS connection to the host of an https URL, sends nothing over it, and appends the
 * certificates that the server shows, as PEM of at most `cap` bytes, leaf first. The handshake
 * proves that the server has the key of the leaf. Neither its name nor its issuers are checked,
 * here alone of all connections: this is for certificates that are evidence themselves, which the
 * caller judges (RA-TLS is vouched for by its quote, by no CA that browsers know). The connection
 * is closed before that, so nothing can be said to a server that has not been judged. Fails as
 * http_get does.
 */
MUST_CHECK bool http_certificates(struct http *http, const char *url, size_t cap, struct buf *pem,
                                  struct err *e);

/* What libcurl says of itself and its parts ("libcurl/7.88.1 OpenSSL/…"); NULL when it is not
 * there. Opens it. */
const char *http_library_version(void);

/* The value of the first header of that name (of any case). False when there is none. */
MUST_CHECK bool http_header(const struct http_response *response, const char *name,
                            struct text *out);

#endif
