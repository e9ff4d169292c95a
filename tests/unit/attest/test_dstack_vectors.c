/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "attest/app.h"
#include "attest/appraise.h"
#include "attest/recognise.h"
#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/path.h"

/* Documents of real machines: everything above the quote that holds, holds. Values were computed
 * with Python's hashlib. */

static bool read_shared(const char *name, struct buf *out)
{
    const char *shared = getenv("PHALA_SHARED");
    AUTO(mem_freep)
    char *folder = path_join(shared != NULL ? shared : PHALA_SHARED_DIR, "vectors/attest");
    AUTO(mem_freep) char *path = path_join(folder, name);
    struct err e = {0};
    *out = buf_start(4 * MIB);
    return fs_exists(path) && fs_read(path, out, &e);
}

static void skip(const char *reason)
{
    const char *ci = getenv("CI");
    cr_assert(ci == NULL || !text_is(text_of(ci), "true"), "%s", reason);
    cr_skip("%s", reason);
}

struct document {
    const char *path;
    const char *app_id, *mr_system, *mr_aggregated, *device_id, *key_provider;
    enum check_result boot, mr_config;
};

static const struct document documents[] = {
    {"dstack/verifier/quote-report.json", "3763bc34552cf3a27ff71ad5f7a90471562a1a2d",
     "e1ae776a1492d4f87937b7e563d265c16300be4aba5d748207587023bb7dbb75",
     "233c659f83048505bb1ef7f105245aa80f5d04e3d096c329da272d7ee13fbf38",
     "38dfd642ee0326e5ddd826dd69eea6d516a2431106fe45c0db3f651bb61509d5", "local-sgx", RESULT_PASS,
     RESULT_SKIP},
    {"dstack/verifier/tdx-lite-getquote.json", "86b0e55f2fa8e4fb69d890f14f54d5612707646e",
     "118f754a080ecb8527df65656ee4e7e97b891cf488ad6a38886ff0dbca0c8f70",
     "c758fa624b62536ca77504c4c52745e70880220a178a615a859c52f8b101d2ee",
     "633695a28ec6c5829d4cf996bcbd012c7b8df1118d9cbf6207f166768832e902", "kms", RESULT_PASS,
     RESULT_PASS},
    {"dstack/verifier/tdx-lite-attestation.json", "86b0e55f2fa8e4fb69d890f14f54d5612707646e",
     "118f754a080ecb8527df65656ee4e7e97b891cf488ad6a38886ff0dbca0c8f70",
     "c758fa624b62536ca77504c4c52745e70880220a178a615a859c52f8b101d2ee",
     "633695a28ec6c5829d4cf996bcbd012c7b8df1118d9cbf6207f166768832e902", "kms", RESULT_SKIP,
     RESULT_PASS},
    {"dstack/dstack-examples/rtmr3-based-report.json", "06768e6df639ce3be65e9e5321f8b2d82dbffb01",
     "1544901edf4014300be5da32d6664c5c59c25e0d7d098ff307c71e93eb318588",
     "538189ebbef154bffebf0e0570fb65dcfd0674cd8f26e5520901e5f6cd57f21b",
     "da2d377e04b7133ec1287a18d465fa44ae9dbb08d929166c6bdb414f38a2acd3", "kms", RESULT_PASS,
     RESULT_SKIP},
    {"phala/vllm-proxy/sample_dstack_quote.json", "ab84a54bdaf082be00ea40e8e37bdeb5c15c58de",
     "0d9b3de9d664955481b4f587f00215d446d93351ed96c9744993f271b453d2b0",
     "9ffeac39dd83c5239c2e4742db79650419d40c40b40db45cc007cab3965b7d4c",
     "be260be90133ded76da605e2e3ec943200d7582a466695ae4dbff81803c5cade", "kms", RESULT_PASS,
     RESULT_PASS},
};

static void expect_value(const struct report *report, enum app_key key, const char *right)
{
    char hex[65] = "";
    hex_encode(report->app->value[key], hex);
    cr_expect_str_eq(hex, right, "%s", app_key_word(key));
}

static void expect_result(const struct report *report, enum check_id id, enum check_result result)
{
    const struct check *check = &report->checks.of[id];
    cr_expect_eq(check->result, result, "%s: %s: %s", check->name, check_result_word(check->result),
                 check->detail);
}

static void judge(struct bytes content, struct evidence *evidence, struct report *report)
{
    struct appraise_options options = {.hardware_only = true};
    struct err e = {0};
    cr_assert(evidence_recognise(content, FORM_ANY, evidence, &e), "%s", e.text);
    evidence_appraise(evidence, NULL, &options, report);
}

static void expect_document(const struct document *document, const struct report *report)
{
    expect_result(report, CHECK_LOG_RTMR0, document->boot);
    expect_result(report, CHECK_LOG_RTMR1, document->boot);
    expect_result(report, CHECK_LOG_RTMR2, document->boot);
    expect_result(report, CHECK_LOG_RTMR3, RESULT_PASS);
    expect_result(report, CHECK_LOG_DIGESTS, RESULT_PASS);
    expect_result(report, CHECK_LOG_BOOT, RESULT_PASS);
    expect_result(report, CHECK_LOG_LATE, RESULT_PASS);
    expect_result(report, CHECK_APP_MR_CONFIG, document->mr_config);
    cr_assert(report->app != NULL && report->app->is_proved, "%s", document->path);
    expect_value(report, APP_KEY_APP_ID, document->app_id);
    expect_value(report, APP_KEY_MR_SYSTEM, document->mr_system);
    expect_value(report, APP_KEY_MR_AGGREGATED, document->mr_aggregated);
    expect_value(report, APP_KEY_DEVICE_ID, document->device_id);
    cr_expect(text_is(report->app->key_provider, document->key_provider), "%s", document->path);
}

Test(dstack_vectors, real_machines)
{
    for (size_t i = 0; i < COUNT(documents); i++) {
        AUTO(buf_done) struct buf content = {0};
        if (!read_shared(documents[i].path, &content)) {
            skip("no folder with real documents (PHALA_SHARED)");
            return;
        }
        struct evidence evidence = {0};
        struct report *report = mem_new(sizeof *report);
        judge(buf_view(&content), &evidence, report);
        expect_document(&documents[i], report);
        report_done(report);
        mem_free(report);
        evidence_done(&evidence);
    }
}

/* An app's Info: the quote in its certificate is another one than that of its tcb_info, which names
 * its own registers; claims are compared with what is proved. */
Test(dstack_vectors, the_app_compose_of_an_info)
{
    AUTO(buf_done) struct buf content = {0};
    if (!read_shared("phala/vllm-proxy/sample_dstack_info.json", &content)) {
        skip("no folder with real documents (PHALA_SHARED)");
        return;
    }
    struct evidence evidence = {0};
    struct report *report = mem_new(sizeof *report);
    judge(buf_view(&content), &evidence, report);
    expect_result(report, CHECK_LOG_RTMR3, RESULT_PASS);
    expect_result(report, CHECK_APP_COMPOSE_HASH, RESULT_PASS);
    expect_result(report, CHECK_APP_ID, RESULT_WARN);
    expect_result(report, CHECK_APP_MR_CONFIG, RESULT_PASS);
    expect_result(report, CHECK_DOCUMENT_CLAIMS, RESULT_PASS);
    expect_result(report, CHECK_APP_IMAGES, RESULT_WARN);
    report_done(report);
    mem_free(report);
    evidence_done(&evidence);
}

/* Each byte of a payload that counts: the first bit of each changed, the log is refused. */
Test(dstack_vectors, no_payload_can_be_changed)
{
    AUTO(buf_done) struct buf content = {0};
    if (!read_shared("dstack/verifier/tdx-lite-getquote.json", &content)) {
        skip("no folder with real documents (PHALA_SHARED)");
        return;
    }
    struct appraise_options options = {.hardware_only = true};
    struct evidence evidence = {0};
    struct err e = {0};
    cr_assert(evidence_recognise(buf_view(&content), FORM_ANY, &evidence, &e), "%s", e.text);
    struct report *report = mem_new(sizeof *report);
    for (size_t i = 0; i < evidence.log.n; i++) {
        struct event *event = &evidence.log.events[i];
        for (size_t k = 0; event_is_runtime(event) && k < event->payload.left; k++) {
            struct bytes right = event->payload;
            uint8_t changed[512];
            cr_assert(right.left <= sizeof changed);
            memcpy(changed, right.at, right.left);
            changed[k] ^= 1;
            event->payload = bytes_of(changed, right.left);
            evidence_appraise(&evidence, NULL, &options, report);
            expect_result(report, CHECK_LOG_RTMR3, RESULT_FAIL);
            cr_expect_not(report->app->is_proved);
            report_done(report);
            event->payload = right;
        }
    }
    mem_free(report);
    evidence_done(&evidence);
}
