/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* The collateral file around its parts, and the ways in which signed documents come. */

static const char *const KEYS[] = {
    "pck_crl_issuer_chain",
    "root_ca_crl",
    "pck_crl",
    "tcb_info_issuer_chain",
    "tcb_info",
    "tcb_info_signature",
    "qe_identity",
    "qe_identity_issuer_chain",
    "qe_identity_signature",
};

/* The value of a key goes to a name that nobody knows; `to` takes its place. */
static const struct {
    const char *name;
    const char *format;
} REPLACEMENTS[] = {
    {"missing", "\"unknown\": "},
    {"number", "\"%s\": 5, \"unknown\": "},
    {"null", "\"%s\": null, \"unknown\": "},
    {"array", "\"%s\": [], \"unknown\": "},
    {"twice", "\"%s\": \"\", \"%s\": "},
};

static const char *text_with(const char *format, const char *key)
{
    struct buf text = buf_start(256);
    for (const char *at = format; *at != '\0'; at++) {
        if (at[0] == '%') {
            buf_text(&text, key);
            at++;
        } else {
            buf_char(&text, *at);
        }
    }
    const char *out = case_name("%.*s", (int)text.len, (const char *)text.at);
    buf_done(&text);
    return out;
}

static void add_replacements(struct case_list *to, const char *key)
{
    for (size_t i = 0; i < COUNT(REPLACEMENTS); i++) {
        struct test_case one = {
            .name = case_name("collateral_%s_%s", key, REPLACEMENTS[i].name),
            .group = "collateral",
            .category = "usage",
            .rule = "16: all keys but pck_certificate_chain are required strings, each once",
            .change = change_collateral,
            .from = case_name("\"%s\": ", key),
            .to = text_with(REPLACEMENTS[i].format, key),
        };
        case_add(to, &one);
    }
}

static void wrap_tcb_info(struct platform *p, const struct test_case *c)
{
    p->tcb_document.wrapping = (enum wrapping)c->number;
}

static void wrap_qe_identity(struct platform *p, const struct test_case *c)
{
    p->qe_document.wrapping = (enum wrapping)c->number;
}

static void tcb_signature(struct platform *p, const struct test_case *c)
{
    p->tcb_document.form = (enum signature_form)c->number;
}

static void qe_signature(struct platform *p, const struct test_case *c)
{
    p->qe_document.form = (enum signature_form)c->number;
}

#define TCB      "tcb_info_signature"
#define QE       "qe_identity_signature"
#define WRAP     "16: a wrapped PCS body is taken"
#define DIFFERS  "16: an inner signature that differs is refused"
#define FORM     "5: 64 bytes in hex"
#define RAW      "16: the raw bytes are hashed"
#define DOCUMENT "5: the collateral is one JSON object"

static const struct test_case CASES_COLLATERAL[] = {
    ACCEPTED("collateral_unknown_key", "5: unknown fields are ignored", .change = change_collateral,
             .from = "{", .to = "{\"unknown\": {\"a\": [1]},"),
    ACCEPTED("collateral_crl_chain_garbage", "16: pck_crl_issuer_chain is not evaluated",
             .change = change_collateral, .from = "\"pck_crl_issuer_chain\": \"-----BEGIN",
             .to = "\"pck_crl_issuer_chain\": \"nothing"),
    REFUSED("collateral_trailing", "usage", DOCUMENT, .change = change_collateral, .from = "\n}\n",
            .to = "\n}\n{}"),
    REFUSED("collateral_comma", "usage", DOCUMENT, .change = change_collateral, .from = "\n}\n",
            .to = ",\n}\n"),
    REFUSED("collateral_unfinished", "usage", DOCUMENT, .change = change_collateral,
            .from = "\n}\n", .to = "\n"),
    REFUSED("collateral_second_value", "usage", DOCUMENT, .change = change_collateral, .from = "{",
            .to = "[], {"),
    REFUSED("collateral_external_number", "usage", "5: pck_certificate_chain is a string",
            .change = change_collateral, .from = "{", .to = "{\"pck_certificate_chain\": 5,"),
    ACCEPTED("wrapped_tcb_info", WRAP, .change = wrap_tcb_info, .number = WRAPPED),
    ACCEPTED("wrapped_tcb_info_sgx", WRAP, .base = SGX_V3, .change = wrap_tcb_info,
             .number = WRAPPED),
    ACCEPTED("wrapped_tcb_info_spaced", WRAP, .change = wrap_tcb_info, .number = WRAPPED_SPACED),
    ACCEPTED("wrapped_qe_identity", WRAP, .change = wrap_qe_identity, .number = WRAPPED),
    ACCEPTED("wrapped_qe_identity_spaced", WRAP, .change = wrap_qe_identity,
             .number = WRAPPED_SPACED),
    REFUSED("wrapped_tcb_info_inner_differs", TCB, DIFFERS, .change = wrap_tcb_info,
            .number = WRAPPED_OTHER_INSIDE),
    REFUSED("wrapped_qe_identity_inner_differs", QE, DIFFERS, .change = wrap_qe_identity,
            .number = WRAPPED_OTHER_INSIDE),
    REFUSED("wrapped_tcb_info_outer_wrong", TCB, "16: the outer signature is used",
            .change = wrap_tcb_info, .number = WRAPPED_OTHER_OUTSIDE),
    REFUSED("wrapped_qe_identity_outer_wrong", QE, "16: the outer signature is used",
            .change = wrap_qe_identity, .number = WRAPPED_OTHER_OUTSIDE),
    ACCEPTED("tcb_signature_upper", "5: hex of either case", .change = tcb_signature,
             .number = SIGNATURE_HEX_UPPER),
    ACCEPTED("qe_signature_upper", "5: hex of either case", .change = qe_signature,
             .number = SIGNATURE_HEX_UPPER),
    REFUSED("tcb_signature_short", TCB, FORM, .change = tcb_signature, .number = SIGNATURE_SHORT),
    REFUSED("tcb_signature_long", TCB, FORM, .change = tcb_signature, .number = SIGNATURE_LONG),
    REFUSED("tcb_signature_no_hex", TCB, FORM, .change = tcb_signature, .number = SIGNATURE_NO_HEX),
    REFUSED("tcb_signature_der", TCB, FORM, .change = tcb_signature, .number = SIGNATURE_DER),
    REFUSED("qe_signature_short", QE, FORM, .change = qe_signature, .number = SIGNATURE_SHORT),
    REFUSED("qe_signature_long", QE, FORM, .change = qe_signature, .number = SIGNATURE_LONG),
    REFUSED("qe_signature_no_hex", QE, FORM, .change = qe_signature, .number = SIGNATURE_NO_HEX),
    REFUSED("qe_signature_der", QE, FORM, .change = qe_signature, .number = SIGNATURE_DER),
    REFUSED("tcb_info_space_added", TCB, RAW, .change = change_tcb_info_late,
            .from = "\"version\":3", .to = "\"version\": 3"),
    REFUSED("tcb_info_digit_case", TCB, RAW, .change = change_tcb_info_late,
            .from = "\"AABBCCDDEEFF\"", .to = "\"aabbccddeeff\""),
    REFUSED("tcb_info_unknown_added", TCB, RAW, .change = change_tcb_info_late, .from = "{",
            .to = "{\"unknown\":0,"),
    REFUSED("tcb_info_status_changed", TCB, RAW, .change = change_tcb_info_late, .from = "UpToDate",
            .to = "SWHardeningNeeded"),
    REFUSED("qe_identity_space_added", QE, RAW, .change = change_qe_identity_late,
            .from = "\"version\":2", .to = "\"version\": 2"),
    REFUSED("qe_identity_date_changed", QE, RAW, .change = change_qe_identity_late,
            .from = "\"nextUpdate\":\"2026-01-31", .to = "\"nextUpdate\":\"2026-02-28"),
    ACCEPTED("tcb_info_spaced", RAW, .change = change_tcb_info, .from = "\"version\":3,",
             .to = "\n  \"version\" : 3 ,\r\n\t"),
    ACCEPTED("qe_identity_spaced", RAW, .change = change_qe_identity, .from = "\"version\":2,",
             .to = "\n  \"version\" : 2 ,\r\n\t"),
};

void cases_collateral(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        add_replacements(to, KEYS[i]);
    }
    case_add_all(to, "collateral", CASES_COLLATERAL, COUNT(CASES_COLLATERAL));
}
