/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: kms_statement_read and aci_report_read, and the trials of what they read, by a
 * quote that is made for it. Input: a JSON document. What the quote was made for passes, and after
 * the flip of one bit of its report data nothing does that rests on it; the two links of a chain
 * hold together. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "attest/aci.h"
#include "attest/dstack.h"
#include "attest/kms.h"
#include "base/mem.h"

#define JUDGED_AT ((instant)1768435200)

static uint8_t report_data[64];
static uint8_t other_field[64];

static const uint8_t app_id[20] = {0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
                                   0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11};

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static struct quote made_quote(void)
{
    struct quote quote = {.tee = TEE_TDX, .body = BODY_TD_10};
    for (size_t i = 0; i < TD_FIELDS_10; i++) {
        quote.td[i] = bytes_of(other_field, td_layout[i].size);
    }
    quote.td[TD_REPORT_DATA] = BYTES_OF(report_data);
    return quote;
}

static void set_report_data(struct bytes front)
{
    memset(report_data, 0, sizeof report_data);
    require(bytes_copy(&front, report_data, front.left));
}

static void judge(const struct evidence *evidence, struct checks *checks)
{
    struct app app = {.is_proved = true,
                      .value[APP_KEY_APP_ID] = BYTES_OF(app_id),
                      .key_provider = text_of("kms"),
                      .key_provider_id = text_of("00")};
    const struct appraise_options options = {.at = JUDGED_AT};
    struct report *report = mem_new(sizeof *report);
    struct trial t = {.evidence = evidence, .options = &options, .report = report};
    t.checks = &report->checks;
    t.app = &app;
    checks_start(t.checks);
    trial_kms(&t);
    trial_binding(&t);
    trial_aci(&t);
    *checks = *t.checks;
    mem_free(report);
}

static enum check_result result_of(const struct evidence *evidence, enum check_id id)
{
    static struct checks checks;
    judge(evidence, &checks);
    require(checks.of[id].detail[0] != 0);
    require((checks.of[CHECK_KMS_APP_KEY].result == RESULT_PASS) ==
            (checks.of[CHECK_KMS_DERIVED_KEY].result == RESULT_PASS));
    return checks.of[id].result;
}

static void flip_each_byte(const struct evidence *evidence, enum check_id id)
{
    for (size_t at = 0; at < sizeof report_data; at += 9) {
        report_data[at] ^= 0x40;
        require(result_of(evidence, id) != RESULT_PASS);
        report_data[at] ^= 0x40;
    }
}

static void try_kms(const struct evidence *evidence)
{
    const struct kms_statement *kms = evidence->kms;
    require(kms->n_keys <= KMS_KEYS);
    (void)result_of(evidence, CHECK_KMS_APP_KEY);
    if (!kms->has_bootstrap) {
        require(result_of(evidence, CHECK_KMS_BOOTSTRAP) == RESULT_SKIP);
        return;
    }
    struct keccak256 digest = kms_bootstrap_digest(kms->bootstrap_ca_key, kms->bootstrap_k256_key);
    set_report_data(BYTES_OF(digest.at));
    bool is_other = (kms->ca_key.left > 0 && !bytes_equal(kms->ca_key, kms->bootstrap_ca_key)) ||
                    (kms->k256_key.left > 0 &&
                     !bytes_equal(kms->k256_key, kms->bootstrap_k256_key));
    require(result_of(evidence, CHECK_KMS_BOOTSTRAP) == (is_other ? RESULT_FAIL : RESULT_PASS));
    flip_each_byte(evidence, CHECK_KMS_BOOTSTRAP);
}

static void try_aci(const struct evidence *evidence)
{
    const struct aci_report *aci = evidence->aci;
    struct sha256 digest;
    require(aci->n_keys <= ACI_KEYS && aci->n_tls_keys <= ACI_TLS_KEYS);
    if (!aci_statement_digest(aci, bytes_of(NULL, 0), &digest)) {
        require(result_of(evidence, CHECK_ACI_STATEMENT) == RESULT_UNDECIDED);
        return;
    }
    set_report_data(BYTES_OF(digest.at));
    bool is_named = aci->report_data.left == 0 ||
                    bytes_equal(aci->report_data, BYTES_OF(digest.at));
    require(result_of(evidence, CHECK_ACI_STATEMENT) == (is_named ? RESULT_PASS : RESULT_FAIL));
    flip_each_byte(evidence, CHECK_ACI_STATEMENT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e;
    AUTO(json_freep) struct json *json = json_parse(bytes_of(data, size), &e);
    if (json == NULL) {
        return 0;
    }
    AUTO(evidence_done) struct evidence kms = {0};
    AUTO(evidence_done) struct evidence aci = {0};
    if (kms_statement_read(json_root(json), &kms, &e)) {
        kms.quote = made_quote();
        kms.has_quote = true;
        try_kms(&kms);
    }
    if (aci_report_read(json_root(json), &aci, &e)) {
        aci.quote = made_quote();
        aci.has_quote = true;
        try_aci(&aci);
    }
    return 0;
}
