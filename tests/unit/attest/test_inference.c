/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "document_make.h"

/* Reports of private inference services. */

enum { CAP = 64 * 1024 };

/* What repeats the machine that answered is not a part. */
Test(inference, parts_of_an_inference_service)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise(
                  "{\"intel_quote\":\"%q\",\"signing_address\":\"" ID "\",\"signing_algo\":"
                  "\"ecdsa\",\"request_nonce\":\"" HASH "\",\"nvidia_payload\":\"{\\\"nonce\\\":"
                  "\\\"" HASH "\\\"}\",\"all_attestations\":["
                  "{\"intel_quote\":\"%q\",\"signing_address\":\"" ID "\",\"signing_algo\":"
                  "\"ecdsa\",\"request_nonce\":\"" HASH "\",\"nvidia_payload\":{\"nonce\":\"" HASH
                  "\"}},{\"intel_quote\":\"%r\"},{\"intel_quote\":\"%q\",\"signing_address\":"
                  "\"" HASH "\"}]}",
                  &evidence, &e),
              "%s", e.text);
    cr_expect(evidence.has_inference && text_is(evidence.inference.algorithm, "ecdsa"));
    cr_expect(evidence.inference.signer.left == 20 && evidence.inference.nonce.left == 32);
    cr_expect(evidence.inference.has_gpu && evidence.inference.gpu_nonce.left == 32);
    cr_expect(evidence.n_parts == 2);
    document_expect_part(&evidence, 0, PART_ATTESTATION, "all_attestations[1]",
                         "valid_tdx_v5_td15");
    document_expect_part(&evidence, 1, PART_ATTESTATION, "all_attestations[2]", "valid_tdx_v4");
    cr_expect(evidence.parts[1].evidence.inference.signer.left == 32);
}

/* The quote of a report is another one than that of the certificate in its info. */
Test(inference, inference_with_info)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise("{\"intel_quote\":\"%r\",\"signing_address\":\"" ID "\",\"info\":"
                                 "\"{\\\"app_id\\\":\\\"" ID "\\\"}\"}",
                                 &evidence, &e),
              "%s", e.text);
    cr_expect(text_is(evidence.claims[0].path, "info.app_id"));
    AUTO(evidence_done) struct evidence second = {0};
    cr_assert(
        document_recognise("{\"intel_quote\":\"%r\",\"info\":{\"app_cert\":\"%c\"}}", &second, &e));
    cr_expect(document_is_quote(&second, "valid_tdx_v5_td15") && second.n_certificates == 3);
    cr_expect_not(second.quote_is_of_certificate);
    AUTO(evidence_done) struct evidence third = {0};
    cr_assert(document_recognise("{\"signing_address\":\"" ID "\",\"nvidia_payload\":{},\"info\":"
                                 "{\"app_cert\":\"%c\"}}",
                                 &third, &e));
    cr_expect(document_is_quote(&third, "valid_tdx_v4") && third.quote_is_of_certificate);
}

/* A repetition that says anything else is judged by itself; one that says less is none. */
Test(inference, an_inference_service_that_repeats_itself)
{
    static const char *const same[] = {
        "\"event_log\":[" EVENT "],\"info\":{\"app_id\":\"" ID
        "\",\"tcb_info\":{\"app_compose\":\"{}\"}}",
        "\"info\":{\"tcb_info\":{\"event_log\":[" EVENT "]}}",
        "\"info\":{\"app_cert\":\"%c\",\"vm_config\":\"{}\"}",
        "\"info\":null",
    };
    static const char *const others[] = {
        "\"event_log\":[" EVENT "," EVENT "]",
        "\"info\":{\"tcb_info\":{\"app_compose\":\"{ }\"}}",
        "\"info\":{\"compose_hash\":\"" HASH "\"}",
        "\"info\":{\"app_id\":\"0102030405060708090a0b0c0d0e0f1011121314\"}",
        "\"info\":{\"vm_config\":\"{ }\"}",
        "\"info\":{\"vm_config\":\"{\\\"mr_config\\\":\\\"a\\\",\\\"vm_config\\\":\\\"{}\\\"}\"}",
        "\"info\":{\"app_cert\":\"%d\"}",
    };
    for (size_t i = 0; i < COUNT(same) + COUNT(others); i++) {
        bool is_same = i < COUNT(same);
        AUTO(buf_done) struct buf template = buf_start(CAP);
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e;
        buf_text(&template, "{\"intel_quote\":\"%q\",\"event_log\":[" EVENT "],\"info\":{"
                            "\"app_id\":\"" ID "\",\"app_cert\":\"%c\",\"vm_config\":\"{}\","
                            "\"tcb_info\":{\"app_compose\":\"{}\"}},"
                            "\"all_attestations\":[{\"intel_quote\":\"%q\",");
        buf_text(&template, is_same ? same[i] : others[i - COUNT(same)]);
        buf_text(&template, "}]}");
        buf_char(&template, 0);
        cr_assert(document_recognise((const char *)template.at, &evidence, &e), "%zu: %s", i,
                  e.text);
        cr_expect_eq(evidence.n_parts, is_same ? 0 : 1, "%zu", i);
    }
}

/* Each member by which a machine of the list is another one than the one that answered. */
Test(inference, machines_that_differ_in_one_member)
{
#define MACHINE(quote, signer, algorithm, nonce, gpu)                                              \
    "\"intel_quote\":\"" quote "\",\"signing_address\":\"" signer                                  \
    "\",\"signing_algo\":\"" algorithm "\",\"request_nonce\":\"" nonce "\"" gpu
#define GPU(nonce) ",\"nvidia_payload\":{\"nonce\":\"" nonce "\"}"
#define OTHER_ID   "3333333333333333333333333333333333333333"
#define OTHER_HASH "4444444444444444444444444444444444444444444444444444444444444444"
    static const struct {
        const char *machine;
        size_t parts;
    } cases[] = {
        {MACHINE("%q", ID, "ecdsa", HASH, GPU(HASH)), 0},
        {MACHINE("%r", ID, "ecdsa", HASH, GPU(HASH)), 1},
        {MACHINE("%q", OTHER_ID, "ecdsa", HASH, GPU(HASH)), 1},
        {MACHINE("%q", ID, "ed25519", HASH, GPU(HASH)), 1},
        {MACHINE("%q", ID, "ecdsa", OTHER_HASH, GPU(HASH)), 1},
        {MACHINE("%q", ID, "ecdsa", HASH, GPU(OTHER_HASH)), 1},
        {MACHINE("%q", ID, "ecdsa", HASH, ""), 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf template = buf_start(CAP);
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e;
        buf_printf(&template, "{%s,\"all_attestations\":[{%s}]}", cases[0].machine,
                   cases[i].machine);
        buf_char(&template, 0);
        cr_assert(document_recognise((const char *)template.at, &evidence, &e), "%zu: %s", i,
                  e.text);
        cr_expect_eq(evidence.n_parts, cases[i].parts, "%zu", i);
    }
    /* GPU evidence without a nonce, and none */
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise("{\"intel_quote\":\"%q\",\"nvidia_payload\":{},"
                                 "\"all_attestations\":[{\"intel_quote\":\"%q\"}]}",
                                 &evidence, &e),
              "%s", e.text);
    cr_expect_eq(evidence.n_parts, 1);
}

/* A log that the machine which answered does not have, and certificates of which it has more. */
Test(inference, a_machine_of_the_list_that_says_more)
{
    static const char *const texts[] = {
        "{\"intel_quote\":\"%q\",\"all_attestations\":[{\"intel_quote\":\"%q\","
        "\"event_log\":[" EVENT "]}]}",
        "{\"intel_quote\":\"%q\",\"info\":{\"app_cert\":\"%c\"},\"all_attestations\":[{"
        "\"intel_quote\":\"%q\",\"info\":{\"app_cert\":\"%d\"}}]}",
        "{\"intel_quote\":\"%q\",\"info\":{\"app_cert\":\"%c\"},\"all_attestations\":[{"
        "\"intel_quote\":\"%q\",\"info\":{\"app_cert\":\"%l\"}}]}",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e;
        cr_assert(document_recognise(texts[i], &evidence, &e), "%s", e.text);
        cr_expect_eq(evidence.n_parts, 1, "%zu", i);
    }
}

Test(inference, another_tee_in_its_certificate)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e;
    cr_assert(document_recognise("{\"signing_address\":\"" ID "\",\"nvidia_payload\":{},"
                                 "\"info\":{\"app_cert\":\"%s\"}}",
                                 &evidence, &e),
              "%s", e.text);
    cr_expect_eq(evidence.kind, EVIDENCE_SEV_SNP);
    cr_expect(evidence.has_inference && !evidence.has_quote);
}
