/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "attest/aggregated.h"
#include "base/hex.h"
#include "binding_values.h"
#include "trial_case.h"

/* What only one condition of the judgement of a key service sees. */

#define META "{\"k256_pubkey\":\"" ROOT_KEY "\"}"
#define BOOTSTRAP                                                                                  \
    "{\"bootstrap_info\":{\"ca_pubkey\":\"" TLS_SPKI "\",\"k256_pubkey\":\"" ROOT_KEY "\"}}"
#define CHAIN_AS_LIST "signature_chain\":[\"" SIGNED_BY_APP "\",\"" SIGNED_BY_ROOT "\"]"
#define CHAIN         "\"signature_chain\":[\"" SIGNED_BY_APP "\",\"" SIGNED_BY_ROOT "\"]"

/* Only a part that is a key service's stands for it. */
Test(kms_rules, parts_that_are_no_key_service)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    struct evidence *part = evidence_add_part(&c.machine.evidence, PART_GATEWAY, text_of("x"));
    *part = c.service.evidence;
    struct sha256 machine = mr_aggregated_of(&part->quote, part->quote.td[TD_RTMR3]);
    c.app.value[APP_KEY_MR_KMS] = BYTES_OF(machine.at);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_SKIP);
    c.machine.evidence.parts[0].role = PART_KMS;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_UNDECIDED);
}

/* The keys of a service that was not bootstrapped here are released by the machine that made them.
 */
Test(kms_rules, another_machine_without_bootstrap)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    static const uint8_t other[32] = {1};
    c.options.app.kms = &c.service.evidence;
    c.app.value[APP_KEY_MR_KMS] = BYTES_OF(other);
    trial_case_kms(&c.service.evidence, META);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_FAIL);
}

Test(kms_rules, an_empty_id_of_a_key_provider)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    c.app.key_provider = text_of("kms");
    c.app.key_provider_id = text_of("");
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
    struct bytes root = trial_case_hex(&c, TLS_SPKI);
    c.options.app.kms_roots = &root;
    c.options.app.n_kms_roots = 1;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_FAIL);
}

/* The reason stands behind it. */
Test(kms_rules, what_is_said_of_a_root)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    c.app.key_provider = text_of("kms");
    c.app.key_provider_id = text_of(TLS_SPKI);
    c.options.app.key_provider = text_of("kms");
    (void)trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT);
    cr_expect_str_eq(trial_case_check(&c, CHECK_KMS_ROOT)->detail, "'kms'");
    struct bytes root = trial_case_hex(&c, TLS_SPKI);
    c.options.app.kms_roots = &root;
    c.options.app.n_kms_roots = 1;
    (void)trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT);
    cr_expect_str_eq(trial_case_check(&c, CHECK_KMS_ROOT)->detail,
                     "'kms' with a key that was asked for");
}

/* A certificate that names the right root, which the quote was made for. */
Test(kms_rules, bootstrap_with_its_certificate)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    trial_case_kms(&c.machine.evidence, BOOTSTRAP);
    trial_case_report_data(&c, BOOTSTRAP_DIGEST);
    struct kms_statement *kms = c.machine.evidence.kms;
    kms->ca_key = trial_case_hex(&c, TLS_SPKI);
    kms->k256_key = trial_case_hex(&c, ROOT_KEY);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_PASS);
    kms->ca_key.left--;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_FAIL);
    kms->ca_key.left++;
    kms->k256_key.left--;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_FAIL);
}

/* An instant before 1970 counts as its begin. */
Test(kms_rules, variables_judged_before_1970)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    trial_case_kms(&c.service.evidence, META);
    c.options.app.kms = &c.service.evidence;
    trial_case_kms(&c.machine.evidence,
                   "{\"public_key\":\"" ENV_KEY
                   "\",\"timestamp\":1768435200,\"signature_v1\":\"" ENV_SIGNATURE_V1 "\"}");
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ENV_KEY), RESULT_PASS);
    c.options.at = -100;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ENV_KEY), RESULT_FAIL);
}

/* Signatures of which no key can be recovered. */
Test(kms_rules, signatures_that_are_none)
{
    static const char *const chains[] = {
        "\"" ZEROS_32 ZEROS_32 "00\",\"" SIGNED_BY_ROOT "\"",
        "\"" SIGNED_BY_APP "\",\"" ZEROS_32 ZEROS_32 "00\"",
    };
    for (size_t i = 0; i < COUNT(chains); i++) {
        AUTO(trial_case_done) struct trial_case c;
        AUTO(buf_done) struct buf text = buf_start(4 * KIB);
        trial_case_open(&c);
        trial_case_kms(&c.service.evidence, META);
        c.options.app.kms = &c.service.evidence;
        buf_printf(&text,
                   "{\"purpose\":\"purpose-1\",\"public_key\":\"" DERIVED_KEY
                   "\",\"signature_chain\":[%s]}",
                   chains[i]);
        buf_char(&text, 0);
        trial_case_kms(&c.machine.evidence, (const char *)text.at);
        cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_APP_KEY), RESULT_FAIL, "%zu", i);
    }
    const uint8_t zeros[65] = {0};
    struct secp256k1_key out;
    struct kms_key key = {.purpose = text_of("p"), .by_app = BYTES_OF(zeros)};
    uint8_t room[33] = {2};
    key.public_key = BYTES_OF(room);
    cr_expect_not(kms_recover_app_key(&key, &out), "neither point nor signature");
    uint8_t signature[65];
    cr_assert(hex_decode(text_of(SIGNED_BY_APP), signature, sizeof signature));
    key.by_app = BYTES_OF(signature);
    cr_expect_not(kms_recover_app_key(&key, &out), "no point");
    uint8_t point[33];
    cr_assert(hex_decode(text_of(DERIVED_KEY), point, sizeof point));
    key.public_key = BYTES_OF(point);
    cr_expect(kms_recover_app_key(&key, &out));
    key.by_app = BYTES_OF(zeros);
    cr_expect_not(kms_recover_app_key(&key, &out), "no signature");
    struct kms_statement env = {.env_signature = BYTES_OF(zeros), .env_key = bytes_of(room, 32)};
    cr_expect_not(kms_recover_env_root(&env, bytes_of(room, 20), KMS_ENV_PLAIN, &out));
    cr_expect_not(kms_recover_root(&key, bytes_of(room, 20), &out, &out));
}

/* Reading */

static bool read(const char *text, struct evidence *out, struct err *e)
{
    struct json *json = json_parse(text_bytes(text_of(text)), e);
    cr_assert_not_null(json, "%s", e->text);
    return kms_statement_read(keep_json(&out->keep, json), out, e);
}

Test(kms_rules, the_least_that_makes_a_document)
{
    static const struct {
        const char *text;
        bool is_read, has_timestamp;
    } cases[] = {
        {META, true, false},
        {BOOTSTRAP, true, false},
        {"{\"signature_chain\":null}", false, false},
        {"{" CHAIN "}", true, false},
        {"{\"k256_" CHAIN_AS_LIST "}", true, false},
        {"{\"k256_pubkey\":\"" ROOT_KEY "\",\"bootstrap_info\":{}}", true, false},
        {"{\"public_key\":\"" ENV_KEY "\",\"signature\":\"" ENV_SIGNATURE "\",\"timestamp\":null}",
         true, false},
        {"{\"public_key\":\"" ENV_KEY "\",\"signature\":\"" ENV_SIGNATURE "\",\"timestamp\":7}",
         true, true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        cr_expect_eq(read(cases[i].text, &evidence, &e), cases[i].is_read, "%zu: %s", i, e.text);
        if (cases[i].is_read && evidence.kms != NULL) {
            cr_expect_eq(evidence.kms->has_timestamp, cases[i].has_timestamp, "%zu", i);
        }
    }
}

Test(kms_rules, custody_without_a_chain)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e = {0};
    AUTO(json_freep)
    struct json *json = json_parse(text_bytes(text_of("{\"keys\":[{\"role\":\"e2ee\"}]}")), &e);
    cr_assert_not_null(json);
    cr_assert(kms_custody_read(json_root(json), &evidence, &e), "%s", e.text);
    cr_expect_null(evidence.kms);
}
