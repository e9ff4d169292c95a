/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/chain.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/macro.h"
#include "base/utf8.h"
#include "codec/pem.h"

enum { CHAIN_BYTES_MAX = 64 * 1024, NAME_ESCAPED_MAX = 128 };

static const char *role(const struct chain *chain, size_t i)
{
    if (i == 0) {
        return "leaf";
    }
    return i + 1 == chain->n ? "root" : "intermediate";
}

/* ok, or ERR_UNTRUSTED "ROLE certificate 'COMMON NAME': PROBLEM". The name comes from outside and
 * is escaped and cut. */
static bool hold(bool ok, const struct chain *chain, size_t i, const char *problem, struct err *e)
{
    if (ok) {
        return true;
    }
    AUTO(buf_done) struct buf name = buf_start(4 * sizeof e->text);
    struct text common_name = chain->certs[i].common_name;
    if (common_name.len > NAME_ESCAPED_MAX) {
        common_name.len = NAME_ESCAPED_MAX;
    }
    utf8_escape(common_name, &name);
    struct text shown = buf_view_text(&name);
    return err_set(e, ERR_UNTRUSTED, "%s certificate '%.*s': %s", role(chain, i),
                   shown.len < NAME_ESCAPED_MAX ? (int)shown.len : NAME_ESCAPED_MAX,
                   shown.at != NULL ? shown.at : "", problem);
}

/* Decodes `n` blocks into `out->der`; the certificates' views have lengths only, because the bytes
 * may still move. */
static bool read_blocks(struct text pem, size_t n, struct chain *out, struct err *e)
{
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        size_t start = out->der.len;
        TRY(pem_next(&pem, "CERTIFICATE", &out->der, &found) ||
            err_set(e, ERR_MALFORMED, "certificate chain: not PEM at certificate %zu", i + 1));
        TRY(found ||
            err_set(e, ERR_MALFORMED, "certificate chain: %zu certificates instead of %zu", i, n));
        out->certs[i].der.left = out->der.len - start;
    }
    TRY(pem_next(&pem, "CERTIFICATE", &out->der, &found) ||
        err_set(e, ERR_MALFORMED, "certificate chain: not PEM behind certificate %zu", n));
    return !found || err_set(e, ERR_MALFORMED, "certificate chain: more than %zu certificates", n);
}

bool chain_parse(struct text pem, size_t n, struct chain *out, struct err *e)
{
    assert(n >= 2 && n <= CHAIN_MAX);
    AUTO(chain_done) struct chain chain = {.der = buf_start(CHAIN_BYTES_MAX), .n = n};
    TRY(read_blocks(pem, n, &chain, e));
    struct bytes all = buf_view(&chain.der);
    for (size_t i = 0; i < n; i++) {
        struct bytes der;
        TRY(bytes_take(&all, chain.certs[i].der.left, &der) ||
            err_set(e, ERR_MALFORMED, "certificate chain: too big"));
        TRY(cert_parse(der, &chain.certs[i], e) || err_wrap(e, "%s certificate", role(&chain, i)));
    }
    *out = chain;
    chain = (struct chain){.n = 0};
    return true;
}

void chain_done(struct chain *chain)
{
    buf_done(&chain->der);
    *chain = (struct chain){.n = 0};
}

const struct cert *chain_leaf(const struct chain *chain)
{
    return &chain->certs[0];
}

const struct cert *chain_root(const struct chain *chain)
{
    return &chain->certs[chain->n - 1];
}

static bool has_usage(const struct cert *cert, unsigned bits)
{
    return (cert->key_usage & bits) == bits;
}

static bool check_leaf(const struct chain *chain, struct err *e)
{
    const struct cert *leaf = chain_leaf(chain);
    TRY(hold(!leaf->is_ca, chain, 0, "is a CA", e));
    TRY(hold(leaf->has_key_usage, chain, 0, "has no key usage", e));
    TRY(hold(has_usage(leaf, CERT_DIGITAL_SIGNATURE), chain, 0, "may not sign", e));
    return hold(!has_usage(leaf, CERT_KEY_CERT_SIGN), chain, 0, "may sign certificates", e);
}

static bool check_ca(const struct chain *chain, size_t i, uint64_t path_length, struct err *e)
{
    const struct cert *ca = &chain->certs[i];
    char problem[64];
    TRY(hold(ca->is_ca, chain, i, "is no CA", e));
    TRY(hold(ca->basic_constraints_critical, chain, i, "basic constraints are not critical", e));
    TRY(hold(ca->has_path_length, chain, i, "has no pathLen", e));
    (void)snprintf(problem, sizeof problem, "pathLen is %" PRIu64 ", not %" PRIu64, ca->path_length,
                   path_length);
    TRY(hold(ca->path_length == path_length, chain, i, problem, e));
    TRY(hold(ca->has_key_usage, chain, i, "has no key usage", e));
    TRY(hold(has_usage(ca, CERT_KEY_CERT_SIGN), chain, i, "may not sign certificates", e));
    TRY(hold(has_usage(ca, CERT_CRL_SIGN), chain, i, "may not sign CRLs", e));
    return hold(ca->subject_key_id.left > 0, chain, i, "has no subject key identifier", e);
}

/* What a certificate says of its issuer; the root's is itself. */
static bool check_issuer(const struct chain *chain, size_t i, struct err *e)
{
    bool is_root = i + 1 == chain->n;
    const struct cert *cert = &chain->certs[i];
    const struct cert *issuer = is_root ? cert : &chain->certs[i + 1];
    bool has_id = cert->authority_key_id.left > 0;
    TRY(hold(!cert->has_unknown_critical, chain, i, "has an unknown critical extension", e));
    TRY(hold(bytes_equal(cert->issuer, issuer->subject), chain, i,
             is_root ? "is not issued by itself" : "its issuer is not the next certificate", e));
    TRY(hold(has_id || is_root, chain, i, "has no authority key identifier", e));
    return hold(!has_id || bytes_equal(cert->authority_key_id, issuer->subject_key_id), chain, i,
                "its authority key identifier is not its issuer's", e);
}

bool chain_check(const struct chain *chain, const struct signature_check *check, struct err *e)
{
    TRY(check_leaf(chain, e));
    for (size_t i = 1; i < chain->n; i++) {
        TRY(check_ca(chain, i, i + 1 == chain->n ? 1 : 0, e));
    }
    for (size_t i = 0; i < chain->n; i++) {
        TRY(check_issuer(chain, i, e));
    }
    for (size_t i = chain->n - 1; i > 0; i--) {
        bool holds = cert_is_signed_by(&chain->certs[i - 1], &chain->certs[i].key, check);
        TRY(hold(holds, chain, i - 1, "its signature is wrong", e));
    }
    return true;
}

const struct cert *chain_find_expired(const struct chain *chain, instant at)
{
    for (size_t i = 0; i < chain->n; i++) {
        if (chain->certs[i].not_after < at) {
            return &chain->certs[i];
        }
    }
    return NULL;
}

const struct cert *chain_find_not_yet_valid(const struct chain *chain, instant at)
{
    for (size_t i = 0; i < chain->n; i++) {
        if (chain->certs[i].not_before > at) {
            return &chain->certs[i];
        }
    }
    return NULL;
}

instant chain_valid_until(const struct chain *chain)
{
    instant until = chain->certs[0].not_after;
    for (size_t i = 1; i < chain->n; i++) {
        if (chain->certs[i].not_after < until) {
            until = chain->certs[i].not_after;
        }
    }
    return until;
}
