/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: collateral_add, collateral_write, platform_new. What is written is read again
 * as the same pieces; levels that are parsed are sorted and no two are equal. */
#include "target.h"

#include <stdlib.h>

#include "attest/limits.h"
#include "attest/platform.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_equal_pieces(const struct collateral *a, const struct collateral *b)
{
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        require(a->has[i] == b->has[i]);
        require(bytes_equal(collateral_piece_bytes(a, (enum collateral_piece)i),
                            collateral_piece_bytes(b, (enum collateral_piece)i)));
    }
}

static bool is_whole(const struct collateral *collateral)
{
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        if (!collateral->has[i] && i != PIECE_PCK_CERTIFICATE_CHAIN) {
            return false;
        }
    }
    return true;
}

static void check_round_trip(const struct collateral *collateral)
{
    struct buf out = buf_start(8 * LIMIT_COLLATERAL);
    struct json_writer w = json_writer_to(&out, false);
    struct collateral again = {0};
    struct err e = {0};
    collateral_write(collateral, &w);
    if (is_whole(collateral) && out.len <= LIMIT_COLLATERAL) {
        require(buf_is_whole(&out) && collateral_add(&again, buf_view(&out), &e));
        check_equal_pieces(collateral, &again);
    }
    collateral_done(&again);
    buf_done(&out);
}

static void check_isv_levels(const struct isv_level *levels, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        require(tcb_status_is_isv(levels[i].status));
        require(i == 0 || levels[i - 1].isv_svn > levels[i].isv_svn);
    }
}

static void check_tcb_info(const struct tcb_info *info)
{
    require(info->n_levels > 0 && info->n_levels <= LIMIT_TCB_LEVELS);
    require(info->tcb_type == 0 && (info->version == 3 || info->tee == TEE_SGX));
    for (size_t i = 0; i < info->n_levels; i++) {
        require(tcb_status_is_published(info->levels[i].status));
        require(i == 0 || bytes_compare(BYTES_OF(info->levels[i - 1].sgx),
                                        BYTES_OF(info->levels[i].sgx)) >= 0);
    }
    for (size_t i = 0; i < info->n_modules; i++) {
        check_isv_levels(info->modules[i].levels, info->modules[i].n_levels);
    }
}

static void check_fault(const struct fault *fault, bool is_given, bool is_read)
{
    require(is_given || !is_read);
    require((fault->check == CHECK_NONE) == (is_read || !is_given));
    require((fault->check == CHECK_NONE) == (fault->err.text[0] == 0));
}

static void check_platform(struct collateral *collateral, enum tee tee)
{
    bool has_tcb_info = collateral->has[PIECE_TCB_INFO];
    bool has_qe_identity = collateral->has[PIECE_QE_IDENTITY];
    struct platform *p = platform_new(collateral, tee);
    check_fault(&p->pck_chain.fault, p->pck_chain.is_given, p->pck_chain.is_read);
    check_fault(&p->tcb_info_chain.fault, p->tcb_info_chain.is_given, p->tcb_info_chain.is_read);
    check_fault(&p->root_crl.fault, p->root_crl.is_given, p->root_crl.is_read);
    check_fault(&p->pck_crl.fault, p->pck_crl.is_given, p->pck_crl.is_read);
    check_fault(&p->tcb_info_fault, has_tcb_info, p->has_tcb_info);
    check_fault(&p->qe_identity_fault, has_qe_identity, p->has_qe_identity);
    if (p->has_tcb_info) {
        check_tcb_info(&p->tcb_info);
    }
    if (p->has_qe_identity) {
        require(p->qe_identity.n_levels > 0);
        check_isv_levels(p->qe_identity.levels, p->qe_identity.n_levels);
    }
    platform_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum tee tees[] = {TEE_SGX, TEE_TDX};
    for (size_t i = 0; i < COUNT(tees); i++) {
        struct collateral collateral = {0};
        struct err e = {0};
        if (collateral_add(&collateral, bytes_of(data, size), &e)) {
            check_round_trip(&collateral);
            check_platform(&collateral, tees[i]);
        } else {
            require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        }
        collateral_done(&collateral);
    }
    return 0;
}
