/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "base/hex.h"
#include "codec/json.h"
#include "report/report_json.h"
#include "report/report_sarif.h"
#include "report/report_vsa.h"
#include "synthetic.h"

typedef void write_fn(const struct report *report, struct json_writer *w);

static void as_json(const struct report *report, struct json_writer *w)
{
    report_write_json(report, NULL, w);
}

static void as_sarif(const struct report *report, struct json_writer *w)
{
    report_write_sarif(report, "1.2.3", w);
}

static void as_vsa(const struct report *report, struct json_writer *w)
{
    report_write_vsa(report, "1.2.3", w);
}

static struct json *write_and_read(const struct synthetic *s, write_fn *write)
{
    AUTO(buf_done) struct buf out = buf_start(4 * MIB);
    struct json_writer w = json_writer_to(&out, true);
    write(s->report, &w);
    cr_assert(buf_is_whole(&out));
    struct err e = {0};
    struct json *json = json_parse(buf_view(&out), &e);
    cr_assert_not_null(json, "%s", e.text);
    return json;
}

/* The value at member names; a number is the index of an element. */
static const struct json_value *at(const struct json *json, const char *const *path)
{
    const struct json_value *v = json_root(json);
    for (; *path != NULL && v != NULL; path++) {
        if (json_is_array(v)) {
            v = json_first(v);
            for (char c = '0'; c < (*path)[0] && v != NULL; c++) {
                v = json_next(v);
            }
        } else {
            v = json_member(v, *path);
        }
    }
    return v;
}

#define AT(json, ...) at((json), (const char *const[]){__VA_ARGS__, NULL})

static void expect_text(const struct json_value *value, const char *wanted)
{
    struct text text = {"", 0};
    cr_expect(json_text(value, &text) && text_is(text, wanted), "'%.*s', not '%s'", TEXT_ARG(text),
              wanted);
}

Test(json, has_app_parts_differences_and_rules)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    (void)snprintf(s.report->checks.of[CHECK_APP_ID].rule, CHECK_RULE, "app.app_id, line 7");
    AUTO(json_freep) struct json *json = write_and_read(&s, as_json);
    expect_text(AT(json, "evidence", "kind"), "dstack-info");
    expect_text(AT(json, "evidence", "tee"), "tdx");
    expect_text(AT(json, "app", "app_id"), "a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0");
    expect_text(AT(json, "app", "key_provider"), "kms");
    expect_text(AT(json, "app", "storage_fs"), "zfs");
    cr_expect_null(AT(json, "app", "os_version"));
    cr_expect_eq(json_count(AT(json, "app")), APP_KEY_COUNT + 3);
    expect_text(AT(json, "differences"), "--- a\n+++ b\n@@ -1 +1 @@\n-one\n+two\n same\n");
    expect_text(AT(json, "parts", "0", "role"), "kms");
    expect_text(AT(json, "parts", "0", "path"), "kms_info");
    expect_text(AT(json, "parts", "0", "verdict"), "rejected");
    cr_expect_null(AT(json, "parts", "0", "inputs"));
    cr_expect_eq(json_count(AT(json, "checks")), CHECK_EXPECTATION);
    size_t rules = 0;
    for (const struct json_value *v = json_first(AT(json, "checks")); v != NULL; v = json_next(v)) {
        rules += json_member(v, "rule") != NULL ? 1 : 0;
    }
    cr_expect_eq(rules, 1);
}

Test(json, what_is_not_proved_is_not_said)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    s.report->app->is_proved = false;
    AUTO(json_freep) struct json *json = write_and_read(&s, as_json);
    cr_expect(json_is_object(AT(json, "app")));
    cr_expect_eq(json_count(AT(json, "app")), 0);
}

Test(json, evidence_without_quote_has_nulls)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    s.report->quote = NULL;
    s.evidence.has_quote = false;
    s.evidence.kind = EVIDENCE_NITRO_ENCLAVE;
    s.report->parts[0].report->quote = NULL;
    AUTO(json_freep) struct json *json = write_and_read(&s, as_json);
    expect_text(AT(json, "evidence", "kind"), "nitro-enclave");
    expect_text(AT(json, "evidence", "tee"), "nitro-enclave");
    cr_expect(json_is_null(AT(json, "evidence", "quote_version")));
    cr_expect(json_is_null(AT(json, "evidence", "debug")));
    cr_expect(json_is_object(AT(json, "measurements")));
    cr_expect_eq(json_count(AT(json, "measurements")), 0);
}

Test(sarif, has_a_rule_for_each_check_and_a_result_for_each_problem)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    (void)synthetic_set(&s, CHECK_APP_IMAGES, RESULT_WARN);
    (void)synthetic_set(&s, CHECK_KMS_ROOT, RESULT_UNDECIDED);
    AUTO(json_freep) struct json *json = write_and_read(&s, as_sarif);
    expect_text(AT(json, "version"), "2.1.0");
    const struct json_value *rules = AT(json, "runs", "0", "tool", "driver", "rules");
    cr_expect_eq(json_count(rules), CHECK_COUNT);
    static const struct {
        const char *index, *rule, *level;
    } results[] = {
        {"0", "app.images", "note"}, {"1", "kms.root", "warning"}, {"2", "pck.root", "error"}};
    cr_expect_eq(json_count(AT(json, "runs", "0", "results")), COUNT(results));
    for (size_t i = 0; i < COUNT(results); i++) {
        const char *n = results[i].index;
        expect_text(AT(json, "runs", "0", "results", n, "ruleId"), results[i].rule);
        expect_text(AT(json, "runs", "0", "results", n, "level"), results[i].level);
        expect_text(AT(json, "runs", "0", "results", n, "kind"), "fail");
        uint64_t index = 0;
        cr_assert(json_uint(AT(json, "runs", "0", "results", n, "ruleIndex"), CHECK_COUNT, &index));
        const struct json_value *rule = json_first(rules);
        for (; index > 0; index--) {
            rule = json_next(rule);
        }
        expect_text(json_member(rule, "id"), results[i].rule);
    }
    expect_text(AT(json, "runs", "0", "results", "0", "locations", "0", "physicalLocation",
                   "artifactLocation", "uri"),
                "in%20fo.json");
    expect_text(AT(json, "runs", "0", "results", "2", "locations", "0", "logicalLocations", "0",
                   "fullyQualifiedName"),
                "kms_info");
}

/* sha256 of path, a zero byte, and id: by sha256sum. */
Test(sarif, fingerprints_are_of_part_and_check)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    (void)synthetic_set(&s, CHECK_PCK_ROOT, RESULT_FAIL);
    AUTO(json_freep) struct json *json = write_and_read(&s, as_sarif);
    expect_text(AT(json, "runs", "0", "results", "0", "partialFingerprints", "phalaCheck/v1"),
                "16a5aba280e83e916cf692aa1f08bbf2d250ff5df422b1df8c15738b55157306");
    expect_text(AT(json, "runs", "0", "results", "1", "partialFingerprints", "phalaCheck/v1"),
                "af203892da75c8dde235c4db6ffa269752c983e014e28d7c724acb32b280307a");
}

static void expect_levels(const struct json *json, const char *const *wanted)
{
    const struct json_value *v = json_first(AT(json, "predicate", "verifiedLevels"));
    for (; *wanted != NULL; wanted++, v = json_next(v)) {
        cr_assert_not_null(v, "%s is missing", *wanted);
        expect_text(v, *wanted);
    }
    cr_expect_null(v);
}

Test(vsa, passed_names_what_was_verified)
{
    static const char *const all[] = {
        "PHALA_HARDWARE", "PHALA_IDENTITY",    "PHALA_OS", "PHALA_APP",
        "PHALA_KMS",      "PHALA_REPORT_DATA", NULL};
    static const char *const some[] = {"PHALA_UNDER_ANOTHER_ROOT", "PHALA_IDENTITY", "PHALA_APP",
                                       NULL};
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(json_freep) struct json *json = write_and_read(&s, as_vsa);
    expect_text(AT(json, "_type"), "https://in-toto.io/Statement/v1");
    expect_text(AT(json, "predicateType"), "https://slsa.dev/verification_summary/v1");
    expect_text(AT(json, "predicate", "verificationResult"), "PASSED");
    expect_text(AT(json, "predicate", "timeVerified"), "2026-01-15T00:00:00Z");
    expect_text(AT(json, "predicate", "verifier", "version", "phala"), "1.2.3");
    expect_levels(json, all);
    s.report->trust_root_is_builtin = false;
    s.report->groups &= ~(1U << GROUP_KMS);
    (void)synthetic_set(&s, CHECK_REPORT_DATA, RESULT_SKIP);
    (void)synthetic_set(&s, CHECK_OS_IDENTITY, RESULT_WARN);
    AUTO(json_freep) struct json *other = write_and_read(&s, as_vsa);
    expect_levels(other, some);
}

Test(vsa, whatever_is_not_verified_has_failed)
{
    static const char *const failed[] = {"FAILED", NULL};
    static const enum check_result results[] = {RESULT_FAIL, RESULT_UNDECIDED};
    for (size_t i = 0; i < COUNT(results); i++) {
        AUTO(synthetic_done) struct synthetic s;
        synthetic_open(&s);
        (void)synthetic_set(&s, CHECK_APP_ID, results[i]);
        AUTO(json_freep) struct json *json = write_and_read(&s, as_vsa);
        expect_text(AT(json, "predicate", "verificationResult"), "FAILED");
        expect_levels(json, failed);
    }
}

/* Digests by sha256sum; the evidence's is that of 32 zero bytes in the report. */
Test(vsa, subjects_policy_and_inputs_have_digests)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(json_freep) struct json *json = write_and_read(&s, as_vsa);
    expect_text(AT(json, "subject", "0", "name"), "quote");
    expect_text(AT(json, "subject", "0", "digest", "sha256"),
                "2ad0d291b29e7f17e8baafae9dfa2c566462349f0c25228f331ffee877f432de");
    expect_text(AT(json, "subject", "1", "name"), "app-compose.json");
    expect_text(AT(json, "subject", "1", "digest", "sha256"),
                "5c7cdc25294eea469831a8a4d0070ba8d984a2d01ac4bcf0b502a0e5e5fe6e96");
    expect_text(AT(json, "predicate", "resourceUri"),
                "ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    expect_text(AT(json, "predicate", "policy", "name"), "/p.toml");
    expect_text(AT(json, "predicate", "policy", "uri"),
                "ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    cr_expect_not_null(AT(json, "predicate", "policy", "digest", "sha256"));
    cr_expect_eq(json_count(AT(json, "predicate", "inputAttestations")), 3);
    expect_text(AT(json, "predicate", "inputAttestations", "2", "uri"),
                "https://pccs.example/tcb?fmspc=00#x");
    expect_text(AT(json, "predicate", "inputAttestations", "2", "name"),
                "https://pccs.example/tcb?fmspc=00#x");
    s.inputs[0].origin = "url";
    s.inputs[1].role = "compose";
    s.report->quote = NULL;
    s.evidence.app_compose = (struct text){NULL, 0};
    s.report->parts[0].report->quote = NULL;
    AUTO(json_freep) struct json *bare = write_and_read(&s, as_vsa);
    expect_text(AT(bare, "subject", "0", "name"), "evidence");
    expect_text(AT(bare, "predicate", "resourceUri"), "in%20fo.json");
    expect_text(AT(bare, "predicate", "policy", "uri"), "https://phala.com/phala-verify#options");
}

/* A passed summary speaks of an app-compose only when that is the one that was measured. */
Test(vsa, app_compose_is_a_subject_when_it_was_measured)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    s.inputs[1].role = "app-compose";
    s.inputs[1].sha256.at[0] = 0x77;
    (void)synthetic_set(&s, CHECK_APP_COMPOSE_HASH, RESULT_SKIP);
    AUTO(json_freep) struct json *given = write_and_read(&s, as_vsa);
    expect_text(AT(given, "subject", "1", "digest", "sha256"),
                "7700000000000000000000000000000000000000000000000000000000000000");
    (void)synthetic_set(&s, CHECK_APP_FILE, RESULT_SKIP);
    AUTO(json_freep) struct json *neither = write_and_read(&s, as_vsa);
    cr_expect_eq(json_count(AT(neither, "subject")), 1);
    (void)synthetic_set(&s, CHECK_APP_COMPOSE_HASH, RESULT_FAIL);
    AUTO(json_freep) struct json *failed = write_and_read(&s, as_vsa);
    expect_text(AT(failed, "subject", "1", "digest", "sha256"),
                "5c7cdc25294eea469831a8a4d0070ba8d984a2d01ac4bcf0b502a0e5e5fe6e96");
}

Test(documents, hostile_texts_stay_json)
{
    static write_fn *const writers[] = {as_json, as_sarif, as_vsa};
    for (size_t i = 0; i < COUNT(writers); i++) {
        AUTO(synthetic_done) struct synthetic s;
        synthetic_open(&s);
        synthetic_make_hostile(&s);
        AUTO(json_freep) struct json *json = write_and_read(&s, writers[i]);
        cr_expect_not_null(json);
    }
}
