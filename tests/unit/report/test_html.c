/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "crypto/digest.h"
#include "report/html/links.h"
#include "report/report_html.h"
#include "synthetic.h"

static struct buf write_page(const struct synthetic *s)
{
    struct buf out = buf_start(4 * MIB);
    report_write_html(s->report, "1.2.3", &out);
    cr_assert(buf_is_whole(&out));
    return out;
}

Test(html, has_each_check_once_and_those_of_the_part)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf page = write_page(&s);
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(s.report, i)) != NULL; i++) {
        char id[64];
        (void)snprintf(id, sizeof id, " id=\"check-%s\">", check->name);
        cr_expect_eq(synthetic_count(&page, id), 1, "%s", id);
    }
    cr_expect_eq(synthetic_count(&page, " id=\"part-1-check-pck.root\">"), 1);
    cr_expect_eq(synthetic_count(&page, " id=\"part-1-check-log.rtmr0\">"), 0);
    cr_expect_eq(synthetic_count(&page, "<summary>"), synthetic_count(&page, "</summary>"));
    cr_expect_eq(synthetic_count(&page, "<div"), synthetic_count(&page, "</div>"));
    cr_expect_eq(synthetic_count(&page, "<details"), synthetic_count(&page, "</details>"));
}

Test(html, each_link_of_the_pictures_leads_somewhere)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf page = write_page(&s);
    for (unsigned link = 0; link < LINK_COUNT; link++) {
        const char *anchor = link_anchor((enum chain_link)link);
        char href[64];
        char id[64];
        (void)snprintf(href, sizeof href, " href=\"#%s\"", anchor);
        (void)snprintf(id, sizeof id, " id=\"%s\"", anchor);
        cr_expect_eq(synthetic_count(&page, href), 2, "%s", href);
        cr_expect_eq(synthetic_count(&page, id), 1, "%s", id);
    }
}

Test(html, needs_nothing_from_outside)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf page = write_page(&s);
    cr_expect_eq(synthetic_count(&page, " src="), 0);
    cr_expect_eq(synthetic_count(&page, "<script"), 0);
    cr_expect_eq(synthetic_count(&page, " style="), 0);
    cr_expect_eq(synthetic_count(&page, "url("), 0);
    cr_expect_eq(synthetic_count(&page, "@import"), 0);
    size_t inside = synthetic_count(&page, " href=\"#") + synthetic_count(&page, " href=\"data:");
    cr_expect_eq(synthetic_count(&page, " href="), inside);
}

/* The policy names the hash of what stands between the tags of the style. */
Test(html, policy_allows_its_own_style_and_no_other)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf page = write_page(&s);
    buf_char(&page, 0);
    const char *begin = strstr((const char *)page.at, "<style>");
    const char *end = strstr((const char *)page.at, "</style>");
    cr_assert(begin != NULL && end != NULL);
    begin += strlen("<style>");
    struct sha256 digest = sha256_of(bytes_of(begin, (size_t)(end - begin)));
    AUTO(buf_done) struct buf policy = buf_start(KIB);
    buf_text(&policy, "default-src 'none'; style-src 'sha256-");
    base64_encode(BYTES_OF(digest.at), &policy);
    buf_printf(&policy, "';%c", 0);
    page.len--;
    cr_expect_eq(synthetic_count(&page, (const char *)policy.at), 1);
}

Test(html, hostile_texts_stay_texts)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    synthetic_make_hostile(&s);
    AUTO(buf_done) struct buf page = write_page(&s);
    cr_expect_eq(synthetic_count(&page, "<script"), 0);
    cr_expect_eq(synthetic_count(&page, "</style>"), 1);
    cr_expect_eq(synthetic_count(&page, "<g>"), 0);
    cr_expect_eq(synthetic_count(&page, "\xe2\x80\xae"), 0);
    cr_expect_gt(synthetic_count(&page, "f&lt;g&gt;&amp;&quot;&#39;|`*_[x]"), 0);
    cr_expect_gt(synthetic_count(&page, "[31m\\x01\\x7f\\xff\\xc2\\x9b\\xe2\\x80\\xae::error"), 0);
    for (size_t i = 0; i < page.len; i++) {
        cr_expect(page.at[i] == '\n' || page.at[i] >= 0x20, "byte %02x", (unsigned)page.at[i]);
    }
}

Test(html, says_what_is_wrong_and_what_next)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    struct check *check = synthetic_set(&s, CHECK_OS_MRTD, RESULT_FAIL);
    check_set_values(check, "aa", "bb");
    check_set_hint(check, "look there");
    (void)snprintf(check->rule, sizeof check->rule, "os.image, line 7");
    AUTO(buf_done) struct buf page = write_page(&s);
    cr_expect_eq(synthetic_count(&page, "<div class=\"banner bad\">"), 2);
    cr_expect_gt(synthetic_count(&page, "<dt>Expected</dt><dd class=\"value\">aa</dd>"), 0);
    cr_expect_gt(synthetic_count(&page, "<dt>Got</dt><dd class=\"value\">bb</dd>"), 0);
    cr_expect_gt(synthetic_count(&page, "<dt>Next</dt><dd class=\"plain\">look there</dd>"), 0);
    cr_expect_eq(synthetic_count(&page, "<dd class=\"plain\">os.image, line 7</dd>"), 1);
    cr_expect_eq(synthetic_count(&page, "<details class=\"card link bad\" open>"), 2);
    cr_expect_eq(synthetic_count(&page, "<a href=\"#check-os.mrtd\">"), 1);
    cr_expect_eq(synthetic_count(&page, "aria-label=\"Operating system: fails\""), 2);
    cr_expect_eq(synthetic_count(&page, "aria-label=\"Key service: holds\""), 2);
}

Test(html, shows_values_inputs_and_differences)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    AUTO(buf_done) struct buf page = write_page(&s);
    cr_expect_eq(synthetic_count(&page, "<dt>compose_hash</dt><dd class=\"value\">a1a1a1"), 1);
    cr_expect_eq(synthetic_count(&page, "<td>in fo.json</td>"), 1);
    cr_expect_eq(synthetic_count(&page, "<span class=\"removed\">-one</span>"), 1);
    cr_expect_eq(synthetic_count(&page, "<span class=\"added\">+two</span>"), 1);
    cr_expect_eq(synthetic_count(&page, "<span class=\"file\">+++ b</span>"), 1);
    s.report->app->is_proved = false;
    AUTO(buf_done) struct buf unproved = write_page(&s);
    cr_expect_eq(synthetic_count(&unproved, "a1a1a1"), 0);
    cr_expect_eq(synthetic_count(&unproved, "The event log proves nothing"), 1);
}

Test(html, evidence_without_quote_has_no_measurements)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    s.evidence.kind = EVIDENCE_SEV_SNP;
    s.evidence.has_quote = false;
    s.report->quote = NULL;
    s.report->groups = 1U << GROUP_DOCUMENT | 1U << GROUP_ASKED;
    s.report->parts[0].report->quote = NULL;
    (void)synthetic_set(&s, CHECK_EVIDENCE_QUOTE, RESULT_UNDECIDED);
    AUTO(buf_done) struct buf page = write_page(&s);
    cr_expect_eq(synthetic_count(&page, "What was measured, as signed"), 0);
    cr_expect_eq(synthetic_count(&page, "AMD SEV-SNP evidence"), 3);
    cr_expect_eq(synthetic_count(&page, "aria-label=\"Quote: undecided\""), 2);
    cr_expect_eq(synthetic_count(&page, "aria-label=\"Platform: not part of it\""), 2);
}

Test(links, a_link_is_as_good_as_its_worst_check)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    static const struct {
        enum check_result result;
        enum link_state state;
    } steps[] = {
        {RESULT_PASS, STATE_HOLDS},          {RESULT_SKIP, STATE_HOLDS}, {RESULT_WARN, STATE_WARNS},
        {RESULT_UNDECIDED, STATE_UNDECIDED}, {RESULT_FAIL, STATE_FAILS},
    };
    for (size_t i = 0; i < COUNT(steps); i++) {
        (void)synthetic_set(&s, CHECK_KMS_MR, steps[i].result);
        cr_expect_eq(link_state(s.report, LINK_KMS), steps[i].state);
        cr_expect_eq(link_state(s.report, LINK_OS), STATE_HOLDS);
    }
    s.report->groups &= ~(1U << GROUP_KMS);
    cr_expect_eq(link_state(s.report, LINK_KMS), STATE_ABSENT);
    s.report->trust_root_is_builtin = false;
    cr_expect_eq(link_state(s.report, LINK_ROOT), STATE_WARNS);
}

Test(links, checks_belong_where_a_reader_looks_for_them)
{
    static const struct {
        enum check_id id;
        enum chain_link link;
    } cases[] = {
        {CHECK_EVIDENCE_QUOTE, LINK_QUOTE}, {CHECK_DOCUMENT_CLAIMS, LINK_APP},
        {CHECK_QUOTE_TRAILING, LINK_QUOTE}, {CHECK_PCK_CHAIN, LINK_PLATFORM},
        {CHECK_PCK_ROOT, LINK_ROOT},        {CHECK_TCB_INFO_ROOT, LINK_ROOT},
        {CHECK_QE_LEVEL, LINK_PLATFORM},    {CHECK_QUOTE_SIGNATURE, LINK_QUOTE},
        {CHECK_TCB_STATUS, LINK_PLATFORM},  {CHECK_TD_DEBUG, LINK_QUOTE},
        {CHECK_ENCLAVE_DEBUG, LINK_QUOTE},  {CHECK_LOG_RTMR2, LINK_OS},
        {CHECK_LOG_RTMR3, LINK_APP},        {CHECK_OS_IDENTITY, LINK_OS},
        {CHECK_RA_TLS_KEY, LINK_PURPOSE},   {CHECK_KMS_ENV_KEY, LINK_KMS},
        {CHECK_TPM_QUOTE, LINK_PURPOSE},    {CHECK_REPORT_DATA, LINK_PURPOSE},
        {CHECK_IDENTITY, LINK_APP},         {CHECK_EXPECTATION, LINK_APP},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct check check;
        check_start(&check, cases[i].id);
        cr_expect_eq(link_of(&check), cases[i].link, "%s", check.name);
    }
}

/* Every key that can be expected, by what it says something about. */
Test(links, expectations_belong_to_what_they_speak_of)
{
    static const struct {
        const char *name;
        enum chain_link link;
    } cases[] = {
        {"expect.mrtd", LINK_OS},
        {"expect.rtmr2", LINK_OS},
        {"expect.rtmr3", LINK_APP},
        {"expect.compose_hash", LINK_APP},
        {"expect.app_id", LINK_APP},
        {"expect.mrenclave", LINK_APP},
        {"expect.mrsigner", LINK_APP},
        {"expect.mr_config_id", LINK_APP},
        {"expect.os_image_hash", LINK_OS},
        {"expect.mr_kms", LINK_KMS},
        {"expect.mr_seam", LINK_PLATFORM},
        {"expect.td_attributes", LINK_QUOTE},
        {"expect.report_data", LINK_PURPOSE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct check check;
        check_start(&check, CHECK_EXPECTATION);
        (void)snprintf(check.name, sizeof check.name, "%s", cases[i].name);
        cr_expect_eq(link_of(&check), cases[i].link, "%s", check.name);
    }
}

/* What passed without being held against anything of the caller's is grey, not green. */
Test(links, what_was_not_compared_does_not_hold)
{
    static const struct {
        enum check_id compares[2];
        enum chain_link link;
    } cases[] = {
        {{CHECK_OS_IDENTITY, CHECK_OS_IDENTITY}, LINK_OS},
        {{CHECK_KMS_ROOT, CHECK_KMS_MR}, LINK_KMS},
        {{CHECK_APP_FILE, CHECK_APP_COMPOSE}, LINK_APP},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(synthetic_done) struct synthetic s;
        synthetic_open(&s);
        cr_expect_eq(link_state(s.report, cases[i].link), STATE_HOLDS);
        (void)synthetic_set(&s, cases[i].compares[0], RESULT_SKIP);
        (void)synthetic_set(&s, cases[i].compares[1], RESULT_SKIP);
        cr_expect_eq(link_state(s.report, cases[i].link), STATE_UNCOMPARED);
        cr_expect_eq(link_state(s.report, LINK_PURPOSE), STATE_HOLDS);
        AUTO(buf_done) struct buf page = write_page(&s);
        cr_expect_eq(synthetic_count(&page, "was not compared with anything of yours"), 1);
        cr_expect_eq(synthetic_count(&page, ": not compared\">"), 2);
        s.report->n_expectations = 1;
        check_start(&s.report->expectations[0], CHECK_EXPECTATION);
        check_set(&s.report->expectations[0], RESULT_PASS, "as expected");
        (void)snprintf(s.report->expectations[0].name, CHECK_ID, "expect.compose_hash");
        cr_expect_eq(link_state(s.report, cases[i].link),
                     cases[i].link == LINK_APP ? STATE_HOLDS : STATE_UNCOMPARED);
    }
}

Test(links, notes_fit_under_a_circle)
{
    AUTO(synthetic_done) struct synthetic s;
    synthetic_open(&s);
    s.report->tcb.has_status = true;
    s.report->tcb.status = STATUS_CONFIGURATION_AND_SW;
    s.report->app->key_provider = text_of("a provider of a long name");
    for (unsigned link = 0; link < LINK_COUNT; link++) {
        AUTO(buf_done) struct buf note = buf_start(KIB);
        link_note(s.report, (enum chain_link)link, &note);
        cr_expect(note.len > 0 && note.len <= 20, "%.*s", TEXT_ARG(buf_view_text(&note)));
    }
}
