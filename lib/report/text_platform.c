/* SPDX-License-Identifier: Apache-2.0 */
#include "report/text_platform.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "attest/app.h"
#include "report/subject.h"

/* The longest field of zeros that is written out. */
enum { SHORT_FIELD = 16 };

/* The status, and those that it is of: all, or the ones that are other than it. */
static void put_statuses(struct sheet *s, const struct report_tcb *tcb, bool all)
{
    const struct {
        const char *of;
        bool is_known;
        enum tcb_status status;
    } parts[] = {
        {"platform", tcb->has_platform_status, tcb->platform_status},
        {"TDX module", tcb->has_module_status, tcb->module_status},
        {"quoting enclave", tcb->has_qe_status, tcb->qe_status},
    };
    char line[256];
    size_t used = (size_t)snprintf(line, sizeof line, "%s",
                                   tcb->has_status ? tcb_status_word(tcb->status) : "not known");
    const char *separator = " (";
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (parts[i].is_known && (all || !tcb->has_status || parts[i].status != tcb->status)) {
            used += (size_t)snprintf(line + used, sizeof line - used, "%s%s %s", separator,
                                     parts[i].of, tcb_status_word(parts[i].status));
            separator = ", ";
        }
    }
    (void)snprintf(line + used, sizeof line - used, "%s", separator[0] == ',' ? ")" : "");
    sheet_label(s, "TCB status");
    sheet_words(s, s->value, line);
}

static void put_root(struct sheet *s, const struct report *report)
{
    sheet_words(s, s->value,
                report->trust_root_is_builtin ? "Intel SGX Root CA" : "given by the caller");
    sheet_put(s, " ");
    sheet_hex(s, s->value, bytes_of(report->trust_root.at, 8));
    sheet_put(s, s->style->ascii ? "..." : "…");
}

static void write_shortfalls(struct sheet *s, const struct report_tcb *tcb)
{
    char name[SHORTFALL_NAME];
    char line[96];
    for (size_t i = 0; i < tcb->n_shortfalls; i++) {
        const struct shortfall *short_of = &tcb->shortfalls[i];
        (void)snprintf(line, sizeof line, "%s is %u, the newest level needs %u",
                       shortfall_name(short_of, name), short_of->have, short_of->need);
        sheet_row(s, i == 0 ? "Short of" : "", line);
    }
}

static void write_advisories(struct sheet *s, const struct report_tcb *tcb)
{
    AUTO(buf_done) struct buf ids = buf_start(64 * KIB);
    for (size_t i = 0; i < tcb->n_advisories; i++) {
        buf_text(&ids, i > 0 ? ", " : "");
        buf_slice(&ids, tcb->advisories[i]);
    }
    buf_char(&ids, 0);
    sheet_row(s, "Advisories",
              tcb->n_advisories > 0 && buf_is_whole(&ids) ? (const char *)ids.at : "none");
}

static void write_tcb(struct sheet *s, const struct report_tcb *tcb)
{
    char value[128];
    char date[INSTANT_TEXT];
    if (tcb->has_fmspc) {
        sheet_label(s, "FMSPC");
        sheet_hex(s, s->value, BYTES_OF(tcb->fmspc));
        sheet_line(s);
    }
    put_statuses(s, tcb, true);
    sheet_line(s);
    if (tcb->has_date) {
        (void)snprintf(value, sizeof value, "%.10s", instant_format(tcb->date, date));
        sheet_row(s, "TCB date", value);
    }
    if (tcb->has_evaluation_data_number) {
        (void)snprintf(value, sizeof value, "%" PRIu64, tcb->evaluation_data_number);
        sheet_row(s, "Evaluation", value);
    }
    write_advisories(s, tcb);
    write_shortfalls(s, tcb);
}

void text_tcb(struct sheet *s, const struct report *report)
{
    const struct report_tcb *tcb = &report->tcb;
    put_statuses(s, tcb, false);
    sheet_put(s, ", ");
    sheet_words(s, s->value, "under the root");
    sheet_put(s, " ");
    put_root(s, report);
    sheet_line(s);
    if (tcb->n_advisories > 0) {
        write_advisories(s, tcb);
    }
    write_shortfalls(s, tcb);
}

static void write_times(struct sheet *s, const struct report *report)
{
    enum { DAY = 24 * 60 * 60 };
    char at[INSTANT_TEXT];
    char line[96];
    sheet_row(s, "Judged at", instant_format(report->at, at));
    if (!report->has_valid_until) {
        sheet_row(s, "Good until", "not known");
        return;
    }
    int64_t left = report->valid_until - report->at;
    (void)instant_format(report->valid_until, at);
    if (left < 0) {
        (void)snprintf(line, sizeof line, "%s, which is past", at);
    } else {
        (void)snprintf(line, sizeof line, "%s (%" PRId64 " days left)", at, left / DAY);
    }
    sheet_row(s, "Good until", line);
}

static void write_evidence(struct sheet *s, const struct report *report)
{
    static const char *const bodies[] = {
        [BODY_SGX] = "SGX enclave report",
        [BODY_TD_10] = "TD report 1.0",
        [BODY_TD_15] = "TD report 1.5",
    };
    char line[96];
    if (report->evidence != NULL && strcmp(subject_kind(report), "tdx-quote") != 0 &&
        strcmp(subject_kind(report), "sgx-quote") != 0) {
        sheet_row(s, "Document", subject_what(report));
    }
    if (report->quote == NULL) {
        sheet_row(s, "Evidence", "no quote that can be judged");
        return;
    }
    (void)snprintf(line, sizeof line, "%s, quote version %u, %s%s",
                   report->quote->tee == TEE_TDX ? "Intel TDX" : "Intel SGX",
                   (unsigned)report->quote->version, bodies[report->quote->body],
                   quote_is_debug(report->quote) ? ", under DEBUG" : "");
    sheet_row(s, "Evidence", line);
}

void text_platform(struct sheet *s, const struct report *report)
{
    sheet_heading(s, "Platform");
    write_evidence(s, report);
    if (report->quote != NULL) {
        write_tcb(s, &report->tcb);
    }
    sheet_label(s, "Trust root");
    put_root(s, report);
    sheet_line(s);
    write_times(s, report);
}

static void write_field(struct sheet *s, struct bytes field)
{
    char zeros[32];
    if (field.left > SHORT_FIELD && bytes_all_zero(field)) {
        (void)snprintf(zeros, sizeof zeros, "%zu zero bytes", field.left);
        sheet_paint(s, PAINT_DIM, zeros);
    } else {
        sheet_hex(s, s->value, field);
    }
}

void text_measurements(struct sheet *s, const struct report *report)
{
    if (report->quote == NULL) {
        return;
    }
    struct quote_fields fields = quote_body_fields(report->quote);
    sheet_heading(s, "Measurements");
    for (size_t i = 0; i < fields.n; i++) {
        const char *name = fields.layout[i].name;
        if (name != NULL) {
            sheet_label(s, name);
            write_field(s, fields.at[i]);
            sheet_line(s);
        }
    }
}

void text_row(struct sheet *s, const char *name, struct text value)
{
    AUTO(buf_done) struct buf copy = buf_start(64 * KIB);
    buf_slice(&copy, value);
    buf_char(&copy, 0);
    if (value.len > 0 && buf_is_whole(&copy)) {
        sheet_row(s, name, (const char *)copy.at);
    }
}

void text_app(struct sheet *s, const struct report *report)
{
    if (report->app == NULL) {
        return;
    }
    const struct app *app = subject_app(report);
    sheet_heading(s, "Application");
    if (app == NULL) {
        sheet_row(s, "Not shown", "the event log proves nothing of what it says");
        return;
    }
    for (unsigned key = 0; key < APP_KEY_COUNT; key++) {
        if (app->value[key].left > 0) {
            sheet_label(s, app_key_word((enum app_key)key));
            sheet_hex(s, s->value, app->value[key]);
            sheet_line(s);
        }
    }
    text_row(s, "key_provider", app->key_provider);
    text_row(s, "key_provider_id", app->key_provider_id);
    text_row(s, "storage_fs", app->storage_fs);
    text_row(s, "os_version", app->os_version);
}
