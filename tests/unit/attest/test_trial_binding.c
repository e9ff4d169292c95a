/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "aci_values.h"
#include "attest/aci.h"
#include "binding_values.h"
#include "trial_case.h"

#define LEGACY                                                                                     \
    "5b856078cff0c7293abb824329c0981559b39a1e3ec1f8769d85da4f8a68daea"                             \
    "10921d4d82860b283b5dc9ecf1abd5d67cc68adaa10dd0e7c5b19a97bdd40243"
#define NEAR "737f283c45c0d9d7c0e31ba0d63094928546f23ea259944d306e311fdfa8b286"

static enum check_result judge(struct trial_case *c, enum check_id id)
{
    return trial_case_judge(c, trial_binding, id);
}

static bool says(const struct trial_case *c, enum check_id id, const char *part)
{
    return strstr(trial_case_check(c, id)->detail, part) != NULL;
}

Test(trial_binding, what_is_given)
{
    static const struct {
        enum binding_kind kind;
        enum check_id id;
        const char *value, *report_data, *uncompared;
    } cases[] = {
        {BINDING_NONCE, CHECK_BIND_NONCE, NONCE, ONES_32 NONCE, "bytes 0 to 31 stay uncompared"},
        {BINDING_PUBLIC_KEY, CHECK_BIND_PUBLIC_KEY, DERIVED_XY, DERIVED_XY, NULL},
        {BINDING_ADDRESS, CHECK_BIND_ADDRESS, DERIVED_ADDRESS, DERIVED_ADDRESS ZEROS_12 NONCE,
         "bytes 32 to 63 stay uncompared"},
        {BINDING_TLS_KEY, CHECK_BIND_TLS_KEY, TLS_SPKI,
         "d8af96769d1a27ed30712823bfbc133f059f6416eb70dec2a0c54b8386dbb23e"
         "56f3e9d4067413ce74b079cc5bee4f74adc417c0ca580f4e4838dced8eee0c5b",
         NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(trial_case_done) struct trial_case c;
        trial_case_open(&c);
        trial_case_report_data(&c, cases[i].report_data);
        cr_expect_eq(judge(&c, cases[i].id), RESULT_SKIP, "%zu", i);
        trial_case_bind(&c, cases[i].kind, cases[i].value);
        cr_expect_eq(judge(&c, cases[i].id), RESULT_PASS, "%zu", i);
        cr_expect_eq(says(&c, cases[i].id, "uncompared"), cases[i].uncompared != NULL);
        cr_expect(cases[i].uncompared == NULL || says(&c, cases[i].id, cases[i].uncompared), "%s",
                  trial_case_check(&c, cases[i].id)->detail);
        c.machine.fields[TD_REPORT_DATA][16] ^= 1;
        c.machine.fields[TD_REPORT_DATA][48] ^= 1;
        cr_expect_eq(judge(&c, cases[i].id), RESULT_FAIL, "%zu", i);
        cr_expect_eq(strlen(trial_case_check(&c, cases[i].id)->actual), 128);
        c.machine.evidence.has_quote = false;
        cr_expect_eq(judge(&c, cases[i].id), RESULT_UNDECIDED, "%zu", i);
    }
}

static void serve(struct trial_case *c, const char *signer, const char *nonce)
{
    c->machine.evidence.has_inference = true;
    c->machine.evidence.inference.signer = trial_case_hex(c, signer);
    c->machine.evidence.inference.nonce = trial_case_hex(c, nonce);
}

Test(trial_binding, signer_and_nonce_of_a_service)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_SKIP);
    cr_expect_eq(judge(&c, CHECK_BIND_REQUEST_NONCE), RESULT_SKIP);
    serve(&c, DERIVED_ADDRESS, NONCE);
    trial_case_report_data(&c, DERIVED_ADDRESS ZEROS_12 NONCE);
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_PASS);
    cr_expect_eq(judge(&c, CHECK_BIND_REQUEST_NONCE), RESULT_PASS);
    cr_expect(says(&c, CHECK_BIND_REQUEST_NONCE, "fresh"));
    for (size_t at = 0; at < 64; at++) {
        c.machine.fields[TD_REPORT_DATA][at] ^= 1;
        cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), at < 32 ? RESULT_FAIL : RESULT_PASS);
        cr_expect_eq(judge(&c, CHECK_BIND_REQUEST_NONCE), at < 32 ? RESULT_PASS : RESULT_FAIL);
        c.machine.fields[TD_REPORT_DATA][at] ^= 1;
    }
    c.machine.evidence.has_quote = false;
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_UNDECIDED);
    cr_expect_eq(judge(&c, CHECK_BIND_REQUEST_NONCE), RESULT_UNDECIDED);
}

Test(trial_binding, signers_of_other_kinds)
{
    AUTO(trial_case_done) struct trial_case ed;
    trial_case_open(&ed);
    serve(&ed, ED25519_KEY, NONCE);
    trial_case_report_data(&ed, ED25519_KEY NONCE);
    cr_expect_eq(judge(&ed, CHECK_BIND_SIGNER), RESULT_PASS);
    AUTO(trial_case_done) struct trial_case point;
    trial_case_open(&point);
    serve(&point, DERIVED_XY, "");
    trial_case_report_data(&point, LEGACY);
    cr_expect_eq(judge(&point, CHECK_BIND_SIGNER), RESULT_PASS);
    cr_expect_eq(judge(&point, CHECK_BIND_REQUEST_NONCE), RESULT_SKIP);
}

/* Whoever checks signatures goes by the algorithm: it has to be the one that the key is for. */
Test(trial_binding, signer_and_its_algorithm)
{
    static const struct {
        const char *algorithm, *signer, *report_data;
        enum check_result result;
    } cases[] = {
        {"ecdsa", DERIVED_ADDRESS, DERIVED_ADDRESS, RESULT_PASS},
        {"ecdsa", DERIVED_XY, LEGACY, RESULT_PASS},
        {"ed25519", ED25519_KEY, ED25519_KEY, RESULT_PASS},
        {"ed25519", DERIVED_ADDRESS, DERIVED_ADDRESS, RESULT_FAIL},
        {"ed25519", DERIVED_XY, LEGACY, RESULT_FAIL},
        {"ecdsa", ED25519_KEY, ED25519_KEY, RESULT_FAIL},
        {"ecds", DERIVED_ADDRESS, DERIVED_ADDRESS, RESULT_UNDECIDED},
        {"ecdsa ", DERIVED_ADDRESS, DERIVED_ADDRESS, RESULT_UNDECIDED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(trial_case_done) struct trial_case c;
        trial_case_open(&c);
        serve(&c, cases[i].signer, "");
        trial_case_report_data(&c, cases[i].report_data);
        cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_PASS, "%zu", i);
        c.machine.evidence.inference.algorithm = text_of(cases[i].algorithm);
        cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), cases[i].result, "%zu", i);
    }
}

/* The TLS key cannot be taken from the document: the caller has to have seen it. */
Test(trial_binding, signer_with_a_tls_key)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    serve(&c, DERIVED_ADDRESS, NONCE);
    trial_case_report_data(&c, NEAR NONCE);
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_FAIL);
    cr_expect_str_neq(trial_case_check(&c, CHECK_BIND_SIGNER)->hint, "");
    trial_case_bind(&c, BINDING_TLS_KEY, TLS_SPKI);
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_PASS);
    trial_case_bind(&c, BINDING_ADDRESS, DERIVED_ADDRESS);
    cr_expect_eq(judge(&c, CHECK_BIND_TLS_KEY), RESULT_PASS);
    trial_case_bind(&c, BINDING_TLS_KEY, TLS_SPKI "00");
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_FAIL);
}

static void show_gpu(struct trial_case *c, const char *nonce)
{
    c->machine.evidence.inference.has_gpu = true;
    c->machine.evidence.inference.gpu_nonce = trial_case_hex(c, nonce);
}

Test(trial_binding, gpu_evidence)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    serve(&c, DERIVED_ADDRESS, NONCE);
    trial_case_report_data(&c, DERIVED_ADDRESS ZEROS_12 NONCE);
    show_gpu(&c, NONCE);
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_WARN, "it is not judged itself");
    show_gpu(&c, ONES_32);
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_FAIL);
    show_gpu(&c, "");
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_FAIL);
    show_gpu(&c, NONCE);
    c.machine.fields[TD_REPORT_DATA][63] ^= 1;
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_FAIL, "both nonces, but not the quote's");
    c.machine.evidence.has_quote = false;
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_UNDECIDED);
}

/* Another quote's nonce, bound or not, is not the one that was asked for. */
Test(trial_binding, gpu_evidence_for_another_request)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    serve(&c, DERIVED_ADDRESS, ONES_32);
    trial_case_report_data(&c, DERIVED_ADDRESS ZEROS_12 NONCE);
    show_gpu(&c, NONCE);
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_FAIL);
}

/* Older services: address and GPU evidence hang on the digest of the signing key. */
Test(trial_binding, gpu_evidence_of_older_services)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    serve(&c, DERIVED_ADDRESS, ONES_32);
    trial_case_report_data(&c, LEGACY);
    show_gpu(&c, DERIVED_KECCAK);
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_WARN);
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_PASS);
    c.machine.fields[TD_REPORT_DATA][0] ^= 1;
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_FAIL);
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER), RESULT_FAIL);
    AUTO(trial_case_done) struct trial_case point;
    trial_case_open(&point);
    serve(&point, DERIVED_XY, ONES_32);
    trial_case_report_data(&point, LEGACY);
    show_gpu(&point, DERIVED_KECCAK);
    cr_expect_eq(judge(&point, CHECK_GPU_EVIDENCE), RESULT_WARN);
}

Test(trial_binding, no_gpu_evidence)
{
    static const struct {
        const char *config;
        bool tells;
    } cases[] = {{"", false},
                 {"{", false},
                 {"{\"num_gpus\":0}", false},
                 {"{\"num_gpus\":\"8\"}", false},
                 {"{\"num_gpus\":8}", true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(trial_case_done) struct trial_case c;
        trial_case_open(&c);
        c.machine.evidence.vm_config = text_of(cases[i].config);
        cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE), RESULT_SKIP);
        cr_expect_eq(says(&c, CHECK_GPU_EVIDENCE, "num_gpus 8"), cases[i].tells);
    }
}

Test(trial_binding, vtpm)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    cr_expect_eq(judge(&c, CHECK_TPM_QUOTE), RESULT_SKIP);
    c.machine.evidence.has_vtpm = true;
    cr_expect_eq(judge(&c, CHECK_TPM_QUOTE), RESULT_UNDECIDED);
}

/* aci/1 */

/* sha256 of {"algo":"p256"} */
#define SHA256_OF_P256 "9c2bc0d360814c5e5d7fe4ffdadacdbaa5e89d1aa5b1cb2e245e0de0062453fd"
#define REPORT(keyset, digest, inside, more)                                                       \
    "{\"api_version\":\"aci/1\",\"workload_keyset_digest\":\"" digest                              \
    "\",\"attestation\":{\"workload_keyset\":" keyset inside "}" more "}"
#define ENDORSED(value)                                                                            \
    ",\"keyset_endorsement\":{\"algo\":\"ecdsa-secp256k1\",\"value\":\"" value "\"}"
#define EARLIER(value, workload)                                                                   \
    REPORT(EARLIER_KEYSET, EARLIER_DIGEST, ENDORSED(value), ",\"workload_id\":\"" workload "\"")

static void open_aci(struct trial_case *c, const char *text)
{
    struct err e;
    trial_case_open(c);
    struct evidence *out = &c->machine.evidence;
    struct json *json = json_parse(text_bytes(text_of(text)), &e);
    cr_assert_not_null(json, "%s", e.text);
    cr_assert(aci_report_read(keep_json(&out->keep, json), out, &e), "%s", e.text);
    out->has_quote = true;
}

static void expect_aci(struct trial_case *c, enum check_id id, enum check_result want)
{
    cr_expect_eq(trial_case_judge(c, trial_aci, id), want, "%s: %s", check_catalogue[id].id,
                 trial_case_check(c, id)->detail);
}

Test(trial_aci, other_evidence)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    for (unsigned id = CHECK_ACI_KEYSET; id <= CHECK_ACI_RECEIPTS; id++) {
        expect_aci(&c, (enum check_id)id, RESULT_SKIP);
    }
}

Test(trial_aci, keyset_digest)
{
    AUTO(trial_case_done) struct trial_case c;
    open_aci(&c, REPORT(ACI_KEYSET, ACI_DIGEST, "", ""));
    expect_aci(&c, CHECK_ACI_KEYSET, RESULT_PASS);
    c.options.at = 1799999999;
    expect_aci(&c, CHECK_ACI_KEYSET, RESULT_PASS);
    c.options.at = 1800000000;
    expect_aci(&c, CHECK_ACI_KEYSET, RESULT_FAIL);
    AUTO(trial_case_done) struct trial_case other;
    open_aci(&other, REPORT(ACI_KEYSET, EARLIER_DIGEST, "", ""));
    expect_aci(&other, CHECK_ACI_KEYSET, RESULT_FAIL);
    AUTO(trial_case_done) struct trial_case none;
    open_aci(&none,
             REPORT("{\"not_after\":18446744073709552000}", ACI_DIGEST, "", ",\"receipts\":[{}]"));
    expect_aci(&none, CHECK_ACI_KEYSET, RESULT_UNDECIDED);
    expect_aci(&none, CHECK_ACI_STATEMENT, RESULT_UNDECIDED);
    expect_aci(&none, CHECK_ACI_RECEIPTS, RESULT_UNDECIDED);
}

Test(trial_aci, statement)
{
    AUTO(trial_case_done) struct trial_case c;
    open_aci(&c, REPORT(ACI_KEYSET, ACI_DIGEST, "", ""));
    trial_case_report_data(&c, ACI_WITH_NONCE);
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_UNDECIDED);
    trial_case_bind(&c, BINDING_NONCE, ONES_32);
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_FAIL);
    trial_case_bind(&c, BINDING_NONCE, NONCE);
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_PASS);
    cr_expect_eq(judge(&c, CHECK_BIND_NONCE), RESULT_PASS);
    for (size_t at = 0; at < 64; at++) {
        c.machine.fields[TD_REPORT_DATA][at] ^= 1;
        expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_FAIL);
        cr_expect_eq(judge(&c, CHECK_BIND_NONCE), RESULT_FAIL);
        c.machine.fields[TD_REPORT_DATA][at] ^= 1;
    }
    trial_case_report_data(&c, ACI_WITHOUT_NONCE);
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_FAIL);
    c.options.app.bindings[BINDING_NONCE].is_given = false;
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_PASS);
    c.machine.evidence.aci->report_data = trial_case_hex(&c, ACI_WITH_NONCE);
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_FAIL);
    c.machine.evidence.aci->report_data = trial_case_hex(&c, ACI_WITHOUT_NONCE);
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_PASS);
    c.machine.evidence.has_quote = false;
    expect_aci(&c, CHECK_ACI_STATEMENT, RESULT_UNDECIDED);
}

Test(trial_aci, keys_that_the_keyset_lists)
{
    AUTO(trial_case_done) struct trial_case c;
    open_aci(&c, EARLIER(EARLIER_ENDORSEMENT, EARLIER_WORKLOAD));
    trial_case_report_data(&c, EARLIER_WITHOUT_NONCE);
    trial_case_bind(&c, BINDING_TLS_KEY, TLS_SPKI);
    cr_expect_eq(judge(&c, CHECK_BIND_TLS_KEY), RESULT_PASS);
    trial_case_report_data(&c, EARLIER_WITH_NONCE);
    cr_expect_eq(judge(&c, CHECK_BIND_TLS_KEY), RESULT_FAIL, "the nonce is not known");
    trial_case_bind(&c, BINDING_NONCE, NONCE);
    cr_expect_eq(judge(&c, CHECK_BIND_TLS_KEY), RESULT_PASS);
    c.machine.evidence.aci->tls_keys[0].at[0] ^= 1;
    cr_expect_eq(judge(&c, CHECK_BIND_TLS_KEY), RESULT_FAIL);
    AUTO(trial_case_done) struct trial_case key;
    open_aci(&key, REPORT(ACI_KEYSET, ACI_DIGEST, "", ""));
    trial_case_report_data(&key, ACI_WITHOUT_NONCE);
    trial_case_bind(&key, BINDING_PUBLIC_KEY,
                    "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394");
    cr_expect_eq(judge(&key, CHECK_BIND_PUBLIC_KEY), RESULT_PASS);
    trial_case_bind(&key, BINDING_PUBLIC_KEY, ED25519_KEY);
    cr_expect_eq(judge(&key, CHECK_BIND_PUBLIC_KEY), RESULT_FAIL);
}

static enum check_result judge_endorsement(const char *text)
{
    AUTO(trial_case_done) struct trial_case c;
    open_aci(&c, text);
    return trial_case_judge(&c, trial_aci, CHECK_ACI_ENDORSEMENT);
}

Test(trial_aci, endorsement)
{
    cr_expect_eq(judge_endorsement(REPORT(ACI_KEYSET, ACI_DIGEST, "", "")), RESULT_SKIP);
    cr_expect_eq(judge_endorsement(EARLIER(EARLIER_ENDORSEMENT, EARLIER_WORKLOAD)), RESULT_PASS);
    cr_expect_eq(judge_endorsement(EARLIER(EARLIER_ED_ENDORSEMENT, EARLIER_WORKLOAD)), RESULT_FAIL);
    cr_expect_eq(judge_endorsement(EARLIER("", EARLIER_WORKLOAD)), RESULT_FAIL);
    cr_expect_eq(judge_endorsement(EARLIER(EARLIER_ENDORSEMENT, EARLIER_ED_WORKLOAD)), RESULT_FAIL);
    cr_expect_eq(judge_endorsement(EARLIER(EARLIER_ENDORSEMENT, "")), RESULT_FAIL);
    cr_expect_eq(
        judge_endorsement(REPORT("{\"workload_identity\":{\"public_key\":{\"algo\":\"p256\"}},"
                                 "\"keyset_epoch\":{\"not_after\":1}}",
                                 "", "", ",\"workload_id\":\"sha256:" SHA256_OF_P256 "\"")),
        RESULT_UNDECIDED);
}

static enum check_result judge_receipts(const char *list)
{
    AUTO(trial_case_done) struct trial_case c;
    AUTO(buf_done) struct buf text = buf_start(64 * KIB);
    buf_text(&text, "{\"api_version\":\"aci/1\",\"workload_keyset_digest\":\"" ACI_DIGEST
                    "\",\"attestation\":{\"workload_keyset\":" ACI_KEYSET "},\"receipts\":");
    buf_text(&text, list);
    buf_char(&text, '}');
    buf_char(&text, 0);
    open_aci(&c, (const char *)text.at);
    return trial_case_judge(&c, trial_aci, CHECK_ACI_RECEIPTS);
}

Test(trial_aci, receipts)
{
    cr_expect_eq(judge_receipts("null"), RESULT_SKIP);
    cr_expect_eq(judge_receipts("[]"), RESULT_SKIP);
    cr_expect_eq(judge_receipts("[" ACI_RECEIPT "]"), RESULT_PASS);
    cr_expect_eq(judge_receipts("[" ACI_RECEIPT "," ACI_RECEIPT "]"), RESULT_PASS);
    cr_expect_eq(judge_receipts("[" ACI_RECEIPT ",{}]"), RESULT_FAIL);
    cr_expect_eq(judge_receipts("[{\"signature\":{}}," ACI_RECEIPT "]"), RESULT_UNDECIDED);
    cr_expect_eq(judge_receipts("[{\"signature\":{}},{}]"), RESULT_FAIL);
}
