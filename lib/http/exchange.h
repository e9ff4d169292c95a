/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_EXCHANGE_H
#define PHALA_HTTP_EXCHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/macro.h"
#include "http/http.h"
#include "http/transfer.h"
#include "http/url.h"

/* A request until its answer: attempts, redirects, and what a status means. */

#define EXCHANGE_HEADERS (256 * KIB) /* of one answer, at most */

enum { EXCHANGE_SHOWN = 160 };

struct exchange {
    struct transfer *transfer;
    const struct http_post *post; /* NULL: a GET */
    bool any_status;              /* see struct http_post */
    bool is_handshake;            /* see struct transfer_request */
    struct http_response response;
    /* The rest is its own. */
    const struct http_options *options;
    int64_t deadline; /* of clock_monotonic_ms */
    unsigned attempts;
    struct transfer_answer answer;
    char shown[EXCHANGE_SHOWN + 1]; /* host and path of the URL that is asked */
    bool is_answered;               /* the last answer came whole, whatever it says */
    bool may_pass;                  /* the last failure is worth another attempt */
};

/* Room for a body of at most `cap` bytes, and for headers. */
struct exchange exchange_start(struct transfer *transfer, size_t cap);
void exchange_done(struct exchange *exchange);

/* Makes the request, and makes it again, until there is an answer in `response` or no time left. */
MUST_CHECK bool exchange_run(struct exchange *exchange, const struct http_options *options,
                             const char *text, const struct url *url, struct err *e);

#endif
