/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "report/report_text.h"
#include "verify_case.h"

#define NEGATIVE PHALA_SOURCE_DIR "/tests/vectors/negative/"

static const struct report_style plain = {.width = 100, .ascii = true};

static void open_judged(struct verify_case *c, const char *folder)
{
    verify_case_open(c, folder, "case.json", "verify_at_unix");
    cr_assert(c->is_readable);
    verify_case_appraise(c);
}

/* Zero-terminated. */
static struct buf write_text(const struct verify_case *c, const struct report_style *style)
{
    struct buf out = buf_start(MIB);
    report_write_text(c->report, style, &out);
    buf_char(&out, 0);
    return out;
}

static void expect_holds(const struct buf *out, const char *what)
{
    cr_expect_not_null(strstr((const char *)out->at, what), "'%s' is not in %s", what,
                       (const char *)out->at);
}

static size_t columns(struct text line)
{
    size_t n = 0;
    while (line.len > 0) {
        size_t used = utf8_sequence(line);
        cr_assert_gt(used, 0);
        line = (struct text){line.at + used, line.len - used};
        n++;
    }
    return n;
}

Test(report_text, begins_with_the_verdict)
{
    static const struct {
        const char *folder;
        const char *begins;
    } cases[] = {
        {NEGATIVE "valid_tdx_v4", "VERIFIED  under another root: genuine TDX platform (UpToDate)"},
        {NEGATIVE "tcb_expired", "UNDECIDED  under another root: tcb_info.next_update: "},
        {NEGATIVE "zero_quote_signature", "REJECTED  under another root: quote.signature: "},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(verify_case_done) struct verify_case c;
        open_judged(&c, cases[i].folder);
        AUTO(buf_done) struct buf out = write_text(&c, &plain);
        cr_expect(text_starts(buf_view_text(&out), cases[i].begins), "%.80s", (char *)out.at);
    }
}

Test(report_text, says_why_and_what_next)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "level_sgx_ok_tdx_lower");
    AUTO(buf_done) struct buf out = write_text(&c, &plain);
    expect_holds(&out, "\n  FAIL tcb.status: OutOfDate\n    expected  UpToDate\n    got       "
                       "OutOfDate\n    next      ");
    expect_holds(&out, "--allow-tcb OutOfDate");
    expect_holds(&out, "\n  Short of        tdx.");
}

Test(report_text, lists_every_check_once_and_is_at_most_as_wide_as_asked)
{
    static const char *const folders[] = {NEGATIVE "valid_tdx_v5_td15", NEGATIVE "valid_sgx_v3",
                                          NEGATIVE "wrong_root_everything",
                                          NEGATIVE "pcesvn_too_low"};
    for (size_t i = 0; i < COUNT(folders); i++) {
        AUTO(verify_case_done) struct verify_case c;
        open_judged(&c, folders[i]);
        struct report_style style = {.width = 100, .verbose = true};
        AUTO(buf_done) struct buf out = write_text(&c, &style);
        for (size_t n = 0; n < report_checks(c.report); n++) {
            expect_holds(&out, report_check(c.report, n)->name);
        }
        struct text rest = buf_view_text(&out);
        struct text line;
        while (text_split(rest, '\n', &line, &rest)) {
            cr_expect_leq(columns(line), 100, "%.*s", TEXT_ARG(line));
            cr_expect(line.len == 0 || line.at[line.len - 1] != ' ', "'%.*s'", TEXT_ARG(line));
        }
    }
}

Test(report_text, is_ascii_when_asked_and_coloured_when_asked)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "valid_tdx_v4");
    AUTO(buf_done) struct buf ascii = write_text(&c, &plain);
    for (size_t i = 0; i + 1 < ascii.len; i++) {
        cr_expect(ascii.at[i] == '\n' || (ascii.at[i] >= 0x20 && ascii.at[i] < 0x7f));
    }
    struct report_style colour = {.colour = true};
    AUTO(buf_done) struct buf out = write_text(&c, &colour);
    expect_holds(&out, "\033[32mVERIFIED\033[0m");
    expect_holds(&out, "✓");
}

Test(report_text, hostile_texts_cannot_act)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "valid_tdx_v4");
    struct check *check = &c.report->checks.of[CHECK_PCK_NAMES];
    check_set(check, RESULT_FAIL, "%s", "x\033[2Jy\nz\xc2\x9b\xff");
    check_set_values(check, "\033[1m", "\r");
    c.report->tcb.advisories[0] = text_of("\033]0;t\007");
    c.report->tcb.n_advisories = 1;
    c.report->verdict = VERDICT_REJECTED;
    AUTO(buf_done) struct buf out = write_text(&c, &plain);
    expect_holds(&out, "x\\x1b[2Jy\\x0az\\xc2\\x9b\\xff");
    expect_holds(&out, "\\x1b]0;t\\x07");
    for (size_t i = 0; i + 1 < out.len; i++) {
        cr_expect(out.at[i] == '\n' || out.at[i] >= 0x20);
    }
}
