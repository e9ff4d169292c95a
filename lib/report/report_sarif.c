/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_sarif.h"

#include "attest/evidence.h"
#include "attest/explain.h"
#include "report/subject.h"
#include "report/uri.h"

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

enum { TEXT_CAP = 64 * 1024 };

static void member_message(struct json_writer *w, const char *key, struct text text)
{
    json_key(w, key);
    json_begin_object(w);
    json_member_text(w, "text", text);
    json_end_object(w);
}

/* `mark` stands around the words that begin a paragraph. */
static void member_help(struct json_writer *w, const char *key,
                        const struct explanation *explanation, const char *mark)
{
    AUTO(buf_done) struct buf text = buf_start(TEXT_CAP);
    buf_text(&text, explanation->why);
    buf_printf(&text, "\n\n%sWithout it:%s ", mark, mark);
    buf_text(&text, explanation->attack);
    buf_printf(&text, "\n\n%sWhen it does not pass:%s ", mark, mark);
    buf_text(&text, explanation->mend);
    json_member_text(w, key, buf_view_text(&text));
}

static void write_rule(enum check_id id, struct json_writer *w)
{
    const struct explanation *explanation = explain_check(id);
    json_begin_object(w);
    json_member_string(w, "id", explain_name(id));
    member_message(w, "shortDescription", text_of(check_catalogue[id].proves));
    member_message(w, "fullDescription", text_of(explanation->why));
    json_key(w, "help");
    json_begin_object(w);
    member_help(w, "text", explanation, "");
    member_help(w, "markdown", explanation, "**");
    json_end_object(w);
    json_key(w, "properties");
    json_begin_object(w);
    json_member_string(w, "category", check_catalogue[id].category);
    json_key(w, "tags");
    json_begin_array(w);
    json_write_string(w, "attestation");
    json_write_string(w, explain_group_word(check_group(id)));
    json_end_array(w);
    json_end_object(w);
    json_end_object(w);
}

static void write_driver(const char *version, struct json_writer *w)
{
    json_key(w, "tool");
    json_begin_object(w);
    json_key(w, "driver");
    json_begin_object(w);
    json_member_string(w, "name", "phala");
    json_member_string(w, "version", version);
    json_member_string(w, "informationUri", "https://phala.com");
    json_key(w, "rules");
    json_begin_array(w);
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        write_rule((enum check_id)id, w);
    }
    json_end_array(w);
    json_end_object(w);
    json_end_object(w);
}

/* Where a result stands: in the evidence that was handed in, for a part at its path. */
struct place {
    struct text uri;
    struct text path;
};

static void write_location(const struct place *place, struct json_writer *w)
{
    json_key(w, "locations");
    json_begin_array(w);
    json_begin_object(w);
    json_key(w, "physicalLocation");
    json_begin_object(w);
    json_key(w, "artifactLocation");
    json_begin_object(w);
    json_member_text(w, "uri", place->uri);
    json_end_object(w);
    json_key(w, "region");
    json_begin_object(w);
    json_member_uint(w, "startLine", 1);
    json_end_object(w);
    json_end_object(w);
    if (place->path.len > 0) {
        json_key(w, "logicalLocations");
        json_begin_array(w);
        json_begin_object(w);
        json_member_text(w, "fullyQualifiedName", place->path);
        json_end_object(w);
        json_end_array(w);
    }
    json_end_object(w);
    json_end_array(w);
}

static void write_message(const struct check *check, const struct place *place,
                          struct json_writer *w)
{
    AUTO(buf_done) struct buf text = buf_start(TEXT_CAP);
    if (place->path.len > 0) {
        buf_slice(&text, place->path);
        buf_text(&text, ": ");
    }
    buf_printf(&text, "%s: %s", check->name, check->detail);
    if (check->expected[0] != 0 || check->actual[0] != 0) {
        buf_printf(&text, " (expected %s, got %s)", check->expected, check->actual);
    }
    if (check->hint[0] != 0) {
        buf_printf(&text, "; next: %s", check->hint);
    }
    member_message(w, "message", buf_view_text(&text));
}

static void write_fingerprint(const struct check *check, const struct place *place,
                              struct json_writer *w)
{
    AUTO(buf_done) struct buf identity = buf_start(TEXT_CAP);
    buf_slice(&identity, place->path);
    buf_char(&identity, 0);
    buf_text(&identity, check->name);
    struct sha256 digest = sha256_of(buf_view(&identity));
    json_key(w, "partialFingerprints");
    json_begin_object(w);
    json_member_hex(w, "phalaCheck/v1", BYTES_OF(digest.at));
    json_end_object(w);
}

static void write_result(const struct check *check, const char *level, const struct place *place,
                         const struct report *report, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "ruleId", explain_name(check->id));
    json_member_uint(w, "ruleIndex", check->id);
    json_member_string(w, "kind", "fail");
    json_member_string(w, "level", level);
    write_message(check, place, w);
    write_location(place, w);
    write_fingerprint(check, place, w);
    json_key(w, "properties");
    json_begin_object(w);
    json_member_string(w, "check", check->name);
    json_member_string(w, "result", check_result_word(check->result));
    json_member_string(w, "verdict", verdict_word(report->verdict));
    if (check->rule[0] != 0) {
        json_member_string(w, "rule", check->rule);
    }
    json_end_object(w);
    json_end_object(w);
}

static void write_results(const struct report *report, const struct place *place,
                          struct json_writer *w)
{
    static const char *const levels[] = {
        [RESULT_FAIL] = "error", [RESULT_UNDECIDED] = "warning", [RESULT_WARN] = "note",
        [RESULT_PASS] = NULL,    [RESULT_SKIP] = NULL,
    };
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (levels[check->result] != NULL) {
            write_result(check, levels[check->result], place, report, w);
        }
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        const struct report_part *part = &report->parts[i];
        write_results(part->report, &(struct place){place->uri, part->part->path}, w);
    }
}

void report_write_sarif(const struct report *report, const char *version, struct json_writer *w)
{
    AUTO(buf_done) struct buf uri = buf_start(TEXT_CAP);
    const struct report_input *input = subject_input(report);
    if (input != NULL) {
        uri_of_input(input, &uri);
    } else {
        buf_text(&uri, "evidence");
    }
    json_begin_object(w);
    json_member_string(w, "$schema", SCHEMA);
    json_member_string(w, "version", "2.1.0");
    json_key(w, "runs");
    json_begin_array(w);
    json_begin_object(w);
    write_driver(version, w);
    json_key(w, "results");
    json_begin_array(w);
    write_results(report, &(struct place){buf_view_text(&uri), {NULL, 0}}, w);
    json_end_array(w);
    json_key(w, "properties");
    json_begin_object(w);
    json_member_string(w, "verdict", verdict_word(report->verdict));
    json_member_string(w, "summary", report->summary);
    json_member_instant(w, "at", report->at);
    json_end_object(w);
    json_end_object(w);
    json_end_array(w);
    json_end_object(w);
}
