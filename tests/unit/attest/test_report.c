/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "report/report_github.h"
#include "report/report_json.h"
#include "report/report_junit.h"
#include "verify_case.h"

#define NEGATIVE PHALA_SOURCE_DIR "/tests/vectors/negative/"

static void open_judged(struct verify_case *c, const char *folder)
{
    verify_case_open(c, folder, "case.json", "verify_at_unix");
    cr_assert(c->is_readable);
    verify_case_appraise(c);
}

/* What could break a line, a property, an element or a terminal. */
static const char hostile[] = "a%b\nc\rd:e,f<g>&\"'\x1b[31m\x01\x7f\xff\xc2\x9b::error::x";

static void make_hostile(struct report *report)
{
    struct check *check = &report->checks.of[CHECK_PCK_NAMES];
    check_set(check, RESULT_FAIL, "%s", hostile);
    check_set_values(check, hostile, hostile);
    check_set_hint(check, "%s", hostile);
    (void)snprintf(check->name, sizeof check->name, "%s", hostile);
}

static struct buf write_json(const struct report *report, const struct text *id)
{
    struct buf out = buf_start(MIB);
    struct json_writer w = json_writer_to(&out, false);
    report_write_json(report, id, &w);
    return out;
}

static void expect_members(const struct json_value *object, const char *const *names)
{
    const struct json_value *v = json_first(object);
    for (; *names != NULL; names++, v = json_next(v)) {
        cr_assert_not_null(v, "%s is missing", *names);
        cr_expect(text_is(json_name(v), *names), "%s wanted, %.*s", *names, TEXT_ARG(json_name(v)));
    }
    cr_expect_null(v);
}

Test(report_json, has_the_members_of_the_contract_in_order)
{
    static const char *const top[] = {"schema",       "verdict",    "summary",  "at",
                                      "valid_until",  "trust_root", "evidence", "tcb",
                                      "measurements", "checks",     "inputs",   NULL};
    static const char *const tcb[] = {
        "status",   "platform_status",        "module_status", "qe_status", "advisory_ids",
        "tcb_date", "evaluation_data_number", "fmspc",         "shortfall", NULL};
    static const char *const evidence[] = {"kind", "tee", "quote_version", "debug", NULL};
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "valid_tdx_v4");
    AUTO(buf_done) struct buf out = write_json(c.report, NULL);
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(buf_view(&out), &e);
    cr_assert_not_null(json, "%s", e.text);
    expect_members(json_root(json), top);
    expect_members(json_member(json_root(json), "tcb"), tcb);
    expect_members(json_member(json_root(json), "evidence"), evidence);
    cr_expect_eq(json_count(json_member(json_root(json), "checks")), report_checks(c.report));
    cr_expect_eq(json_count(json_member(json_root(json), "measurements")), TD_FIELDS_10);
    cr_expect_eq(json_count(json_member(json_root(json), "inputs")), 0);
}

Test(report_json, id_comes_first)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "valid_sgx_v3");
    struct text id = text_of("\"7\"");
    AUTO(buf_done) struct buf out = write_json(c.report, &id);
    cr_expect(
        text_starts(buf_view_text(&out), "{\"id\":\"\\\"7\\\"\",\"schema\":\"phala.verify/1\","));
}

Test(report_json, is_the_same_every_time)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "pcesvn_too_low");
    AUTO(buf_done) struct buf first = write_json(c.report, NULL);
    memset(c.report, 0xa5, sizeof *c.report);
    appraise(&c.evidence.quote, c.platform, &c.options, c.report);
    AUTO(buf_done) struct buf second = write_json(c.report, NULL);
    cr_expect(bytes_equal(buf_view(&first), buf_view(&second)));
}

Test(report_json, hostile_texts_stay_json)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "valid_tdx_v4");
    make_hostile(c.report);
    AUTO(buf_done) struct buf out = write_json(c.report, NULL);
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(buf_view(&out), &e);
    cr_expect_not_null(json, "%s", e.text);
}

static size_t count(struct buf *in, const char *what)
{
    size_t n = 0;
    buf_char(in, 0);
    for (const char *at = (const char *)in->at; (at = strstr(at, what)) != NULL; at++) {
        n++;
    }
    in->len--;
    return n;
}

static void expect_junit_counts(const char *folder)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, folder);
    make_hostile(c.report);
    AUTO(buf_done) struct buf out = buf_start(MIB);
    report_write_junit(c.report, &out);
    char counts[128];
    size_t n = report_checks(c.report);
    (void)snprintf(
        counts, sizeof counts,
        "<testsuites name=\"phala verify\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
        "skipped=\"%zu\">",
        n, count(&out, "<failure "), count(&out, "<error "), count(&out, "<skipped "));
    cr_expect_eq(count(&out, counts), 1, "%s", counts);
    cr_expect_eq(count(&out, "<testcase "), n);
    cr_expect_eq(report_count(c.report, RESULT_UNDECIDED), count(&out, "<error "));
}

Test(report_junit, counts_are_right)
{
    expect_junit_counts(NEGATIVE "valid_tdx_v4");
    expect_junit_counts(NEGATIVE "tcb_expired");
    expect_junit_counts(NEGATIVE "wrong_root_everything");
}

Test(report_junit, undecided_has_an_error)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "tcb_expired");
    AUTO(buf_done) struct buf out = buf_start(MIB);
    report_write_junit(c.report, &out);
    cr_expect_eq(c.report->verdict, VERDICT_UNDECIDED);
    cr_expect_eq(count(&out, "<error type=\"tcb_info_expired\""), 1);
}

Test(report_junit, hostile_texts_are_escaped)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "valid_tdx_v4");
    make_hostile(c.report);
    AUTO(buf_done) struct buf out = buf_start(MIB);
    report_write_junit(c.report, &out);
    cr_expect_gt(count(&out, "f&lt;g&gt;&amp;&quot;&apos;[31m::error"), 0);
    for (size_t i = 0; i < out.len; i++) {
        uint8_t c0 = out.at[i];
        cr_expect(c0 == '\n' || (c0 >= 0x20 && c0 < 0x7f), "byte %02x", (unsigned)c0);
    }
}

Test(report_github, one_command_a_line_whatever_the_texts)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "tcb_expired");
    make_hostile(c.report);
    size_t commands = report_count(c.report, RESULT_FAIL) +
                      report_count(c.report, RESULT_UNDECIDED) +
                      report_count(c.report, RESULT_WARN) + 1;
    AUTO(buf_done) struct buf out = buf_start(MIB);
    report_write_github(c.report, &out);
    cr_expect_eq(count(&out, "\n"), commands);
    cr_expect_eq(count(&out, "\r"), 0);
    cr_expect_eq(count(&out, "\x1b"), 0);
    cr_expect_gt(count(&out, "::error title=a%25b%0Ac%0Dd%3Ae%2Cf<g>"), 0);
    cr_expect_gt(count(&out, "::a%25b%0Ac%0Dd:e,f<g>"), 0);
    cr_expect_eq(count(&out, "\n::notice title=phala verify::"), 1);
    struct text rest = buf_view_text(&out);
    struct text line;
    while (text_split(rest, '\n', &line, &rest)) {
        cr_expect(text_starts(line, "::error title=") || text_starts(line, "::notice title="),
                  "%.*s", TEXT_ARG(line));
    }
}

Test(report_github, warnings_are_warnings)
{
    AUTO(verify_case_done) struct verify_case c;
    open_judged(&c, NEGATIVE "trailing_nonzero_bytes");
    AUTO(buf_done) struct buf out = buf_start(MIB);
    report_write_github(c.report, &out);
    cr_expect_eq(count(&out, "::warning title=quote.trailing::"), 1);
    cr_expect_eq(count(&out, "::error"), 0);
}
