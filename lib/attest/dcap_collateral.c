/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "attest/dcap.h"

/* TCB Info and QE identity: signature, content, dates, and whether they are for this platform
 * (specification sections 6, 7 and 16). */

struct json_rules {
    enum check_id signature, issue_date, next_update;
    enum check_id content[7]; /* in the order in which the parser asks */
    size_t n_content;
    enum collateral_piece piece, signature_piece;
};

static const struct json_rules tcb_info_rules = {
    .signature = CHECK_TCB_INFO_SIGNATURE,
    .issue_date = CHECK_TCB_INFO_ISSUE_DATE,
    .next_update = CHECK_TCB_INFO_NEXT_UPDATE,
    .content = {CHECK_TCB_INFO_JSON, CHECK_TCB_INFO_VERSION, CHECK_TCB_INFO_ID, CHECK_TCB_INFO_TYPE,
                CHECK_TCB_INFO_COMPONENTS, CHECK_TCB_INFO_DUPLICATES, CHECK_TCB_INFO_STATUSES},
    .n_content = 7,
    .piece = PIECE_TCB_INFO,
    .signature_piece = PIECE_TCB_INFO_SIGNATURE,
};

static const struct json_rules qe_identity_rules = {
    .signature = CHECK_QE_IDENTITY_SIGNATURE,
    .issue_date = CHECK_QE_IDENTITY_ISSUE_DATE,
    .next_update = CHECK_QE_IDENTITY_NEXT_UPDATE,
    .content = {CHECK_QE_IDENTITY_JSON, CHECK_QE_IDENTITY_VERSION, CHECK_QE_IDENTITY_ID,
                CHECK_QE_IDENTITY_DUPLICATES, CHECK_QE_IDENTITY_STATUSES},
    .n_content = 5,
    .piece = PIECE_QE_IDENTITY,
    .signature_piece = PIECE_QE_IDENTITY_SIGNATURE,
};

static bool has_piece(const struct appraisal *a, enum collateral_piece piece)
{
    return a->platform != NULL && a->platform->collateral.has[piece];
}

/* Over the bytes as they were published: no second try with other white space. */
static void check_signature(struct appraisal *a, const struct json_rules *rules,
                            const struct platform_chain *signer)
{
    char room[REASON_TEXT];
    if (!has_piece(a, rules->piece) || !has_piece(a, rules->signature_piece)) {
        enum collateral_piece missing = has_piece(a, rules->piece) ? rules->signature_piece
                                                                   : rules->piece;
        dcap_undecided(a, rules->signature, rules->signature,
                       dcap_missing(a, missing, room, sizeof room));
        return;
    }
    struct bytes raw = collateral_piece_bytes(&a->platform->collateral, rules->signature_piece);
    if (raw.left != P256_SIGNATURE) {
        (void)check_fail(a->checks, rules->signature, "the signature has %zu bytes, not %d",
                         raw.left, P256_SIGNATURE);
        return;
    }
    if (!signer->is_read) {
        (void)check_undecided(a->checks, rules->signature, "the signer's certificate is not known");
        return;
    }
    struct p256_signature signature;
    memcpy(signature.at, raw.at, sizeof signature.at);
    struct bytes message = collateral_piece_bytes(&a->platform->collateral, rules->piece);
    if (signature_is_valid(&a->signatures, &chain_leaf(&signer->chain)->key, message, &signature)) {
        (void)check_pass(a->checks, rules->signature, "holds over %zu bytes", message.left);
    } else {
        (void)check_fail(a->checks, rules->signature, "the signature is wrong");
    }
}

/* What the parser asked before it stopped passes, what it stopped at fails, the rest is open. */
static void check_content(struct appraisal *a, const struct json_rules *rules, bool is_parsed,
                          const struct fault *fault)
{
    assert(is_parsed || fault != NULL);
    size_t stop = rules->n_content;
    for (size_t i = 0; !is_parsed && i < rules->n_content; i++) {
        stop = rules->content[i] == fault->check ? i : stop;
    }
    if (!is_parsed && stop == rules->n_content) {
        stop = 0;
    }
    for (size_t i = 0; i < rules->n_content; i++) {
        enum check_id id = rules->content[i];
        if (i < stop) {
            (void)check_pass(a->checks, id, "as it has to be");
        } else if (i == stop) {
            (void)check_fail(a->checks, id, "%s", fault->err.text);
        } else {
            (void)check_undecided(a->checks, id, "the document cannot be read");
        }
    }
}

static void check_dates(struct appraisal *a, const struct json_rules *rules, instant issued,
                        instant next)
{
    char at[INSTANT_TEXT];
    char limit[INSTANT_TEXT];
    (void)instant_format(a->options->at, at);
    (void)instant_format(issued, limit);
    if (issued <= a->options->at) {
        (void)check_pass(a->checks, rules->issue_date, "of %s", limit);
    } else {
        struct check *check = check_undecided(a->checks, rules->issue_date, "issued %s", limit);
        check_set_values(check, limit, at);
        check_set_hint(check, "judge at a time when all collateral is in force: --at TIME");
    }
    (void)instant_format(next, limit);
    if (a->options->at <= next) {
        (void)check_pass(a->checks, rules->next_update, "until %s", limit);
    } else {
        struct check *check = check_undecided(a->checks, rules->next_update, "was current until %s",
                                              limit);
        check_set_values(check, limit, at);
        check_set_hint(check, HINT_FETCH);
    }
}

/* Signature and content; false when there is no content to go on with. */
static bool check_document(struct appraisal *a, const struct json_rules *rules,
                           const struct platform_chain *signer, bool is_parsed,
                           const struct fault *fault)
{
    check_signature(a, rules, signer);
    if (!has_piece(a, rules->piece)) {
        char room[REASON_TEXT];
        dcap_undecided(a, rules->content[0], rules->next_update,
                       dcap_missing(a, rules->piece, room, sizeof room));
        return false;
    }
    if (!is_parsed) {
        dcap_undecided(a, rules->content[0], rules->next_update,
                       (struct reason){"the document cannot be read", NULL});
    }
    check_content(a, rules, is_parsed, fault);
    return is_parsed;
}

/* FMSPC and PCE-ID: whether TCB Info is for the platform that the PCK certificate names. */
static void check_model(struct appraisal *a)
{
    if (a->tcb_info == NULL || !a->has_pck) {
        const char *missing = a->tcb_info == NULL ? "there is no TCB Info to compare with"
                                                  : "the platform's certificate cannot be read";
        dcap_undecided(a, CHECK_TCB_INFO_FMSPC, CHECK_TCB_INFO_PCE_ID, dcap_because(a, missing));
        return;
    }
    struct bytes fmspc = BYTES_OF(a->pck.fmspc);
    struct check *check = check_equal(a->checks, CHECK_TCB_INFO_FMSPC, fmspc,
                                      BYTES_OF(a->tcb_info->fmspc));
    if (check->result == RESULT_PASS) {
        a->own_tcb_info = a->tcb_info;
    } else {
        check_set(check, RESULT_UNDECIDED, "the TCB Info is for another platform model");
        check_set_hint(check, HINT_FETCH);
    }
    (void)check_equal(a->checks, CHECK_TCB_INFO_PCE_ID, BYTES_OF(a->pck.pce_id),
                      BYTES_OF(a->tcb_info->pce_id));
}

void dcap_tcb_info(struct appraisal *a)
{
    const struct platform *platform = a->platform;
    bool is_parsed = platform != NULL && platform->has_tcb_info;
    if (check_document(a, &tcb_info_rules, platform != NULL ? &platform->tcb_info_chain : NULL,
                       is_parsed, platform != NULL ? &platform->tcb_info_fault : NULL)) {
        a->tcb_info = &platform->tcb_info;
        check_dates(a, &tcb_info_rules, a->tcb_info->issue_date, a->tcb_info->next_update);
    }
    check_model(a);
}

void dcap_qe_identity(struct appraisal *a)
{
    const struct platform *platform = a->platform;
    bool is_parsed = platform != NULL && platform->has_qe_identity;
    if (check_document(a, &qe_identity_rules,
                       platform != NULL ? &platform->qe_identity_chain : NULL, is_parsed,
                       platform != NULL ? &platform->qe_identity_fault : NULL)) {
        a->qe_identity = &platform->qe_identity;
        check_dates(a, &qe_identity_rules, a->qe_identity->issue_date, a->qe_identity->next_update);
    }
}

static instant earlier(instant a, instant b)
{
    return a < b ? a : b;
}

void dcap_valid_until(struct appraisal *a)
{
    const struct platform *p = a->platform;
    a->report->has_valid_until = p != NULL && a->pck_chain != NULL && p->tcb_info_chain.is_read &&
                                 p->qe_identity_chain.is_read && a->root_crl != NULL &&
                                 a->pck_crl != NULL && a->tcb_info != NULL &&
                                 a->qe_identity != NULL;
    if (!a->report->has_valid_until) {
        return;
    }
    const instant ends[] = {
        chain_valid_until(a->pck_chain),
        chain_valid_until(&p->tcb_info_chain.chain),
        chain_valid_until(&p->qe_identity_chain.chain),
        a->root_crl->next_update,
        a->pck_crl->next_update,
        a->tcb_info->next_update,
        a->qe_identity->next_update,
    };
    a->report->valid_until = ends[0];
    for (size_t i = 1; i < COUNT(ends); i++) {
        a->report->valid_until = earlier(a->report->valid_until, ends[i]);
    }
}
