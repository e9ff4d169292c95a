/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_LOAD_H
#define PHALA_EVIDENCE_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "evidence/inputs.h"
#include "http/http.h"

/* What a URL stands for: what is answered there, the certificates of its server, or these where it
 * has no path and the answer otherwise. */
enum load_url { LOAD_ANSWER, LOAD_CERTIFICATES, LOAD_EITHER };

/* How an operand is read. */
struct load {
    const char *role;     /* "evidence", "collateral": what the input is in the report */
    const char *expected; /* "an SGX or TDX quote": what a message says was wanted */
    size_t cap;           /* bytes at most */
    int stdin_fd;         /* what "-" stands for */
    struct http *http;    /* for URLs; NULL: the network is not to be touched */
    enum load_url url;
};

/* Appends what `operand` names to `out`, whose cap is set here: a file, "-", or an https URL. It is
 * recorded in `used` (NULL: not). One clear line in `e` for what is absent (ERR_NOT_FOUND),
 * unreadable (ERR_DENIED), a directory or empty (ERR_MALFORMED), too big (ERR_TOO_BIG), a URL that
 * must not or cannot be fetched. On failure nothing has to be freed. */
MUST_CHECK bool load_operand(const struct load *load, const char *operand, struct buf *out,
                             struct inputs *used, struct err *e);

#endif
