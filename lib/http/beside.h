/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_BESIDE_H
#define PHALA_HTTP_BESIDE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/macro.h"
#include "base/text.h"
#include "http/http.h"
#include "http/transfer.h"

/* What is asked beside a request (struct http_beside), on its way. */
struct beside {
    struct transfer_beside transfer;
    /* The rest is its own. */
    struct http_post post;
    struct transfer_answer answer;
    struct buf body, headers;
};

/* Fills `transfer`, to be handed to transfer_run; false when there is nothing to ask. `post` may be
 * NULL, and has to stay; so has the place of `beside`. */
MUST_CHECK bool beside_begin(struct beside *beside, const struct http_post *post);

/* Hands out what came. */
void beside_end(struct beside *beside, struct http_beside *out, const struct log *log,
                struct text origin);

void beside_done(struct beside *beside);

#endif
