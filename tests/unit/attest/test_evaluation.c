/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "verify_case.h"

#define VALID PHALA_SOURCE_DIR "/tests/vectors/negative/valid_tdx_v4"

/* Of two evaluation data numbers the lower one counts, and one that is missing never suffices. */

static enum check_result judge(struct verify_case *c, uint64_t least)
{
    c->options.has_min_evaluation = true;
    c->options.min_evaluation = least;
    verify_case_appraise(c);
    return c->report->checks.of[CHECK_TCB_EVALUATION].result;
}

static void judge_numbers(uint64_t tcb_info, uint64_t qe_identity)
{
    AUTO(verify_case_done) struct verify_case c;
    uint64_t least = tcb_info < qe_identity ? tcb_info : qe_identity;
    verify_case_open(&c, VALID, "case.json", "verify_at_unix");
    c.platform->tcb_info.evaluation_data_number = tcb_info;
    c.platform->qe_identity.evaluation_data_number = qe_identity;
    cr_expect_eq(judge(&c, least), RESULT_PASS);
    cr_expect(c.report->verdict == VERDICT_VERIFIED && c.report->tcb.has_evaluation_data_number);
    cr_expect_eq(c.report->tcb.evaluation_data_number, least);
    cr_expect_eq(judge(&c, least + 1), RESULT_FAIL);
    cr_expect_eq(c.report->verdict, VERDICT_REJECTED);
}

Test(evaluation, the_lower_number_counts)
{
    judge_numbers(17, 17);
    judge_numbers(17, 18);
    judge_numbers(18, 17);
    judge_numbers(0, UINT64_MAX);
}

Test(evaluation, one_number_can_refuse_but_not_suffice)
{
    AUTO(verify_case_done) struct verify_case c;
    verify_case_open(&c, VALID, "case.json", "verify_at_unix");
    c.platform->tcb_info.evaluation_data_number = 17;
    c.platform->qe_identity.evaluation_data_number = 18;
    c.platform->has_tcb_info = false;
    cr_expect_eq(judge(&c, 18), RESULT_UNDECIDED);
    cr_expect_eq(judge(&c, 19), RESULT_FAIL);
    c.platform->has_tcb_info = true;
    c.platform->has_qe_identity = false;
    cr_expect_eq(judge(&c, 17), RESULT_UNDECIDED);
    cr_expect_eq(judge(&c, 18), RESULT_FAIL);
    cr_expect_not(c.report->tcb.has_evaluation_data_number);
    cr_expect_eq(c.report->tcb.evaluation_data_number, 0);
}
