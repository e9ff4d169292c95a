/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/model.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "attest/recognise.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "cases.h"

/* A quote and collateral of the synthetic cases. */
struct pair {
    struct evidence evidence;
    struct collateral collateral;
};

static void pair_done(struct pair *pair)
{
    evidence_done(&pair->evidence);
    collateral_done(&pair->collateral);
}

static struct buf read_made(const char *name, const char *file)
{
    const char *made = getenv("PHALA_CASES");
    AUTO(mem_freep) char *folder = path_join(made != NULL ? made : PHALA_CASES_DIR, name);
    AUTO(mem_freep) char *path = path_join(folder, file);
    struct buf content = buf_start(MIB);
    struct err e = {0};
    cr_assert(fs_read(path, &content, &e), "%s", e.text);
    return content;
}

static struct pair pair_open(const char *quote, const char *collateral)
{
    AUTO(buf_done) struct buf file = read_made(quote, "quote.bin");
    AUTO(buf_done) struct buf json = read_made(collateral, "collateral.json");
    struct pair out = {0};
    struct err e = {0};
    cr_assert(evidence_recognise(buf_view(&file), FORM_QUOTE, &out.evidence, &e), "%s", e.text);
    cr_assert(collateral_add(&out.collateral, buf_view(&json), &e), "%s", e.text);
    return out;
}

static const struct quote *quote_of(const struct pair *pair)
{
    return &pair->evidence.quote;
}

/* What the collateral says, and what it says when it is parsed, which has to be the same. */
static bool is_for(struct pair *pair)
{
    bool is = collateral_is_for(&pair->collateral, quote_of(pair));
    struct collateral copy = {0};
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        collateral_copy_piece(&pair->collateral, (enum collateral_piece)i, &copy);
    }
    AUTO(platform_freep) struct platform *platform = platform_new(&copy, quote_of(pair)->tee);
    cr_expect_eq(platform_is_for(platform, quote_of(pair)), is);
    return is;
}

static void drop(struct collateral *collateral, enum collateral_piece piece)
{
    buf_done(&collateral->piece[piece]);
    collateral->has[piece] = false;
}

static void set_text(struct collateral *collateral, enum collateral_piece piece, const char *text)
{
    collateral_set(collateral, piece, text_bytes(text_of(text)));
}

Test(model, is_read_from_the_certificate)
{
    static const uint8_t fmspc[] = {0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};
    static const struct {
        const char *name;
        bool is_processor_ca;
    } cases[] = {{"valid_tdx_v4", false}, {"valid_sgx_processor_ca", true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(pair_done) struct pair pair = pair_open(cases[i].name, cases[i].name);
        struct model model;
        cr_assert(model_of_quote(quote_of(&pair), &model), "%s", cases[i].name);
        cr_expect(bytes_equal(BYTES_OF(model.fmspc), BYTES_OF(fmspc)));
        cr_expect_eq(model.is_processor_ca, cases[i].is_processor_ca, "%s", cases[i].name);
    }
}

Test(model, what_is_no_certificate_is_refused)
{
    AUTO(pair_done) struct pair pair = pair_open("valid_tdx_v4", "valid_tdx_v4");
    struct err e = {0};
    struct model model;
    AUTO(buf_done) struct buf signer = case_piece("valid_tdx_v4", PIECE_TCB_INFO_ISSUER_CHAIN);
    cr_expect_not(model_parse(text_of(""), &model, &e));
    cr_expect_str_eq(e.text, "PCK certificate: no PEM");
    cr_expect_not(model_parse(text_of("-----BEGIN CERTIFICATE-----"), &model, &e));
    cr_expect_eq(e.kind, ERR_MALFORMED);
    cr_expect_not(model_parse(buf_view_text(&signer), &model, &e), "it has no SGX extension");
    cr_expect_eq(e.kind, ERR_MALFORMED);
    pair.evidence.quote.signature.certification_type = CERTIFICATION_PPID_RSA3072;
    cr_expect_not(model_of_quote(quote_of(&pair), &model));
    cr_expect_not(is_for(&pair));
}

Test(model, collateral_is_for_its_platform_alone)
{
    static const struct {
        const char *quote;
        const char *collateral;
        bool is_for;
    } cases[] = {
        {"valid_tdx_v4", "valid_tdx_v4", true},
        {"valid_tdx_v4", "valid_tdx_v5_td15", true},
        {"valid_sgx_v3", "valid_sgx_v3", true},
        {"valid_sgx_v3", "valid_sgx_v5", true},
        {"valid_tdx_v4", "valid_sgx_v3", false},
        {"valid_sgx_v3", "valid_tdx_v4", false},
        {"valid_tdx_v4", "valid_tdx_processor_ca", false},
        {"valid_tdx_processor_ca", "valid_tdx_v4", false},
        {"fmspc_first_octet", "fmspc_first_octet", false},
        {"fmspc_last_octet", "fmspc_last_octet", false},
        {"tcb_fmspc_missing", "tcb_fmspc_missing", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(pair_done) struct pair pair = pair_open(cases[i].quote, cases[i].collateral);
        cr_expect_eq(is_for(&pair), cases[i].is_for, "%s by that of %s", cases[i].quote,
                     cases[i].collateral);
    }
}

Test(model, each_piece_that_is_another_platforms_tells)
{
    AUTO(pair_done) struct pair sgx = pair_open("valid_sgx_v3", "valid_sgx_v3");
    AUTO(pair_done)
    struct pair other = pair_open("valid_tdx_processor_ca", "valid_tdx_processor_ca");
    const struct {
        enum collateral_piece piece;
        const struct collateral *from;
    } cases[] = {
        {PIECE_TCB_INFO, &sgx.collateral},
        {PIECE_QE_IDENTITY, &sgx.collateral},
        {PIECE_PCK_CRL, &other.collateral},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(pair_done) struct pair pair = pair_open("valid_tdx_v4", "valid_tdx_v4");
        collateral_copy_piece(cases[i].from, cases[i].piece, &pair.collateral);
        cr_expect_not(is_for(&pair), "%s", collateral_piece_key(cases[i].piece));
    }
}

Test(model, a_machines_own_certificate_is_its_own)
{
    AUTO(pair_done) struct pair pair = pair_open("type_5_with_chain", "type_5_with_chain");
    AUTO(pair_done) struct pair other = pair_open("fmspc_last_octet", "type_5_with_chain");
    cr_assert(pair.collateral.has[PIECE_PCK_CERTIFICATE_CHAIN]);
    cr_expect(is_for(&pair));
    struct bytes theirs = other.evidence.quote.signature.certification_data;
    collateral_set(&pair.collateral, PIECE_PCK_CERTIFICATE_CHAIN, theirs);
    cr_expect_not(is_for(&pair));
}

Test(model, what_is_not_there_or_cannot_be_read_says_nothing)
{
    static const enum collateral_piece pieces[] = {PIECE_QE_IDENTITY, PIECE_PCK_CRL,
                                                   PIECE_PCK_CERTIFICATE_CHAIN, PIECE_ROOT_CA_CRL};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        AUTO(pair_done) struct pair pair = pair_open("valid_tdx_v4", "valid_tdx_v4");
        drop(&pair.collateral, pieces[i]);
        cr_expect(is_for(&pair), "without %s", collateral_piece_key(pieces[i]));
        set_text(&pair.collateral, pieces[i], "garbage");
        cr_expect(is_for(&pair), "with garbage as %s", collateral_piece_key(pieces[i]));
    }
    AUTO(pair_done) struct pair pair = pair_open("valid_tdx_v4", "valid_tdx_v4");
    drop(&pair.collateral, PIECE_TCB_INFO);
    cr_expect_not(is_for(&pair), "TCB Info has to be there");
}

Test(model, alike_is_what_names_one_tee_and_model)
{
    static const struct {
        const char *one;
        const char *other;
        bool is_like;
    } cases[] = {
        {"valid_tdx_v4", "valid_tdx_v4", true},
        {"valid_tdx_v4", "fmspc_last_octet", true},
        {"valid_tdx_v4", "valid_sgx_v3", false},
        {"valid_tdx_v4", "valid_tdx_processor_ca", false},
        {"valid_tdx_v4", "tcb_fmspc_missing", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(pair_done) struct pair one = pair_open("valid_tdx_v4", cases[i].one);
        AUTO(pair_done) struct pair other = pair_open("valid_tdx_v4", cases[i].other);
        cr_expect_eq(collateral_is_like(&one.collateral, &other.collateral), cases[i].is_like,
                     "%s and %s", cases[i].one, cases[i].other);
        cr_expect_eq(collateral_is_like(&other.collateral, &one.collateral), cases[i].is_like,
                     "%s and %s", cases[i].other, cases[i].one);
    }
}

/* The pieces that were shared, as bits. */
static unsigned shared(const char *quote, const char *collateral)
{
    AUTO(pair_done) struct pair pair = pair_open(quote, collateral);
    AUTO(collateral_done) struct collateral out = {0};
    unsigned bits = 0;
    collateral_share(&pair.collateral, quote_of(&pair), &out);
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        enum collateral_piece piece = (enum collateral_piece)i;
        bits |= out.has[i] ? 1U << i : 0;
        cr_expect(!out.has[i] || bytes_equal(collateral_piece_bytes(&out, piece),
                                             collateral_piece_bytes(&pair.collateral, piece)));
    }
    return bits;
}

Test(model, what_is_not_of_one_machine_is_shared_where_it_fits)
{
    static const unsigned tcb = 1U << PIECE_TCB_INFO | 1U << PIECE_TCB_INFO_SIGNATURE |
                                1U << PIECE_TCB_INFO_ISSUER_CHAIN;
    static const unsigned qe = 1U << PIECE_QE_IDENTITY | 1U << PIECE_QE_IDENTITY_SIGNATURE |
                               1U << PIECE_QE_IDENTITY_ISSUER_CHAIN;
    static const unsigned pck = 1U << PIECE_PCK_CRL | 1U << PIECE_PCK_CRL_ISSUER_CHAIN;
    static const unsigned root = 1U << PIECE_ROOT_CA_CRL;
    cr_expect_eq(shared("valid_tdx_v4", "type_5_with_chain"), tcb | qe | pck | root);
    cr_expect_eq(shared("fmspc_last_octet", "valid_tdx_v4"), qe | pck | root);
    cr_expect_eq(shared("valid_tdx_v4", "valid_tdx_processor_ca"), tcb | qe | root);
    cr_expect_eq(shared("valid_tdx_v4", "valid_sgx_v3"), pck | root);
    cr_expect_eq(shared("type_4_with_chain", "valid_tdx_v4"), tcb | qe | root);
}

Test(model, sharing_leaves_what_is_there)
{
    AUTO(pair_done) struct pair pair = pair_open("valid_tdx_v4", "valid_tdx_v4");
    AUTO(collateral_done) struct collateral out = {0};
    set_text(&out, PIECE_TCB_INFO, "own");
    collateral_share(&pair.collateral, quote_of(&pair), &out);
    cr_expect(text_is(buf_view_text(&out.piece[PIECE_TCB_INFO]), "own"));
    cr_expect_not(out.has[PIECE_TCB_INFO_SIGNATURE], "a signature of something else");
    cr_expect(out.has[PIECE_QE_IDENTITY]);
}
