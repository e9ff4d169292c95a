/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "report/report_github.h"
#include "report/report_junit.h"
#include "report/report_markdown.h"
#include "report/report_text.h"
#include "synthetic.h"

typedef void write_fn(const struct report *report, struct buf *out);

static struct buf written(const struct synthetic *s, write_fn *write)
{
    struct buf out = buf_start(4 * MIB);
    write(s->report, &out);
    cr_assert(buf_is_whole(&out));
    return out;
}

static void expect_printable(const struct buf *out)
{
    for (size_t i = 0; i < out->len; i++) {
        cr_expect(out->at[i] == '\n' || (out->at[i] >= 0x20 && out->at[i] != 0x7f), "byte %02x",
                  (unsigned)out->at[i]);
    }
}

/* Rows of tables have as many bars as their head, whatever stands in the cells. */
Test(markdown, hostile_texts_stay_in_their_cell)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    synthetic_make_hostile(&s);
    AUTO(buf_done) struct buf out = written(&s, report_write_markdown);
    struct text rest = buf_view_text(&out);
    struct text line;
    size_t bars = 0;
    while (text_split(rest, '\n', &line, &rest)) {
        size_t n = 0;
        for (size_t i = 0; i < line.len; i++) {
            n += line.at[i] == '|' ? 1 : 0;
        }
        cr_expect(n == 0 || bars == 0 || n == bars, "%.*s", TEXT_ARG(line));
        bars = n;
    }
    expect_printable(&out);
    cr_expect_eq(synthetic_count(&out, "<script"), 0);
    cr_expect_eq(synthetic_count(&out, "://"), 0);
    cr_expect_eq(synthetic_count(&out, "`"), 0);
    cr_expect_eq(synthetic_count(&out, "[x]"), 0);
    cr_expect_gt(synthetic_count(&out, "f&#60;g&#62;&#38;&#34;'&#124;&#96;&#42;&#95;"), 0);
}

Test(markdown, tells_verdict_reasons_app_groups_and_parts)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    struct check *check = synthetic_set(&s, CHECK_APP_IMAGES, RESULT_WARN);
    check_set_hint(check, "pin it");
    AUTO(buf_done) struct buf out = written(&s, report_write_markdown);
    cr_expect(text_starts(buf_view_text(&out), "## ✅ phala verify: verified\n\nverified: app"));
    cr_expect_eq(synthetic_count(&out, "| ⚠️ app.images | warn | as the test wants it |  |  | pin "
                                       "it |\n"),
                 1);
    cr_expect_eq(synthetic_count(&out, "\n### ❌ phala verify: kms&#95;info: rejected\n"), 1);
    cr_expect_eq(synthetic_count(&out, "| ❌ pck.root | fail |"), 1);
    cr_expect_eq(synthetic_count(&out, "| app&#95;id | <code>a0a0"), 1);
    cr_expect_eq(synthetic_count(&out, "| the event log | 8 | 0 | 0 | 0 | 0 |\n"), 1);
    cr_expect_eq(synthetic_count(&out, "| the application | 7 | 0 | 0 | 1 | 0 |\n"), 1);
}

/* At every size: whole, or whole lines and a note, or nothing; never more than there is room for.
 */
Test(markdown, is_cut_at_a_line_where_there_is_no_room)
{
    static const char note[] = "\nThe rest is left out: there is no room for it here.\n";
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf whole = written(&s, report_write_markdown);
    for (size_t cap = 0; cap <= whole.len + 1; cap++) {
        AUTO(buf_done) struct buf out = buf_start(MIB);
        report_write_summary(s.report, cap, &out);
        struct text text = buf_view_text(&out);
        cr_assert_leq(text.len, cap);
        if (cap >= whole.len) {
            cr_assert(text_equal(text, buf_view_text(&whole)), "at %zu", cap);
        } else if (cap < sizeof note - 1) {
            cr_assert_eq(text.len, 0, "at %zu", cap);
        } else {
            size_t kept = text.len - (sizeof note - 1);
            struct text end = {text.at + kept, sizeof note - 1};
            cr_assert(text_is(end, note), "at %zu", cap);
            struct text begin = {text.at, kept};
            struct text same = {(const char *)whole.at, kept};
            cr_assert(text_equal(begin, same), "at %zu", cap);
            cr_assert(kept == 0 || begin.at[kept - 1] == '\n', "at %zu", cap);
        }
    }
}

Test(junit, counts_groups_and_parts)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    (void)synthetic_set(&s, CHECK_LOG_RTMR0, RESULT_FAIL);
    (void)synthetic_set(&s, CHECK_LOG_RTMR1, RESULT_UNDECIDED);
    (void)synthetic_set(&s, CHECK_LOG_RUNTIME, RESULT_SKIP);
    AUTO(buf_done) struct buf out = written(&s, report_write_junit);
    size_t hardware = CHECK_LOG_RTMR0 - CHECK_QUOTE_VENDOR_ID;
    char all[128];
    char part[128];
    (void)snprintf(all, sizeof all,
                   "<testsuites name=\"phala verify\" tests=\"%zu\" failures=\"2\" errors=\"1\" "
                   "skipped=\"1\">",
                   CHECK_EXPECTATION + hardware);
    (void)snprintf(part, sizeof part,
                   "<testsuite name=\"kms_info: hardware\" tests=\"%zu\" failures=\"1\" "
                   "errors=\"0\" skipped=\"0\"",
                   hardware);
    cr_expect_eq(synthetic_count(&out, all), 1, "%s", all);
    cr_expect_eq(synthetic_count(&out, part), 1, "%s", part);
    cr_expect_eq(synthetic_count(&out, "<testsuite name=\"log\" tests=\"8\" failures=\"1\" "
                                       "errors=\"1\" skipped=\"1\""),
                 1);
    cr_expect_eq(synthetic_count(&out, "<testsuite "), GROUP_COUNT + 1);
    cr_expect_eq(synthetic_count(&out, "<testcase "), CHECK_EXPECTATION + hardware);
}

Test(junit, hostile_texts_are_escaped)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    synthetic_make_hostile(&s);
    AUTO(buf_done) struct buf out = written(&s, report_write_junit);
    expect_printable(&out);
    cr_expect_eq(synthetic_count(&out, "<g>"), 0);
    cr_expect_eq(synthetic_count(&out, "<script"), 0);
    cr_expect_gt(synthetic_count(&out, "name=\"a%bcd:e,f&lt;g&gt;&amp;&quot;&apos;|"), 0);
}

Test(github, annotates_parts_by_their_path)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf out = written(&s, report_write_github);
    cr_expect_eq(synthetic_count(&out, "::error title=kms_info pck.root::the chain ends in another "
                                       "root\n"),
                 1);
    cr_expect_eq(synthetic_count(&out, "\n"), 2);
    synthetic_make_hostile(&s);
    AUTO(buf_done) struct buf hostile = written(&s, report_write_github);
    expect_printable(&hostile);
    cr_expect_eq(synthetic_count(&hostile, "\n"), 3);
    cr_expect_eq(synthetic_count(&hostile, "\n::error title=a%25b%0Ac%0Dd%3Ae%2Cf<g>"), 1);
}

static void as_text(const struct report *report, struct buf *out)
{
    report_write_text(report, &(struct report_style){.width = 100, .ascii = true}, out);
}

static void as_unwrapped_text(const struct report *report, struct buf *out)
{
    report_write_text(report, &(struct report_style){.ascii = true}, out);
}

static void as_long_text(const struct report *report, struct buf *out)
{
    report_write_text(report, &(struct report_style){.ascii = true, .verbose = true}, out);
}

Test(text, has_a_line_a_group_the_app_the_parts_and_the_differences)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    for (unsigned id = CHECK_KMS_PROVIDER; id <= CHECK_KMS_ENV_KEY; id++) {
        (void)synthetic_set(&s, (enum check_id)id, RESULT_SKIP);
    }
    (void)synthetic_set(&s, CHECK_APP_ID, RESULT_SKIP);
    (void)synthetic_set(&s, CHECK_TCB_DATE, RESULT_SKIP);
    (void)synthetic_set(&s, CHECK_OS_ACPI, RESULT_WARN);
    AUTO(buf_done) struct buf out = written(&s, as_text);
    static const char *const lines[] = {
        "VERIFIED  os.acpi\n",
        "\n  warn os.acpi: as the test wants it\n",
        "\n  Document      a dstack guest agent's Info document, TDX quote version 4\n",
        "\n  TCB status    not known, under the root Intel SGX Root CA 0000000000000000...\n",
        "\n  compose_hash  a1a1a1",
        "\n  key_provider  kms\n",
        "\n  ok   document evidence.quote claims parts\n",
        "\n  ok   log      rtmr0 rtmr1 rtmr2 rtmr3 digests boot_events late_events "
        "runtime_events\n",
        "\n  ok   app      compose_hash mr_config_id app_compose compose images public_logs "
        "privileged\n",
        "\n  ok   ra-tls   key chain dates app_id\n",
        "\n  ok   asked    report_data identity\n",
        "\nNot proved: 1 with warning, 9 skipped\n  warn os       acpi\n",
        "\n  skip hardware 1 check: tcb\n",
        "\n  skip app      app_id\n",
        "\n  skip kms      all 7\n",
        "\nFAIL kms_info: rejected: pck.root\n  FAIL pck.root: the chain ends in another root\n",
        "\nDifferences\n--- a\n+++ b\n@@ -1 +1 @@\n-one\n+two\n same\n",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        cr_expect_eq(synthetic_count(&out, lines[i]), 1, "'%s' in\n%.*s", lines[i],
                     TEXT_ARG(buf_view_text(&out)));
    }
    cr_expect_eq(synthetic_count(&out, "tee_tcb_svn"), 0);
}

/* Of each check of a document one word at least; of those of the platform their subjects, once. */
Test(text, names_every_check_beside_those_of_the_platform)
{
    static const char *const before[] = {"\n  ok   ", "\n  FAIL ", "\n  ??   "};
    static const enum check_result results[] = {RESULT_PASS, RESULT_FAIL, RESULT_UNDECIDED};
    for (size_t i = 0; i < COUNT(results); i++) {
        AUTO(synthetic_done) struct synthetic s;
        synthetic_open(&s);
        for (unsigned id = 0; id < CHECK_EXPECTATION; id++) {
            (void)synthetic_set(&s, (enum check_id)id, results[i]);
        }
        AUTO(buf_done) struct buf out = written(&s, as_unwrapped_text);
        char line[128];
        (void)snprintf(line, sizeof line, "%slog      rtmr0 rtmr1 rtmr2 rtmr3 digests ", before[i]);
        cr_expect_eq(synthetic_count(&out, line), 1, "%.*s", TEXT_ARG(buf_view_text(&out)));
        cr_expect_eq(synthetic_count(&out, "ra-tls   key chain dates app_id\n"), 1);
        cr_expect_eq(synthetic_count(&out, " checks: quote pck root_crl pck_crl tcb_info "
                                           "qe_identity qe module tcb td enclave\n"),
                     1);
        cr_expect_eq(synthetic_count(&out, "\nNot proved: "), results[i] == RESULT_PASS ? 0 : 1);
    }
}

Test(text, tells_everything_when_asked)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf out = written(&s, as_long_text);
    for (unsigned id = 0; id < CHECK_EXPECTATION; id++) {
        char line[64];
        (void)snprintf(line, sizeof line, "  ok   %s ", check_catalogue[id].id);
        bool is_of_part = check_group((enum check_id)id) == GROUP_HARDWARE && id != CHECK_PCK_ROOT;
        cr_expect_eq(synthetic_count(&out, line), is_of_part ? 2 : 1, "%s", line);
    }
    cr_expect_eq(synthetic_count(&out, "\n  tee_tcb_svn "), 1);
    cr_expect_eq(synthetic_count(&out, "\n  key_provider_id 3059\n"), 1);
}

Test(text, what_is_not_proved_or_not_there_is_said)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    s.report->app->is_proved = false;
    s.report->quote = NULL;
    s.evidence.has_quote = false;
    AUTO(buf_done) struct buf out = written(&s, as_text);
    cr_expect_eq(synthetic_count(&out, "a1a1a1"), 0);
    cr_expect_eq(synthetic_count(&out, "the event log proves nothing of what it says"), 1);
    cr_expect_eq(synthetic_count(&out, "Info document, without a quote that can be judged\n"), 1);
    cr_expect_eq(synthetic_count(&out, "TCB status"), 0);
    cr_expect_eq(synthetic_count(&out, "Measurements"), 0);
}

Test(text, is_ascii_where_nothing_else_can_be_shown)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    struct check *check = synthetic_set(&s, CHECK_LOG_DIGESTS, RESULT_FAIL);
    check_set(check, RESULT_FAIL, "event 1 'd\xc3\xa9p\xc3\xb4t-\xf0\x9f\x98\x80\xe2\x80\xa6'");
    check_set_values(check, "\xc3\xa9", "e\xe2\x80\xa6");
    AUTO(buf_done) struct buf out = written(&s, as_text);
    for (size_t i = 0; i < out.len; i++) {
        cr_assert_lt(out.at[i], 0x80, "at %zu of\n%.*s", i, TEXT_ARG(buf_view_text(&out)));
    }
    cr_expect_gt(synthetic_count(&out, "'d\\xc3\\xa9p\\xc3\\xb4t-\\xf0\\x9f\\x98\\x80...'"), 0);
}

Test(text, hostile_texts_cannot_act)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    synthetic_make_hostile(&s);
    AUTO(buf_done) struct buf out = written(&s, as_text);
    expect_printable(&out);
    cr_expect_gt(synthetic_count(&out, "\\x1b[31m\\x01\\x7f\\xff\\xc2\\x9b"), 0);
}
