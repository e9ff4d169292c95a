/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/model.h"

#include <string.h>

#include "attest/limits.h"
#include "codec/pem.h"
#include "crypto/cert.h"

static bool is_of_processor_ca(struct bytes issuer)
{
    static const char name[] = "PCK Processor CA";
    return issuer.at != NULL && memmem(issuer.at, issuer.left, name, sizeof name - 1) != NULL;
}

/* Into a buffer that the certificate looks into. */
static bool read_leaf(struct text pem, struct buf *der, struct cert *leaf, struct err *e)
{
    bool found = false;
    return (pem_next(&pem, "CERTIFICATE", der, &found) && found)
               ? cert_parse(buf_view(der), leaf, e)
               : err_set(e, ERR_MALFORMED, "no PEM");
}

static bool read_model(const struct cert *leaf, struct model *out, struct err *e)
{
    struct pck pck;
    TRY(pck_parse_extension(leaf->sgx_extension, &pck, e));
    memcpy(out->fmspc, pck.fmspc, sizeof out->fmspc);
    out->is_processor_ca = is_of_processor_ca(leaf->issuer);
    return true;
}

bool model_parse(struct text pem, struct model *out, struct err *e)
{
    AUTO(buf_done) struct buf der = buf_start(LIMIT_CHAIN);
    struct cert leaf = {0};
    return (read_leaf(pem, &der, &leaf, e) && read_model(&leaf, out, e)) ||
           err_wrap(e, "PCK certificate");
}

/* The PEM in the quote; empty when it has none. */
static struct text own_certificate(const struct quote *quote)
{
    const struct quote_signature *s = &quote->signature;
    bool has_pem = quote->has_signature && s->has_qe &&
                   (s->certification_type == CERTIFICATION_PCK_LEAF ||
                    s->certification_type == CERTIFICATION_PCK_CHAIN);
    return has_pem ? text_of_bytes(s->certification_data) : (struct text){NULL, 0};
}

bool model_of_quote(const struct quote *quote, struct model *out)
{
    struct err e;
    struct text pem = own_certificate(quote);
    return pem.len > 0 && model_parse(pem, out, &e);
}

/* What a quote says of its platform. */
struct own {
    enum tee tee;
    bool has_model; /* and the certificate */
    bool is_leaf_alone;
    struct model model;
    struct buf der;
    struct cert leaf;
};

static void own_done(struct own *own)
{
    buf_done(&own->der);
}

static void own_read(const struct quote *quote, struct own *out)
{
    struct err e;
    struct text pem = own_certificate(quote);
    *out = (struct own){.tee = quote->tee, .der = buf_start(LIMIT_CHAIN)};
    out->has_model = pem.len > 0 && read_leaf(pem, &out->der, &out->leaf, &e) &&
                     read_model(&out->leaf, &out->model, &e);
    out->is_leaf_alone = pem.len > 0 &&
                         quote->signature.certification_type == CERTIFICATION_PCK_LEAF;
}

static bool has_fmspc(const struct own *own, const struct tcb_info *info)
{
    return own->has_model && bytes_equal(BYTES_OF(own->model.fmspc), BYTES_OF(info->fmspc));
}

static bool is_its_authority(const struct own *own, const struct crl *crl)
{
    return own->has_model && own->model.is_processor_ca == is_of_processor_ca(crl->issuer);
}

static bool is_its_certificate(const struct own *own, const struct chain *chain)
{
    return own->has_model && bytes_equal(own->leaf.der, chain_leaf(chain)->der);
}

/* What cannot be read is another TEE's where that is the reason. */
static bool is_of_other_tee(enum check_id fault)
{
    return fault == CHECK_QE_IDENTITY_ID;
}

static bool check_tcb_info(const struct own *own, const struct collateral *collateral)
{
    struct err e;
    struct tcb_info info;
    enum check_id which = CHECK_NONE;
    struct bytes json = collateral_piece_bytes(collateral, PIECE_TCB_INFO);
    TRY(collateral->has[PIECE_TCB_INFO]);
    TRY(tcb_info_parse(json, own->tee, &info, &which, &e));
    bool is_its = has_fmspc(own, &info);
    tcb_info_done(&info);
    return is_its;
}

static bool check_qe_identity(const struct own *own, const struct collateral *collateral)
{
    struct err e;
    struct qe_identity identity;
    enum check_id which = CHECK_NONE;
    struct bytes json = collateral_piece_bytes(collateral, PIECE_QE_IDENTITY);
    if (!collateral->has[PIECE_QE_IDENTITY]) {
        return true;
    }
    if (!qe_identity_parse(json, own->tee, &identity, &which, &e)) {
        return !is_of_other_tee(which);
    }
    qe_identity_done(&identity);
    return true;
}

static bool check_crl(const struct own *own, const struct collateral *collateral)
{
    struct err e;
    struct crl crl;
    return !collateral->has[PIECE_PCK_CRL] ||
           !crl_parse(collateral_piece_bytes(collateral, PIECE_PCK_CRL), &crl, &e) ||
           is_its_authority(own, &crl);
}

static bool check_certificate(const struct own *own, const struct collateral *collateral)
{
    struct err e;
    struct bytes pem = collateral_piece_bytes(collateral, PIECE_PCK_CERTIFICATE_CHAIN);
    AUTO(buf_done) struct buf der = buf_start(LIMIT_CHAIN);
    struct cert leaf = {0};
    return pem.left == 0 || !read_leaf(text_of_bytes(pem), &der, &leaf, &e) ||
           bytes_equal(own->leaf.der, leaf.der);
}

bool collateral_is_for(const struct collateral *collateral, const struct quote *quote)
{
    AUTO(own_done) struct own own;
    own_read(quote, &own);
    return check_tcb_info(&own, collateral) && check_qe_identity(&own, collateral) &&
           check_crl(&own, collateral) && check_certificate(&own, collateral);
}

bool platform_is_for(const struct platform *platform, const struct quote *quote)
{
    AUTO(own_done) struct own own;
    own_read(quote, &own);
    return platform->tee == own.tee && platform->has_tcb_info &&
           has_fmspc(&own, &platform->tcb_info) &&
           !is_of_other_tee(platform->qe_identity_fault.check) &&
           (!platform->pck_crl.is_read || is_its_authority(&own, &platform->pck_crl.crl)) &&
           (!platform->pck_chain.is_read || is_its_certificate(&own, &platform->pck_chain.chain));
}

/* A model as collateral names it, for the one TEE that its TCB Info is of. */
static bool read_named(const struct collateral *collateral, enum tee tee, struct model *out)
{
    struct err e;
    struct crl crl;
    struct tcb_info info;
    enum check_id which = CHECK_NONE;
    struct bytes json = collateral_piece_bytes(collateral, PIECE_TCB_INFO);
    TRY(crl_parse(collateral_piece_bytes(collateral, PIECE_PCK_CRL), &crl, &e));
    TRY(tcb_info_parse(json, tee, &info, &which, &e));
    memcpy(out->fmspc, info.fmspc, sizeof out->fmspc);
    out->is_processor_ca = is_of_processor_ca(crl.issuer);
    tcb_info_done(&info);
    return true;
}

static bool find_named(const struct collateral *collateral, enum tee *tee, struct model *out)
{
    *tee = TEE_TDX;
    if (read_named(collateral, *tee, out)) {
        return true;
    }
    *tee = TEE_SGX;
    return read_named(collateral, *tee, out);
}

bool collateral_is_like(const struct collateral *one, const struct collateral *other)
{
    enum tee tees[2];
    struct model models[2];
    return !find_named(one, &tees[0], &models[0]) || !find_named(other, &tees[1], &models[1]) ||
           (tees[0] == tees[1] && models[0].is_processor_ca == models[1].is_processor_ca &&
            bytes_equal(BYTES_OF(models[0].fmspc), BYTES_OF(models[1].fmspc)));
}

/* A quote with the leaf alone has its chain completed by what the list is fetched with. */
static bool check_shared_crl(const struct own *own, const struct collateral *collateral)
{
    return !own->is_leaf_alone && check_crl(own, collateral);
}

/* Pieces that stand or fall together: all of them go with the first. */
static const struct family {
    enum collateral_piece pieces[3];
    size_t n;
    bool (*is_for)(const struct own *own, const struct collateral *collateral); /* NULL: any */
} families[] = {
    {{PIECE_TCB_INFO, PIECE_TCB_INFO_SIGNATURE, PIECE_TCB_INFO_ISSUER_CHAIN}, 3, check_tcb_info},
    {{PIECE_QE_IDENTITY, PIECE_QE_IDENTITY_SIGNATURE, PIECE_QE_IDENTITY_ISSUER_CHAIN},
     3,
     check_qe_identity},
    {{PIECE_PCK_CRL, PIECE_PCK_CRL_ISSUER_CHAIN}, 2, check_shared_crl},
    {{PIECE_ROOT_CA_CRL}, 1, NULL},
};

void collateral_share(const struct collateral *from, const struct quote *quote,
                      struct collateral *to)
{
    AUTO(own_done) struct own own;
    own_read(quote, &own);
    for (size_t i = 0; i < COUNT(families); i++) {
        const struct family *family = &families[i];
        enum collateral_piece first = family->pieces[0];
        bool is_wanted = from->has[first] && !to->has[first] &&
                         (family->is_for == NULL || family->is_for(&own, from));
        for (size_t j = 0; is_wanted && j < family->n; j++) {
            collateral_copy_piece(from, family->pieces[j], to);
        }
    }
}
