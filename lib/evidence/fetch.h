/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_FETCH_H
#define PHALA_EVIDENCE_FETCH_H

#include <stdbool.h>

#include "attest/collateral.h"
#include "attest/quote/quote.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/log.h"
#include "evidence/cache.h"
#include "evidence/inputs.h"
#include "evidence/pcs.h"
#include "http/http.h"

/* Where missing collateral is looked for, in this order: cache entries that are fresh, the service,
 * cache entries of any age. */
struct fetch {
    const char *service; /* base URL of a PCCS or of Intel's PCS */
    enum tcb_update update;
    struct http *http;         /* NULL: the network is not to be touched */
    const struct cache *cache; /* NULL: none */
    instant now;               /* for the age of entries */
    const struct log *log;
};

/* Brings the pieces that `collateral` lacks for the quote, and records what they came from in
 * `used` (NULL: not). Pieces that are there stay as they are. False when an object could not be had
 * from the service and no kept copy stands in for it: `e` is the first such failure (http_get's
 * kinds; ERR_SERVICE also for an answer that is too big or not what was asked for; ERR_MALFORMED
 * when the quote does not say which platform it is of). What was brought stays in `collateral` all
 * the same. When the service does not answer, the rest is not asked for. Without network a missing
 * piece is no failure.
 */
MUST_CHECK bool fetch_collateral(const struct fetch *fetch, const struct quote *quote,
                                 struct collateral *collateral, struct inputs *used, struct err *e);

#endif
