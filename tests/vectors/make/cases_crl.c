/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <stddef.h>

/* The two CRLs themselves; who is on them is in cases_crl_lookup.c. */

static const struct {
    const char *name;
    size_t at;
} CRLS[] = {
    {"root_crl", offsetof(struct platform, root_crl)},
    {"pck_crl", offsetof(struct platform, pck_crl)},
};

static void number(struct crl_spec *crl, const char *value)
{
    crl->number = value;
}

static void no_aki(struct crl_spec *crl, const char *value)
{
    (void)value;
    crl->has_aki = false;
}

static void no_next_update(struct crl_spec *crl, const char *value)
{
    (void)value;
    crl->next_update = 0;
}

static void critical(struct crl_spec *crl, const char *value)
{
    crl->extra = (struct extension){value, true, "0500"};
}

static void plain(struct crl_spec *crl, const char *value)
{
    crl->extra = (struct extension){value, false, "0500"};
}

/* onlyContainsUserCerts: the CRL says that it is not about all certificates. */
static void partial(struct crl_spec *crl, const char *value)
{
    crl->extra = (struct extension){value, true, "30038101ff"};
}

static void delta(struct crl_spec *crl, const char *value)
{
    crl->extra = (struct extension){value, true, "020100"};
}

static void trailing(struct crl_spec *crl, const char *value)
{
    crl->trailing = value;
}

static void issuer_name(struct crl_spec *crl, const char *value)
{
    crl->issuer.common_name = value;
}

static void issuer_encoding(struct crl_spec *crl, const char *value)
{
    (void)value;
    crl->issuer.printable = true;
}

static void issuer_key(struct crl_spec *crl, const char *value)
{
    crl->issuer_key.label = value;
}

static void signed_with(struct crl_spec *crl, const char *value)
{
    crl->hash = crl->named_hash = value[0] == '3' ? HASH_SHA384 : HASH_SHA512;
}

static void algorithms_differ(struct crl_spec *crl, const char *value)
{
    (void)value;
    crl->named_hash = HASH_SHA384;
}

#define PRESENT  "16: nextUpdate, CRL number and AKI must be there"
#define CRITICAL "4: an unknown critical extension is refused"

/* A NULL category: accepted. */
static const struct {
    const char *name;
    const char *category;
    const char *rule;
    void (*change)(struct crl_spec *crl, const char *value);
    const char *value;
    bool category_is_chosen;
} CHECKS[] = {
    {"no_number", "crl_decode", PRESENT, number, NULL, true},
    {"no_aki", "crl_decode", PRESENT, no_aki, NULL, true},
    {"no_next_update", "crl_decode", PRESENT, no_next_update, NULL, true},
    {"big_number", NULL, "4: a CRL number of any size", number,
     "ff000000000000000000000000000000000001", false},
    {"critical_unknown", "crl_decode", CRITICAL, critical, "1.3.6.1.4.1.55555.1", true},
    {"critical_partial", "crl_decode", CRITICAL, partial, "2.5.29.28", true},
    {"critical_delta", "crl_decode", CRITICAL, delta, "2.5.29.27", true},
    {"plain_unknown", NULL, "4: an unknown extension may be there", plain, "1.3.6.1.4.1.55555.1",
     false},
    {"trailing_zero", "crl_decode", "16: decoded to the last byte", trailing, "00", false},
    {"trailing_garbage", "crl_decode", "16: decoded to the last byte", trailing, "deadbeef", false},
    {"issuer_name", "crl_issuer", "4: the issuer name is the CA's", issuer_name,
     "Intel SGX PCK Some CA", false},
    {"issuer_encoding", "crl_issuer", "4: the issuer name is the CA's in DER", issuer_encoding,
     NULL, true},
    {"issuer_key", "crl_signature", "4: the CA signs", issuer_key, "stranger", false},
    {"sha384", "crl_signature", "16: ECDSA with SHA-256 only", signed_with, "384", true},
    {"sha512", "crl_signature", "16: ECDSA with SHA-256 only", signed_with, "512", true},
    {"algorithms_differ", "crl_signature", "16: SHA-256 inside and outside the signed part",
     algorithms_differ, NULL, true},
};

static void break_crl(struct platform *p, const struct test_case *c)
{
    size_t crl = (size_t)c->number / COUNT(CHECKS);
    size_t check = (size_t)c->number % COUNT(CHECKS);
    void *at = (char *)p + CRLS[crl].at;
    CHECKS[check].change(at, CHECKS[check].value);
}

static void add_check(struct case_list *to, size_t crl, size_t check)
{
    struct test_case one = {
        .name = case_name("%s_%s", CRLS[crl].name, CHECKS[check].name),
        .group = "crl",
        .category = CHECKS[check].category,
        .rule = CHECKS[check].rule,
        .change = break_crl,
        .number = (long long)(crl * COUNT(CHECKS) + check),
        .category_is_chosen = CHECKS[check].category_is_chosen,
    };
    case_add(to, &one);
}

/* A sound CRL of somebody else takes the place: the processor CA's, or the other of the two. */
static void of_processor_ca(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck_crl.issuer_key.label = "processor ca";
    p->pck_crl.issuer.common_name = CN_PROCESSOR_CA;
}

static void of_platform_ca(struct platform *p, const struct test_case *c)
{
    (void)c;
    struct crl_spec crl = p->pck_crl;
    platform_of_processor_ca(p);
    p->pck_crl = crl;
}

static void root_crl_twice(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck_crl = p->root_crl;
}

static void pck_crl_twice(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->root_crl = p->pck_crl;
}

static void swapped(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->crls_swapped = true;
}

static void pck_crl_form(struct platform *p, const struct test_case *c)
{
    p->pck_crl_form = (enum crl_form)c->number;
}

static void root_crl_form(struct platform *p, const struct test_case *c)
{
    p->root_crl_form = (enum crl_form)c->number;
}

#define FORM  "16: DER in hex, or PEM"
#define OWNER "4: the CRL of the CA that issued the certificate"

static const struct test_case CASES_CRL[] = {
    REFUSED("pck_crl_of_processor_ca", "crl_issuer", OWNER, .change = of_processor_ca),
    REFUSED("pck_crl_of_platform_ca", "crl_issuer", OWNER, .change = of_platform_ca),
    REFUSED("pck_crl_is_root_crl", "crl_issuer", OWNER, .change = root_crl_twice),
    REFUSED("root_crl_is_pck_crl", "crl_issuer", OWNER, .change = pck_crl_twice),
    REFUSED("crls_swapped", "crl_issuer", OWNER, .change = swapped),
    REFUSED("crls_swapped_sgx", "crl_issuer", OWNER, .base = SGX_V3, .change = swapped),
    ACCEPTED("pck_crl_hex_upper", FORM, .change = pck_crl_form, .number = CRL_HEX_UPPER),
    ACCEPTED("pck_crl_pem", FORM, .change = pck_crl_form, .number = CRL_PEM),
    ACCEPTED("root_crl_hex_upper", FORM, .change = root_crl_form, .number = CRL_HEX_UPPER),
    ACCEPTED("root_crl_pem", FORM, .change = root_crl_form, .number = CRL_PEM),
    REFUSED("pck_crl_no_hex", "crl_decode", FORM, .change = change_collateral,
            .from = "\"pck_crl\": \"30", .to = "\"pck_crl\": \"3g"),
    REFUSED("pck_crl_odd_hex", "crl_decode", FORM, .change = change_collateral,
            .from = "\"pck_crl\": \"30", .to = "\"pck_crl\": \"3"),
    REFUSED("pck_crl_empty", "crl_decode", FORM, .change = change_collateral,
            .from = "\"pck_crl\": \"30", .to = "\"pck_crl\": \"\",\"rest\": \"30"),
    REFUSED("root_crl_no_hex", "crl_decode", FORM, .change = change_collateral,
            .from = "\"root_ca_crl\": \"30", .to = "\"root_ca_crl\": \"3g"),
    REFUSED("root_crl_empty", "crl_decode", FORM, .change = change_collateral,
            .from = "\"root_ca_crl\": \"30", .to = "\"root_ca_crl\": \"\",\"rest\": \"30"),
    REFUSED("root_crl_garbage", "crl_decode", FORM, .change = change_collateral,
            .from = "\"root_ca_crl\": \"30", .to = "\"root_ca_crl\": \"31"),
};

void cases_crl(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(CRLS); i++) {
        for (size_t j = 0; j < COUNT(CHECKS); j++) {
            add_check(to, i, j);
        }
    }
    case_add_all(to, "crl", CASES_CRL, COUNT(CASES_CRL));
}
