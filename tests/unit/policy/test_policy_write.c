/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/app.h"
#include "attest/verify_case.h"
#include "base/fs.h"
#include "base/mem.h"
#include "policy/policy.h"

/* Policies written from evidence, and read again. */
TestSuite(policy_write);

#define NEGATIVE PHALA_SOURCE_DIR "/tests/vectors/negative/"

static void case_done(struct verify_case *c)
{
    report_free(TAKE(c->report));
    verify_case_done(c);
}

static void judge(struct verify_case *c)
{
    report_free(c->report);
    c->report = mem_new(sizeof *c->report);
    evidence_appraise(&c->evidence, c->platform, &c->options, c->report);
}

static void open_case(struct verify_case *c, const char *name)
{
    AUTO(buf_done) struct buf folder = buf_start(4 * KIB);
    buf_printf(&folder, "%s%s", NEGATIVE, name);
    buf_char(&folder, 0);
    verify_case_open(c, (const char *)folder.at, "case.json", "verify_at_unix");
    cr_assert(c->is_readable);
    judge(c);
}

static struct buf write(const struct verify_case *c)
{
    struct buf out = buf_start(MIB);
    policy_write(&c->evidence, c->report, &out);
    cr_assert(buf_is_whole(&out));
    return out;
}

static void parse(const struct buf *text, struct policy *out)
{
    struct err e = {0};
    cr_assert(policy_parse(buf_view(text), out, &e), "%s\n%.*s", e.text,
              TEXT_ARG(buf_view_text(text)));
}

static enum verdict judge_by(struct verify_case *c, const struct buf *text)
{
    AUTO(policy_done) struct policy policy;
    struct err e = {0};
    parse(text, &policy);
    c->options.hardware_only = false;
    cr_assert(policy_apply(&policy, &c->options, &e), "%s", e.text);
    judge(c);
    c->options.expectations = NULL;
    c->options.n_expectations = 0;
    c->options.allow_advisories = NULL;
    c->options.n_allow_advisories = 0;
    return c->report->verdict;
}

static bool has_line(const struct buf *text, const char *line)
{
    struct text rest = buf_view_text(text);
    struct text head;
    bool more = true;
    while (more) {
        more = text_split(rest, '\n', &head, &rest);
        if (text_is(head, line)) {
            return true;
        }
    }
    return false;
}

Test(policy_write, the_evidence_meets_what_was_written)
{
    static const struct {
        const char *name;
        size_t expectations;
    } cases[] = {
        {"valid_tdx_v4", 6}, {"valid_tdx_v5_td15", 6}, {"valid_sgx_v4", 2}, {"valid_sgx_v3", 2}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(case_done) struct verify_case c;
        open_case(&c, cases[i].name);
        AUTO(buf_done) struct buf text = write(&c);
        AUTO(policy_done) struct policy policy;
        parse(&text, &policy);
        cr_expect_eq(policy.options.n_expectations, cases[i].expectations, "%s", cases[i].name);
        cr_expect_eq(judge_by(&c, &text), VERDICT_VERIFIED, "%s: %s", cases[i].name,
                     c.report->summary);
    }
}

Test(policy_write, other_evidence_does_not)
{
    AUTO(case_done) struct verify_case c;
    open_case(&c, "valid_tdx_v4");
    AUTO(buf_done) struct buf text = write(&c);
    struct bytes rtmr3 = c.evidence.quote.td[TD_RTMR3];
    c.evidence.bytes.at[rtmr3.at - c.evidence.bytes.at] ^= 1;
    cr_expect_eq(judge_by(&c, &text), VERDICT_REJECTED);
    bool is_named = false;
    for (size_t i = 0; i < c.report->n_expectations; i++) {
        const struct check *check = &c.report->expectations[i];
        is_named = is_named ||
                   (check->result == RESULT_FAIL && strcmp(check->name, "expect.rtmr3") == 0);
    }
    cr_expect(is_named, "%s", c.report->summary);
}

Test(policy_write, a_status_that_was_allowed_is_written)
{
    AUTO(case_done) struct verify_case c;
    open_case(&c, "valid_tdx_v4");
    AUTO(buf_done) struct buf strict = write(&c);
    cr_expect(has_line(&strict, "# allow = [\"SWHardeningNeeded\"]"));
    c.report->tcb.status = STATUS_OUT_OF_DATE;
    AUTO(buf_done) struct buf allowed = write(&c);
    cr_expect(has_line(&allowed, "allow = [\"OutOfDate\"]"));
    c.report->checks.of[CHECK_TCB_STATUS].result = RESULT_FAIL;
    AUTO(buf_done) struct buf failed = write(&c);
    cr_expect(has_line(&failed, "# allow = [\"SWHardeningNeeded\"]"));
}

#define HEX20 "0101010101010101010101010101010101010101"
#define HEX32 "010101010101010101010101" HEX20

static struct app app_of(uint8_t room[32])
{
    struct app app = {
        .is_proved = true, .key_provider = text_of("kms"), .key_provider_id = text_of("3059")};
    memset(room, 1, 32);
    for (size_t i = 0; i < APP_KEY_COUNT; i++) {
        app.value[i] = bytes_of(room, app_key_size((enum app_key)i));
    }
    return app;
}

Test(policy_write, what_the_log_proves_of_the_app)
{
    AUTO(case_done) struct verify_case c;
    uint8_t room[32];
    struct app app = app_of(room);
    open_case(&c, "valid_tdx_v4");
    c.report->app = &app;
    c.report->checks.of[CHECK_APP_IMAGES].result = RESULT_PASS;
    c.report->checks.of[CHECK_APP_LOGS].result = RESULT_WARN;
    AUTO(buf_done) struct buf text = write(&c);
    static const char *const lines[] = {
        "app_id = \"" HEX20 "\"",
        "compose_hash = \"" HEX32 "\"",
        "# instance_id = \"" HEX20 "\"",
        "# device_id = \"" HEX32 "\"",
        "os_image_hash = \"" HEX32 "\"",
        "mr_kms = \"" HEX32 "\"",
        "key_provider = \"kms\"",
        "root = \"3059\"",
        "pinned_images = true",
        "# not so, or not known, in this evidence: public_logs = "
        "false",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        cr_expect(has_line(&text, lines[i]), "%s", lines[i]);
    }
    AUTO(policy_done) struct policy policy;
    parse(&text, &policy);
    /* mrtd, rtmr0 to rtmr2; app_id, compose_hash, os_image_hash, mr_kms */
    cr_expect_eq(policy.options.n_expectations, 8);
    cr_expect(policy.options.app.demand_images && !policy.options.app.demand_private);

    app.is_proved = false;
    AUTO(buf_done) struct buf unproved = write(&c);
    cr_expect_not(has_line(&unproved, lines[0]));
    AUTO(policy_done) struct policy other;
    parse(&unproved, &other);
    cr_expect_eq(other.options.n_expectations, 6);
    c.report->app = NULL;
}

Test(policy_write, texts_of_the_evidence_cannot_add_lines)
{
    AUTO(case_done) struct verify_case c;
    uint8_t room[32];
    struct app app = app_of(room);
    open_case(&c, "valid_tdx_v4");
    app.key_provider = text_of("kms\"\nhardware_only = true\n#");
    c.report->app = &app;
    c.report->tcb.advisories[0] = text_of("A\nb = 1");
    c.report->tcb.advisories[1] = text_of("INTEL-SA-1");
    c.report->tcb.n_advisories = 2;
    AUTO(buf_done) struct buf text = write(&c);
    cr_expect(has_line(&text, "# advisories = [\"INTEL-SA-1\"]"));
    app.key_provider = text_of("kms");
    app.key_provider_id = text_of("30\"\nhardware_only = true");
    AUTO(buf_done) struct buf second = write(&c);
    AUTO(policy_done) struct policy policy;
    AUTO(policy_done) struct policy other;
    parse(&text, &policy);
    parse(&second, &other);
    cr_expect_eq(policy.options.app.key_provider.len, 0);
    cr_expect_eq(other.options.app.n_kms_roots, 0);
    c.report->app = NULL;
}

static struct buf read_shared(const char *path)
{
    AUTO(buf_done) struct buf full = buf_start(4 * KIB);
    struct buf out = buf_start(16 * MIB);
    struct err e = {0};
    buf_printf(&full, "%s/vectors/attest/%s", PHALA_SHARED_DIR, path);
    buf_char(&full, 0);
    cr_assert(fs_read((const char *)full.at, &out, &e), "%s", e.text);
    return out;
}

static void judge_real(const char *document, const char *collateral, instant at,
                       size_t n_expectations)
{
    AUTO(buf_done) struct buf bytes = read_shared(document);
    AUTO(buf_done) struct buf pieces = read_shared(collateral);
    AUTO(case_done) struct verify_case c = {.options = {.at = at, .hardware_only = true}};
    struct err e = {0};
    cr_assert(evidence_recognise(buf_view(&bytes), FORM_ANY, &c.evidence, &e), "%s", e.text);
    cr_assert(collateral_add(&c.collateral, buf_view(&pieces), &e), "%s", e.text);
    c.platform = platform_new(&c.collateral, c.evidence.quote.tee);
    judge(&c);
    AUTO(buf_done) struct buf text = write(&c);
    AUTO(policy_done) struct policy policy;
    parse(&text, &policy);
    cr_expect_eq(policy.options.n_expectations, n_expectations, "%s", document);
    cr_expect_eq(judge_by(&c, &text), VERDICT_VERIFIED, "%s: %s", document, c.report->summary);
}

/* mrtd, rtmr0 to rtmr2, app_id and compose_hash; of the other os_image_hash and mr_kms, too. */
Test(policy_write, real_evidence_meets_what_was_written)
{
    if (PHALA_SHARED_DIR[0] == 0) {
        cr_skip_test("the real evidence is not here");
    }
    /* 2026-03-01 and 2025-09-10, when the collateral was in force */
    judge_real("dstack/verifier/quote-report.json",
               "dcap/cases/dstack_quote_report_uptodate/collateral.json", 1772323200, 6);
    judge_real("phala/vllm-proxy/sample_dstack_quote.json",
               "dcap/cases/vllm_proxy_sample_uptodate/collateral.json", 1757462400, 8);
}

/* Two machines: what they have in common once, what they have not as a list. */
Test(policy_write, machines_of_the_same_document)
{
    AUTO(case_done) struct verify_case c;
    AUTO(case_done) struct verify_case other;
    open_case(&c, "valid_tdx_v4");
    open_case(&other, "valid_tdx_v4");
    struct bytes rtmr0 = other.evidence.quote.td[TD_RTMR0];
    other.evidence.bytes.at[rtmr0.at - other.evidence.bytes.at] ^= 1;
    const struct evidence_part instance = {.role = PART_INSTANCE};
    const struct evidence_part service = {.role = PART_KMS};
    struct report_part parts[] = {{&instance, other.report}, {&service, NULL}};
    struct report_part *none = c.report->parts;
    c.report->parts = parts;
    c.report->n_parts = 2;
    AUTO(buf_done) struct buf text = write(&c);
    AUTO(policy_done) struct policy policy;
    parse(&text, &policy);
    cr_assert_eq(policy.options.n_expectations, 6);
    cr_expect_eq(policy.options.expectations[0].n_others, 0);
    cr_expect_eq(policy.options.expectations[1].n_others, 1);
    cr_expect_eq(policy.options.expectations[1].others[0][0],
                 policy.options.expectations[1].value[0] ^ 1);
    c.report->parts = none;
    c.report->n_parts = 0;
}
