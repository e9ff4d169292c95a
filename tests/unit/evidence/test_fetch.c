/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/fetch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "attest/recognise.h"
#include "scratch.h"

/* What is brought comes from a cache that the test has filled: nobody listens at that port. */

static const char service[] = "http://127.0.0.1:1";

enum { NOW = 1767323045 };

static struct scratch scratch;
static struct cache cache;
static struct evidence evidence;
static struct collateral given; /* all of the case's */

static void set_up(void)
{
    struct err e;
    scratch = scratch_new();
    cache = (struct cache){.folder = scratch.folder};
    AUTO(buf_done) struct buf quote = vector_read("valid_tdx_v4", "quote.bin");
    AUTO(buf_done) struct buf file = vector_read("valid_tdx_v4", "collateral.json");
    cr_assert(evidence_recognise(buf_view(&quote), FORM_QUOTE, &evidence, &e), "%s", e.text);
    cr_assert(collateral_add(&given, buf_view(&file), &e), "%s", e.text);
}

static void tear_down(void)
{
    evidence_done(&evidence);
    collateral_done(&given);
    scratch_remove(&scratch);
}

TestSuite(fetch, .init = set_up, .fini = tear_down);

static struct bytes piece(enum collateral_piece which)
{
    return collateral_piece_bytes(&given, which);
}

static void store(enum pcs_object object, instant stored_at, struct bytes chain,
                  const struct buf *body)
{
    struct pcs_service parsed;
    struct model model;
    struct err e;
    struct text pem = text_of_bytes(evidence.quote.signature.certification_data);
    cr_assert(pcs_service_parse(service, &parsed, &e));
    cr_assert(model_parse(pem, &model, &e));
    AUTO(pcs_request_done)
    struct pcs_request request = pcs_request_for(&parsed, object, &evidence.quote, &model);
    struct cache_entry entry = {
        .body = *body, .issuer_chain = buf_start(64 * KIB), .stored_at = stored_at};
    buf_add(&entry.issuer_chain, chain);
    cache_write(&cache, (const char *)request.name.at, (const char *)request.url.at, &entry);
    buf_done(&entry.issuer_chain);
}

static void store_document(enum pcs_object object, instant stored_at)
{
    bool is_tcb = object == PCS_TCB_INFO;
    AUTO(buf_done) struct buf body = buf_start(MIB);
    buf_printf(&body, "{\"%s\":", is_tcb ? "tcbInfo" : "enclaveIdentity");
    buf_add(&body, piece(is_tcb ? PIECE_TCB_INFO : PIECE_QE_IDENTITY));
    buf_text(&body, ",\"signature\":\"");
    buf_hex(&body, piece(is_tcb ? PIECE_TCB_INFO_SIGNATURE : PIECE_QE_IDENTITY_SIGNATURE));
    buf_text(&body, "\"}");
    store(object, stored_at,
          piece(is_tcb ? PIECE_TCB_INFO_ISSUER_CHAIN : PIECE_QE_IDENTITY_ISSUER_CHAIN), &body);
}

static void store_crl(enum pcs_object object, instant stored_at)
{
    bool is_root = object == PCS_ROOT_CRL;
    AUTO(buf_done) struct buf body = buf_start(MIB);
    buf_add(&body, piece(is_root ? PIECE_ROOT_CA_CRL : PIECE_PCK_CRL));
    store(object, stored_at, is_root ? (struct bytes){NULL, 0} : piece(PIECE_PCK_CRL_ISSUER_CHAIN),
          &body);
}

static void store_all(instant stored_at)
{
    store_document(PCS_TCB_INFO, stored_at);
    store_document(PCS_QE_IDENTITY, stored_at);
    store_crl(PCS_PCK_CRL, stored_at);
    store_crl(PCS_ROOT_CRL, stored_at);
}

static struct fetch offline(void)
{
    return (struct fetch){.service = service, .cache = &cache, .now = NOW};
}

static void expect_all(const struct collateral *out)
{
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        enum collateral_piece which = (enum collateral_piece)i;
        cr_assert_eq(out->has[i], which != PIECE_PCK_CERTIFICATE_CHAIN, "%s",
                     collateral_piece_key(which));
        cr_assert(!out->has[i] || bytes_equal(collateral_piece_bytes(out, which), piece(which)),
                  "%s", collateral_piece_key(which));
    }
}

Test(fetch, everything_comes_from_the_cache_and_is_recorded)
{
    static const instant ages[] = {NOW, NOW - 1000000, NOW + 5};
    for (size_t i = 0; i < COUNT(ages); i++) {
        struct fetch fetch = offline();
        AUTO(collateral_done) struct collateral out = {0};
        AUTO(inputs_done) struct inputs used = {0};
        struct err e;
        store_all(ages[i]);
        cr_assert(fetch_collateral(&fetch, &evidence.quote, &out, &used, &e), "%s", e.text);
        expect_all(&out);
        cr_assert_eq(used.n, 4);
        cr_assert_str_eq(used.at[0].origin, "cache");
        cr_assert_str_eq(used.at[0].role, "collateral");
    }
}

Test(fetch, without_network_what_is_missing_stays_missing)
{
    struct fetch fetch = offline();
    AUTO(collateral_done) struct collateral out = {0};
    AUTO(inputs_done) struct inputs used = {0};
    struct err e;
    cr_assert(fetch_collateral(&fetch, &evidence.quote, &out, &used, &e));
    cr_assert_eq(used.n, 0);
    store_crl(PCS_ROOT_CRL, NOW);
    cr_assert(fetch_collateral(&fetch, &evidence.quote, &out, &used, &e));
    cr_assert_eq(used.n, 1);
    cr_assert(out.has[PIECE_ROOT_CA_CRL]);
    cr_assert_not(out.has[PIECE_TCB_INFO]);
    fetch.cache = NULL;
    cr_assert(fetch_collateral(&fetch, &evidence.quote, &out, NULL, &e));
}

Test(fetch, what_was_given_stays)
{
    struct fetch fetch = offline();
    AUTO(collateral_done) struct collateral out = {0};
    AUTO(inputs_done) struct inputs used = {0};
    struct err e;
    store_all(NOW);
    collateral_set(&out, PIECE_TCB_INFO, text_bytes(text_of("{\"mine\":1}")));
    collateral_set(&out, PIECE_ROOT_CA_CRL, piece(PIECE_ROOT_CA_CRL));
    cr_assert(fetch_collateral(&fetch, &evidence.quote, &out, &used, &e), "%s", e.text);
    struct bytes mine = collateral_piece_bytes(&out, PIECE_TCB_INFO);
    cr_assert(text_is(text_of_bytes(mine), "{\"mine\":1}"));
    cr_assert(out.has[PIECE_TCB_INFO_SIGNATURE]);
    cr_assert_eq(used.n, 3, "the root CRL is not asked for");
}

Test(fetch, nothing_is_looked_up_when_all_is_there)
{
    struct fetch fetch = {.service = "no URL at all", .now = NOW};
    struct err e;
    cr_assert(fetch_collateral(&fetch, &evidence.quote, &given, NULL, &e));
    struct collateral none = {0};
    cr_assert_not(fetch_collateral(&fetch, &evidence.quote, &none, NULL, &e));
    cr_assert_eq(e.kind, ERR_USAGE);
}

static struct http_options soon(void)
{
    return (struct http_options){.user_agent = "phala/test", .timeout_ms = 100};
}

Test(fetch, a_service_that_is_down_is_asked_once)
{
    struct http_options options = soon();
    AUTO(http_freep) struct http *http = http_new(&options);
    struct fetch fetch = {.service = service, .http = http, .now = NOW};
    AUTO(collateral_done) struct collateral out = {0};
    struct err e;
    cr_assert_not(fetch_collateral(&fetch, &evidence.quote, &out, NULL, &e));
    cr_assert_eq(e.kind, ERR_NETWORK, "%s", e.text);
    cr_assert_not_null(strstr(e.text, "TCB Info"), "%s", e.text);
}

Test(fetch, old_copies_stand_in_for_a_service_that_is_down)
{
    struct http_options options = soon();
    AUTO(http_freep) struct http *http = http_new(&options);
    struct fetch fetch = offline();
    AUTO(collateral_done) struct collateral out = {0};
    struct err e;
    fetch.http = http;
    store_all(NOW - 1000000);
    cr_assert(fetch_collateral(&fetch, &evidence.quote, &out, NULL, &e), "%s", e.text);
    expect_all(&out);
}

Test(fetch, a_quote_without_certificate_says_so)
{
    static const char *const names[] = {"cert_type_0", "cert_type_7"};
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(buf_done) struct buf file = vector_read(names[i], "quote.bin");
        struct http_options options = soon();
        AUTO(http_freep) struct http *http = http_new(&options);
        struct fetch fetch = {.service = service, .http = http, .now = NOW};
        AUTO(collateral_done) struct collateral out = {0};
        struct evidence bare;
        struct err e;
        cr_assert(evidence_recognise(buf_view(&file), FORM_QUOTE, &bare, &e), "%s", e.text);
        cr_assert_not(fetch_collateral(&fetch, &bare.quote, &out, NULL, &e));
        cr_assert_eq(e.kind, ERR_MALFORMED, "%s", e.text);
        evidence_done(&bare);
    }
}
