/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_json.h"

#include "attest/app.h"
#include "attest/evidence.h"
#include "report/subject.h"

static void member_status(struct json_writer *w, const char *key, bool is_known,
                          enum tcb_status status)
{
    json_key(w, key);
    if (is_known) {
        json_write_string(w, tcb_status_word(status));
    } else {
        json_write_null(w);
    }
}

static void member_instant(struct json_writer *w, const char *key, bool is_known, instant at)
{
    json_key(w, key);
    if (is_known) {
        json_write_instant(w, at);
    } else {
        json_write_null(w);
    }
}

static void write_trust_root(const struct report *report, struct json_writer *w)
{
    json_key(w, "trust_root");
    json_begin_object(w);
    json_member_hex(w, "sha256", BYTES_OF(report->trust_root.at));
    json_member_bool(w, "builtin", report->trust_root_is_builtin);
    json_end_object(w);
}

static void write_evidence(const struct report *report, struct json_writer *w)
{
    const struct quote *quote = report->quote;
    json_key(w, "evidence");
    json_begin_object(w);
    json_member_string(w, "kind", subject_kind(report));
    json_member_string(w, "tee", subject_tee(report));
    if (quote != NULL) {
        json_member_uint(w, "quote_version", quote->version);
        json_member_bool(w, "debug", quote_is_debug(quote));
    } else {
        json_key(w, "quote_version");
        json_write_null(w);
        json_key(w, "debug");
        json_write_null(w);
    }
    json_end_object(w);
}

static void write_shortfalls(const struct report_tcb *tcb, struct json_writer *w)
{
    char name[SHORTFALL_NAME];
    json_key(w, "shortfall");
    json_begin_array(w);
    for (size_t i = 0; i < tcb->n_shortfalls; i++) {
        json_begin_object(w);
        json_member_string(w, "component", shortfall_name(&tcb->shortfalls[i], name));
        json_member_uint(w, "have", tcb->shortfalls[i].have);
        json_member_uint(w, "need", tcb->shortfalls[i].need);
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_tcb(const struct report_tcb *tcb, struct json_writer *w)
{
    json_key(w, "tcb");
    json_begin_object(w);
    member_status(w, "status", tcb->has_status, tcb->status);
    member_status(w, "platform_status", tcb->has_platform_status, tcb->platform_status);
    member_status(w, "module_status", tcb->has_module_status, tcb->module_status);
    member_status(w, "qe_status", tcb->has_qe_status, tcb->qe_status);
    json_key(w, "advisory_ids");
    json_begin_array(w);
    for (size_t i = 0; i < tcb->n_advisories; i++) {
        json_write_text(w, tcb->advisories[i]);
    }
    json_end_array(w);
    member_instant(w, "tcb_date", tcb->has_date, tcb->date);
    json_key(w, "evaluation_data_number");
    if (tcb->has_evaluation_data_number) {
        json_write_uint(w, tcb->evaluation_data_number);
    } else {
        json_write_null(w);
    }
    json_key(w, "fmspc");
    if (tcb->has_fmspc) {
        json_write_hex(w, BYTES_OF(tcb->fmspc));
    } else {
        json_write_null(w);
    }
    write_shortfalls(tcb, w);
    json_end_object(w);
}

/* The named fields of the body, in the order of its layout. */
static void write_measurements(const struct quote *quote, struct json_writer *w)
{
    struct quote_fields fields = {0};
    if (quote != NULL) {
        fields = quote_body_fields(quote);
    }
    json_key(w, "measurements");
    json_begin_object(w);
    for (size_t i = 0; i < fields.n; i++) {
        if (fields.layout[i].name != NULL) {
            json_member_hex(w, fields.layout[i].name, fields.at[i]);
        }
    }
    json_end_object(w);
}

static void member_text_unless_empty(struct json_writer *w, const char *key, struct text text)
{
    if (text.len > 0) {
        json_member_text(w, key, text);
    }
}

/* There whenever the evidence has an event log, and empty when that proves nothing. */
static void write_app(const struct report *report, struct json_writer *w)
{
    if (report->app == NULL) {
        return;
    }
    const struct app *app = subject_app(report);
    json_key(w, "app");
    json_begin_object(w);
    for (unsigned key = 0; app != NULL && key < APP_KEY_COUNT; key++) {
        if (app->value[key].left > 0) {
            json_member_hex(w, app_key_word((enum app_key)key), app->value[key]);
        }
    }
    if (app != NULL) {
        member_text_unless_empty(w, "key_provider", app->key_provider);
        member_text_unless_empty(w, "key_provider_id", app->key_provider_id);
        member_text_unless_empty(w, "storage_fs", app->storage_fs);
        member_text_unless_empty(w, "os_version", app->os_version);
    }
    json_end_object(w);
}

static void member_unless_empty(struct json_writer *w, const char *key, const char *text)
{
    if (text[0] != 0) {
        json_member_string(w, key, text);
    }
}

static void write_check(const struct check *check, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "id", check->name);
    json_member_string(w, "result", check_result_word(check->result));
    json_member_string(w, "category", check_catalogue[check->id].category);
    json_member_string(w, "detail", check->detail);
    member_unless_empty(w, "expected", check->expected);
    member_unless_empty(w, "actual", check->actual);
    member_unless_empty(w, "hint", check->hint);
    member_unless_empty(w, "rule", check->rule);
    json_end_object(w);
}

static void write_checks(const struct report *report, struct json_writer *w)
{
    const struct check *check = NULL;
    json_key(w, "checks");
    json_begin_array(w);
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        write_check(check, w);
    }
    json_end_array(w);
}

static void write_inputs(const struct report *report, struct json_writer *w)
{
    json_key(w, "inputs");
    json_begin_array(w);
    for (size_t i = 0; i < report->n_inputs; i++) {
        const struct report_input *input = &report->inputs[i];
        json_begin_object(w);
        json_member_string(w, "role", input->role);
        json_member_string(w, "name", input->name);
        json_member_hex(w, "sha256", BYTES_OF(input->sha256.at));
        json_member_string(w, "origin", input->origin);
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_parts(const struct report *report, struct json_writer *w);

/* All that is judged, which a part has as well. */
static void write_judgement(const struct report *report, struct json_writer *w)
{
    json_member_string(w, "verdict", verdict_word(report->verdict));
    json_member_string(w, "summary", report->summary);
    json_member_instant(w, "at", report->at);
    member_instant(w, "valid_until", report->has_valid_until, report->valid_until);
    write_trust_root(report, w);
    write_evidence(report, w);
    write_tcb(&report->tcb, w);
    write_measurements(report->quote, w);
    write_app(report, w);
    write_checks(report, w);
    write_parts(report, w);
    if (report->differences.len > 0) {
        json_member_text(w, "differences", buf_view_text(&report->differences));
    }
}

/* Parts are as deep as the evidence is, which recognition limits. */
static void write_parts(const struct report *report, struct json_writer *w)
{
    if (report->n_parts == 0) {
        return;
    }
    json_key(w, "parts");
    json_begin_array(w);
    for (size_t i = 0; i < report->n_parts; i++) {
        const struct report_part *part = &report->parts[i];
        json_begin_object(w);
        json_member_string(w, "role", part_role_word(part->part->role));
        json_member_text(w, "path", part->part->path);
        write_judgement(part->report, w);
        json_end_object(w);
    }
    json_end_array(w);
}

void report_write_json(const struct report *report, const struct text *id, struct json_writer *w)
{
    json_begin_object(w);
    if (id != NULL) {
        json_member_text(w, "id", *id);
    }
    json_member_string(w, "schema", "phala.verify/1");
    write_judgement(report, w);
    write_inputs(report, w);
    json_end_object(w);
}
