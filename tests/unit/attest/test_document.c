/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "attest/kms.h"
#include "attest/limits.h"
#include "attest/recognise.h"
#include "document_make.h"
#include "shared.h"

enum { CAP = 1024 * 1024 };

static void expect_error(const char *template, const char *text)
{
    struct evidence evidence = {.n_parts = 77};
    struct err e;
    cr_expect_not(document_recognise(template, &evidence, &e), "%s", text);
    cr_expect(e.kind == ERR_MALFORMED && evidence.n_parts == 77, "%s", text);
    cr_expect_str_eq(e.text, text);
}

static const struct claim *find_claim(const struct evidence *evidence, const char *path)
{
    for (size_t i = 0; i < evidence->n_claims; i++) {
        if (text_is(evidence->claims[i].path, path)) {
            return &evidence->claims[i];
        }
    }
    return NULL;
}

#define LOG_TEXT                                                                                   \
    "\"[{\\\"imr\\\":0,\\\"event_type\\\":1,\\\"digest\\\":"                                       \
    "\\\"000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"  \
    "000000000\\\",\\\"event\\\":\\\"\\\",\\\"event_payload\\\":\\\"\\\"}]\""

/* Each form, by the fewest members that make it. */
Test(document, forms)
{
    static const struct {
        const char *template;
        enum evidence_kind kind;
        bool has_quote;
        size_t events, claims, certificates, parts;
    } cases[] = {
        {"{\"quote\":\"%q\"}", EVIDENCE_TDX_QUOTE, true, 0, 0, 0, 0},
        {"{\"quote\":\"%q\",\"event_log\":" LOG_TEXT "}", EVIDENCE_DSTACK_QUOTE, true, 1, 0, 0, 0},
        {"{\"quote\":\"%q\",\"event_log\":\"[]\"}", EVIDENCE_DSTACK_QUOTE, true, 0, 0, 0, 0},
        {"{\"quote\":\"%q\",\"report_data\":\"12\",\"vm_config\":\"\"}", EVIDENCE_DSTACK_QUOTE,
         true, 0, 1, 0, 0},
        {"{\"quote\":\"%q\",\"hash_algorithm\":\"raw\",\"prefix\":\"\"}", EVIDENCE_DSTACK_QUOTE,
         true, 0, 0, 0, 0},
        {"{\"result\":{\"tdx_quote\":\"%q\",\"eventlog\":[" EVENT "]}}", EVIDENCE_DSTACK_QUOTE,
         true, 1, 0, 0, 0},
        {"{\"attestation\":\"%a\"}", EVIDENCE_DSTACK_ATTESTATION, true, 0, 1, 0, 0},
        {"{\"attestation\":\"%a\",\"quote\":\"%q\",\"event_log\":5}", EVIDENCE_DSTACK_ATTESTATION,
         true, 0, 1, 0, 0},
        {"{\"attestation\":null,\"quote\":\"%q\",\"event_log\":[" EVENT "]}", EVIDENCE_DSTACK_QUOTE,
         true, 1, 0, 0, 0},
        {"{\"app_cert\":\"%c\"}", EVIDENCE_DSTACK_INFO, true, 0, 0, 3, 0},
        {"{\"tcb_info\":{},\"app_id\":\"" ID "\"}", EVIDENCE_DSTACK_INFO, false, 0, 1, 0, 0},
        {"{\"data\":{\"x\":{\"app_cert\":\"%c\"}}}", EVIDENCE_DSTACK_INFO, true, 0, 0, 3, 0},
        {"{\"app_cert\":\"%c\",\"quote\":\"%r\",\"event_log\":[" EVENT "]}", EVIDENCE_DSTACK_INFO,
         true, 1, 0, 3, 0},
        {"{\"instances\":[{\"quote\":\"%q\",\"eventlog\":" LOG_TEXT "}],\"app_id\":\"" ID "\"}",
         EVIDENCE_PHALA_CLOUD, true, 1, 1, 0, 0},
        {"{\"instances\":[{\"quote\":null}],\"app_id\":\"" ID "\"}", EVIDENCE_PHALA_CLOUD, false, 0,
         1, 0, 0},
        {"{\"instances\":[],\"kms_info\":{},\"kms_guest_agent_info\":{\"app_cert\":\"%c\"}}",
         EVIDENCE_PHALA_CLOUD, false, 0, 0, 0, 1},
        {"{\"is_online\":false,\"app_certificates\":null,\"tcb_info\":null,\"compose_file\":\"x\"}",
         EVIDENCE_PHALA_CLOUD, false, 0, 0, 0, 0},
        {"{\"is_online\":true,\"app_certificates\":[{\"quote\":null},{\"quote\":\"%q\",\"app_id\":"
         "\"" ID "\"}],\"tcb_info\":{\"event_log\":[" EVENT "]}}",
         EVIDENCE_PHALA_CLOUD, true, 1, 1, 0, 0},
        {"{\"intel_quote\":\"%q\",\"signing_address\":\"0x" ID "\"}", EVIDENCE_INFERENCE, true, 0,
         0, 0, 0},
        {"{\"intel_quote\":\"%q\",\"info\":{\"app_cert\":\"%c\",\"tcb_info\":\"{\\\"compose_hash"
         "\\\":\\\"" HASH "\\\"}\"}}",
         EVIDENCE_INFERENCE, true, 0, 1, 3, 0},
        {"{\"intel_quote\":\"%q\",\"nvidia_payload\":\"{}\"}", EVIDENCE_INFERENCE, true, 0, 0, 0,
         0},
        {"{\"data\":{\"intel_quote\":\"%q\",\"nvidia_payload\":{}}}", EVIDENCE_INFERENCE, true, 0,
         0, 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e;
        cr_assert(document_recognise(cases[i].template, &evidence, &e), "%zu: %s", i, e.text);
        cr_expect_str_eq(evidence_kind_word(evidence.kind), evidence_kind_word(cases[i].kind),
                         "%zu", i);
        cr_expect(evidence.has_quote == cases[i].has_quote, "%zu", i);
        cr_expect(evidence.log.n == cases[i].events, "%zu", i);
        cr_expect(evidence.has_log == (cases[i].events > 0), "%zu", i);
        cr_expect(evidence.n_claims == cases[i].claims, "%zu: %zu", i, evidence.n_claims);
        cr_expect(evidence.n_certificates == cases[i].certificates, "%zu", i);
        cr_expect(evidence.n_parts == cases[i].parts, "%zu", i);
    }
}

Test(document, tcb_info)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise("{\"mrtd\":\"" HASH
                                 "11111111111111111111111111111111\",\"rtmr0\":\"" HASH
                                 "11111111111111111111111111111111\",\"event_log\":[" EVENT "],"
                                 "\"app_compose\":\"{ }\",\"rootfs_hash\":\"" HASH "\"}",
                                 &evidence, &e),
              "%s", e.text);
    cr_expect(evidence.kind == EVIDENCE_DSTACK_TCB_INFO && !evidence.has_quote);
    cr_expect(evidence.log.n == 1 && text_is(evidence.app_compose, "{ }"));
    cr_expect(find_claim(&evidence, "mrtd")->value.left == 48);
    cr_expect(find_claim(&evidence, "rootfs_hash") != NULL && evidence.n_claims == 3);
}

Test(document, info)
{
    static const char *const templates[] = {
        "{\"app_cert\":\"%c\",\"app_id\":\"" ID "\",\"key_provider_info\":\"{}\",\"tcb_info\":{"
        "\"app_compose\":\"x\",\"compose_hash\":\"" HASH "\",\"mr_aggregated\":\"\","
        "\"device_id\":null,\"event_log\":[" EVENT "]},\"vm_config\":\"{\\\"cpu_count\\\":1}\"}",
        "{\"app_cert\":\"%c\",\"app_id\":\"0x" ID "\",\"key_provider_info\":\"{}\",\"tcb_info\":\"{"
        "\\\"app_compose\\\":\\\"x\\\",\\\"compose_hash\\\":\\\"" HASH "\\\",\\\"event_log\\\":["
        "{\\\"imr\\\":3,\\\"event_type\\\":134217729,\\\"event\\\":\\\"app-id\\\","
        "\\\"event_payload\\\":\\\"77\\\"}]}\",\"vm_config\":\"{\\\"cpu_count\\\":1}\"}",
    };
    for (size_t i = 0; i < COUNT(templates); i++) {
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e;
        cr_assert(document_recognise(templates[i], &evidence, &e), "%s", e.text);
        cr_expect(evidence.kind == EVIDENCE_DSTACK_INFO &&
                  document_is_quote(&evidence, "valid_tdx_v4"));
        cr_expect(evidence.quote_is_of_certificate && evidence.certificate_app_id.left == 20);
        cr_expect(text_is(evidence.app_compose, "x"));
        cr_expect(text_is(evidence.vm_config, "{\"cpu_count\":1}"));
        cr_expect(evidence.n_claims == 3 && evidence.log.n == 1);
        cr_expect_str_eq(find_claim(&evidence, "tcb_info.compose_hash")->key, "compose_hash");
        cr_expect(find_claim(&evidence, "app_id")->value.left == 20);
        cr_expect(find_claim(&evidence, "key_provider_info")->value.left == 2);
    }
}

/* A quote of its own comes before that of the certificate, which then does not have to bind it. */
Test(document, info_with_a_quote)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise("{\"app_cert\":\"%c\",\"quote\":\"%r\"}", &evidence, &e), "%s",
              e.text);
    cr_expect(document_is_quote(&evidence, "valid_tdx_v5_td15"));
    cr_expect(evidence.n_certificates == 3 && !evidence.quote_is_of_certificate);
}

Test(document, claims_that_are_none)
{
    static const struct {
        const char *template, *text;
    } cases[] = {
        {"{\"tcb_info\":{\"rtmr3\":\"11\"},\"app_id\":\"" ID "\"}",
         "tcb_info.rtmr3 is no hex of 48 bytes"},
        {"{\"tcb_info\":{},\"app_id\":\"" HASH "\"}", "app_id is no hex of 20 bytes"},
        {"{\"tcb_info\":{},\"app_id\":\"zz\"}", "app_id is no hex of 20 bytes"},
        {"{\"tcb_info\":{},\"app_id\":\"" ID "\",\"os_image_hash\":\"0\"}",
         "os_image_hash is no hex of 32 bytes"},
        {"{\"tcb_info\":{\"mr_system\":7},\"app_id\":\"" ID "\"}",
         "'tcb_info.mr_system' is not a string"},
        {"{\"quote\":\"%q\",\"report_data\":\"" HASH HASH "00\"}",
         "report_data is no hex of up to 64 bytes"},
        {"{\"quote\":\"%q\",\"report_data\":\"0\"}", "report_data is no hex of up to 64 bytes"},
        {"{\"tcb_info\":[],\"app_id\":\"" ID "\"}", "'tcb_info' is not an object"},
        {"{\"tcb_info\":\"[]\",\"app_id\":\"" ID "\"}", "'tcb_info' is not an object"},
        {"{\"tcb_info\":\"{\",\"app_id\":\"" ID "\"}",
         "'tcb_info' is not JSON: line 1, column 2: unexpected end"},
        {"{\"tcb_info\":{\"app_compose\":{}},\"app_id\":\"" ID "\"}",
         "'tcb_info.app_compose' is not a string"},
        {"{\"app_cert\":\"x\"}", "app_cert: certificate 1: not PEM"},
        {"{\"app_cert\":5}", "'app_cert' is not a string"},
        {"{\"quote\":\"%q\",\"event_log\":\"{}\"}", "event_log: this is no event log"},
        {"{\"quote\":\"%q\",\"vm_config\":{}}", "'vm_config' is not a string"},
        {"{\"quote\":\"%q\",\"vm_config\":\"x\"}",
         "'vm_config' is not JSON: line 1, column 1: a value is missing"},
        {"{\"instances\":{},\"app_id\":\"" ID "\"}", "'instances' is not an array"},
        {"{\"instances\":[5],\"app_id\":\"" ID "\"}", "'instances[0]' is not an object"},
        {"{\"instances\":[{\"quote\":\"!\"}],\"app_id\":\"" ID "\"}",
         "member 'instances[0].quote' is neither hex nor base64"},
        {"{\"instances\":[{\"quote\":\"0400\"}],\"app_id\":\"" ID "\"}",
         "member 'instances[0].quote': not a quote that can be read: truncated at "
         "attestation_key_type (byte 2)"},
        {"{\"intel_quote\":\"%q\",\"signing_address\":\"11\"}",
         "signing_address is no hex of 20, 32 or 64 bytes"},
        {"{\"intel_quote\":\"%q\",\"signing_address\":\"" ID "\",\"request_nonce\":\"11\"}",
         "request_nonce is no hex of 32 bytes"},
        {"{\"intel_quote\":\"%q\",\"nvidia_payload\":\"{\\\"nonce\\\":\\\"1\\\"}\"}",
         "nvidia_payload.nonce is no hex of 32 bytes"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_error(cases[i].template, cases[i].text);
    }
}

/* Zeros are added, a prefix is not part of it. */
Test(document, report_data)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise("{\"quote\":\"%q\",\"report_data\":\"0x12ab\"}", &evidence, &e));
    const struct claim *claim = find_claim(&evidence, "report_data");
    cr_assert(claim != NULL && claim->value.left == 64);
    cr_expect(claim->value.at[0] == 0x12 && claim->value.at[1] == 0xab);
    cr_expect(bytes_all_zero(bytes_of(claim->value.at + 2, 62)));
}

Test(document, quotes_that_contradict)
{
    static const struct {
        const char *template, *text;
    } cases[] = {
        {"{\"attestation\":\"%a\",\"quote\":\"%r\"}",
         "members 'attestation' and 'quote' hold different quotes"},
        {"{\"attestation\":\"%a\",\"quote\":\"!\"}", "member 'quote' is neither hex nor base64"},
        {"{\"quote\":\"%q\",\"event_log\":\"\",\"a\":{\"intel_quote\":\"%r\"}}",
         "members 'quote' and 'a.intel_quote' hold different quotes"},
        {"{\"app_cert\":\"%c\",\"quote\":\"%q\",\"a\":{\"quote\":\"%r\"}}",
         "members 'quote' and 'a.quote' hold different quotes"},
        {"{\"attestation\":5}", "'attestation' is not a string"},
        {"{\"attestation\":\"!\"}", "member 'attestation' is neither hex nor base64"},
        {"{\"attestation\":\"0005\"}",
         "member 'attestation': attestation: platform 5 is not known"},
        {"{\"attestation\":\"01\"}", "member 'attestation': not an attestation: it begins with 01"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_error(cases[i].template, cases[i].text);
    }
}

Test(document, parts_of_an_app)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise(
                  "{\"app_id\":\"" ID "\",\"instances\":[{\"quote\":\"%q\"},{\"quote\":\"%r\","
                  "\"eventlog\":[" EVENT "]},{\"quote\":\"%q\"}],"
                  "\"kms_guest_agent_info\":{\"app_cert\":\"%c\",\"compose_hash\":\"" HASH
                  "\"},\"gateway_guest_agent_info\":{\"quote\":\"%r\",\"app_cert\":null}}",
                  &evidence, &e),
              "%s", e.text);
    cr_expect(document_is_quote(&evidence, "valid_tdx_v4") && evidence.n_parts == 4);
    document_expect_part(&evidence, 0, PART_INSTANCE, "instances[1]", "valid_tdx_v5_td15");
    document_expect_part(&evidence, 1, PART_INSTANCE, "instances[2]", "valid_tdx_v4");
    document_expect_part(&evidence, 2, PART_KMS, "kms_guest_agent_info", "valid_tdx_v4");
    document_expect_part(&evidence, 3, PART_GATEWAY, "gateway_guest_agent_info",
                         "valid_tdx_v5_td15");
    cr_expect(evidence.parts[0].evidence.log.n == 1);
    cr_expect(text_is(evidence.parts[0].evidence.claims[0].path, "app_id"));
    cr_expect(
        text_is(evidence.parts[2].evidence.claims[0].path, "kms_guest_agent_info.compose_hash"));
    cr_expect(evidence.parts[2].evidence.kind == EVIDENCE_DSTACK_INFO);
}

Test(document, logs_that_do_not_agree)
{
    expect_error("{\"intel_quote\":\"%q\",\"signing_address\":\"\",\"event_log\":[" EVENT
                 "],\"info\":{\"tcb_info\":{\"event_log\":[" EVENT "," EVENT "]}}}",
                 "'info.tcb_info.event_log' is not the event log that is there before it");
}

Test(document, too_many_parts)
{
    AUTO(buf_done) struct buf text = buf_start(CAP);
    struct evidence evidence = {0};
    struct err e = {0};
    buf_text(&text, "{\"app_id\":\"\",\"kms_info\":{},\"instances\":[{}");
    for (size_t i = 0; i <= LIMIT_PARTS; i++) {
        buf_text(&text, ",{}");
    }
    buf_text(&text, "]}");
    cr_expect_not(evidence_recognise(buf_view(&text), FORM_ANY, &evidence, &e));
    cr_expect(e.kind == ERR_TOO_BIG);
    cr_expect_str_eq(e.text, "more than 64 attestations in one document");
}

/* Few bytes of JSON in a text are many values, and each attestation could hold them. */
Test(document, parts_that_take_too_much_memory)
{
    enum { VALUES = JSON_NODES_MAX - 10, ROOM = 8 * 1024 * 1024 };
    AUTO(buf_done) struct buf text = buf_start(ROOM);
    struct evidence evidence = {0};
    struct err e = {0};
    buf_text(&text, "{\"signing_address\":\"" ID "\",\"all_attestations\":[");
    for (size_t i = 0; i < 4; i++) {
        buf_printf(&text, "%s{\"signing_address\":\"%040zx\",\"info\":\"{\\\"x\\\":[0",
                   i > 0 ? "," : "", i + 1);
        for (size_t n = 1; n < VALUES; n++) {
            buf_text(&text, ",0");
        }
        buf_text(&text, "]}\"}");
    }
    buf_text(&text, "]}");
    cr_assert(buf_is_whole(&text));
    cr_expect_not(evidence_recognise(buf_view(&text), FORM_ANY, &evidence, &e));
    cr_expect(e.kind == ERR_TOO_BIG);
    cr_expect_str_eq(e.text, "the attestations of one document take more than 33554432 bytes of "
                             "memory");
}

Test(document, key_service)
{
    static const char key[] = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    AUTO(buf_done) struct buf template = buf_start(CAP);
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    buf_printf(&template,
               "{\"ca_cert\":\"%%c\",\"k256_pubkey\":\"%s\",\"bootstrap_info\":{\"ca_pubkey\":\"01"
               "\",\"k256_pubkey\":\"%s\",\"quote\":\"%%q\",\"eventlog\":[" EVENT "]}}",
               key, key);
    buf_char(&template, 0);
    cr_assert(document_recognise((const char *)template.at, &evidence, &e), "%s", e.text);
    cr_expect(evidence.kind == EVIDENCE_DSTACK_KMS && evidence.kms != NULL);
    cr_expect(document_is_quote(&evidence, "valid_tdx_v4") && evidence.log.n == 1);
    cr_expect(evidence.kms->has_bootstrap);
}

Test(document, real_ones)
{
    static const struct {
        const char *path, *kind;
        bool has_quote;
        size_t events, claims;
    } files[] = {
        {"attest/dstack/verifier/quote-report.json", "dstack-quote", true, 28, 1},
        {"attest/dstack/verifier/tdx-lite-getquote.json", "dstack-quote", true, 29, 1},
        {"attest/dstack/verifier/tdx-lite-attestation.json", "dstack-attestation", true, 12, 1},
        {"attest/dstack/verifier/sev-snp-attestation.json", "sev-snp", false, 0, 1},
        {"attest/dstack/dstack-examples/rtmr3-based-report.json", "dstack-quote", true, 28, 0},
        {"attest/phala/vllm-proxy/sample_dstack_info.json", "dstack-info", true, 29, 15},
        {"attest/phala/vllm-proxy/sample_dstack_quote.json", "dstack-quote", true, 29, 0},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        AUTO(buf_done) struct buf file = shared_read(files[i].path);
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        cr_assert(evidence_recognise(buf_view(&file), FORM_ANY, &evidence, &e), "%s", e.text);
        cr_expect_str_eq(evidence_kind_word(evidence.kind), files[i].kind, "%s", files[i].path);
        cr_expect(evidence.has_quote == files[i].has_quote, "%s", files[i].path);
        cr_expect(!evidence.has_quote || evidence.log.n == files[i].events, "%s", files[i].path);
        cr_expect(evidence.n_claims == files[i].claims, "%s", files[i].path);
    }
}

/* What stands beside the first of two is what counts. */
Test(document, the_same_quote_twice)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise("{\"a\":{\"quote\":\"%q\",\"event_log\":[" EVENT
                                 "]},\"b\":{\"quote\":\"%q\"}}",
                                 &evidence, &e),
              "%s", e.text);
    cr_expect_eq(evidence.log.n, 1);
}
