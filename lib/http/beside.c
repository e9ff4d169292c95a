/* SPDX-License-Identifier: Apache-2.0 */
#include "http/beside.h"

#include "http/exchange.h"

bool beside_begin(struct beside *beside, const struct http_post *post)
{
    if (post == NULL || post->beside == NULL) {
        return false;
    }
    *beside = (struct beside){
        .post = *post,
        .body = buf_start(post->cap),
        .headers = buf_start(EXCHANGE_HEADERS),
        .transfer = {.after_ms = post->beside->after_ms},
    };
    beside->post.body = post->beside->body;
    beside->answer.body = &beside->body;
    beside->answer.headers = &beside->headers;
    beside->transfer.post = &beside->post;
    beside->transfer.answer = &beside->answer;
    return true;
}

void beside_end(struct beside *beside, struct http_beside *out, const struct log *log,
                struct text origin)
{
    const long status = beside->answer.status;
    const bool is_whole = beside->transfer.end == TRANSFER_DONE;
    out->was_asked = beside->transfer.was_asked;
    out->is_answered = is_whole && status >= 200 && status <= 299;
    if (out->was_asked) {
        log_line(log, "POST %.*s, beside it: %ld, %zu bytes%s%s", TEXT_ARG(origin), status,
                 beside->body.len, is_whole ? "" : ": ", is_whole ? "" : beside->answer.reason);
    }
    if (out->is_answered) {
        out->answer = beside->body;
        beside->body = (struct buf){0};
    }
}

void beside_done(struct beside *beside)
{
    buf_done(&beside->body);
    buf_done(&beside->headers);
}
