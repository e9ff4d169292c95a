/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "attest/explain.h"
#include "report/html/html.h"

static bool is_calm(const struct check *check)
{
    return check->result == RESULT_PASS || check->result == RESULT_SKIP;
}

static void write_badge(struct html *h, const struct check *check)
{
    const struct html_badge *badge = html_result_badge(check->result);
    buf_printf(h->out, "<span class=\"mark\" aria-hidden=\"true\">%s</span>", badge->sign);
}

static void write_row(struct html *h, const char *name, const char *value, const char *css)
{
    if (value[0] == 0) {
        return;
    }
    buf_printf(h->out, "<dt>%s</dt><dd class=\"%s\">", name, css);
    html_string(h, value);
    html_raw(h, "</dd>\n");
}

static void write_outcome(struct html *h, const struct check *check)
{
    html_raw(h, "<dl class=\"rows\">\n");
    write_row(h, "Found", check->detail, "plain");
    write_row(h, "Expected", check->expected, "value");
    write_row(h, "Got", check->actual, "value");
    write_row(h, "Rule", check->rule, "plain");
    write_row(h, "Next", check->hint, "plain");
    html_raw(h, "</dl>\n");
}

static void write_explanation(struct html *h, const struct check *check)
{
    const struct explanation *explanation = explain_check(check->id);
    const struct {
        const char *heading, *text;
    } paragraphs[] = {
        {"Why it is checked", explanation->why},
        {"Without it", explanation->attack},
        {"When it does not pass", explanation->mend},
    };
    html_raw(h, "<dl class=\"rows explained\">\n");
    for (size_t i = 0; i < COUNT(paragraphs); i++) {
        write_row(h, paragraphs[i].heading, paragraphs[i].text, "plain");
    }
    html_raw(h, "</dl>\n");
}

static void write_anchor(struct html *h, const struct check *check)
{
    html_anchor(h, "check-");
    html_string(h, check->name);
}

/* The anchor stands inside, so that a browser opens what it jumps to. */
static void write_check(struct html *h, const struct check *check)
{
    const struct html_badge *badge = html_result_badge(check->result);
    bool is_quiet = is_calm(check);
    buf_printf(h->out, "<details class=\"check %s\"%s><summary>", badge->css,
               is_quiet ? "" : " open");
    write_badge(h, check);
    html_raw(h, "<code class=\"id\">");
    html_string(h, check->name);
    html_raw(h, "</code><span class=\"says\">");
    html_string(h, is_quiet ? check_catalogue[check->id].proves : check->detail);
    buf_printf(h->out,
               "</span><span class=\"result\">%s</span></summary>\n<div class=\"more\" id=\"",
               badge->word);
    write_anchor(h, check);
    html_raw(h, "\">\n");
    if (!is_quiet) {
        html_raw(h, "<p class=\"proves\">It would show that ");
        html_string(h, check_catalogue[check->id].proves);
        html_raw(h, ".</p>\n");
    }
    write_outcome(h, check);
    if (!is_quiet || h->part == 0) {
        write_explanation(h, check);
    }
    html_raw(h, "</div></details>\n");
}

static bool is_shown(const struct check *check, enum chain_link link, bool is_wanted_calm)
{
    return link_of(check) == link && is_calm(check) == is_wanted_calm;
}

void html_problems(struct html *h, const struct report *report, enum chain_link link)
{
    const struct check *check = NULL;
    html_raw(h, "<div class=\"checks\">\n");
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (is_shown(check, link, false)) {
            write_check(h, check);
        }
    }
    html_raw(h, "</div>\n");
}

void html_calm_checks(struct html *h, const struct report *report, enum chain_link link)
{
    const struct check *check = NULL;
    const char *last = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (!is_shown(check, link, true)) {
            continue;
        }
        const char *heading = explain_heading(check->id);
        if (heading != last) {
            html_raw(h, last != NULL ? "</div>\n" : "");
            buf_printf(h->out, "<h3>%s</h3>\n<div class=\"checks\">\n", heading);
            last = heading;
        }
        write_check(h, check);
    }
    html_raw(h, last != NULL ? "</div>\n" : "");
}

static void write_reason(struct html *h, const struct check *check)
{
    const struct html_badge *badge = html_result_badge(check->result);
    buf_printf(h->out, "<li class=\"reason %s\"><p class=\"head\">", badge->css);
    write_badge(h, check);
    buf_printf(h->out, "<span class=\"hidden\">%s: </span><a href=\"#", badge->word);
    write_anchor(h, check);
    html_raw(h, "\"><code>");
    html_string(h, check->name);
    html_raw(h, "</code></a> <span>");
    html_string(h, check->detail);
    html_raw(h, "</span></p>\n<dl class=\"rows\">\n");
    write_row(h, "Expected", check->expected, "value");
    write_row(h, "Got", check->actual, "value");
    write_row(h, "Next", check->hint, "plain");
    html_raw(h, "</dl></li>\n");
}

/* Many that are undecided for one reason would hide the rest. */
static void write_reasons(struct html *h, const struct report *report, enum check_result result)
{
    const struct check *check = NULL;
    const char *last = "";
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        bool is_told = result == RESULT_UNDECIDED && strcmp(check->detail, last) == 0;
        if (check->result == result && !is_told) {
            write_reason(h, check);
            last = check->detail;
        }
    }
}

void html_reasons(struct html *h, const struct report *report)
{
    static const enum check_result order[] = {RESULT_FAIL, RESULT_UNDECIDED, RESULT_WARN};
    bool has_any = false;
    for (size_t i = 0; i < COUNT(order); i++) {
        has_any = has_any || report_first(report, order[i]) != NULL;
    }
    if (!has_any) {
        return;
    }
    html_raw(h, "<h2 class=\"hidden\">What there is to see to</h2>\n<ul class=\"reasons\">\n");
    for (size_t i = 0; i < COUNT(order); i++) {
        write_reasons(h, report, order[i]);
    }
    html_raw(h, "</ul>\n");
}
