/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/explain.h"

/* A sentence or two: it begins with a capital or a sign of a command line, ends in a full stop, and
 * fits into the answer of a program that asks for it. */
static void expect_sentences(const char *text, const char *id)
{
    cr_assert_not_null(text, "%s is not explained", id);
    size_t n = strlen(text);
    cr_assert(n > 20 && n < 400, "%s: %zu characters", id, n);
    cr_expect(text[0] >= 'A' && text[0] <= 'Z', "%s: %s", id, text);
    cr_expect_eq(text[n - 1], '.', "%s: %s", id, text);
    cr_expect_null(strstr(text, "  "), "%s: %s", id, text);
    cr_expect_null(strchr(text, '\n'), "%s: %s", id, text);
}

Test(explain, every_check_is_explained)
{
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        const struct explanation *explanation = explain_check((enum check_id)id);
        expect_sentences(explanation->why, check_catalogue[id].id);
        expect_sentences(explanation->attack, check_catalogue[id].id);
        expect_sentences(explanation->mend, check_catalogue[id].id);
    }
}

/* One of each table, by what it says. */
Test(explain, tables_are_those_of_their_checks)
{
    static const struct {
        enum check_id id;
        const char *word;
    } cases[] = {
        {CHECK_EVIDENCE_QUOTE, "hardware"},    {CHECK_QUOTE_VENDOR_ID, "vendor"},
        {CHECK_PCK_CRL_NEXT_UPDATE, "newer"},  {CHECK_TCB_INFO_CHAIN, "TCB Info"},
        {CHECK_QE_IDENTITY_NEXT_UPDATE, "QE"}, {CHECK_QE_REPORT_SIGNATURE, "quoting enclave"},
        {CHECK_ENCLAVE_DEBUG, "enclave"},      {CHECK_LOG_RTMR0, "RTMR0"},
        {CHECK_OS_IDENTITY, "system"},         {CHECK_RA_TLS_KEY, "certificate"},
        {CHECK_EXPECTATION, "you expect"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *why = explain_check(cases[i].id)->why;
        cr_expect_not_null(strstr(why, cases[i].word), "%s: %s", check_catalogue[cases[i].id].id,
                           why);
    }
}

Test(explain, finds_checks_by_id)
{
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        cr_expect_eq(explain_find(text_of(explain_name((enum check_id)id))), id);
        cr_expect_eq(explain_find(text_of(check_catalogue[id].id)), id);
    }
    cr_expect_eq(explain_find(text_of("expect.mrtd")), CHECK_EXPECTATION);
    cr_expect_eq(explain_find(text_of("expected")), CHECK_NONE);
    cr_expect_eq(explain_find(text_of("pck")), CHECK_NONE);
    cr_expect_eq(explain_find(text_of("")), CHECK_NONE);
    cr_expect_str_eq(explain_name(CHECK_EXPECTATION), "expect.KEY");
}

Test(explain, headings_stand_together_and_groups_have_words)
{
    const char *seen[CHECK_COUNT] = {NULL};
    size_t n = 0;
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        const char *heading = explain_heading((enum check_id)id);
        if (n > 0 && seen[n - 1] == heading) {
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            cr_expect_str_neq(seen[i], heading);
        }
        seen[n++] = heading;
    }
    for (unsigned a = 0; a < GROUP_COUNT; a++) {
        for (unsigned b = 0; b < a; b++) {
            cr_expect_str_neq(explain_group_word((enum check_group)a),
                              explain_group_word((enum check_group)b));
        }
    }
}
