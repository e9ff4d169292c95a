/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_markdown.h"

#include <string.h>

#include "attest/app.h"
#include "attest/evidence.h"
#include "base/utf8.h"
#include "report/subject.h"

/* What ends a cell, begins markup, or makes a link or a mention of a text, as an entity: of that no
 * Markdown is made again. */
static void put_text(struct text text, struct buf *out)
{
    AUTO(buf_done) struct buf plain = buf_start(64 * KIB);
    utf8_escape(text, &plain);
    for (size_t i = 0; i < plain.len; i++) {
        char c = (char)plain.at[i];
        if (strchr("&<>|`*_[]~#!@\\\"", c) != NULL ||
            (c == ':' && i + 1 < plain.len && plain.at[i + 1] == '/')) {
            buf_printf(out, "&#%d;", c);
        } else {
            buf_char(out, c);
        }
    }
}

static void put(const char *text, struct buf *out)
{
    put_text(text_of(text), out);
}

static void write_heading(const struct report *report, struct text path, struct buf *out)
{
    static const char *const signs[] = {
        [VERDICT_UNDECIDED] = "⚠️",
        [VERDICT_VERIFIED] = "✅",
        [VERDICT_REJECTED] = "❌",
    };
    buf_printf(out, "%s %s phala verify: ", path.len > 0 ? "###" : "##", signs[report->verdict]);
    if (path.len > 0) {
        put_text(path, out);
        buf_text(out, ": ");
    }
    buf_printf(out, "%s\n\n", verdict_word(report->verdict));
    put(report->summary, out);
    buf_text(out, "\n\n");
}

static void write_problem(const struct check *check, struct buf *out)
{
    static const char *const signs[] = {
        [RESULT_UNDECIDED] = "❔", [RESULT_FAIL] = "❌", [RESULT_WARN] = "⚠️",
        [RESULT_PASS] = "",        [RESULT_SKIP] = "",
    };
    const char *const cells[] = {check->detail, check->expected, check->actual, check->hint};
    buf_printf(out, "| %s ", signs[check->result]);
    put(check->name, out);
    buf_printf(out, " | %s", check_result_word(check->result));
    for (size_t i = 0; i < COUNT(cells); i++) {
        buf_text(out, " | ");
        put(cells[i], out);
    }
    buf_text(out, " |\n");
}

static bool is_calm(const struct check *check)
{
    return check->result == RESULT_PASS || check->result == RESULT_SKIP;
}

static void write_problems(const struct report *report, struct buf *out)
{
    const struct check *check = NULL;
    bool is_first = true;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (is_calm(check)) {
            continue;
        }
        if (is_first) {
            buf_text(out, "| check | result | detail | expected | got | next |\n"
                          "|---|---|---|---|---|---|\n");
        }
        is_first = false;
        write_problem(check, out);
    }
    buf_text(out, is_first ? "" : "\n");
}

static void write_groups(const struct report *report, struct buf *out)
{
    buf_text(out, "| of | passed | failed | undecided | with warning | skipped |\n"
                  "|---|--:|--:|--:|--:|--:|\n");
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        if (!report_lists(report, (enum check_group)group)) {
            continue;
        }
        size_t of[RESULT_SKIP + 1] = {0};
        const struct check *check = NULL;
        for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
            of[check->result] += check_group(check->id) == group ? 1 : 0;
        }
        buf_printf(out, "| %s | %zu | %zu | %zu | %zu | %zu |\n",
                   check_group_about((enum check_group)group), of[RESULT_PASS], of[RESULT_FAIL],
                   of[RESULT_UNDECIDED], of[RESULT_WARN], of[RESULT_SKIP]);
    }
    buf_char(out, '\n');
}

static void write_app(const struct report *report, struct buf *out)
{
    const struct app *app = subject_app(report);
    if (app == NULL) {
        return;
    }
    buf_text(out, "| application | |\n|---|---|\n");
    for (unsigned key = 0; key < APP_KEY_COUNT; key++) {
        if (app->value[key].left > 0) {
            buf_text(out, "| ");
            put(app_key_word((enum app_key)key), out);
            buf_text(out, " | <code>");
            buf_hex(out, app->value[key]);
            buf_text(out, "</code> |\n");
        }
    }
    buf_char(out, '\n');
}

static void write_report(const struct report *report, struct text path, struct buf *out)
{
    write_heading(report, path, out);
    write_problems(report, out);
    write_app(report, out);
    write_groups(report, out);
    for (size_t i = 0; i < report->n_parts; i++) {
        write_report(report->parts[i].report, report->parts[i].part->path, out);
    }
}

void report_write_markdown(const struct report *report, struct buf *out)
{
    write_report(report, (struct text){NULL, 0}, out);
}

void report_write_summary(const struct report *report, size_t cap, struct buf *out)
{
    static const char note[] = "\nThe rest is left out: there is no room for it here.\n";
    AUTO(buf_done) struct buf page = buf_start(cap);
    report_write_markdown(report, &page);
    struct text lines = buf_view_text(&page);
    if (buf_is_whole(&page)) {
        buf_slice(out, lines);
    } else if (cap >= sizeof note - 1) {
        lines.len = lines.len < cap - (sizeof note - 1) ? lines.len : cap - (sizeof note - 1);
        while (lines.len > 0 && lines.at[lines.len - 1] != '\n') {
            lines.len--;
        }
        buf_slice(out, lines);
        buf_text(out, note);
    }
}
