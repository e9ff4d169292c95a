/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "attest/evidence.h"
#include "base/base64.h"
#include "crypto/digest.h"
#include "report/html/html.h"
#include "report/report_html.h"
#include "report/subject.h"

/* The style, made at build time from page.css. */
extern const uint8_t html_page_css[];
extern const size_t html_page_css_size;

/* Nothing but the style above, by its hash. */
static void write_head(struct html *h, const struct report *report)
{
    struct bytes css = bytes_of(html_page_css, html_page_css_size);
    struct sha256 digest = sha256_of(css);
    AUTO(buf_done) struct buf hash = buf_start(KIB);
    base64_encode(BYTES_OF(digest.at), &hash);
    html_raw(h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'sha256-");
    buf_slice(h->out, buf_view_text(&hash));
    html_raw(h, "'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<link rel=\"icon\" href=\"data:,\">\n<title>");
    html_raw(h, html_verdict_badge(report->verdict)->word);
    html_raw(h, ": ");
    html_raw(h, subject_what(report));
    html_raw(h, "</title>\n<style>");
    buf_add(h->out, css);
    html_raw(h, "</style>\n</head>\n");
}

static void write_times(struct html *h, const struct report *report)
{
    enum { DAY = 24 * 60 * 60 };
    char at[INSTANT_TEXT];
    html_raw(h, "<p class=\"times\">Judged as of <time>");
    html_raw(h, instant_format(report->at, at));
    html_raw(h, "</time>");
    if (report->has_valid_until) {
        int64_t days = (report->valid_until - report->at) / DAY;
        html_raw(h, ", good until <time>");
        html_raw(h, instant_format(report->valid_until, at));
        html_raw(h, "</time>");
        if (report->valid_until >= report->at) {
            buf_printf(h->out, " (%lld days more)", (long long)days);
        } else {
            html_raw(h, ", which is past");
        }
    }
    html_raw(h, "</p>\n");
}

/* The sentence without the verdict's word, which stands above it. */
static const char *reason_of(const struct report *report)
{
    char opening[32];
    (void)snprintf(opening, sizeof opening, "%s: ", verdict_word(report->verdict));
    const char *at = strstr(report->summary, opening);
    return at != NULL ? at + strlen(opening) : report->summary;
}

static void write_banner(struct html *h, const struct report *report, const char *heading)
{
    const struct html_badge *badge = html_verdict_badge(report->verdict);
    buf_printf(h->out,
               "<div class=\"banner %s\"><span class=\"seal\" aria-hidden=\"true\">%s</span>"
               "<div><%s class=\"word\">%s</%s>\n<p class=\"summary\">",
               badge->css, badge->sign, heading, badge->word, heading);
    html_string(h, reason_of(report));
    html_raw(h, "</p>\n");
    if (!report->trust_root_is_builtin) {
        html_raw(h,
                 "<p class=\"caution\">Judged under another root than Intel's: that says nothing "
                 "about real hardware.</p>\n");
    }
    html_raw(h, "<p class=\"subject\">It is ");
    html_raw(h, subject_what(report));
    const struct report_input *input = subject_input(report);
    if (input != NULL) {
        html_raw(h, ": <code>");
        html_string(h, input->name);
        html_raw(h, "</code>");
    }
    html_raw(h, "</p>\n");
    write_times(h, report);
    html_raw(h, "</div></div>\n");
}

static size_t count(const struct report *report, enum chain_link link, enum check_result result)
{
    size_t n = 0;
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        n += link_of(check) == link && check->result == result ? 1 : 0;
    }
    return n;
}

/* "1 failed, 60 passed", of the results in a list that ends in RESULT_SKIP. */
static void write_counts(struct html *h, const struct report *report, enum chain_link link,
                         const enum check_result *results)
{
    static const char *const words[] = {
        [RESULT_FAIL] = "failed",  [RESULT_UNDECIDED] = "undecided",
        [RESULT_PASS] = "passed",  [RESULT_WARN] = "with a warning",
        [RESULT_SKIP] = "skipped",
    };
    const char *separator = "";
    for (bool more = true; more; results++) {
        size_t n = count(report, link, *results);
        if (n > 0) {
            buf_printf(h->out, "%s%zu %s", separator, n, words[*results]);
            separator = ", ";
        }
        more = *results != RESULT_SKIP;
    }
}

static void write_link_summary(struct html *h, const struct report *report, enum chain_link link)
{
    static const enum check_result all[] = {RESULT_FAIL, RESULT_UNDECIDED, RESULT_WARN, RESULT_PASS,
                                            RESULT_SKIP};
    const struct html_badge *badge = html_state_badge(link_state(report, link));
    buf_printf(h->out, "<summary><span class=\"mark\" aria-hidden=\"true\">%s</span>", badge->sign);
    buf_printf(h->out, "<span class=\"title\"><span class=\"name\">%s</span>", link_name(link));
    buf_printf(h->out, "<span class=\"says\">%s</span></span>", link_says(link));
    buf_printf(h->out, "<span class=\"state\"><span>%s</span><span class=\"counts\">", badge->word);
    write_counts(h, report, link, all);
    html_raw(h, "</span></span></summary>\n");
}

/* What passed is folded away where there is something else to see to. */
static void write_link_inside(struct html *h, const struct report *report, enum chain_link link,
                              bool has_problems)
{
    static const enum check_result calm[] = {RESULT_PASS, RESULT_SKIP};
    if (has_problems) {
        html_problems(h, report, link);
    }
    if (link_state(report, link) == STATE_ABSENT) {
        html_raw(h, "<p class=\"quiet\">Nothing of this was asked for, or this evidence has "
                    "nothing to say about it.</p>\n");
    }
    if (link_state(report, link) == STATE_UNCOMPARED) {
        html_raw(h, "<p class=\"quiet\">It agrees with itself, but was not compared with anything "
                    "of yours.</p>\n");
    }
    html_facts(h, report, link);
    bool is_folded = has_problems &&
                     count(report, link, RESULT_PASS) + count(report, link, RESULT_SKIP) > 0;
    if (is_folded) {
        html_raw(h, "<details class=\"rest\"><summary>");
        write_counts(h, report, link, calm);
        html_raw(h, "</summary>\n");
    }
    html_calm_checks(h, report, link);
    html_raw(h, is_folded ? "</details>\n" : "");
}

/* One link with all that belongs to it; open when there is something to see to. */
static void write_link(struct html *h, const struct report *report, enum chain_link link)
{
    bool has_problems = count(report, link, RESULT_FAIL) + count(report, link, RESULT_UNDECIDED) +
                            count(report, link, RESULT_WARN) >
                        0;
    buf_printf(h->out, "<details class=\"card link %s\"%s>",
               html_state_badge(link_state(report, link))->css, has_problems ? " open" : "");
    write_link_summary(h, report, link);
    html_raw(h, "<div class=\"inside\" id=\"");
    html_anchor(h, link_anchor(link));
    html_raw(h, "\">\n");
    write_link_inside(h, report, link, has_problems);
    html_raw(h, "</div></details>\n");
}

static void write_body(struct html *h, const struct report *report)
{
    html_reasons(h, report);
    html_chain(h, report);
    for (unsigned link = 0; link < LINK_COUNT; link++) {
        write_link(h, report, (enum chain_link)link);
    }
    html_differences(h, report);
}

static void write_parts(struct html *h, const struct report *report)
{
    unsigned outer = h->part;
    if (report->n_parts > 0) {
        buf_printf(h->out, "<h2 class=\"apart\">More attestations in the document (%zu)</h2>\n",
                   report->n_parts);
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        const struct report_part *part = &report->parts[i];
        const struct html_badge *badge = html_verdict_badge(part->report->verdict);
        h->part = ++h->n_parts;
        buf_printf(h->out,
                   "<details class=\"card part %s\"><summary>"
                   "<span class=\"mark\" aria-hidden=\"true\">%s</span><span class=\"title\">"
                   "<span class=\"name\">%s <code>",
                   badge->css, badge->sign, part_role_word(part->part->role));
        html_text(h, part->part->path);
        buf_printf(h->out,
                   "</code></span></span><span class=\"state\"><span>%s</span></span></summary>\n"
                   "<div class=\"inside\">\n",
                   badge->word);
        write_banner(h, part->report, "h3");
        write_body(h, part->report);
        write_parts(h, part->report);
        html_raw(h, "</div></details>\n");
    }
    h->part = outer;
}

static void write_foot(struct html *h, const char *version)
{
    html_raw(h, "<footer><p>Written by phala ");
    html_string(h, version);
    html_raw(h, ". This page is a record, and proves nothing by itself: whoever has the inputs can "
                "judge again with <code>phala verify</code>, and <code>phala explain CHECK</code> "
                "says more about a check.</p></footer>\n");
}

void report_write_html(const struct report *report, const char *version, struct buf *out)
{
    struct html h = {.out = out};
    write_head(&h, report);
    html_raw(&h, "<body>\n");
    html_symbols(&h);
    html_raw(&h, "<main>\n");
    write_banner(&h, report, "h1");
    write_body(&h, report);
    write_parts(&h, report);
    html_inputs(&h, report);
    html_raw(&h, "</main>\n");
    write_foot(&h, version);
    html_raw(&h, "</body>\n</html>\n");
}
