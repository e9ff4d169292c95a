/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/gather.h"

#include <stddef.h>

#include "attest/collateral.h"
#include "attest/evidence.h"
#include "attest/limits.h"
#include "attest/model.h"
#include "attest/platform.h"
#include "attest/quote/quote.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"

/* Collateral for every quote of the evidence, once a platform: first what is there, then what can
 * be had. */

enum { QUOTES_MAX = 1 + LIMIT_PARTS };

/* Of the evidence and its parts, in the order of the document. */
struct quotes {
    const struct quote *at[QUOTES_MAX];
    size_t n;
};

static void list_quotes(const struct evidence *evidence, struct quotes *out)
{
    if (evidence->has_quote && out->n < QUOTES_MAX) {
        out->at[out->n++] = &evidence->quote;
    }
    for (size_t i = 0; i < evidence->n_parts; i++) {
        list_quotes(&evidence->parts[i].evidence, out);
    }
}

/* A platform that was asked for: once is enough for all its quotes, also where it failed. */
struct asked {
    enum tee tee;
    struct model model;
};

struct search {
    struct fetch fetch;
    struct gathered *out;
    struct asked asked[LIMIT_PLATFORMS];
    size_t n_asked;
    bool has_failed;
    struct err first; /* failure */
};

/* What there is for the quote; NULL for none. */
static struct collateral *find_set(struct gathered *out, const struct quote *quote)
{
    for (size_t i = 0; i <= out->n_others; i++) {
        struct collateral *set = &out->collateral[i];
        if (collateral_is_for(set, quote)) {
            return set;
        }
    }
    return NULL;
}

static bool is_full(const struct gathered *out)
{
    return out->n_others + 1 == LIMIT_PLATFORMS;
}

static void swap(struct collateral *one, struct collateral *other)
{
    struct collateral kept = *one;
    *one = *other;
    *other = kept;
}

static void share(struct gathered *out, const struct quote *quote, struct collateral *to)
{
    for (size_t i = 0; i <= out->n_others; i++) {
        collateral_share(&out->collateral[i], quote, to);
    }
}

static bool is_for_another(const struct collateral *collateral, const struct quotes *quotes)
{
    for (size_t i = 1; i < quotes->n; i++) {
        if (collateral_is_for(collateral, quotes->at[i])) {
            return true;
        }
    }
    return false;
}

/* The first quote's collateral stands first. What is for no quote at all stays there, too: that it
 * does not fit has to be said. */
static void arrange(struct gathered *out, const struct quotes *quotes)
{
    const struct quote *quote = quotes->at[0];
    struct collateral *first = &out->collateral[0];
    struct collateral *own = find_set(out, quote);
    if (own != NULL) {
        swap(first, own);
    } else if (!is_full(out) && is_for_another(first, quotes)) {
        struct collateral fresh = {0};
        share(out, quote, &fresh);
        swap(first, &fresh);
        out->collateral[++out->n_others] = fresh;
    }
}

static bool is_down_by(enum err_kind kind)
{
    return kind == ERR_NETWORK || kind == ERR_TIMEOUT || kind == ERR_SERVICE ||
           kind == ERR_INTERRUPTED;
}

static void note_failure(struct search *search, const struct err *e)
{
    if (!search->has_failed || e->kind == ERR_INTERRUPTED) {
        search->has_failed = true;
        search->first = *e;
    }
    if (is_down_by(e->kind)) {
        search->fetch.http = NULL;
    }
}

static void fetch(struct search *search, const struct quote *quote, struct collateral *set)
{
    struct err e;
    if (!fetch_collateral(&search->fetch, quote, set, &search->out->inputs, &e)) {
        note_failure(search, &e);
    }
}

static bool is_asked(const struct search *search, const struct asked *wanted)
{
    for (size_t i = 0; i < search->n_asked; i++) {
        const struct asked *each = &search->asked[i];
        if (each->tee == wanted->tee &&
            each->model.is_processor_ca == wanted->model.is_processor_ca &&
            bytes_equal(BYTES_OF(each->model.fmspc), BYTES_OF(wanted->model.fmspc))) {
            return true;
        }
    }
    return false;
}

static void note_too_many(struct search *search)
{
    struct err e;
    (void)err_set(&e, ERR_TOO_BIG, "the document has quotes of more than %d platforms",
                  LIMIT_PLATFORMS);
    note_failure(search, &e);
}

/* False for a platform that was asked for before, and for one too many. */
static bool ask(struct search *search, const struct asked *wanted)
{
    TRY(!is_asked(search, wanted));
    if (search->n_asked == COUNT(search->asked)) {
        note_too_many(search);
        return false;
    }
    search->asked[search->n_asked++] = *wanted;
    return true;
}

/* One without TCB Info is worth nothing and is not kept. */
static void keep(struct search *search, struct collateral *set)
{
    struct gathered *out = search->out;
    if (set->has[PIECE_TCB_INFO] && is_full(out)) {
        note_too_many(search);
    } else if (set->has[PIECE_TCB_INFO]) {
        out->collateral[++out->n_others] = *set;
        *set = (struct collateral){0};
    }
}

/* A part's quote without a certificate cannot be told from others of its kind: it gets nothing. */
static void fetch_for_part(struct search *search, const struct quote *quote)
{
    struct asked wanted = {.tee = quote->tee};
    if (!model_of_quote(quote, &wanted.model)) {
        return;
    }
    AUTO(collateral_done) struct collateral fresh = {0};
    struct collateral *own = find_set(search->out, quote);
    if (own == NULL) {
        share(search->out, quote, &fresh);
    }
    if (ask(search, &wanted)) {
        fetch(search, quote, own != NULL ? own : &fresh);
    }
    keep(search, &fresh);
}

static void fetch_for_first(struct search *search, const struct quotes *quotes)
{
    const struct quote *quote = quotes->at[0];
    struct asked *asked = &search->asked[0];
    arrange(search->out, quotes);
    asked->tee = quote->tee;
    search->n_asked = model_of_quote(quote, &asked->model) ? 1 : 0;
    fetch(search, quote, &search->out->collateral[0]);
}

bool gather_missing(const struct gather *gather, struct gathered *out, struct err *e)
{
    struct quotes quotes = {.n = 0};
    struct search search = {
        .fetch = {.service = gather->service,
                  .update = gather->update,
                  .http = gather->http,
                  .cache = gather->cache,
                  .now = gather->now,
                  .log = gather->log},
        .out = out,
    };
    list_quotes(&out->evidence, &quotes);
    for (size_t i = 0; i < quotes.n; i++) {
        if (i == 0) {
            fetch_for_first(&search, &quotes);
        } else {
            fetch_for_part(&search, quotes.at[i]);
        }
    }
    if (search.has_failed) {
        *e = search.first;
    }
    return !search.has_failed;
}

/* The TEE of the first quote that it is for. */
static enum tee tee_of(const struct collateral *collateral, const struct quotes *quotes)
{
    for (size_t i = 0; i < quotes->n; i++) {
        if (collateral_is_for(collateral, quotes->at[i])) {
            return quotes->at[i]->tee;
        }
    }
    return quotes->at[0]->tee;
}

void gather_platforms(struct gathered *gathered, struct platforms *platforms)
{
    struct quotes quotes = {.n = 0};
    list_quotes(&gathered->evidence, &quotes);
    for (size_t i = 0; quotes.n > 0 && i <= gathered->n_others; i++) {
        struct collateral *set = &gathered->collateral[i];
        platforms_add(platforms, platform_new(set, tee_of(set, &quotes)));
    }
}
