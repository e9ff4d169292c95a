/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/dcap.h"

/* Revocation lists and what they list (specification sections 4 and 16). */

struct crl_rules {
    enum check_id encoding, issuer, signature, this_update, next_update;
    enum collateral_piece piece;
};

static const struct crl_rules root_crl_rules = {
    .encoding = CHECK_ROOT_CRL_ENCODING,
    .issuer = CHECK_ROOT_CRL_ISSUER,
    .signature = CHECK_ROOT_CRL_SIGNATURE,
    .this_update = CHECK_ROOT_CRL_THIS_UPDATE,
    .next_update = CHECK_ROOT_CRL_NEXT_UPDATE,
    .piece = PIECE_ROOT_CA_CRL,
};

static const struct crl_rules pck_crl_rules = {
    .encoding = CHECK_PCK_CRL_ENCODING,
    .issuer = CHECK_PCK_CRL_ISSUER,
    .signature = CHECK_PCK_CRL_SIGNATURE,
    .this_update = CHECK_PCK_CRL_THIS_UPDATE,
    .next_update = CHECK_PCK_CRL_NEXT_UPDATE,
    .piece = PIECE_PCK_CRL,
};

static void check_issuer(struct appraisal *a, const struct crl_rules *rules, const struct crl *crl,
                         const struct cert *issuer)
{
    if (issuer == NULL) {
        dcap_undecided(a, rules->issuer, rules->signature,
                       (struct reason){"its authority is not known", NULL});
        return;
    }
    if (!bytes_equal(crl->issuer, issuer->subject)) {
        check_set_hint(check_fail(a->checks, rules->issuer, "the list is another authority's"),
                       HINT_FETCH);
        (void)check_undecided(a->checks, rules->signature, "the list is another authority's");
        return;
    }
    (void)check_pass(a->checks, rules->issuer, "%.*s", TEXT_ARG(issuer->common_name));
    if (crl_is_signed_by(crl, &issuer->key, &a->signatures)) {
        (void)check_pass(a->checks, rules->signature, "holds");
    } else {
        (void)check_fail(a->checks, rules->signature, "the signature is wrong");
    }
}

static void check_dates(struct appraisal *a, const struct crl_rules *rules, const struct crl *crl)
{
    char at[INSTANT_TEXT];
    char limit[INSTANT_TEXT];
    (void)instant_format(a->options->at, at);
    (void)instant_format(crl->this_update, limit);
    if (crl->this_update <= a->options->at) {
        (void)check_pass(a->checks, rules->this_update, "of %s", limit);
    } else {
        struct check *check = check_undecided(a->checks, rules->this_update, "in force from %s on",
                                              limit);
        check_set_values(check, limit, at);
        check_set_hint(check, "judge at a time when all collateral is in force: --at TIME");
    }
    (void)instant_format(crl->next_update, limit);
    if (a->options->at <= crl->next_update) {
        (void)check_pass(a->checks, rules->next_update, "until %s", limit);
    } else {
        struct check *check = check_undecided(a->checks, rules->next_update, "was current until %s",
                                              limit);
        check_set_values(check, limit, at);
        check_set_hint(check, HINT_FETCH);
    }
}

/* The list when it can be read, with its encoding checked. */
static const struct crl *read_crl(struct appraisal *a, const struct crl_rules *rules,
                                  const struct platform_crl *given)
{
    if (given != NULL && given->is_read) {
        (void)check_pass(a->checks, rules->encoding, "%zu revoked certificates",
                         given->crl.n_entries);
        return &given->crl;
    }
    char room[REASON_TEXT];
    dcap_undecided(a, rules->encoding, rules->next_update,
                   dcap_missing(a, rules->piece, room, sizeof room));
    if (given != NULL && given->is_given) {
        dcap_undecided(a, rules->issuer, rules->next_update,
                       (struct reason){"the list cannot be read", NULL});
        (void)check_fail(a->checks, rules->encoding, "%s", given->fault.err.text);
    }
    return NULL;
}

static const struct crl *check_crl(struct appraisal *a, const struct crl_rules *rules,
                                   const struct platform_crl *given, const struct cert *issuer)
{
    const struct crl *crl = read_crl(a, rules, given);
    if (crl != NULL) {
        check_issuer(a, rules, crl, issuer);
        check_dates(a, rules, crl);
    }
    return crl;
}

void dcap_crls(struct appraisal *a)
{
    const struct platform *platform = a->platform;
    const struct cert *pck_issuer = a->pck_chain != NULL ? &a->pck_chain->certs[1] : NULL;
    a->root_crl = check_crl(a, &root_crl_rules, platform != NULL ? &platform->root_crl : NULL,
                            a->has_root ? &a->root : NULL);
    a->pck_crl = check_crl(a, &pck_crl_rules, platform != NULL ? &platform->pck_crl : NULL,
                           pck_issuer);
}

/* A list speaks for its authority only when that signed it. */
static bool is_authentic(const struct appraisal *a, const struct crl_rules *rules)
{
    return a->checks->of[rules->signature].result == RESULT_PASS;
}

/* First certificate from `from` on that the root revoked; NULL when none. */
static const struct cert *find_revoked(const struct appraisal *a, const struct chain *chain,
                                       size_t from)
{
    for (size_t i = from; a->root_crl != NULL && i < chain->n; i++) {
        if (crl_lists(a->root_crl, chain->certs[i].serial)) {
            return &chain->certs[i];
        }
    }
    return NULL;
}

static void check_revocation(struct appraisal *a, enum check_id id, const struct chain *chain)
{
    bool is_pck = id == CHECK_PCK_REVOCATION;
    const struct cert *revoked = find_revoked(a, chain, is_pck ? 1 : 0);
    if (is_pck && a->pck_crl != NULL && crl_lists(a->pck_crl, chain_leaf(chain)->serial)) {
        revoked = chain_leaf(chain);
    }
    if (revoked != NULL) {
        (void)check_fail(a->checks, id, "certificate %zu of the chain is revoked",
                         (size_t)(revoked - chain->certs) + 1);
    } else if (!is_authentic(a, &root_crl_rules) || (is_pck && !is_authentic(a, &pck_crl_rules))) {
        dcap_undecided(a, id, id,
                       dcap_because(a, "there is no revocation list that can be trusted"));
    } else {
        (void)check_pass(a->checks, id, "no certificate of the chain is listed");
    }
}

void dcap_revocations(struct appraisal *a)
{
    struct reason reason = dcap_because(a, "there is no certificate chain to look at");
    const struct platform *platform = a->platform;
    dcap_undecided(a, CHECK_TCB_INFO_REVOCATION, CHECK_TCB_INFO_REVOCATION, reason);
    dcap_undecided(a, CHECK_QE_IDENTITY_REVOCATION, CHECK_QE_IDENTITY_REVOCATION, reason);
    if (a->pck_chain != NULL) {
        check_revocation(a, CHECK_PCK_REVOCATION, a->pck_chain);
    }
    if (platform != NULL && platform->tcb_info_chain.is_read) {
        check_revocation(a, CHECK_TCB_INFO_REVOCATION, &platform->tcb_info_chain.chain);
    }
    if (platform != NULL && platform->qe_identity_chain.is_read) {
        check_revocation(a, CHECK_QE_IDENTITY_REVOCATION, &platform->qe_identity_chain.chain);
    }
}
