/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_vsa.h"

#include <string.h>

#include "attest/evidence.h"
#include "base/base64.h"
#include "crypto/digest.h"
#include "report/subject.h"
#include "report/uri.h"

enum { URI_CAP = 64 * 1024 };

#define VERIFIER "https://phala.com/phala-verify"

static void member_digest(struct json_writer *w, const struct sha256 *digest)
{
    json_key(w, "digest");
    json_begin_object(w);
    json_member_hex(w, "sha256", BYTES_OF(digest->at));
    json_end_object(w);
}

static void write_subject(const char *name, const struct sha256 *digest, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "name", name);
    member_digest(w, digest);
    json_end_object(w);
}

/* What a passed summary says has passed; one that failed names whatever was judged. */
static bool is_judged(const struct report *report, enum check_id id)
{
    return report->verdict != VERDICT_VERIFIED || report->checks.of[id].result == RESULT_PASS;
}

/* The digest of the app-compose in the document, else of the one that was handed in. */
static bool find_app_compose(const struct report *report, struct sha256 *out)
{
    const struct evidence *evidence = report->evidence;
    const struct report_input *file = subject_input_of(report, "app-compose");
    if (evidence != NULL && evidence->app_compose.at != NULL &&
        is_judged(report, CHECK_APP_COMPOSE_HASH)) {
        *out = sha256_of(text_bytes(evidence->app_compose));
        return true;
    }
    if (file != NULL && is_judged(report, CHECK_APP_FILE)) {
        *out = file->sha256;
        return true;
    }
    return false;
}

static void write_subjects(const struct report *report, struct json_writer *w)
{
    const struct report_input *input = subject_input(report);
    struct sha256 digest;
    json_key(w, "subject");
    json_begin_array(w);
    if (report->quote != NULL) {
        digest = sha256_of(report->quote->raw);
        write_subject("quote", &digest, w);
    }
    bool has_app_compose = find_app_compose(report, &digest);
    if (has_app_compose) {
        write_subject("app-compose.json", &digest, w);
    }
    if (report->quote == NULL && !has_app_compose && input != NULL) {
        write_subject("evidence", &input->sha256, w);
    }
    json_end_array(w);
}

static void member_verifier(const char *version, struct json_writer *w)
{
    json_key(w, "verifier");
    json_begin_object(w);
    json_member_string(w, "id", VERIFIER);
    json_key(w, "version");
    json_begin_object(w);
    json_member_string(w, "phala", version);
    json_end_object(w);
    json_end_object(w);
}

/* "ni:///sha-256;…": base64 with the alphabet for URLs, without padding. */
static void write_named_information(const struct sha256 *digest, struct buf *out)
{
    AUTO(buf_done) struct buf plain = buf_start(URI_CAP);
    base64_encode(BYTES_OF(digest->at), &plain);
    buf_text(out, "ni:///sha-256;");
    for (size_t i = 0; i < plain.len && plain.at[i] != '='; i++) {
        char c = (char)plain.at[i];
        buf_char(out, c == '+' ? '-' : c == '/' ? '_' : c);
    }
}

/* A URL, or what names these bytes wherever they are. */
static void member_uri(const char *key, const struct report_input *input, struct json_writer *w)
{
    AUTO(buf_done) struct buf uri = buf_start(URI_CAP);
    if (strcmp(input->origin, "url") == 0) {
        uri_of_input(input, &uri);
    } else {
        write_named_information(&input->sha256, &uri);
    }
    json_member_text(w, key, buf_view_text(&uri));
}

static void member_resource(const struct report *report, struct json_writer *w)
{
    const struct report_input *input = subject_input(report);
    struct report_input quote = {.origin = "file"};
    if (input == NULL && report->quote != NULL) {
        quote.sha256 = sha256_of(report->quote->raw);
        input = &quote;
    }
    if (input != NULL) {
        member_uri("resourceUri", input, w);
    }
}

static void write_descriptor(const struct report_input *input, struct json_writer *w)
{
    json_member_string(w, "name", input->name);
    member_uri("uri", input, w);
    member_digest(w, &input->sha256);
}

static void member_policy(const struct report *report, struct json_writer *w)
{
    const struct report_input *policy = subject_input_of(report, "policy");
    json_key(w, "policy");
    json_begin_object(w);
    if (policy != NULL) {
        write_descriptor(policy, w);
    } else {
        json_member_string(w, "uri", VERIFIER "#options");
    }
    json_end_object(w);
}

static void member_inputs(const struct report *report, struct json_writer *w)
{
    json_key(w, "inputAttestations");
    json_begin_array(w);
    for (size_t i = 0; i < report->n_inputs; i++) {
        const struct report_input *input = &report->inputs[i];
        json_begin_object(w);
        write_descriptor(input, w);
        json_key(w, "annotations");
        json_begin_object(w);
        json_member_string(w, "role", input->role);
        json_member_string(w, "origin", input->origin);
        json_end_object(w);
        json_end_object(w);
    }
    json_end_array(w);
}

static void member_levels(const struct report *report, struct json_writer *w)
{
    static const struct {
        enum check_id check;
        const char *level;
    } levels[] = {
        {CHECK_QUOTE_SIGNATURE, "PHALA_HARDWARE"},
        {CHECK_IDENTITY, "PHALA_IDENTITY"},
        {CHECK_OS_IDENTITY, "PHALA_OS"},
        {CHECK_APP_COMPOSE_HASH, "PHALA_APP"},
        {CHECK_KMS_ROOT, "PHALA_KMS"},
        {CHECK_REPORT_DATA, "PHALA_REPORT_DATA"},
    };
    bool has_passed = report->verdict == VERDICT_VERIFIED;
    json_key(w, "verifiedLevels");
    json_begin_array(w);
    for (size_t i = 0; has_passed && i < COUNT(levels); i++) {
        enum check_id id = levels[i].check;
        bool is_other = check_group(id) == GROUP_HARDWARE && !report->trust_root_is_builtin;
        if (report_lists(report, check_group(id)) && report->checks.of[id].result == RESULT_PASS) {
            json_write_string(w, is_other ? "PHALA_UNDER_ANOTHER_ROOT" : levels[i].level);
        }
    }
    if (!has_passed) {
        json_write_string(w, "FAILED");
    }
    json_end_array(w);
}

void report_write_vsa(const struct report *report, const char *version, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "_type", "https://in-toto.io/Statement/v1");
    write_subjects(report, w);
    json_member_string(w, "predicateType", "https://slsa.dev/verification_summary/v1");
    json_key(w, "predicate");
    json_begin_object(w);
    member_verifier(version, w);
    json_member_instant(w, "timeVerified", report->at);
    member_resource(report, w);
    member_policy(report, w);
    member_inputs(report, w);
    json_member_string(w, "verificationResult",
                       report->verdict == VERDICT_VERIFIED ? "PASSED" : "FAILED");
    member_levels(report, w);
    json_end_object(w);
    json_end_object(w);
}
