/* SPDX-License-Identifier: Apache-2.0 */
/* Our reading and checking of chains held against OpenSSL's: what we accept OpenSSL accepts, and
 * what it accepts and we refuse is refused for a reason that stands in a table. */
#include <criterion/criterion.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <string.h>

#include "codec/der.h"
#include "codec/pem.h"
#include "crypto/chain.h"
#include "pki.h"
#include "random.h"
#include "vectors.h"

enum { CAP = 64 * 1024, MUTANTS = 4000, SIGNED_MUTANTS = 8000 };

/* Parts of our errors with which OpenSSL may differ: the closed profile. */
static const char *const reasons[] = {
    "root is not the pinned one",
    "not version 3",
    "the serial number is malformed",
    "not ECDSA with SHA-256",
    "the issuer is malformed",
    "the subject is malformed",
    "the key is not an uncompressed P-256 key",
    "the extensions are malformed",
    "an extension is malformed",
    "an extension is there twice",
    "the key usage is malformed",
    "the basic constraints are malformed",
    "the authority key identifier is malformed",
    "the subject key identifier is malformed",
    "the SGX extension is empty",
    "the CRL distribution points are malformed",
    "the signature is malformed",
    "the signed part is malformed",
    "is a CA",
    "has no key usage",
    "may not sign",
    "has no pathLen",
    "pathLen is",
    "is not issued by itself",
    "its issuer is not the next certificate",
    "its authority key identifier is not its issuer's",
    "bytes follow",
    "the validity is malformed",
    "more than 16 extensions",
};

/* Certificates as DER, leaf first; the last one is the root that is trusted, unless another is. */
struct tested {
    struct bytes der[CHAIN_MAX];
    size_t n;
    struct bytes root;
    instant at;
};

static struct tally {
    size_t both, neither, stricter, other_path, off_curve, unread;
    size_t by_reason[COUNT(reasons)];
} tally;

static bool ours(const struct tested *t, struct err *e)
{
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    AUTO(chain_done) struct chain chain = {.n = 0};
    for (size_t i = 0; i < t->n; i++) {
        pem_write("CERTIFICATE", t->der[i], &pem);
    }
    TRY(chain_parse(buf_view_text(&pem), t->n, &chain, e));
    TRY(bytes_equal(chain_root(&chain)->der, t->root) ||
        err_set(e, ERR_UNTRUSTED, "root is not the pinned one"));
    TRY(chain_check(&chain, &signature_check_plain, e));
    TRY(chain_find_expired(&chain, t->at) == NULL || err_set(e, ERR_EXPIRED, "expired"));
    return chain_find_not_yet_valid(&chain, t->at) == NULL ||
           err_set(e, ERR_EXPIRED, "not yet valid");
}

static X509 *load(struct bytes der)
{
    const unsigned char *at = der.at;
    return d2i_X509(NULL, &at, (long)der.left);
}

/* Answers besides X509_V_OK and OpenSSL's reasons. OTHER_PATH: accepted, but without all of the
 * certificates. */
enum { NO_DER = -1, KEY_OFF_THE_CURVE = -2, EXTENSION_UNREAD = -3, OTHER_PATH = -4 };

static int verify(X509 *leaf, STACK_OF(X509) * others, X509 *root, instant at)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    cr_assert(X509_STORE_add_cert(store, root) == 1);
    cr_assert(X509_STORE_CTX_init(context, store, leaf, others) == 1);
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_time(param, (time_t)at);
    cr_assert(X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT) == 1);
    int reason = X509_verify_cert(context) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(context);
    if (reason == X509_V_OK &&
        sk_X509_num(X509_STORE_CTX_get0_chain(context)) != sk_X509_num(others)) {
        reason = OTHER_PATH;
    }
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return reason;
}

/* OpenSSL reads the content of extensions that are none of ours: by RFC 5280 we may ignore them,
 * as they are not critical. */
static bool has_unread_extension(STACK_OF(X509) * all)
{
    static const int ours[] = {NID_undef,
                               NID_subject_key_identifier,
                               NID_key_usage,
                               NID_basic_constraints,
                               NID_crl_distribution_points,
                               NID_authority_key_identifier};
    size_t unread = 0;
    for (int i = 0; i < sk_X509_num(all); i++) {
        const X509 *one = sk_X509_value(all, i);
        for (int j = 0; j < X509_get_ext_count(one); j++) {
            int nid = OBJ_obj2nid(X509_EXTENSION_get_object(X509_get_ext(one, j)));
            size_t k = 0;
            while (k < COUNT(ours) && ours[k] != nid) {
                k++;
            }
            unread += k == COUNT(ours) ? 1 : 0;
        }
    }
    return unread > 0;
}

/* A leaf's key that is not on the curve is found out by us when it is used. */
static int judge(const struct tested *t, STACK_OF(X509) * all, X509 *root)
{
    int reason = verify(sk_X509_value(all, 0), all, root, t->at);
    if (reason == X509_V_ERR_UNSPECIFIED && X509_get0_pubkey(sk_X509_value(all, 0)) == NULL) {
        return KEY_OFF_THE_CURVE;
    }
    return reason > X509_V_OK && has_unread_extension(all) ? EXTENSION_UNREAD : reason;
}

static int theirs(const struct tested *t)
{
    X509 *root = load(t->root);
    STACK_OF(X509) *all = sk_X509_new_null();
    bool parsed = root != NULL;
    for (size_t i = 0; i < t->n; i++) {
        X509 *one = load(t->der[i]);
        parsed = parsed && one != NULL;
        if (one != NULL) {
            cr_assert(sk_X509_push(all, one) > 0);
        }
    }
    int reason = parsed ? judge(t, all, root) : NO_DER;
    sk_X509_pop_free(all, X509_free);
    X509_free(root);
    return reason;
}

static void note_reason(const char *name, const struct err *e)
{
    tally.stricter++;
    for (size_t i = 0; i < COUNT(reasons); i++) {
        if (strstr(e->text, reasons[i]) != NULL) {
            tally.by_reason[i]++;
            return;
        }
    }
    cr_expect_fail("%s: OpenSSL accepts, we refuse for no reason of the table: %s", name, e->text);
}

/* Our answer. */
static bool compare(const char *name, const struct tested *t)
{
    struct err e = {0};
    bool we_accept = ours(t, &e);
    int reason = theirs(t);
    cr_expect(!we_accept || reason == X509_V_OK || reason == KEY_OFF_THE_CURVE ||
                  reason == EXTENSION_UNREAD,
              "%s: we accept, OpenSSL refuses: %d %s", name, reason,
              reason >= 0 ? X509_verify_cert_error_string(reason) : "not DER");
    tally.both += we_accept && reason == X509_V_OK ? 1 : 0;
    tally.other_path += reason == OTHER_PATH ? 1 : 0;
    tally.neither += !we_accept && reason != X509_V_OK && reason != OTHER_PATH ? 1 : 0;
    tally.off_curve += we_accept && reason == KEY_OFF_THE_CURVE ? 1 : 0;
    tally.unread += we_accept && reason == EXTENSION_UNREAD ? 1 : 0;
    if (!we_accept && reason == X509_V_OK) {
        note_reason(name, &e);
    }
    return we_accept;
}

static void print_tally(const char *what)
{
    printf("%s: both accept %zu, both refuse %zu, only we refuse %zu\n", what, tally.both,
           tally.neither, tally.stricter);
    printf("  leaf keys off the curve %zu, extensions that we do not read %zu, "
           "paths without all certificates %zu\n",
           tally.off_curve, tally.unread, tally.other_path);
    for (size_t i = 0; i < COUNT(reasons); i++) {
        if (tally.by_reason[i] > 0) {
            printf("  %6zu %s\n", tally.by_reason[i], reasons[i]);
        }
    }
}

/* A chain's certificates; false when there are not two or three. */
static bool take_apart(const char *pem, struct buf ders[CHAIN_MAX + 1], struct tested *out)
{
    struct text rest = text_of(pem);
    bool found = true;
    size_t n = 0;
    while (n <= CHAIN_MAX && pem_next(&rest, "CERTIFICATE", &ders[n], &found) && found) {
        n++;
    }
    *out = (struct tested){.n = n, .at = PKI_NOW};
    for (size_t i = 0; i < n && i < CHAIN_MAX; i++) {
        out->der[i] = buf_view(&ders[i]);
    }
    out->root = n > 0 && n <= CHAIN_MAX ? out->der[n - 1] : (struct bytes){NULL, 0};
    return !found && n >= 2 && n <= CHAIN_MAX;
}

/* The same mutants on each run, others when a seed is given. */
static struct random_source start(uint64_t seed)
{
    return getenv("PHALA_SEED") != NULL ? random_start() : (struct random_source){seed};
}

/* One to three changes: a bit, a byte, a byte less or one more. */
static void mutate(struct random_source *r, struct bytes from, struct buf *out)
{
    buf_add(out, from);
    for (size_t n = 1 + random_below(r, 3); n > 0; n--) {
        size_t at = random_below(r, out->len);
        size_t kind = random_below(r, 8);
        if (kind == 0) {
            memmove(out->at + at, out->at + at + 1, out->len - at - 1);
            out->len--;
        } else if (kind == 1) {
            cr_assert_not_null(buf_extend(out, 1));
            memmove(out->at + at + 1, out->at + at, out->len - at - 1);
        } else if (kind == 2) {
            out->at[at] = (uint8_t)random_below(r, 256);
        } else {
            out->at[at] ^= (uint8_t)(1U << random_below(r, 8));
        }
    }
}

static void compare_with_mutants(const char *pem, size_t n_mutants, struct random_source *r)
{
    struct buf ders[CHAIN_MAX + 1] = {buf_start(CAP), buf_start(CAP), buf_start(CAP),
                                      buf_start(CAP)};
    struct tested original;
    if (take_apart(pem, ders, &original)) {
        (void)compare("vector", &original);
        for (size_t i = 0; i < n_mutants; i++) {
            AUTO(buf_done) struct buf changed = buf_start(CAP);
            struct tested t = original;
            size_t which = random_below(r, t.n);
            mutate(r, t.der[which], &changed);
            t.der[which] = buf_view(&changed);
            /* Half of the changed roots are trusted. */
            t.root = random_below(r, 2) == 0 ? t.der[t.n - 1] : t.root;
            (void)compare("mutant of a vector", &t);
        }
    }
    for (size_t i = 0; i < COUNT(ders); i++) {
        buf_done(&ders[i]);
    }
}

Test(differential, chains_of_the_vectors_and_their_mutants)
{
    struct vectors vectors;
    struct random_source r = start(20260115);
    if (!vectors_read(&vectors)) {
        vectors_done(&vectors);
        cr_skip_test("no vectors at '%s'", PHALA_SHARED_DIR);
    }
    cr_assert_gt(vectors.n, 20);
    for (size_t i = 0; i < vectors.n; i++) {
        compare_with_mutants(vectors.chains[i], MUTANTS / vectors.n + 1, &r);
    }
    printf("%zu chains\n", vectors.n);
    print_tally("vectors and mutants");
    cr_expect_gt(tally.both, 10);
    vectors_done(&vectors);
}

static void build(const struct pki_case *one, struct buf ders[PKI_N], struct tested *out)
{
    *out = (struct tested){.n = PKI_N, .at = PKI_NOW};
    for (unsigned i = 0; i < PKI_N; i++) {
        ders[i] = buf_start(CAP);
        pki_certificate(one != NULL && one->at == i ? &one->recipe : &pki_right[i], &ders[i]);
        out->der[i] = buf_view(&ders[i]);
    }
    out->root = out->der[PKI_ROOT];
}

static void build_done(struct buf ders[PKI_N])
{
    for (unsigned i = 0; i < PKI_N; i++) {
        buf_done(&ders[i]);
    }
}

Test(differential, single_defects)
{
    for (size_t i = 0; i < pki_n_cases; i++) {
        struct buf ders[PKI_N];
        struct tested t;
        build(&pki_cases[i], ders, &t);
        cr_expect_eq(compare(pki_cases[i].name, &t), pki_cases[i].want == NULL, "%s",
                     pki_cases[i].name);
        build_done(ders);
    }
    print_tally("single defects");
}

/* The only way in which we accept more, which the attestation specification asks for. */
Test(differential, critical_extensions_that_openssl_does_not_know)
{
    for (size_t i = 0; i < pki_n_critical; i++) {
        struct buf ders[PKI_N];
        struct tested t;
        struct err e = {0};
        build(&pki_critical[i], ders, &t);
        cr_expect(ours(&t, &e), "%s: %s", pki_critical[i].name, e.text);
        int reason = theirs(&t);
        cr_expect(reason == X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION ||
                      reason == X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL ||
                      reason == X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL,
                  "%s: %d", pki_critical[i].name, reason);
        build_done(ders);
    }
}

/* Changes that the issuer signed: these get past the signature. */
Test(differential, signed_mutants)
{
    static const unsigned signers[PKI_N] = {2, 3, 3};
    struct random_source r = start(7);
    struct buf ders[PKI_N];
    struct tested original;
    build(NULL, ders, &original);
    for (size_t i = 0; i < SIGNED_MUTANTS; i++) {
        AUTO(buf_done) struct buf tbs = buf_start(CAP);
        AUTO(buf_done) struct buf changed = buf_start(CAP);
        struct tested t = original;
        struct bytes der = t.der[i % PKI_N];
        struct bytes inside;
        struct bytes whole = {NULL, 0};
        char name[64];
        cr_assert(der_element(&der, DER_SEQUENCE, &inside) &&
                  der_whole_element(&inside, DER_SEQUENCE, &whole));
        mutate(&r, whole, &tbs);
        pki_wrap(buf_view(&tbs), ECDSA_SHA256, signers[i % PKI_N], &changed);
        t.der[i % PKI_N] = buf_view(&changed);
        t.root = t.der[PKI_ROOT];
        (void)snprintf(name, sizeof name, "signed mutant %zu", i);
        (void)compare(name, &t);
    }
    print_tally("signed mutants");
    cr_expect_gt(tally.both, 100);
    build_done(ders);
}
