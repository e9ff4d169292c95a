/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "attest/dcap.h"
#include "base/utf8.h"
#include "codec/pem.h"

/* Certificate chains (specification sections 2, 3 and 16): the platform's, and those of the signers
 * of TCB Info and QE identity. */

#define NAME_ROOT "Intel SGX Root CA"

/* The checks of a chain and the names that its certificates have to have. */
struct chain_rules {
    enum check_id chain, root, names, not_before, not_after;
    const char *role[CHAIN_MAX];
    const char *other_role[CHAIN_MAX]; /* as good as the first; or NULL */
};

static const struct chain_rules pck_rules = {
    .chain = CHECK_PCK_CHAIN,
    .root = CHECK_PCK_ROOT,
    .names = CHECK_PCK_NAMES,
    .not_before = CHECK_PCK_NOT_BEFORE,
    .not_after = CHECK_PCK_NOT_AFTER,
    .role = {"Intel SGX PCK Certificate", "Intel SGX PCK Platform CA", NAME_ROOT},
    .other_role = {NULL, "Intel SGX PCK Processor CA", NULL},
};

static const struct chain_rules tcb_info_rules = {
    .chain = CHECK_TCB_INFO_CHAIN,
    .root = CHECK_TCB_INFO_ROOT,
    .names = CHECK_TCB_INFO_NAMES,
    .not_before = CHECK_TCB_INFO_NOT_BEFORE,
    .not_after = CHECK_TCB_INFO_NOT_AFTER,
    .role = {"Intel SGX TCB Signing", NAME_ROOT},
};

static const struct chain_rules qe_identity_rules = {
    .chain = CHECK_QE_IDENTITY_CHAIN,
    .root = CHECK_QE_IDENTITY_ROOT,
    .names = CHECK_QE_IDENTITY_NAMES,
    .not_before = CHECK_QE_IDENTITY_NOT_BEFORE,
    .not_after = CHECK_QE_IDENTITY_NOT_AFTER,
    .role = {"Intel SGX TCB Signing", NAME_ROOT},
};

static void check_root(struct appraisal *a, const struct chain_rules *rules,
                       const struct chain *chain)
{
    if (bytes_equal(chain_root(chain)->der, a->root_der)) {
        (void)check_pass(a->checks, rules->root, "the trusted root");
        return;
    }
    if (a->checks->of[rules->chain].result != RESULT_PASS) {
        (void)check_undecided(a->checks, rules->root, "the chain does not hold");
        return;
    }
    struct check *check = check_fail(a->checks, rules->root, "the chain ends in another root");
    struct sha256 trusted = sha256_of(a->root_der);
    struct sha256 found = sha256_of(chain_root(chain)->der);
    check_set_bytes(check, BYTES_OF(trusted.at), BYTES_OF(found.at));
    check_set_hint(check, "only for evidence that is not from Intel's hardware: --trust-root FILE "
                          "names another root");
}

static bool has_role(const struct chain_rules *rules, const struct cert *cert, size_t i)
{
    const char *other = rules->other_role[i];
    return text_is(cert->common_name, rules->role[i]) ||
           (other != NULL && text_is(cert->common_name, other));
}

static void check_names(struct appraisal *a, const struct chain_rules *rules,
                        const struct chain *chain)
{
    for (size_t i = 0; i < chain->n; i++) {
        if (!has_role(rules, &chain->certs[i], i)) {
            AUTO(buf_done) struct buf name = buf_start(KIB);
            utf8_escape(chain->certs[i].common_name, &name);
            buf_char(&name, 0);
            struct check *check = check_fail(
                a->checks, rules->names, "certificate %zu of the chain has another role", i + 1);
            check_set_values(check, rules->role[i],
                             buf_is_whole(&name) ? (const char *)name.at : "(a long name)");
            return;
        }
    }
    (void)check_pass(a->checks, rules->names, "%s", rules->role[0]);
}

static void check_dates(struct appraisal *a, const struct chain_rules *rules,
                        const struct chain *chain)
{
    char at[INSTANT_TEXT];
    char end[INSTANT_TEXT];
    const struct cert *early = chain_find_not_yet_valid(chain, a->options->at);
    const struct cert *late = chain_find_expired(chain, a->options->at);
    (void)instant_format(a->options->at, at);
    if (early == NULL) {
        (void)check_pass(a->checks, rules->not_before, "all are valid already");
    } else {
        struct check *check = check_fail(
            a->checks, rules->not_before, "certificate %zu is valid from %s",
            (size_t)(early - chain->certs) + 1, instant_format(early->not_before, end));
        check_set_values(check, end, at);
    }
    if (late == NULL) {
        (void)check_pass(a->checks, rules->not_after, "until %s",
                         instant_format(chain_valid_until(chain), end));
    } else {
        struct check *check = check_fail(
            a->checks, rules->not_after, "certificate %zu was valid until %s",
            (size_t)(late - chain->certs) + 1, instant_format(late->not_after, end));
        check_set_values(check, end, at);
        check_set_hint(check, "to judge at the time the evidence was made: --at TIME");
    }
}

/* Everything about a chain that was read. */
static void check_chain(struct appraisal *a, const struct chain_rules *rules,
                        const struct chain *chain)
{
    struct err e;
    if (a->checks->of[rules->chain].result != RESULT_FAIL) {
        if (chain_check(chain, &a->signatures, &e)) {
            (void)check_pass(a->checks, rules->chain, "%zu certificates, each signed by the next",
                             chain->n);
        } else {
            (void)check_fail(a->checks, rules->chain, "%s", e.text);
        }
    }
    check_root(a, rules, chain);
    check_names(a, rules, chain);
    check_dates(a, rules, chain);
}

/* The chain of a piece of collateral: checked, or the reason why not. */
static void check_piece(struct appraisal *a, const struct chain_rules *rules,
                        const struct platform_chain *given, enum collateral_piece piece)
{
    if (given != NULL && given->is_read) {
        check_chain(a, rules, &given->chain);
        return;
    }
    char room[REASON_TEXT];
    dcap_undecided(a, rules->chain, rules->not_after, dcap_missing(a, piece, room, sizeof room));
    if (given != NULL && given->is_given) {
        dcap_undecided(a, rules->root, rules->not_after,
                       (struct reason){"the chain cannot be read", NULL});
        (void)check_fail(a->checks, rules->chain, "%s", given->fault.err.text);
    }
}

void dcap_signers(struct appraisal *a)
{
    const struct platform *platform = a->platform;
    check_piece(a, &tcb_info_rules, platform != NULL ? &platform->tcb_info_chain : NULL,
                PIECE_TCB_INFO_ISSUER_CHAIN);
    check_piece(a, &qe_identity_rules, platform != NULL ? &platform->qe_identity_chain : NULL,
                PIECE_QE_IDENTITY_ISSUER_CHAIN);
}

/* The one certificate that certification data of type 4 is. */
static bool read_leaf(struct text pem, struct buf *der)
{
    bool found = false;
    if (!pem_next(&pem, "CERTIFICATE", der, &found) || !found) {
        return false;
    }
    AUTO(buf_done) struct buf behind = buf_start(LIMIT_CHAIN);
    return pem_next(&pem, "CERTIFICATE", &behind, &found) && !found;
}

static void fail_pck(struct appraisal *a, const char *detail)
{
    (void)check_fail(a->checks, CHECK_PCK_CHAIN, "%s", detail);
}

/* The chain in the quote (type 5), which one in the collateral may repeat: same leaf. */
static const struct chain *embedded_chain(struct appraisal *a, const struct platform_chain *given)
{
    struct err e;
    struct text pem = text_of_bytes(a->quote->signature.certification_data);
    if (!chain_parse(pem, CHAIN_MAX, &a->embedded, &e)) {
        fail_pck(a, e.text);
        return NULL;
    }
    if (given == NULL || !given->is_given) {
        return &a->embedded;
    }
    if (!given->is_read) {
        fail_pck(a, given->fault.err.text);
    } else if (!bytes_equal(chain_leaf(&given->chain)->der, chain_leaf(&a->embedded)->der)) {
        fail_pck(a, "quote and pck_certificate_chain have different leaf certificates");
    }
    return &a->embedded;
}

/* The chain in the collateral; certification data of type 4 has to be its leaf. */
static const struct chain *given_chain(struct appraisal *a, const struct platform_chain *given)
{
    if (!given->is_read) {
        fail_pck(a, given->fault.err.text);
        return NULL;
    }
    if (a->quote->signature.certification_type == CERTIFICATION_PCK_LEAF) {
        AUTO(buf_done) struct buf leaf = buf_start(LIMIT_CHAIN);
        struct text pem = text_of_bytes(a->quote->signature.certification_data);
        if (!read_leaf(pem, &leaf)) {
            fail_pck(a, "the quote does not hold exactly one certificate");
        } else if (!bytes_equal(buf_view(&leaf), chain_leaf(&given->chain)->der)) {
            fail_pck(a, "quote and pck_certificate_chain have different leaf certificates");
        }
    }
    return &given->chain;
}

/* Length that certification data of a type has to have; 0 when any will do. */
static size_t certification_size(unsigned type)
{
    enum { RAW_TCB_SIZE = CPU_SVN_SIZE + 2 + PCE_ID_SIZE };
    switch (type) {
    case CERTIFICATION_PPID_RSA2048:
        return 256 + RAW_TCB_SIZE;
    case CERTIFICATION_PPID_RSA3072:
        return 384 + RAW_TCB_SIZE;
    default:
        return 0;
    }
}

/* quote.certification: true when there is a chain to look for. */
static bool check_certification(struct appraisal *a)
{
    const enum check_id id = CHECK_QUOTE_CERTIFICATION;
    const struct quote_signature *s = &a->quote->signature;
    if (!a->quote->has_signature) {
        (void)check_undecided(a->checks, id, "the attestation key is of a type that is not known");
        return false;
    }
    if (!s->has_qe) {
        (void)check_fail(a->checks, id, "outer certification data is of type %u, not 6",
                         (unsigned)s->outer_type);
        return false;
    }
    unsigned type = s->certification_type;
    if (type < CERTIFICATION_PPID || type > CERTIFICATION_PCK_CHAIN) {
        (void)check_fail(a->checks, id, "certification data of type %u does not lead to a PCK",
                         type);
        return false;
    }
    size_t size = certification_size(type);
    if (size != 0 && s->certification_data.left != size) {
        (void)check_fail(a->checks, id, "certification data of type %u has %zu bytes, not %zu",
                         type, s->certification_data.left, size);
        return false;
    }
    if (type == CERTIFICATION_PCK_CHAIN) {
        (void)check_pass(a->checks, id, "the quote carries its certificate chain");
        return true;
    }
    if (a->platform != NULL && a->platform->pck_chain.is_given) {
        (void)check_pass(a->checks, id, "type %u, and the collateral has the certificate chain",
                         type);
        return true;
    }
    check_set_hint(a->platform == NULL ? check_undecided(a->checks, id,
                                                         "the quote carries no certificate chain "
                                                         "and there is no collateral")
                                       : check_fail(a->checks, id,
                                                    "certification data of type %u needs a "
                                                    "pck_certificate_chain in the collateral",
                                                    type),
                   HINT_FETCH);
    return false;
}

static void check_sgx_extension(struct appraisal *a)
{
    struct err e;
    struct bytes extension = chain_leaf(a->pck_chain)->sgx_extension;
    if (extension.left == 0) {
        (void)check_fail(a->checks, CHECK_PCK_SGX_EXTENSION, "the certificate has none");
    } else if (!pck_parse_extension(extension, &a->pck, &e)) {
        (void)check_fail(a->checks, CHECK_PCK_SGX_EXTENSION, "%s", e.text);
    } else {
        a->has_pck = true;
        (void)check_pass(a->checks, CHECK_PCK_SGX_EXTENSION, "16 components and PCESVN %u",
                         (unsigned)a->pck.pce_svn);
    }
}

void dcap_pck(struct appraisal *a)
{
    struct reason reason = {"there is no certificate chain to look at", NULL};
    dcap_undecided(a, CHECK_PCK_CHAIN, CHECK_PCK_REVOCATION, reason);
    if (!check_certification(a)) {
        return;
    }
    const struct platform_chain *given = a->platform != NULL ? &a->platform->pck_chain : NULL;
    bool is_embedded = a->quote->signature.certification_type == CERTIFICATION_PCK_CHAIN;
    a->pck_chain = is_embedded ? embedded_chain(a, given) : given_chain(a, given);
    if (a->pck_chain != NULL) {
        check_chain(a, &pck_rules, a->pck_chain);
        check_sgx_extension(a);
    }
}
