/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/recognise.h"
#include "shared.h"

/* Evidence of TEEs that are named and not judged. */

enum { SNP_REPORT = 1184, SPDM = 200 };

static void expect_kind(struct bytes in, const char *kind)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e = {0};
    cr_assert(evidence_recognise(in, FORM_ANY, &evidence, &e), "%s: %s", kind, e.text);
    cr_expect_str_eq(evidence_kind_word(evidence.kind), kind);
    cr_expect(!evidence.has_quote && !evidence.has_log);
    cr_expect_str_eq(evidence_tee(&evidence), kind);
}

static void expect_none(struct bytes in)
{
    struct evidence evidence = {0};
    struct err e = {0};
    cr_expect_not(evidence_recognise(in, FORM_ANY, &evidence, &e));
    cr_expect(e.kind == ERR_MALFORMED);
}

Test(other_tee, snp_reports)
{
    static const uint8_t versions[] = {2, 3, 4, 5};
    for (size_t i = 0; i < COUNT(versions); i++) {
        uint8_t report[SNP_REPORT] = {versions[i]};
        report[0x34] = 1;
        expect_kind(BYTES_OF(report), "sev-snp");
    }
}

/* From version 3 on these could be the start of a quote. */
Test(other_tee, what_is_no_snp_report)
{
    uint8_t report[SNP_REPORT + 1] = {2};
    expect_none(bytes_of(report, SNP_REPORT));
    report[0x34] = 1;
    expect_none(bytes_of(report, SNP_REPORT + 1));
    expect_none(bytes_of(report, SNP_REPORT - 1));
    report[0] = 1;
    expect_none(bytes_of(report, SNP_REPORT));
    report[0] = 6;
    expect_none(bytes_of(report, SNP_REPORT));
    report[0] = 2;
    report[3] = 1;
    expect_none(bytes_of(report, SNP_REPORT));
}

Test(other_tee, aws_documents)
{
    static const uint8_t enclave[] = "\xd2\x84\x44\xa1\x01\x38\x22\xa0\x41\x64pcrs";
    static const uint8_t tpm[] = "\x84\x44\xa1\x01\x38\x22\xa0\x44m\x6dnitrotpm_pcrs";
    static const uint8_t cut[] = "\x84\x44\xa1\x01\x38\x22\xa0\x44\x6dnitrotpm_pcr";
    static const uint8_t rs256[] = "\x84\x44\xa1\x01\x38\x23";
    expect_kind(bytes_of(enclave, sizeof enclave - 1), "nitro-enclave");
    expect_kind(bytes_of(tpm, sizeof tpm - 1), "aws-nitro-tpm");
    expect_kind(bytes_of(cut, sizeof cut - 1), "nitro-enclave");
    expect_none(bytes_of(rs256, sizeof rs256 - 1));
}

Test(other_tee, tpm_and_spdm)
{
    uint8_t spdm[SPDM] = {0x11, 0xe0};
    expect_kind(bytes_of("\xff\x54\x43\x47\x80\x18", 6), "tpm");
    expect_none(bytes_of("\xff\x54\x43\x48\x80\x18", 6));
    expect_none(BYTES_OF(spdm));
    spdm[37] = 0x11;
    spdm[38] = 0x60;
    expect_kind(BYTES_OF(spdm), "nvidia-gpu");
    expect_none(bytes_of(spdm, 38));
}

Test(other_tee, gpu_documents)
{
    static const char *const right[] = {
        "[{\"arch\":\"HOPPER\",\"evidence\":\"\",\"certificate\":\"\"}]",
        "{\"arch\":\"HOPPER\",\"evidence\":\"\",\"certificate\":\"\"}",
        "{\"evidence_list\":[],\"nonce\":\"00\"}",
        "[[\"JWT\",\"e30.e30.\"],{\"GPU-0\":\"e30.e30.\"}]",
        "{\"GPU-0\":{}}",
        "{\"SWITCH-0\":{}}",
        "{\"claims\":[],\"detached_eat\":[]}",
    };
    static const char *const wrong[] = {
        "[{\"arch\":\"HOPPER\",\"evidence\":\"\"}]",
        "[[\"jwt\"]]",
        "[]",
        "{\"claims\":[]}",
        "{\"gpu-0\":{}}",
    };
    for (size_t i = 0; i < COUNT(right); i++) {
        expect_kind(text_bytes(text_of(right[i])), "nvidia-gpu");
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        expect_none(text_bytes(text_of(wrong[i])));
    }
}

Test(other_tee, real_ones)
{
    static const struct {
        const char *path, *kind;
    } files[] = {
        {"attest/snp/dstack/report.bin", "sev-snp"},
        {"attest/snp/go-sev-guest/testdata/attestation.bin", "sev-snp"},
        {"attest/dstack/tpm/tpm_quote_sample.bin", "tpm"},
        {"attest/gpu/dstack/gpu_attestation_h100.json", "nvidia-gpu"},
        {"attest/phala/vllm-proxy/nras_sample_response.json", "nvidia-gpu"},
        {"attest/gpu/nvtrust/ppcie-verifier-sdk-cpp/tests/data/switch_evidence.json", "nvidia-gpu"},
        {"attest/gpu/attestation-sdk/testdata/hopperAttestationReport.txt", "nvidia-gpu"},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        AUTO(buf_done) struct buf file = shared_read(files[i].path);
        expect_kind(buf_view(&file), files[i].kind);
    }
}
