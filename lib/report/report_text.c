/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_text.h"

#include <stdio.h>
#include <string.h>

#include "attest/evidence.h"
#include "report/sheet.h"
#include "report/text_checks.h"
#include "report/text_platform.h"
#include "report/text_screen.h"

/* Columns at which things begin. */
enum { AT_LABEL = 2, AT_CHECK = 4, AT_WHY = 14 };

/* The verdict in capitals, then the summary without the verdict's word. */
static void write_verdict(struct sheet *s, const struct report *report)
{
    static const struct {
        const char *word;
        enum paint paint;
    } verdicts[] = {
        [VERDICT_UNDECIDED] = {"UNDECIDED", PAINT_YELLOW},
        [VERDICT_VERIFIED] = {"VERIFIED", PAINT_GREEN},
        [VERDICT_REJECTED] = {"REJECTED", PAINT_RED},
    };
    const char *summary = report->summary;
    char opening[32];
    (void)snprintf(opening, sizeof opening, "%s: ", verdict_word(report->verdict));
    const char *rest = strstr(summary, opening);
    sheet_paint(s, verdicts[report->verdict].paint, verdicts[report->verdict].word);
    sheet_put(s, "  ");
    if (!report->trust_root_is_builtin) {
        sheet_paint(s, PAINT_YELLOW, "under another root: ");
    }
    sheet_words(s, AT_LABEL, rest != NULL ? rest + strlen(opening) : summary);
    sheet_line(s);
}

static void why_row(struct sheet *s, const char *name, const char *value)
{
    if (value[0] == 0) {
        return;
    }
    sheet_to(s, AT_CHECK);
    sheet_paint(s, PAINT_DIM, name);
    sheet_to(s, AT_WHY);
    sheet_words(s, AT_WHY, value);
    sheet_line(s);
}

static void write_why(struct sheet *s, const struct check *check, const char **last_hint)
{
    sheet_to(s, AT_LABEL);
    text_mark(s, check->result);
    sheet_paint(s, PAINT_BOLD, check->name);
    sheet_put(s, ": ");
    sheet_words(s, AT_CHECK, check->detail);
    sheet_line(s);
    why_row(s, "expected", check->expected);
    why_row(s, "got", check->actual);
    why_row(s, "rule", check->rule);
    if (check->hint[0] != 0 && strcmp(check->hint, *last_hint) != 0) {
        why_row(s, "next", check->hint);
        *last_hint = check->hint;
    }
}

/* What decided: all failures, or else what is undecided; warnings always. Many that are undecided
 * for one reason would hide the rest, so a reason is told once. */
static void write_whys(struct sheet *s, const struct report *report, enum check_result result)
{
    const struct check *check = NULL;
    const char *last_hint = "";
    const char *last_detail = "";
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        bool is_told = result == RESULT_UNDECIDED && strcmp(check->detail, last_detail) == 0;
        if (check->result == result && !is_told) {
            write_why(s, check, &last_hint);
            last_detail = check->detail;
        }
    }
}

static void write_deciding(struct sheet *s, const struct report *report)
{
    if (report->verdict != VERDICT_VERIFIED) {
        write_whys(s, report, report->verdict == VERDICT_REJECTED ? RESULT_FAIL : RESULT_UNDECIDED);
    }
    write_whys(s, report, RESULT_WARN);
}

/* Each other attestation: what came of it, and why; with all its checks for who asks for them. */
static void write_part(struct sheet *s, const struct report_part *part)
{
    static const enum check_result as[] = {
        [VERDICT_UNDECIDED] = RESULT_UNDECIDED,
        [VERDICT_VERIFIED] = RESULT_PASS,
        [VERDICT_REJECTED] = RESULT_FAIL,
    };
    AUTO(buf_done) struct buf path = buf_start(4 * KIB);
    buf_slice(&path, part->part->path);
    buf_char(&path, 0);
    sheet_line(s);
    text_mark(s, as[part->report->verdict]);
    sheet_paint(s, PAINT_BOLD, (const char *)path.at);
    sheet_put(s, ": ");
    sheet_words(s, AT_LABEL, part->report->summary);
    sheet_line(s);
    write_deciding(s, part->report);
    if (s->style->verbose) {
        text_app(s, part->report);
        text_checks(s, part->report);
    }
    for (size_t i = 0; i < part->report->n_parts; i++) {
        write_part(s, &part->report->parts[i]);
    }
}

static void write_differences(struct sheet *s, const struct report *report)
{
    struct text rest = text_trim(buf_view_text(&report->differences));
    if (rest.len == 0) {
        return;
    }
    sheet_line(s);
    sheet_paint(s, PAINT_BOLD, "Differences");
    sheet_line(s);
    for (bool more = true; more;) {
        struct text line;
        more = text_split(rest, '\n', &line, &rest);
        AUTO(buf_done) struct buf copy = buf_start(MIB);
        buf_slice(&copy, line);
        buf_char(&copy, 0);
        char first = line.len > 0 ? line.at[0] : ' ';
        if (first == '+' || first == '-') {
            sheet_paint(s, first == '+' ? PAINT_GREEN : PAINT_RED, (const char *)copy.at);
        } else {
            sheet_put(s, (const char *)copy.at);
        }
        sheet_line(s);
    }
}

void report_write_text(const struct report *report, const struct report_style *style,
                       struct buf *out)
{
    struct sheet sheet = {.out = out, .style = style, .value = SHEET_VALUE};
    write_verdict(&sheet, report);
    if (report->verdict != VERDICT_VERIFIED) {
        sheet_line(&sheet);
    }
    write_deciding(&sheet, report);
    if (report_lists(report, GROUP_DOCUMENT) && !style->verbose) {
        text_screen(&sheet, report);
    } else {
        text_platform(&sheet, report);
        text_measurements(&sheet, report);
        text_app(&sheet, report);
        text_checks(&sheet, report);
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        write_part(&sheet, &report->parts[i]);
    }
    write_differences(&sheet, report);
}
