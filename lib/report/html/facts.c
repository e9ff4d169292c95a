/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "attest/app.h"
#include "report/html/html.h"
#include "report/subject.h"

/* Tables of values. */

static void begin(struct html *h, const char *heading)
{
    buf_printf(h->out, "<h3>%s</h3>\n<dl class=\"rows facts\">\n", heading);
}

static void end(struct html *h)
{
    html_raw(h, "</dl>\n");
}

static void row_begin(struct html *h, const char *name, const char *css)
{
    html_raw(h, "<dt>");
    html_string(h, name);
    buf_printf(h->out, "</dt><dd class=\"%s\">", css);
}

static void row(struct html *h, const char *name, struct text value)
{
    if (value.len > 0) {
        row_begin(h, name, "plain");
        html_text(h, value);
        html_raw(h, "</dd>\n");
    }
}

static void row_hex(struct html *h, const char *name, struct bytes value)
{
    enum { SHORT = 16 };
    if (value.left == 0) {
        return;
    }
    row_begin(h, name, "value");
    if (value.left > SHORT && bytes_all_zero(value)) {
        buf_printf(h->out, "<span class=\"quiet\">%zu zero bytes</span>", value.left);
    } else {
        buf_hex(h->out, value);
    }
    html_raw(h, "</dd>\n");
}

static void root_facts(struct html *h, const struct report *report)
{
    begin(h, "The root");
    row(h, "Certificate",
        text_of(report->trust_root_is_builtin ? "Intel SGX Root CA, compiled in"
                                              : "given by the caller in place of Intel's"));
    row_hex(h, "sha256", BYTES_OF(report->trust_root.at));
    end(h);
}

static void row_status(struct html *h, const char *name, bool is_known, enum tcb_status status)
{
    row(h, name, text_of(is_known ? tcb_status_word(status) : ""));
}

static void row_shortfalls(struct html *h, const struct report_tcb *tcb)
{
    char name[SHORTFALL_NAME];
    if (tcb->n_shortfalls == 0) {
        return;
    }
    row_begin(h, "Short of", "plain");
    for (size_t i = 0; i < tcb->n_shortfalls; i++) {
        const struct shortfall *short_of = &tcb->shortfalls[i];
        buf_printf(h->out, "<span class=\"chip\"><code>%s</code> has %u, needs %u</span> ",
                   shortfall_name(short_of, name), short_of->have, short_of->need);
    }
    html_raw(h, "</dd>\n");
}

static void platform_facts(struct html *h, const struct report *report)
{
    const struct report_tcb *tcb = &report->tcb;
    char date[INSTANT_TEXT];
    char value[64];
    if (report->quote == NULL) {
        return;
    }
    begin(h, "The platform");
    if (tcb->has_fmspc) {
        row_hex(h, "Model (FMSPC)", BYTES_OF(tcb->fmspc));
    }
    row(h, "TCB status", text_of(tcb->has_status ? tcb_status_word(tcb->status) : "not known"));
    row_status(h, "of the platform", tcb->has_platform_status, tcb->platform_status);
    row_status(h, "of the TDX module", tcb->has_module_status, tcb->module_status);
    row_status(h, "of the quoting enclave", tcb->has_qe_status, tcb->qe_status);
    if (tcb->has_date) {
        (void)snprintf(value, sizeof value, "%.10s", instant_format(tcb->date, date));
        row(h, "TCB date", text_of(value));
    }
    if (tcb->has_evaluation_data_number) {
        (void)snprintf(value, sizeof value, "%" PRIu64, tcb->evaluation_data_number);
        row(h, "Evaluation", text_of(value));
    }
    for (size_t i = 0; i < tcb->n_advisories; i++) {
        row(h, i == 0 ? "Advisories" : "", tcb->advisories[i]);
    }
    row_shortfalls(h, tcb);
    end(h);
}

static void quote_facts(struct html *h, const struct report *report)
{
    if (report->quote == NULL) {
        return;
    }
    struct quote_fields fields = quote_body_fields(report->quote);
    begin(h, "What was measured, as signed");
    for (size_t i = 0; i < fields.n; i++) {
        if (fields.layout[i].name != NULL) {
            row_hex(h, fields.layout[i].name, fields.at[i]);
        }
    }
    end(h);
}

static void app_facts(struct html *h, const struct report *report)
{
    const struct app *app = subject_app(report);
    if (app == NULL) {
        html_raw(h, report->app != NULL ? "<p class=\"quiet\">The event log proves nothing, so "
                                          "what it says is not shown.</p>\n"
                                        : "");
        return;
    }
    begin(h, "Values that the event log proves");
    for (unsigned key = 0; key < APP_KEY_COUNT; key++) {
        row_hex(h, app_key_word((enum app_key)key), app->value[key]);
    }
    row(h, "storage_fs", app->storage_fs);
    row(h, "os_version", app->os_version);
    end(h);
}

static void service_facts(struct html *h, const struct report *report)
{
    const struct app *app = subject_app(report);
    if (app == NULL || app->key_provider.len == 0) {
        return;
    }
    begin(h, "Who gives the keys, as measured");
    row(h, "key_provider", app->key_provider);
    row(h, "key_provider_id", app->key_provider_id);
    end(h);
}

void html_facts(struct html *h, const struct report *report, enum chain_link link)
{
    static void (*const writers[LINK_COUNT])(struct html *, const struct report *) = {
        [LINK_ROOT] = root_facts,   [LINK_PLATFORM] = platform_facts, [LINK_QUOTE] = quote_facts,
        [LINK_KMS] = service_facts, [LINK_APP] = app_facts,
    };
    if (writers[link] != NULL) {
        writers[link](h, report);
    }
}

void html_inputs(struct html *h, const struct report *report)
{
    if (report->n_inputs == 0) {
        return;
    }
    html_raw(h, "<section class=\"card\"><h2>What was handed in</h2>\n<table class=\"inputs\">\n"
                "<thead><tr><th>Role</th><th>Name</th><th>From</th><th>sha256</th></tr></thead>\n"
                "<tbody>\n");
    for (size_t i = 0; i < report->n_inputs; i++) {
        const struct report_input *input = &report->inputs[i];
        const char *const cells[] = {input->role, input->name, input->origin};
        html_raw(h, "<tr>");
        for (size_t c = 0; c < COUNT(cells); c++) {
            html_raw(h, "<td>");
            html_string(h, cells[c]);
            html_raw(h, "</td>");
        }
        html_raw(h, "<td class=\"value\">");
        buf_hex(h->out, BYTES_OF(input->sha256.at));
        html_raw(h, "</td></tr>\n");
    }
    html_raw(h, "</tbody></table></section>\n");
}

static const char *line_class(struct text line)
{
    static const struct {
        const char *begins, *css;
    } kinds[] = {
        {"+++", "file"}, {"---", "file"}, {"@@", "place"}, {"+", "added"}, {"-", "removed"},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (text_starts(line, kinds[i].begins)) {
            return kinds[i].css;
        }
    }
    return "same";
}

void html_differences(struct html *h, const struct report *report)
{
    struct text rest = text_trim(buf_view_text(&report->differences));
    if (rest.len == 0) {
        return;
    }
    html_raw(h, "<section class=\"card\"><h2>Differences</h2>\n<pre class=\"diff\">");
    for (bool more = true; more;) {
        struct text line;
        more = text_split(rest, '\n', &line, &rest);
        buf_printf(h->out, "<span class=\"%s\">", line_class(line));
        html_text(h, line);
        html_raw(h, "</span>\n");
    }
    html_raw(h, "</pre></section>\n");
}
