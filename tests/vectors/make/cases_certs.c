/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <stddef.h>
#include <string.h>

/* Every certificate of the three chains, with every field wrong that a verifier looks at. */

enum { FOR_CA = 1, FOR_LEAF = 2, FOR_ROOT = 4, FOR_BELOW = FOR_CA | FOR_LEAF, FOR_ALL = 7 };

static const struct {
    const char *name;
    size_t at; /* in struct platform */
    const char *category;
    unsigned kind;
} CERTS[] = {
    {"pck", offsetof(struct platform, pck), "pck_chain", FOR_LEAF},
    {"intermediate", offsetof(struct platform, intermediate), "pck_chain", FOR_CA},
    {"tcb_signer", offsetof(struct platform, tcb_signer), "tcb_chain", FOR_LEAF},
    {"qe_signer", offsetof(struct platform, qe_signer), "qe_identity_chain", FOR_LEAF},
    {"root", offsetof(struct platform, root), "pck_chain", FOR_ROOT},
};

static const struct extension UNKNOWN = {"1.3.6.1.4.1.55555.1", true, "0500"};
static const struct extension UNKNOWN_PLAIN = {"1.3.6.1.4.1.55555.1", false, "0500"};
static const struct extension EXTENDED_USAGE = {"2.5.29.37", true, "300a06082b06010505070301"};
static const struct extension POLICIES = {"2.5.29.32", true, "3006300406022a03"};

static void common_name(struct platform *p, struct cert_spec *cert, const char *value)
{
    change_subject(p, cert, value);
}

static void common_name_longer(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)value;
    change_subject(p, cert, case_name("%s 2", cert->subject.common_name));
}

static void no_common_name(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    (void)value;
    cert->subject.common_name = NULL;
}

static void common_name_twice(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    (void)value;
    cert->subject.second = cert->subject.common_name;
}

static void issuer_name(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->issuer.common_name = value;
}

static void issuer_printable(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    (void)value;
    cert->issuer.printable = true;
}

static void issuer_key(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->issuer_key.label = value;
}

/* `value` holds the letters of the usages: d, n, c (certificates), r (CRLs), o
 * (decipher only); NULL for no extension.
 */
static void key_usage(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    static const struct {
        char letter;
        int bit;
    } USAGES[] = {{'d', USAGE_DIGITAL_SIGNATURE},
                  {'n', USAGE_NON_REPUDIATION},
                  {'c', USAGE_CERT_SIGN},
                  {'r', USAGE_CRL_SIGN},
                  {'o', USAGE_DECIPHER_ONLY}};
    cert->key_usage = value != NULL ? 0 : KEY_USAGE_ABSENT;
    for (size_t i = 0; value != NULL && i < COUNT(USAGES); i++) {
        cert->key_usage |= strchr(value, USAGES[i].letter) != NULL ? USAGES[i].bit : 0;
    }
}

static void no_basic(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    (void)value;
    cert->basic = BASIC_ABSENT;
}

static void not_ca(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    (void)value;
    cert->basic = BASIC_LEAF;
    cert->path_len = PATH_LEN_ABSENT;
}

static void as_ca(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    (void)value;
    cert->basic = BASIC_CA;
}

static void path_len(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->path_len = value != NULL ? value[0] - '0' : PATH_LEN_ABSENT;
}

static void extra(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    static const struct extension *const EXTRAS[] = {&UNKNOWN, &UNKNOWN_PLAIN, &EXTENDED_USAGE,
                                                     &POLICIES};
    cert->extra = *EXTRAS[value[0] - '0'];
}

static void flipped(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->flipped = value;
}

static void usage_last(struct platform *p, struct cert_spec *cert, const char *value)
{
    flipped(p, cert, value);
    cert->usage_last = true;
}

static void doubled(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->doubled = value;
}

static void version(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->version = (uint8_t)(value[0] - '0');
}

static void signed_with(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->hash = value[0] == '5' ? HASH_SHA512 : HASH_SHA384;
    cert->named_hash = cert->hash;
}

static void named_other(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    (void)value;
    cert->named_hash = HASH_SHA384;
}

static void on_curve(struct platform *p, struct cert_spec *cert, const char *value)
{
    struct signer other = {case_name("%s on another curve", cert->key.label),
                           value[0] == '3' ? CURVE_P384 : CURVE_K256};
    if (cert != &p->tcb_signer && cert != &p->qe_signer) {
        change_signer(p, cert->key.label, other);
        return;
    }
    (cert == &p->tcb_signer ? &p->tcb_document : &p->qe_document)->signer = other;
    cert->key = other;
}

static void trailing(struct platform *p, struct cert_spec *cert, const char *value)
{
    (void)p;
    cert->trailing = value;
}

/* A NULL category stands for that of the certificate's chain, "" for none: accepted. */
static const struct {
    const char *name;
    unsigned kinds;
    const char *category;
    const char *rule;
    void (*change)(struct platform *p, struct cert_spec *cert, const char *value);
    const char *value;
    bool category_is_chosen;
} CHECKS[] = {
    {"cn_other", FOR_ALL, "cert_name", "3: the common name of its role", common_name,
     "Some Certificate", false},
    {"cn_longer", FOR_ALL, "cert_name", "3: the whole common name counts", common_name_longer, NULL,
     false},
    {"cn_empty", FOR_ALL, "cert_name", "3: the common name of its role", common_name, "", false},
    {"cn_missing", FOR_LEAF, "cert_name", "3: the common name of its role", no_common_name, NULL,
     false},
    {"cn_twice", FOR_LEAF, "cert_name", "3: one common name", common_name_twice, NULL, false},
    {"issuer_name_other", FOR_BELOW, NULL, "16: the issuer is the parent's subject", issuer_name,
     "Intel SGX PCK Some CA", false},
    {"issuer_name_encoding", FOR_BELOW, NULL, "16: the issuer is the parent's subject in DER",
     issuer_printable, NULL, false},
    {"issuer_key_other", FOR_BELOW, NULL, "3: the parent's key signs", issuer_key, "stranger",
     false},
    {"usage_missing", FOR_ALL, NULL, "16: KeyUsage is present", key_usage, NULL, false},
    {"usage_no_cert_sign", FOR_CA | FOR_ROOT, NULL, "16: a CA has keyCertSign", key_usage, "r",
     false},
    {"usage_no_crl_sign", FOR_CA | FOR_ROOT, NULL, "16: a CA has cRLSign", key_usage, "c", false},
    {"usage_no_signature", FOR_LEAF, NULL, "16: a leaf has digitalSignature", key_usage, "n",
     false},
    {"usage_cert_sign", FOR_LEAF, NULL, "16: a leaf has no keyCertSign", key_usage, "dnc", false},
    {"usage_signature_alone", FOR_LEAF, "", "16: digitalSignature is enough", key_usage, "d",
     false},
    {"usage_of_two_octets", FOR_LEAF, "", "16: other usages may be there", key_usage, "do", false},
    {"basic_missing", FOR_CA | FOR_ROOT, NULL, "3: a CA has BasicConstraints", no_basic, NULL,
     false},
    {"basic_missing", FOR_LEAF, "", "16: a leaf may do without BasicConstraints", no_basic, NULL,
     false},
    {"not_ca", FOR_CA | FOR_ROOT, NULL, "3: a CA says CA:TRUE", not_ca, NULL, false},
    {"is_ca", FOR_LEAF, NULL, "3: a leaf does not say CA:TRUE", as_ca, NULL, false},
    {"path_len_missing", FOR_CA | FOR_ROOT, NULL, "16: pathLen is 1, 0", path_len, NULL, false},
    {"path_len_1", FOR_CA, NULL, "16: the intermediate's pathLen is 0", path_len, "1", false},
    {"path_len_0", FOR_ROOT, NULL, "16: the root's pathLen is 1", path_len, "0", false},
    {"path_len_2", FOR_ROOT, NULL, "16: the root's pathLen is 1", path_len, "2", false},
    {"critical_unknown", FOR_ALL, NULL, "16: no unknown critical extension", extra, "0", false},
    {"plain_unknown", FOR_ALL, "", "16: an unknown extension may be there", extra, "1", false},
    {"critical_extended_usage", FOR_LEAF, NULL, "16: other critical extensions are refused", extra,
     "2", false},
    {"critical_policies", FOR_CA, NULL, "16: other critical extensions are refused", extra, "3",
     false},
    {"critical_ski", FOR_ALL, "", "16: 2.5.29.14 may be critical", flipped, OID_SKI, false},
    {"critical_crl_points", FOR_ALL, "", "16: 2.5.29.31 may be critical", flipped, OID_CRL_POINTS,
     false},
    {"critical_aki", FOR_ALL, "", "16: 2.5.29.35 may be critical", flipped, OID_AKI, false},
    {"basic_plain", FOR_CA | FOR_ROOT, NULL, "3: BasicConstraints of a CA are critical", flipped,
     OID_BASIC_CONSTRAINTS, true},
    {"basic_plain_first", FOR_CA | FOR_ROOT, NULL, "3: BasicConstraints of a CA are critical",
     usage_last, OID_BASIC_CONSTRAINTS, true},
    {"usage_last", FOR_ALL, "", "3: extensions come in any order", usage_last, NULL, false},
    {"usage_doubled", FOR_BELOW, NULL, "3: no extension is there twice", doubled, OID_KEY_USAGE,
     true},
    {"basic_doubled", FOR_BELOW, NULL, "3: no extension is there twice", doubled,
     OID_BASIC_CONSTRAINTS, true},
    {"version_1", FOR_BELOW, NULL, "3: X.509 v3", version, "0", true},
    {"version_2", FOR_BELOW, NULL, "3: X.509 v3", version, "1", true},
    {"sha384", FOR_BELOW, NULL, "16: ECDSA with SHA-256 only", signed_with, "384", true},
    {"sha512", FOR_BELOW, NULL, "16: ECDSA with SHA-256 only", signed_with, "512", true},
    {"algorithms_differ", FOR_BELOW, NULL, "16: SHA-256 inside and outside the signed part",
     named_other, NULL, true},
    {"curve_k256", FOR_BELOW, NULL, "16: P-256 only", on_curve, "256", true},
    {"curve_p384", FOR_CA, NULL, "16: P-256 only", on_curve, "384", true},
    {"trailing_byte", FOR_BELOW, NULL, "3: nothing behind the certificate in its block", trailing,
     "00", true},
};

static void break_cert(struct platform *p, const struct test_case *c)
{
    size_t cert = (size_t)c->number / COUNT(CHECKS);
    size_t check = (size_t)c->number % COUNT(CHECKS);
    void *at = (char *)p + CERTS[cert].at;
    CHECKS[check].change(p, at, CHECKS[check].value);
}

static void add_check(struct case_list *to, size_t cert, size_t check)
{
    const char *category = CHECKS[check].category;
    struct test_case one = {
        .name = case_name("%s_%s", CERTS[cert].name, CHECKS[check].name),
        .group = "certificates",
        .rule = CHECKS[check].rule,
        .change = break_cert,
        .number = (long long)(cert * COUNT(CHECKS) + check),
        .has_own_root = CERTS[cert].kind == FOR_ROOT,
        .note = CERTS[cert].kind == FOR_ROOT ? "all three chains end in this root" : NULL,
        .category_is_chosen = CHECKS[check].category_is_chosen,
    };
    if (category == NULL) {
        one.category = CERTS[cert].category;
    } else if (category[0] != '\0') {
        one.category = category;
    }
    case_add(to, &one);
}

static void sgx_critical(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck.flipped = SGX_OID;
}

static void pck_named(struct platform *p, const struct test_case *c)
{
    change_subject(p, &p->pck, c->from);
}

static void tcb_signer_named(struct platform *p, const struct test_case *c)
{
    change_subject(p, &p->tcb_signer, c->from);
}

static void qe_signer_named(struct platform *p, const struct test_case *c)
{
    change_subject(p, &p->qe_signer, c->from);
}

#define ROLE "3: the common name tells the roles apart"

static const struct test_case CASES_CERTS[] = {
    REFUSED("pck_named_tcb_signer", "cert_name", ROLE, .change = pck_named, .from = CN_TCB_SIGNER),
    REFUSED("pck_named_platform_ca", "cert_name", ROLE, .change = pck_named,
            .from = CN_PLATFORM_CA),
    REFUSED("tcb_signer_named_pck", "cert_name", ROLE, .change = tcb_signer_named, .from = CN_PCK),
    REFUSED("qe_signer_named_pck", "cert_name", ROLE, .change = qe_signer_named, .from = CN_PCK),
    ACCEPTED("pck_critical_sgx", "16: the SGX extension may be critical", .change = sgx_critical),
};

void cases_certs(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(CERTS); i++) {
        for (size_t j = 0; j < COUNT(CHECKS); j++) {
            if ((CHECKS[j].kinds & CERTS[i].kind) != 0) {
                add_check(to, i, j);
            }
        }
    }
    case_add_all(to, "certificates", CASES_CERTS, COUNT(CASES_CERTS));
}
