/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "aci_values.h"
#include "attest/aci.h"
#include "attest/kms.h"
#include "base/mem.h"
#include "trial_case.h"

/* What only one condition of the judgement of an aci/1 report sees. */

#define REPORT(keyset, digest, inside, more)                                                       \
    "{\"api_version\":\"aci/1\",\"workload_keyset_digest\":\"" digest                              \
    "\",\"attestation\":{\"workload_keyset\":" keyset inside "}" more "}"
#define PLAIN REPORT(ACI_KEYSET, ACI_DIGEST, "", "")
#define EARLIER_OF(keyset, digest, algorithm, value, workload)                                     \
    REPORT(keyset, digest,                                                                         \
           ",\"keyset_endorsement\":{\"algo\":\"" algorithm "\",\"value\":\"" value "\"}",         \
           ",\"workload_id\":\"" workload "\"")
#define EARLIER                                                                                    \
    EARLIER_OF(EARLIER_KEYSET, EARLIER_DIGEST, "ecdsa-secp256k1", EARLIER_ENDORSEMENT,             \
               EARLIER_WORKLOAD)
#define EARLIER_ED                                                                                 \
    EARLIER_OF(EARLIER_ED_KEYSET, EARLIER_ED_DIGEST, "ed25519", EARLIER_ED_ENDORSEMENT,            \
               EARLIER_ED_WORKLOAD)

static bool read(const char *text, struct evidence *out, struct err *e)
{
    struct json *json = json_parse(text_bytes(text_of(text)), e);
    cr_assert_not_null(json, "%s", e->text);
    return aci_report_read(keep_json(&out->keep, json), out, e);
}

static struct aci_report *open_case(struct trial_case *c, const char *text)
{
    struct err e;
    trial_case_open(c);
    cr_assert(read(text, &c->machine.evidence, &e), "%s", e.text);
    c->machine.evidence.has_quote = true;
    return c->machine.evidence.aci;
}

static const struct check *judge(struct trial_case *c, enum check_id id)
{
    (void)trial_case_judge(c, trial_aci, id);
    return trial_case_check(c, id);
}

Test(aci_rules, keysets_that_do_not_expire)
{
    AUTO(trial_case_done) struct trial_case c;
    struct aci_report *aci = open_case(&c, PLAIN);
    aci->expires = false;
    aci->not_after = 0;
    cr_expect_eq(judge(&c, CHECK_ACI_KEYSET)->result, RESULT_PASS);
    aci->expires = true;
    cr_expect_eq(judge(&c, CHECK_ACI_KEYSET)->result, RESULT_FAIL);
    aci->not_after = 10;
    c.options.at = -5;
    cr_expect_eq(judge(&c, CHECK_ACI_KEYSET)->result, RESULT_PASS, "before 1970");
    c.options.at = 10;
    aci->keyset_digest = text_of("sha256:00");
    cr_expect_str_eq(judge(&c, CHECK_ACI_KEYSET)->detail, "the report names another digest");
}

/* There is nothing that the quote could be held against. */
Test(aci_rules, hashes_that_could_not_be_made)
{
    for (unsigned i = 0; i < 2; i++) {
        AUTO(trial_case_done) struct trial_case c;
        struct aci_report *aci = open_case(&c, i == 0 ? PLAIN : EARLIER);
        trial_case_bind(&c, BINDING_NONCE,
                        "0101010101010101010101010101010101010101010101010101010101010101");
        cr_expect_eq(judge(&c, CHECK_ACI_STATEMENT)->result, RESULT_FAIL);
        aci->has_keyset_hash = false;
        cr_expect_eq(judge(&c, CHECK_ACI_STATEMENT)->result, RESULT_UNDECIDED);
        cr_expect_eq(judge(&c, CHECK_ACI_ENDORSEMENT)->result,
                     i == 0 ? RESULT_SKIP : RESULT_UNDECIDED);
        aci->has_keyset_hash = true;
        aci->has_identity_hash = false;
        cr_expect_eq(judge(&c, CHECK_ACI_STATEMENT)->result,
                     i == 0 ? RESULT_FAIL : RESULT_UNDECIDED);
        cr_expect_eq(judge(&c, CHECK_ACI_ENDORSEMENT)->result,
                     i == 0 ? RESULT_SKIP : RESULT_UNDECIDED);
    }
}

Test(aci_rules, statements_without_a_hash)
{
    struct evidence evidence = {0};
    struct err e;
    struct sha256 digest;
    bool is_known = false;
    cr_assert(read(EARLIER, &evidence, &e), "%s", e.text);
    struct aci_report *aci = evidence.aci;
    cr_expect(aci_statement_digest(aci, bytes_of(NULL, 0), &digest));
    aci->has_identity_hash = false;
    cr_expect_not(aci_statement_digest(aci, bytes_of(NULL, 0), &digest));
    aci->has_identity_hash = true;
    aci->has_keyset_hash = false;
    cr_expect_not(aci_statement_digest(aci, bytes_of(NULL, 0), &digest));
    cr_expect_not(aci_is_endorsed(aci, &is_known));
    evidence_done(&evidence);
}

/* A key or a signature that is longer than it has to be. */
Test(aci_rules, sizes_of_keys_and_signatures)
{
    static const char *const texts[] = {EARLIER, EARLIER_ED};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct evidence evidence = {0};
        struct err e;
        bool is_known = false;
        uint8_t longer[128] = {0};
        cr_assert(read(texts[i], &evidence, &e), "%s", e.text);
        struct aci_report *aci = evidence.aci;
        struct bytes *const fields[] = {&aci->endorsement, &aci->identity.key};
        cr_assert(aci_is_endorsed(aci, &is_known));
        for (size_t k = 0; k < COUNT(fields); k++) {
            struct bytes right = *fields[k];
            memcpy(longer, right.at, right.left);
            *fields[k] = bytes_of(longer, right.left + 1);
            cr_expect_not(aci_is_endorsed(aci, &is_known), "%zu %zu", i, k);
            *fields[k] = right;
        }
        evidence_done(&evidence);
    }
}

/* Zeros stand where no hash was made, and are none. */
Test(aci_rules, a_receipt_of_no_keyset)
{
    struct evidence evidence = {0};
    struct err e;
    bool is_known = false;
    const char *why = NULL;
    cr_assert(read(PLAIN, &evidence, &e), "%s", e.text);
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of(ACI_RECEIPT)), &e);
    cr_assert_not_null(json);
    cr_expect(aci_receipt_is_signed(evidence.aci, json_root(json), &is_known, &why));
    evidence.aci->has_keyset_hash = false;
    cr_expect_not(aci_receipt_is_signed(evidence.aci, json_root(json), &is_known, &why));
    cr_expect_str_eq(why, "is not of this keyset");
    evidence_done(&evidence);
}

Test(aci_rules, members_of_the_evidence)
{
    static const struct {
        const char *text;
        bool is_read;
    } cases[] = {
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"key_custody\":null}", ""), true},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"vm_config\":5}", ""), false},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"vm_config\":\"{\"}", ""), false},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"vm_config\":{\"mr_config\":5}}", ""),
         false},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"app_compose\":5}", ""), false},
        {REPORT(ACI_KEYSET, ACI_DIGEST, ",\"evidence\":{\"event_log\":5}", ""), false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct evidence evidence = {0};
        struct err e = {0};
        cr_expect_eq(read(cases[i].text, &evidence, &e), cases[i].is_read, "%zu: %s", i, e.text);
        cr_expect_null(evidence.kms);
        evidence_done(&evidence);
    }
}

Test(aci_rules, a_thousand_receipts)
{
    for (size_t n = ACI_RECEIPTS; n <= ACI_RECEIPTS + 1; n++) {
        struct evidence evidence = {0};
        struct err e = {0};
        AUTO(buf_done) struct buf text = buf_start(64 * KIB);
        buf_text(&text, "{\"api_version\":\"aci/1\",\"workload_keyset_digest\":\"" ACI_DIGEST
                        "\",\"attestation\":{\"workload_keyset\":" ACI_KEYSET "},\"receipts\":[");
        for (size_t i = 0; i < n; i++) {
            buf_text(&text, i > 0 ? ",{}" : "{}");
        }
        buf_text(&text, "]}");
        buf_char(&text, 0);
        cr_expect_eq(read((const char *)text.at, &evidence, &e), n == ACI_RECEIPTS, "%zu", n);
        cr_expect(n == ACI_RECEIPTS || e.kind == ERR_TOO_BIG);
        evidence_done(&evidence);
    }
}

/* Keys of which the value is no hex cannot sign, and do not keep the report from being read. */
Test(aci_rules, a_key_that_is_not_in_hex)
{
    struct evidence evidence = {0};
    struct err e = {0};
    cr_assert(read(REPORT("{\"not_after\":1,\"receipt_signing_keys\":[{\"key_id\":\"a\","
                          "\"algo\":\"ed25519\",\"public_key\":\"!\"}]}",
                          ACI_DIGEST, "", ""),
                   &evidence, &e),
              "%s", e.text);
    cr_assert_eq(evidence.aci->n_keys, 1);
    cr_expect(bytes_end(evidence.aci->keys[0].key));
    evidence_done(&evidence);
}
