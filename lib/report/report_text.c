/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_text.h"

#include <stdio.h>
#include <string.h>

#include "report/sheet.h"
#include "report/text_platform.h"

/* Columns at which things begin. */
enum { AT_LABEL = 2, AT_CHECK = 4, AT_VALUE = 18, AT_PROVES = 34, AT_WHY = 14 };

struct mark {
    const char *sign;
    const char *ascii;
    enum paint paint;
};

static const struct mark marks[] = {
    [RESULT_PASS] = {"✓", "ok  ", PAINT_GREEN},       [RESULT_FAIL] = {"✗", "FAIL", PAINT_RED},
    [RESULT_UNDECIDED] = {"?", "??  ", PAINT_YELLOW}, [RESULT_WARN] = {"!", "warn", PAINT_YELLOW},
    [RESULT_SKIP] = {"–", "skip", PAINT_DIM},
};

static void put_mark(struct sheet *s, enum check_result result)
{
    const struct mark *mark = &marks[result];
    sheet_paint(s, mark->paint, s->style->ascii ? mark->ascii : mark->sign);
    sheet_put(s, " ");
}

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
    put_mark(s, check->result);
    sheet_paint(s, PAINT_BOLD, check->name);
    sheet_put(s, ": ");
    sheet_words(s, AT_CHECK, check->detail);
    sheet_line(s);
    why_row(s, "expected", check->expected);
    why_row(s, "got", check->actual);
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

static bool is_calm(const struct check *check)
{
    return check->result == RESULT_PASS || check->result == RESULT_SKIP;
}

/* A check in the list: what it proves, or what became of it. */
static void write_check(struct sheet *s, const struct check *check)
{
    bool is_quiet = is_calm(check);
    sheet_to(s, AT_LABEL);
    put_mark(s, check->result);
    sheet_put(s, check->name);
    sheet_to(s, AT_PROVES);
    sheet_words(s, AT_PROVES, is_quiet ? check_catalogue[check->id].proves : check->detail);
    if (is_quiet && check->detail[0] != 0) {
        sheet_line(s);
        sheet_to(s, AT_PROVES);
        sheet_words(s, AT_PROVES, check->detail);
    }
    sheet_line(s);
}

static void write_counts(struct sheet *s, const struct report *report)
{
    static const struct {
        enum check_result result;
        const char *word;
    } counted[] = {
        {RESULT_PASS, "passed"},       {RESULT_FAIL, "failed"},  {RESULT_UNDECIDED, "undecided"},
        {RESULT_WARN, "with warning"}, {RESULT_SKIP, "skipped"},
    };
    char part[64];
    const char *separator = ": ";
    sheet_line(s);
    sheet_paint(s, PAINT_BOLD, "Checks");
    for (size_t i = 0; i < COUNT(counted); i++) {
        size_t n = report_count(report, counted[i].result);
        if (n > 0) {
            (void)snprintf(part, sizeof part, "%s%zu %s", separator, n, counted[i].word);
            sheet_put(s, part);
            separator = ", ";
        }
    }
    sheet_line(s);
}

/* What a reader sees as one group: the two revocation lists, the quoting enclave and what it
 * signed, and all that was asked of the TD or enclave itself. */
static struct text group_of(const struct check *check)
{
    if (check->id >= CHECK_TD_DEBUG) {
        return text_of("td");
    }
    if (check->id >= CHECK_ROOT_CRL_ENCODING && check->id <= CHECK_PCK_CRL_NEXT_UPDATE) {
        return text_of("crl");
    }
    return check->id == CHECK_QUOTE_SIGNATURE ? text_of("qe") : check_subject(check->name);
}

/* Each group behind an empty line, each check on a line. */
static void write_all_checks(struct sheet *s, const struct report *report)
{
    const struct check *check = NULL;
    struct text last = {NULL, 0};
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        struct text group = group_of(check);
        if (i > 0 && !text_equal(group, last)) {
            sheet_line(s);
        }
        last = group;
        write_check(s, check);
    }
}

/* Checks that can share a line: of one subject, with one result, undecided ones for one reason. */
static bool share_line(const struct check *a, const struct check *b)
{
    return b != NULL && a->result == b->result && a->result != RESULT_FAIL &&
           a->result != RESULT_WARN && text_equal(check_subject(a->name), check_subject(b->name)) &&
           (a->result != RESULT_UNDECIDED || strcmp(a->detail, b->detail) == 0);
}

/* What the line says of one check: its id behind the subject. */
static void write_aspect(struct sheet *s, const struct check *check)
{
    size_t subject = check_subject(check->name).len;
    if (check->name[subject] == '.') {
        sheet_words(s, AT_VALUE, check->name + subject + 1);
    } else if (check->result != RESULT_UNDECIDED) {
        sheet_words(s, AT_VALUE, check->detail);
    }
}

/* "✓ pck  chain root names …", and for undecided ones why. Returns how many checks it is about. */
static size_t write_shared_line(struct sheet *s, const struct report *report, size_t first)
{
    const struct check *check = report_check(report, first);
    struct text subject = check_subject(check->name);
    char word[CHECK_ID];
    (void)snprintf(word, sizeof word, "%.*s", TEXT_ARG(subject));
    sheet_to(s, AT_LABEL);
    put_mark(s, check->result);
    sheet_put(s, word);
    sheet_to(s, AT_VALUE);
    write_aspect(s, check);
    size_t n = 1;
    for (; share_line(check, report_check(report, first + n)); n++) {
        sheet_put(s, " ");
        write_aspect(s, report_check(report, first + n));
    }
    if (check->result == RESULT_UNDECIDED) {
        sheet_put(s, check->name[subject.len] == '.' ? ": " : "");
        sheet_words(s, AT_VALUE, check->detail);
    }
    sheet_line(s);
    return n;
}

static void write_brief_checks(struct sheet *s, const struct report *report)
{
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL;) {
        if (check->result == RESULT_FAIL || check->result == RESULT_WARN) {
            write_check(s, check);
            i++;
        } else {
            i += write_shared_line(s, report, i);
        }
    }
}

void report_write_text(const struct report *report, const struct report_style *style,
                       struct buf *out)
{
    struct sheet sheet = {.out = out, .style = style};
    write_verdict(&sheet, report);
    if (report->verdict != VERDICT_VERIFIED) {
        sheet_line(&sheet);
        write_whys(&sheet, report,
                   report->verdict == VERDICT_REJECTED ? RESULT_FAIL : RESULT_UNDECIDED);
    }
    write_whys(&sheet, report, RESULT_WARN);
    text_platform(&sheet, report);
    text_measurements(&sheet, report->quote);
    write_counts(&sheet, report);
    if (style->verbose) {
        write_all_checks(&sheet, report);
    } else {
        write_brief_checks(&sheet, report);
    }
}
