/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/platform.h"

#include <stdint.h>

#include "attest/limits.h"
#include "base/mem.h"

enum { SIGNER_CHAIN = 2, PCK_CHAIN = 3 };

/* Nothing that is too big is read at all. */
static bool check_size(struct bytes piece, size_t limit, struct err *e)
{
    return piece.left <= limit ||
           err_set(e, ERR_TOO_BIG, "%zu bytes are more than %zu", piece.left, limit);
}

static void read_chain(const struct collateral *from, enum collateral_piece piece, size_t n,
                       enum check_id check, struct platform_chain *out)
{
    struct bytes pem = collateral_piece_bytes(from, piece);
    out->is_given = from->has[piece];
    out->fault.check = CHECK_NONE;
    if (out->is_given) {
        out->is_read = check_size(pem, LIMIT_CHAIN, &out->fault.err) &&
                       chain_parse(text_of_bytes(pem), n, &out->chain, &out->fault.err);
        out->fault.check = out->is_read ? CHECK_NONE : check;
    }
}

static void read_crl(const struct collateral *from, enum collateral_piece piece,
                     enum check_id check, struct platform_crl *out)
{
    struct bytes der = collateral_piece_bytes(from, piece);
    out->is_given = from->has[piece];
    out->fault.check = CHECK_NONE;
    if (out->is_given) {
        out->is_read = check_size(der, LIMIT_CRL, &out->fault.err) &&
                       crl_parse(der, &out->crl, &out->fault.err);
        out->fault.check = out->is_read ? CHECK_NONE : check;
    }
}

static void read_tcb_info(struct platform *p)
{
    p->tcb_info_fault.check = CHECK_NONE;
    if (p->collateral.has[PIECE_TCB_INFO]) {
        p->has_tcb_info = tcb_info_parse(collateral_piece_bytes(&p->collateral, PIECE_TCB_INFO),
                                         p->tee, &p->tcb_info, &p->tcb_info_fault.check,
                                         &p->tcb_info_fault.err);
    }
}

static void read_qe_identity(struct platform *p)
{
    p->qe_identity_fault.check = CHECK_NONE;
    if (p->collateral.has[PIECE_QE_IDENTITY]) {
        p->has_qe_identity = qe_identity_parse(
            collateral_piece_bytes(&p->collateral, PIECE_QE_IDENTITY), p->tee, &p->qe_identity,
            &p->qe_identity_fault.check, &p->qe_identity_fault.err);
    }
}

struct platform *platform_new(struct collateral *collateral, enum tee tee)
{
    struct platform *p = mem_new(sizeof *p);
    p->collateral = *collateral;
    *collateral = (struct collateral){0};
    p->tee = tee;
    const struct collateral *from = &p->collateral;
    read_chain(from, PIECE_PCK_CERTIFICATE_CHAIN, PCK_CHAIN, CHECK_PCK_CHAIN, &p->pck_chain);
    read_chain(from, PIECE_TCB_INFO_ISSUER_CHAIN, SIGNER_CHAIN, CHECK_TCB_INFO_CHAIN,
               &p->tcb_info_chain);
    read_chain(from, PIECE_QE_IDENTITY_ISSUER_CHAIN, SIGNER_CHAIN, CHECK_QE_IDENTITY_CHAIN,
               &p->qe_identity_chain);
    read_crl(from, PIECE_ROOT_CA_CRL, CHECK_ROOT_CRL_ENCODING, &p->root_crl);
    read_crl(from, PIECE_PCK_CRL, CHECK_PCK_CRL_ENCODING, &p->pck_crl);
    read_tcb_info(p);
    read_qe_identity(p);
    return p;
}

void platform_free(struct platform *platform)
{
    if (platform == NULL) {
        return;
    }
    chain_done(&platform->pck_chain.chain);
    chain_done(&platform->tcb_info_chain.chain);
    chain_done(&platform->qe_identity_chain.chain);
    tcb_info_done(&platform->tcb_info);
    qe_identity_done(&platform->qe_identity);
    collateral_done(&platform->collateral);
    mem_free(platform);
}

void platforms_add(struct platforms *platforms, struct platform *platform)
{
    platforms->at = mem_resize(platforms->at, platforms->n + 1, sizeof *platforms->at);
    platforms->at[platforms->n++] = platform;
}

void platforms_done(struct platforms *platforms)
{
    for (size_t i = 0; i < platforms->n; i++) {
        platform_free((struct platform *)(uintptr_t)platforms->at[i]);
    }
    mem_free(platforms->at);
    *platforms = (struct platforms){0};
}
