/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_URL_H
#define PHALA_HTTP_URL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

enum { URL_MAX = 4096 };

/* An absolute http or https URL (RFC 3986), in views. */
struct url {
    struct text all;       /* without a fragment */
    struct text origin;    /* scheme, host and port: what stands before the path */
    struct text authority; /* host and port */
    struct text host;      /* without the brackets of an IPv6 address */
    struct text path;      /* up to a query; may be empty */
    bool is_secure;        /* https */
    bool is_loopback;      /* localhost, 127.0.0.0/8 in four plain decimals, [::1] */
};

/* The text begins with "http://" or "https://". */
bool url_is(const char *text);

/* Parses strictly: printable ASCII, no user and password, a host of letters, digits, ".", "-" and
 * "_" or an IPv6 address, a decimal port. http is for loopback alone. ERR_USAGE says why not. The
 * views look into `text`. */
MUST_CHECK bool url_parse(const char *text, struct url *out, struct err *e);

/* The same, for URLs with something in the path or the query that is for nobody's eyes: errors show
 * nothing of it. */
MUST_CHECK bool url_parse_private(const char *text, struct url *out, struct err *e);

/* A redirect may lead there: not from https to http, not from elsewhere to loopback. */
bool url_may_lead(const struct url *from, const struct url *to);

/* Appends the text with %XX resolved; "+" stays what it is. False when a "%" is not followed by two
 * hex digits. */
MUST_CHECK bool url_decode(struct text text, struct buf *out);

#endif
