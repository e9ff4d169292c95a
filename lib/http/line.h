/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_LINE_H
#define PHALA_HTTP_LINE_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/buf.h"
#include "http/transfer.h"

/* A request on its way, as libcurl has it: all that is set, and all that comes back. */
struct line {
    CURL *easy;
    const char *ca_file;  /* NULL for the system's */
    const struct buf *ca; /* its PEM; borrowed, and kept by libcurl while it is asked */
    /* of the running request */
    const struct transfer_request *request;
    struct transfer_answer *answer;
    struct curl_slist *headers;   /* that are sent beside libcurl's own */
    char reason[CURL_ERROR_SIZE]; /* libcurl writes here */
    bool is_interrupted;
    bool is_over_cap;
    bool has_headers; /* to the empty line behind them */
    /* of its run, transfer.c's matter */
    bool is_started;
    bool is_done;
    CURLcode code; /* libcurl's last word */
};

/* Says what is to be asked, and where the answer goes. Both have to stay until line_end. When it
 * cannot be asked the line is done already. */
void line_begin(struct line *line, const struct transfer_request *request,
                struct transfer_answer *answer);

/* Takes in what came. To be called after each line_begin, when the handle runs no more. */
MUST_CHECK enum transfer_end line_end(struct line *line);

#endif
