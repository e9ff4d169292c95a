/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_TRANSFER_H
#define PHALA_HTTP_TRANSFER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/macro.h"
#include "http/http.h"
#include "http/url.h"

/* One request and its answer over libcurl, in our types. Redirects, retries and what a status means
 * are http.c's matter. */

enum transfer_end {
    TRANSFER_DONE,
    TRANSFER_UNREACHED, /* no address, no connection */
    TRANSFER_UNTRUSTED, /* the certificate, or TLS itself */
    TRANSFER_CUT,       /* an answer that is not whole or not HTTP */
    TRANSFER_TIMEOUT,
    TRANSFER_TOO_BIG, /* body or headers over their caps */
    TRANSFER_INTERRUPTED,
};

enum { TRANSFER_REASON = 200 };

struct transfer_request {
    const char *url;
    bool is_handshake; /* TLS alone: nothing is sent, and the server is not asked who it is; the
                          body becomes its certificates as PEM, leaf first */
    const struct http_post *post; /* NULL: a GET */
    const struct url *parsed;
    int64_t timeout_ms;
    const struct http_options *options;
};

/* Body and headers are the caller's buffers, cleared at the start. A status may be there whatever
 * the end is; 0 when none arrived. */
struct transfer_answer {
    long status;
    struct buf *body;
    struct buf *headers;
    char reason[TRANSFER_REASON]; /* libcurl's words, fit for a terminal */
    char location[URL_MAX + 1];   /* where a redirect leads, absolute; or empty */
};

/* What is asked at the same time: see struct http_beside. Its request is the other one's but for
 * the body. */
struct transfer_beside {
    const struct http_post *post;
    struct transfer_answer *answer;
    int64_t after_ms;
    /* What came of it. */
    bool was_asked;
    enum transfer_end end;
};

/* A handle that keeps its connections. Opens libcurl; ERR_NETWORK names the package when it is not
 * there. `ca_file` is borrowed, or NULL: the system's. */
struct transfer;
MUST_CHECK struct transfer *transfer_new(const char *ca_file, struct err *e);
void transfer_free(struct transfer *transfer);

/* Has to be called before a request over https: reads the CA file, the first time. Its errors are
 * fs_read's; without it nobody is trusted. */
MUST_CHECK bool transfer_read_ca(struct transfer *transfer, struct err *e);

/* `beside` may be NULL. */
MUST_CHECK enum transfer_end transfer_run(struct transfer *transfer,
                                          const struct transfer_request *request,
                                          struct transfer_answer *answer,
                                          struct transfer_beside *beside);

#endif
