/* SPDX-License-Identifier: Apache-2.0 */
#include "synthetic.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"

#define QUOTE PHALA_SOURCE_DIR "/tests/vectors/negative/valid_tdx_v4/quote.bin"

const char synthetic_hostile[] =
    "a%b\nc\rd:e,f<g>&\"'|`*_[x](https://evil)\x1b[31m\x01\x7f\xff\xc2\x9b\xe2\x80\xae::error::"
    "</style><script>x</script>";

static struct report *new_report(const struct synthetic *s)
{
    struct report *report = mem_new(sizeof *report);
    checks_start(&report->checks);
    for (unsigned id = 0; id < CHECK_EXPECTATION; id++) {
        check_set(&report->checks.of[id], RESULT_PASS, "holds");
    }
    report->quote = &s->quote;
    report->evidence = &s->evidence;
    report->trust_root_is_builtin = true;
    report->at = 1768435200; /* 2026-01-15T00:00:00Z */
    report->groups = (1U << GROUP_COUNT) - 1;
    report->verdict = VERDICT_VERIFIED;
    (void)snprintf(report->summary, sizeof report->summary, "verified: all holds");
    return report;
}

static struct app *new_app(void)
{
    struct app *app = mem_new(sizeof *app);
    app->is_proved = true;
    for (unsigned key = 0; key < APP_KEY_COUNT; key++) {
        memset(app->room[key], (int)(0xa0 + key), sizeof app->room[key]);
        app->value[key] = bytes_of(app->room[key], app_key_size((enum app_key)key));
    }
    app->key_provider = text_of("kms");
    app->key_provider_id = text_of("3059");
    app->storage_fs = text_of("zfs");
    return app;
}

static void add_part(struct synthetic *s)
{
    struct report *judged = new_report(s);
    check_set(&judged->checks.of[CHECK_PCK_ROOT], RESULT_FAIL, "the chain ends in another root");
    judged->groups = 1U << GROUP_HARDWARE;
    judged->verdict = VERDICT_REJECTED;
    (void)snprintf(judged->summary, sizeof judged->summary, "rejected: pck.root");
    s->part = (struct evidence_part){.role = PART_KMS, .path = text_of("kms_info")};
    s->report->parts = mem_array(1, sizeof *s->report->parts);
    s->report->parts[0] = (struct report_part){&s->part, judged};
    s->report->n_parts = 1;
}

void synthetic_open(struct synthetic *s)
{
    struct err e = {0};
    *s = (struct synthetic){.quote_bytes = buf_start(MIB)};
    cr_assert(fs_read(QUOTE, &s->quote_bytes, &e), "%s", e.text);
    cr_assert(quote_parse(buf_view(&s->quote_bytes), &s->quote, &e), "%s", e.text);
    s->evidence.kind = EVIDENCE_DSTACK_INFO;
    s->evidence.has_quote = true;
    s->evidence.quote = s->quote;
    s->evidence.app_compose = text_of("{\"name\":\"app\"}");
    s->report = new_report(s);
    s->report->app = new_app();
    s->report->differences = buf_start(KIB);
    buf_text(&s->report->differences, "--- a\n+++ b\n@@ -1 +1 @@\n-one\n+two\n same\n");
    s->inputs[0] = (struct report_input){
        .role = "evidence", .name = "in fo.json", .origin = "file"};
    s->inputs[1] = (struct report_input){.role = "policy", .name = "/p.toml", .origin = "file"};
    s->inputs[2] = (struct report_input){
        .role = "collateral", .name = "https://pccs.example/tcb?fmspc=00#x", .origin = "url"};
    s->report->inputs = s->inputs;
    s->report->n_inputs = COUNT(s->inputs);
    add_part(s);
}

void synthetic_done(struct synthetic *s)
{
    report_free(s->report);
    buf_done(&s->quote_bytes);
}

struct check *synthetic_set(struct synthetic *s, enum check_id id, enum check_result result)
{
    struct report *report = s->report;
    struct check *check = &report->checks.of[id];
    check_set(check, result, "as the test wants it");
    bool is_rejected = report_first(report, RESULT_FAIL) != NULL;
    bool is_undecided = report_first(report, RESULT_UNDECIDED) != NULL;
    report->verdict = is_rejected    ? VERDICT_REJECTED
                      : is_undecided ? VERDICT_UNDECIDED
                                     : VERDICT_VERIFIED;
    (void)snprintf(report->summary, sizeof report->summary, "%s: %s", verdict_word(report->verdict),
                   check->name);
    return check;
}

void synthetic_make_hostile(struct synthetic *s)
{
    struct check *check = synthetic_set(s, CHECK_PCK_NAMES, RESULT_FAIL);
    check_set(check, RESULT_FAIL, "%s", synthetic_hostile);
    check_set_values(check, synthetic_hostile, synthetic_hostile);
    check_set_hint(check, "%s", synthetic_hostile);
    (void)snprintf(check->rule, sizeof check->rule, "%s", synthetic_hostile);
    (void)snprintf(s->report->summary, sizeof s->report->summary, "%s", synthetic_hostile);
    s->inputs[0].name = synthetic_hostile;
    s->report->app->key_provider = text_of(synthetic_hostile);
    s->part.path = text_of(synthetic_hostile);
    buf_printf(&s->report->differences, "+%s\n", synthetic_hostile);
}

size_t synthetic_count(const struct buf *in, const char *what)
{
    struct text rest = buf_view_text(in);
    size_t n = 0;
    for (; rest.len > 0; rest = (struct text){rest.at + 1, rest.len - 1}) {
        n += text_starts(rest, what) ? 1 : 0;
    }
    return n;
}
