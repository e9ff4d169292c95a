/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/fetch.h"

#include <stddef.h>
#include <stdint.h>

#include "attest/collateral.h"
#include "attest/limits.h"
#include "attest/model.h"
#include "attest/quote/quote.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/log.h"
#include "base/macro.h"
#include "base/text.h"
#include "evidence/cache.h"
#include "evidence/inputs.h"
#include "evidence/pcs.h"
#include "http/http.h"
#include "http/url.h"

/* One fetch_collateral on its way. */
struct run {
    const struct fetch *fetch;
    const struct quote *quote;
    struct collateral *collateral;
    struct inputs *used;
    struct pcs_service service;
    struct model model;
    bool is_down; /* no more requests: the service does not answer */
    struct err why_down;
    bool has_failed;
    struct err first; /* failure */
};

/* An object on its way from cache or network into the collateral. */
struct item {
    enum pcs_object object;
    struct pcs_request request;
    struct cache_entry entry;
    struct collateral pieces;
    enum input_origin origin;
};

static void item_done(struct item *item)
{
    pcs_request_done(&item->request);
    cache_entry_done(&item->entry);
    collateral_done(&item->pieces);
}

static const char *zero_terminated(const struct buf *b)
{
    return (const char *)b->at;
}

static void forget(struct item *item)
{
    cache_entry_done(&item->entry);
    collateral_done(&item->pieces);
    item->entry = (struct cache_entry){0};
    item->pieces = (struct collateral){0};
}

static bool read_pieces(struct item *item, struct err *e)
{
    return pcs_read(item->object, buf_view(&item->entry.body),
                    buf_view_text(&item->entry.issuer_chain), &item->pieces, e);
}

static bool is_cached(const struct run *run, struct item *item, bool any_age)
{
    const struct cache *cache = run->fetch->cache;
    struct err why;
    if (cache == NULL || !cache_read(cache, zero_terminated(&item->request.name),
                                     zero_terminated(&item->request.url), &item->entry)) {
        return false;
    }
    if ((!any_age && !cache_is_fresh(&item->entry, run->fetch->now)) || !read_pieces(item, &why)) {
        forget(item);
        return false;
    }
    char at[INSTANT_TEXT];
    log_line(run->fetch->log, "%s: kept copy of %s", pcs_word(item->object),
             instant_format(item->entry.stored_at, at));
    item->origin = ORIGIN_CACHE;
    return true;
}

/* The issuer chain stands in a header, percent-encoded, in one of two spellings. */
static bool take_chain(const struct http_response *response, struct item *item, struct err *e)
{
    struct text value = {NULL, 0};
    const char *name = pcs_header(item->object, 0);
    const char *older = pcs_header(item->object, 1);
    item->entry.issuer_chain = buf_start(LIMIT_CHAIN);
    if (name == NULL) {
        return true;
    }
    if (!http_header(response, name, &value) &&
        (older == NULL || !http_header(response, older, &value))) {
        return err_set(e, ERR_MALFORMED, "no header %s", name);
    }
    return url_decode(value, &item->entry.issuer_chain) ||
           err_set(e, ERR_MALFORMED, "the header %s is not percent-encoded as it should be", name);
}

static bool take_answer(const struct run *run, struct http_response *response, struct item *item,
                        struct err *e)
{
    struct err why;
    item->origin = ORIGIN_URL;
    item->entry.stored_at = run->fetch->now;
    item->entry.body = response->body;
    response->body = (struct buf){0};
    if (take_chain(response, item, &why) && read_pieces(item, &why)) {
        return true;
    }
    forget(item);
    (void)err_set(e, ERR_SERVICE, "'%.*s' did not answer with a %s: %s",
                  TEXT_ARG(run->service.authority), pcs_word(item->object), why.text);
    return err_hint(e, "is it a PCCS? --pccs URL names another one");
}

static void explain(const struct run *run, const struct item *item, struct err *e)
{
    (void)err_wrap(e, "%s", pcs_word(item->object));
    if (e->kind == ERR_TOO_BIG) {
        e->kind = ERR_SERVICE;
    }
    if (e->kind == ERR_NOT_FOUND && item->object == PCS_TCB_INFO) {
        const uint8_t *f = run->model.fmspc;
        (void)err_hint(e, "the service does not know FMSPC %02X%02X%02X%02X%02X%02X", f[0], f[1],
                       f[2], f[3], f[4], f[5]);
    }
}

static bool is_fetched(const struct run *run, struct item *item, struct err *e)
{
    const char *url = zero_terminated(&item->request.url);
    struct http_response response;
    if (!http_get(run->fetch->http, url, pcs_cap(item->object), &response, e)) {
        explain(run, item, e);
        return false;
    }
    bool ok = take_answer(run, &response, item, e);
    http_response_done(&response);
    if (ok && run->fetch->cache != NULL) {
        cache_write(run->fetch->cache, zero_terminated(&item->request.name), url, &item->entry);
    }
    return ok;
}

static void merge(struct run *run, struct item *item)
{
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        if (item->pieces.has[i] && !run->collateral->has[i]) {
            run->collateral->piece[i] = item->pieces.piece[i];
            run->collateral->has[i] = true;
            item->pieces.piece[i] = (struct buf){0};
            item->pieces.has[i] = false;
        }
    }
    if (run->used != NULL) {
        inputs_add(run->used, "collateral", zero_terminated(&item->request.url), item->origin,
                   buf_view(&item->entry.body));
    }
}

/* After such a failure the next request would only fail again. */
static bool is_down_by(enum err_kind kind)
{
    return kind == ERR_NETWORK || kind == ERR_TIMEOUT || kind == ERR_SERVICE ||
           kind == ERR_INTERRUPTED;
}

static bool find(struct run *run, struct item *item, struct err *e)
{
    if (is_cached(run, item, false)) {
        return true;
    }
    if (run->fetch->http != NULL && !run->is_down) {
        if (is_fetched(run, item, e)) {
            return true;
        }
        if (is_down_by(e->kind)) {
            run->is_down = true;
            run->why_down = *e;
        }
    }
    return e->kind != ERR_INTERRUPTED && is_cached(run, item, true);
}

/* Without network nothing is a failure here: the verifier says what is missing. */
static void note_failure(struct run *run, const struct err *e)
{
    const struct err *why = e->kind != ERR_NONE ? e : &run->why_down;
    if (run->fetch->http != NULL && (!run->has_failed || why->kind == ERR_INTERRUPTED)) {
        run->has_failed = true;
        run->first = *why;
    }
}

static void bring(struct run *run, enum pcs_object object)
{
    if (pcs_is_there(object, run->collateral)) {
        return;
    }
    struct err why = {.kind = ERR_NONE};
    AUTO(item_done) struct item item = {.object = object};
    item.request = pcs_request_for(&run->service, object, run->quote, &run->model);
    if (!buf_is_whole(&item.request.url) || !buf_is_whole(&item.request.name)) {
        (void)err_set(&why, ERR_USAGE, "the address of the collateral service is too long");
        note_failure(run, &why);
    } else if (find(run, &item, &why)) {
        merge(run, &item);
    } else {
        note_failure(run, &why);
    }
}

static uint16_t certification_type(const struct quote *quote)
{
    return quote->has_signature && quote->signature.has_qe ? quote->signature.certification_type
                                                           : 0;
}

/* The model is told by the PCK certificate: in the quote, or brought for it. */
static bool find_model(struct run *run, struct err *e)
{
    uint16_t type = certification_type(run->quote);
    struct bytes pem = collateral_piece_bytes(run->collateral, PIECE_PCK_CERTIFICATE_CHAIN);
    if (type == CERTIFICATION_PCK_LEAF || type == CERTIFICATION_PCK_CHAIN) {
        pem = run->quote->signature.certification_data;
    }
    if (pem.left == 0) {
        return err_set(e, ERR_MALFORMED,
                       "the quote carries no PCK certificate, which says whose "
                       "collateral is needed");
    }
    return model_parse(text_of_bytes(pem), &run->model, e);
}

/* Quotes with the leaf alone: its chain goes on as that of the PCK CRL does, where this run brought
 * that one. A chain that was handed in is for its own purpose only. */
static void complete_leaf(struct run *run)
{
    struct collateral *collateral = run->collateral;
    struct bytes issuers = collateral_piece_bytes(collateral, PIECE_PCK_CRL_ISSUER_CHAIN);
    if (certification_type(run->quote) != CERTIFICATION_PCK_LEAF || issuers.left == 0 ||
        collateral->has[PIECE_PCK_CERTIFICATE_CHAIN]) {
        return;
    }
    struct text leaf = text_trim(text_of_bytes(run->quote->signature.certification_data));
    AUTO(buf_done) struct buf chain = buf_start(2 * LIMIT_CHAIN);
    buf_slice(&chain, leaf);
    buf_char(&chain, '\n');
    buf_add(&chain, issuers);
    collateral_set(collateral, PIECE_PCK_CERTIFICATE_CHAIN, buf_view(&chain));
}

static void bring_all(struct run *run)
{
    uint16_t type = certification_type(run->quote);
    bool has_issuers = run->collateral->has[PIECE_PCK_CRL_ISSUER_CHAIN];
    struct err why;
    if (type == CERTIFICATION_PPID_RSA2048 || type == CERTIFICATION_PPID_RSA3072) {
        bring(run, PCS_PCK_CERTIFICATE);
    }
    if (find_model(run, &why)) {
        bring(run, PCS_TCB_INFO);
        bring(run, PCS_PCK_CRL);
    } else {
        note_failure(run, &why);
    }
    bring(run, PCS_QE_IDENTITY);
    bring(run, PCS_ROOT_CRL);
    if (!has_issuers) {
        complete_leaf(run);
    }
}

static bool is_complete(const struct quote *quote, const struct collateral *collateral)
{
    bool whole = certification_type(quote) == CERTIFICATION_PCK_CHAIN ||
                 collateral->has[PIECE_PCK_CERTIFICATE_CHAIN];
    for (unsigned object = PCS_TCB_INFO; object < PCS_OBJECTS; object++) {
        whole = whole && pcs_is_there((enum pcs_object)object, collateral);
    }
    return whole;
}

bool fetch_collateral(const struct fetch *fetch, const struct quote *quote,
                      struct collateral *collateral, struct inputs *used, struct err *e)
{
    struct run run = {.fetch = fetch, .quote = quote, .collateral = collateral, .used = used};
    if (is_complete(quote, collateral)) {
        return true;
    }
    TRY(pcs_service_parse(fetch->service, &run.service, e));
    run.service.update = fetch->update;
    bring_all(&run);
    if (run.has_failed) {
        *e = run.first;
    }
    return !run.has_failed;
}
