/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/aggregated.h"
#include "binding_values.h"
#include "trial_case.h"

/* A self-signed certificate of a P-256 key made by OpenSSL, and its key. */
#define ROOT_CERTIFICATE                                                                           \
    "308201863082012da003020102021444bf16b8044485e4234bf6f0f4e49deabf8dac14300a06082a8648ce3d0403" \
    "0230183116301406035504030c0d44737461636b204b4d532043413020170d3236313132313134353231325a180f" \
    "32313236313032383134353231325a30183116301406035504030c0d44737461636b204b4d53204341305930130"  \
    "6072a8648ce3d020106082a8648ce3d03010703420004f3233a01ab8c88a3541aa1caf7487f09776f7b8affcc43"  \
    "0011cbaf5c3f6a4dd5a419fa59b1706ec6fee908290b491618eb92b76a2782aec0fe91312c1ae912bfa3533051"   \
    "301d0603551d0e041604145b5c92eae03bc84b1218cb3a8d16119b6c29130d301f0603551d230418301680145b"   \
    "5c92eae03bc84b1218cb3a8d16119b6c29130d300f0603551d130101ff040530030101ff300a06082a8648ce3d"   \
    "0403020347003044022019077697390d14d3e38831ac05eefe7eda0590e16457e92cddecd3e5a8dd78cb022033"   \
    "d3b447d57a6b5e179aa80fa0f90e97ccf16a8da86bd5e487ad9e5dc9391fc3"
#define ROOT_SPKI                                                                                  \
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004f3233a01ab8c88a3541aa1caf7487f09776f7b" \
    "8affcc430011cbaf5c3f6a4dd5a419fa59b1706ec6fee908290b491618eb92b76a2782aec0fe91312c1ae912bf"

/* An App CA that such a root issued, by OpenSSL; the same under SHA-384; and the root's key. */
#define APP_CERTIFICATE                                                                            \
    "3082016130820106a003020102020102300a06082a8648ce3d040302300e310c300a06035504030c034b4d533020" \
    "170d3236313132313136323035335a180f32313236313032383136323035335a300e310c300a06035504030c0341" \
    "70703059301306072a8648ce3d020106082a8648ce3d03010703420004d0bffc7fd34f38319aca4308434ad6d42e" \
    "b853849c84fda37c1d1e6ed17beb918e3e86f62e4dec712cdfa21b96252b40a688d1fde8da864611666514808a0a" \
    "1da3533051300f0603551d130101ff040530030101ff301d0603551d0e04160414c0044335ea776e5f1498070f1b" \
    "8ff488533aed16301f0603551d23041830168014348e82ed910e119d53a3c453f916ba99355e3372300a06082a86" \
    "48ce3d04030203490030460221009e8efe954ffd5d7c96485f99366425eca28d41db60f1c631e17cef8b30f06004" \
    "022100c79cd84ddcbb0b3c71b442b72e0f410567e02dcf5401bb4321345a08c84bb367"
#define APP_CERTIFICATE_384                                                                        \
    "3082016030820106a003020102020102300a06082a8648ce3d040303300e310c300a06035504030c034b4d533020" \
    "170d3236313132313136323035335a180f32313236313032383136323035335a300e310c300a06035504030c0341" \
    "70703059301306072a8648ce3d020106082a8648ce3d03010703420004d0bffc7fd34f38319aca4308434ad6d42e" \
    "b853849c84fda37c1d1e6ed17beb918e3e86f62e4dec712cdfa21b96252b40a688d1fde8da864611666514808a0a" \
    "1da3533051300f0603551d130101ff040530030101ff301d0603551d0e04160414c0044335ea776e5f1498070f1b" \
    "8ff488533aed16301f0603551d23041830168014348e82ed910e119d53a3c453f916ba99355e3372300a06082a86" \
    "48ce3d0403030348003045022100d2b1b019387bcb06a3b5c1d9769d0b42865417c766fbac617dbb1e484a500baf" \
    "02205a4e70f90b1e7d6ba5eb3c5f53bc849e406be293cb819708c71e705070ab2d95"
#define ISSUER_SPKI                                                                                \
    "3059301306072a8648ce3d020106082a8648ce3d030107034200044387e19c8315b9bb83cf44c37524121c01c98a" \
    "65361a427a1cfcf8f520e83d31f236e6ae0285d2a881a55b9898e030bdfbdd87fb6f7f7347603822d538de8ea2"

#define META "{\"k256_pubkey\":\"" ROOT_KEY "\"}"
#define BOOTSTRAP(more)                                                                            \
    "{\"bootstrap_info\":{\"ca_pubkey\":\"" TLS_SPKI "\",\"k256_pubkey\":\"" ROOT_KEY "\"}" more "}"
#define CHAIN(by_app)                                                                              \
    "{\"purpose\":\"purpose-1\",\"public_key\":\"" DERIVED_KEY "\",\"signature_chain\":[\"" by_app \
    "\",\"" SIGNED_BY_ROOT "\"]}"
#define ENV(signature, more)                                                                       \
    "{\"public_key\":\"" ENV_KEY "\",\"signature\":\"" signature "\"" more "}"
#define TIMED(time) ",\"timestamp\":" time ",\"signature_v1\":\"" ENV_SIGNATURE_V1 "\""

static void provide(struct trial_case *c, const char *name, const char *id)
{
    c->app.key_provider = text_of(name);
    c->app.key_provider_id = text_of(id);
}

Test(trial_kms, provider_is_the_root_of_the_certificates)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    provide(&c, "kms", ROOT_SPKI);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_SKIP);
    c.machine.evidence.certificates[0] = trial_case_hex(&c, ROOT_CERTIFICATE);
    c.machine.evidence.n_certificates = 1;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_PASS);
    provide(&c, "kms", TLS_SPKI);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
    cr_expect_str_neq(trial_case_check(&c, CHECK_KMS_PROVIDER)->expected, "");
    cr_expect_str_neq(trial_case_check(&c, CHECK_KMS_PROVIDER)->expected,
                      trial_case_check(&c, CHECK_KMS_PROVIDER)->actual);
    provide(&c, "kms", "no hex");
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
    c.app.is_proved = false;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_UNDECIDED);
    provide(&c, "local-sgx", ONES_32);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_SKIP);
    provide(&c, "", "");
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_SKIP);
    c.trial.app = NULL;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_SKIP);
}

/* Whose key issued a certificate that stands alone is not known. */
Test(trial_kms, provider_without_a_root)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    provide(&c, "kms", TLS_SPKI);
    struct bytes der = trial_case_hex(&c, ROOT_CERTIFICATE);
    c.machine.evidence.certificates[0] = der;
    c.machine.evidence.n_certificates = 1;
    uint8_t *subject = memmem(c.room[c.n_rooms - 1] + 120, 64, "KMS", 3);
    cr_assert_not_null(subject);
    subject[0] ^= 1;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_SKIP);
    c.machine.evidence.certificates[0].left--;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_SKIP);
}

/* Where the root itself is left out, the last certificate has to be one that the key issued. */
Test(trial_kms, provider_issued_the_last_certificate)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    struct evidence *evidence = &c.machine.evidence;
    provide(&c, "kms", ISSUER_SPKI);
    evidence->certificates[0] = trial_case_hex(&c, ROOT_CERTIFICATE);
    evidence->certificates[1] = trial_case_hex(&c, APP_CERTIFICATE);
    uint8_t *last = c.room[c.n_rooms - 1];
    evidence->n_certificates = 2;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_PASS);
    uint8_t *issuer = memmem(last, 64, "KMS", 3);
    cr_assert_not_null(issuer);
    issuer[0] ^= 1;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
    issuer[0] ^= 1;
    provide(&c, "kms", ROOT_SPKI);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
    /* What the key of the service says as well does not make up for it. */
    trial_case_kms(&c.service.evidence, META);
    c.service.evidence.kms->ca_key = trial_case_hex(&c, ROOT_SPKI);
    c.options.app.kms = &c.service.evidence;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
    c.options.app.kms = NULL;
    provide(&c, "kms", ROOT_KEY);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_UNDECIDED);
    provide(&c, "kms", ISSUER_SPKI);
    evidence->certificates[1] = trial_case_hex(&c, APP_CERTIFICATE_384);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_UNDECIDED);
    provide(&c, "kms", ISSUER_SPKI "00");
    evidence->certificates[1] = trial_case_hex(&c, APP_CERTIFICATE);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_UNDECIDED);
}

Test(trial_kms, provider_is_the_given_service)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    provide(&c, "kms", ROOT_SPKI);
    trial_case_kms(&c.service.evidence, META);
    c.service.evidence.kms->ca_key = trial_case_hex(&c, ROOT_SPKI);
    c.options.app.kms = &c.service.evidence;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_PASS);
    c.service.evidence.kms->ca_key = trial_case_hex(&c, TLS_SPKI);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
    /* also when the certificates agree */
    c.machine.evidence.certificates[0] = trial_case_hex(&c, ROOT_CERTIFICATE);
    c.machine.evidence.n_certificates = 1;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_PROVIDER), RESULT_FAIL);
}

Test(trial_kms, root_that_is_asked_for)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    struct bytes roots[] = {trial_case_hex(&c, TLS_SPKI), trial_case_hex(&c, ROOT_SPKI)};
    provide(&c, "kms", ROOT_SPKI);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_SKIP);
    c.options.app.key_provider = text_of("kms");
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_PASS);
    c.options.app.kms_roots = roots;
    c.options.app.n_kms_roots = 2;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_PASS);
    c.options.app.n_kms_roots = 1;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_FAIL);
    c.app.is_proved = false;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_UNDECIDED);
    c.app.is_proved = true;
    c.options.app.n_kms_roots = 0;
    c.options.app.key_provider = text_of("tpm");
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_FAIL);
    cr_expect_str_eq(trial_case_check(&c, CHECK_KMS_ROOT)->expected, "tpm");
    cr_expect_str_eq(trial_case_check(&c, CHECK_KMS_ROOT)->actual, "kms");
    c.trial.app = NULL;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ROOT), RESULT_UNDECIDED);
}

Test(trial_kms, machine_that_released_the_keys)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_SKIP);
    c.options.app.kms = &c.service.evidence;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_SKIP, "no mr-kms");
    const struct quote *quote = &c.service.evidence.quote;
    struct sha256 machine = mr_aggregated_of(quote, quote->td[TD_RTMR3]);
    c.app.value[APP_KEY_MR_KMS] = BYTES_OF(machine.at);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_UNDECIDED, "not judged");
    c.service.fields[TD_RTMR3][47] ^= 1;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_FAIL);
    trial_case_kms(&c.service.evidence, BOOTSTRAP(""));
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_WARN, "a replica");
    c.app.is_proved = false;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_UNDECIDED);
    c.service.evidence.has_quote = false;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), RESULT_SKIP);
}

Test(trial_kms, machine_of_the_same_document)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    struct evidence *service = evidence_add_part(&c.machine.evidence, PART_KMS, text_of("kms"));
    *service = c.service.evidence;
    struct sha256 machine = mr_aggregated_of(&service->quote, service->quote.td[TD_RTMR3]);
    c.app.value[APP_KEY_MR_KMS] = BYTES_OF(machine.at);
    struct report *report = calloc(1, sizeof *report);
    struct report_part judged = {&c.machine.evidence.parts[0], report};
    c.report->parts = &judged;
    c.report->n_parts = 1;
    static const enum check_result wanted[] = {[VERDICT_UNDECIDED] = RESULT_UNDECIDED,
                                               [VERDICT_VERIFIED] = RESULT_PASS,
                                               [VERDICT_REJECTED] = RESULT_UNDECIDED};
    for (size_t i = 0; i < COUNT(wanted); i++) {
        report->verdict = (enum verdict)i;
        cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_MR), wanted[i], "%zu", i);
    }
    free(report);
}

Test(trial_kms, bootstrap)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_SKIP);
    trial_case_kms(&c.machine.evidence, BOOTSTRAP(",\"k256_pubkey\":\"" ROOT_KEY "\""));
    trial_case_report_data(&c, BOOTSTRAP_DIGEST);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_PASS);
    for (size_t at = 0; at < 64; at++) {
        c.machine.fields[TD_REPORT_DATA][at] ^= 1;
        cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_FAIL, "%zu", at);
        c.machine.fields[TD_REPORT_DATA][at] ^= 1;
    }
    struct kms_statement *kms = c.machine.evidence.kms;
    kms->k256_key = trial_case_hex(&c, APP_KEY);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_FAIL);
    kms->k256_key = bytes_of(NULL, 0);
    kms->ca_key = trial_case_hex(&c, ROOT_SPKI);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_FAIL);
    c.machine.evidence.has_quote = false;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_BOOTSTRAP), RESULT_SKIP);
}

static void expect_chain(struct trial_case *c, enum check_result app, enum check_result derived)
{
    cr_expect_eq(trial_case_judge(c, trial_kms, CHECK_KMS_APP_KEY), app, "%s",
                 trial_case_check(c, CHECK_KMS_APP_KEY)->detail);
    cr_expect_eq(trial_case_check(c, CHECK_KMS_DERIVED_KEY)->result, derived);
}

Test(trial_kms, chains_of_signatures)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    expect_chain(&c, RESULT_SKIP, RESULT_SKIP);
    trial_case_kms(&c.machine.evidence, CHAIN(SIGNED_BY_APP));
    expect_chain(&c, RESULT_SKIP, RESULT_SKIP); /* no root */
    trial_case_kms(&c.service.evidence, META);
    c.options.app.kms = &c.service.evidence;
    expect_chain(&c, RESULT_PASS, RESULT_PASS);
    struct bytes id = c.app.value[APP_KEY_APP_ID];
    c.app.value[APP_KEY_APP_ID] = trial_case_hex(&c, DERIVED_ADDRESS);
    expect_chain(&c, RESULT_FAIL, RESULT_UNDECIDED);
    c.app.value[APP_KEY_APP_ID] = id;
    c.service.evidence.kms->k256_key = trial_case_hex(&c, APP_KEY);
    expect_chain(&c, RESULT_FAIL, RESULT_UNDECIDED);
    c.service.evidence.kms->k256_key = trial_case_hex(&c, ROOT_KEY);
    c.app.is_proved = false;
    expect_chain(&c, RESULT_SKIP, RESULT_SKIP);
    c.app.is_proved = true;
    c.machine.evidence.kms->keys[0].purpose = (struct text){NULL, 0};
    expect_chain(&c, RESULT_SKIP, RESULT_SKIP);
    c.trial.app = NULL;
    expect_chain(&c, RESULT_SKIP, RESULT_SKIP);
}

Test(trial_kms, one_wrong_chain_of_two)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    trial_case_kms(&c.machine.evidence, CHAIN(SIGNED_BY_APP));
    trial_case_kms(&c.service.evidence, META);
    c.options.app.kms = &c.service.evidence;
    struct kms_statement *kms = c.machine.evidence.kms;
    kms->keys[1] = kms->keys[0];
    kms->n_keys = 2;
    expect_chain(&c, RESULT_PASS, RESULT_PASS);
    kms->keys[1].role = text_of("receipt");
    kms->keys[1].by_app = kms->keys[1].by_kms;
    expect_chain(&c, RESULT_FAIL, RESULT_UNDECIDED);
    cr_expect_not_null(strstr(trial_case_check(&c, CHECK_KMS_APP_KEY)->detail, "key 2 (receipt)"));
}

Test(trial_kms, the_root_key_of_a_bootstrap_quote)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    trial_case_kms(&c.machine.evidence,
                   BOOTSTRAP(",\"k256_pubkey\":\"" ROOT_KEY "\",\"public_key\":\"" ENV_KEY
                             "\",\"signature\":\"" ENV_SIGNATURE "\""));
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ENV_KEY), RESULT_SKIP,
                 "its own word is none");
    trial_case_report_data(&c, BOOTSTRAP_DIGEST);
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ENV_KEY), RESULT_PASS);
}

static enum check_result judge_env(const char *text, instant at)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    c.options.at = at;
    trial_case_kms(&c.machine.evidence, text);
    trial_case_kms(&c.service.evidence, META);
    c.options.app.kms = &c.service.evidence;
    return trial_case_judge(&c, trial_kms, CHECK_KMS_ENV_KEY);
}

Test(trial_kms, key_for_variables)
{
    cr_expect_eq(judge_env(ENV(ENV_SIGNATURE, ""), 0), RESULT_PASS);
    cr_expect_eq(judge_env(ENV(ENV_SIGNATURE_V1, ""), 0), RESULT_FAIL);
    cr_expect_eq(judge_env(ENV(ENV_SIGNATURE, TIMED("1768435201")), ENV_TIME), RESULT_FAIL);
    cr_expect_eq(judge_env(ENV(ENV_SIGNATURE_V1, TIMED("1768435200")), ENV_TIME), RESULT_FAIL);
    cr_expect_eq(judge_env(ENV("", TIMED("1768435200")), ENV_TIME), RESULT_PASS);
    static const struct {
        int ago;
        enum check_result want;
    } times[] = {{-61, RESULT_FAIL},
                 {-60, RESULT_PASS},
                 {0, RESULT_PASS},
                 {300, RESULT_PASS},
                 {301, RESULT_WARN}};
    for (size_t i = 0; i < COUNT(times); i++) {
        cr_expect_eq(judge_env(ENV(ENV_SIGNATURE, TIMED("1768435200")), ENV_TIME + times[i].ago),
                     times[i].want, "%d seconds ago", times[i].ago);
    }
    cr_expect_eq(judge_env(META, 0), RESULT_SKIP);
}

/* It may also stand in what is handed in about the service. */
Test(trial_kms, key_for_variables_of_the_given_service)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    trial_case_kms(&c.service.evidence,
                   "{\"k256_pubkey\":\"" ROOT_KEY "\",\"public_key\":\"" ENV_KEY
                   "\",\"signature\":\"" ENV_SIGNATURE "\"}");
    c.options.app.kms = &c.service.evidence;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ENV_KEY), RESULT_PASS);
    c.trial.app = NULL;
    cr_expect_eq(trial_case_judge(&c, trial_kms, CHECK_KMS_ENV_KEY), RESULT_SKIP);
}
