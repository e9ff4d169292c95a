/* SPDX-License-Identifier: Apache-2.0 */
#include "report/text_checks.h"

#include <stdio.h>
#include <string.h>

#include "attest/explain.h"

/* Columns at which things begin. */
enum { AT_LABEL = 2, AT_VALUE = 18, AT_PROVES = 34 };

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

void text_mark(struct sheet *s, enum check_result result)
{
    const struct mark *mark = &marks[result];
    sheet_paint(s, mark->paint, s->style->ascii ? mark->ascii : mark->sign);
    sheet_put(s, " ");
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
    text_mark(s, check->result);
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
    enum check_group group = check_group(check->id);
    if (group != GROUP_HARDWARE && group != GROUP_ASKED) {
        return text_of(check_group_about(group));
    }
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
    text_mark(s, check->result);
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

/* A check by the word of its line: behind the subject where that is the word. */
static void write_member(struct sheet *s, const struct check *check, struct text word)
{
    size_t subject = check_subject(check->name).len;
    bool is_short = text_equal(check_subject(check->name), word) && check->name[subject] == '.';
    sheet_words(s, AT_VALUE, check->name + (is_short ? subject + 1 : 0));
}

static void begin_line(struct sheet *s, enum check_result result, enum check_group group)
{
    sheet_to(s, AT_LABEL);
    text_mark(s, result);
    sheet_put(s, explain_group_word(group));
    sheet_to(s, AT_VALUE);
}

/* All of a group with that result, which is calm, on one line. */
static void write_calm_line(struct sheet *s, const struct report *report, enum check_group group,
                            enum check_result result)
{
    const struct check *check = NULL;
    bool is_first = true;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check_group(check->id) != group || check->result != result) {
            continue;
        }
        if (is_first) {
            begin_line(s, result, group);
        } else {
            sheet_put(s, " ");
        }
        is_first = false;
        write_member(s, check, text_of(explain_group_word(group)));
    }
    if (!is_first) {
        sheet_line(s);
    }
}

/* What a document has beside its quote: a line for each check that is not calm, then one for what
 * passed and one for what was skipped, which is a number where it is everything. */
static void write_group(struct sheet *s, const struct report *report, enum check_group group)
{
    size_t n = 0;
    size_t n_skipped = 0;
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check_group(check->id) == group) {
            n++;
            n_skipped += check->result == RESULT_SKIP ? 1 : 0;
        }
    }
    if (n_skipped == n) {
        char all[64];
        (void)snprintf(all, sizeof all, "all %zu", n);
        begin_line(s, RESULT_SKIP, group);
        sheet_put(s, all);
        sheet_line(s);
        return;
    }
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check_group(check->id) == group && !is_calm(check)) {
            write_check(s, check);
        }
    }
    write_calm_line(s, report, group, RESULT_PASS);
    write_calm_line(s, report, group, RESULT_SKIP);
}

static bool is_of_quote(enum check_group group)
{
    return group == GROUP_HARDWARE || group == GROUP_ASKED;
}

static void write_brief_checks(struct sheet *s, const struct report *report)
{
    const struct check *check = NULL;
    unsigned last = GROUP_COUNT;
    for (size_t i = 0; (check = report_check(report, i)) != NULL;) {
        enum check_group group = check_group(check->id);
        if (!is_of_quote(group)) {
            if (group != last) {
                write_group(s, report, group);
            }
            i++;
        } else if (check->result == RESULT_FAIL || check->result == RESULT_WARN) {
            write_check(s, check);
            i++;
        } else {
            i += write_shared_line(s, report, i);
        }
        last = group;
    }
}

void text_checks(struct sheet *s, const struct report *report)
{
    write_counts(s, report);
    if (s->style->verbose) {
        write_all_checks(s, report);
    } else {
        write_brief_checks(s, report);
    }
}
