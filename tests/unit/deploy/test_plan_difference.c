/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "deploy/plan_difference.h"
#include "sample_step.h"

TestSuite(plan_difference, .timeout = 60);

/* What differs, as a case makes it. */
static unsigned differs(struct sample *sample, bool is_same_chain)
{
    const struct deploy_wish wish = {0};
    sample->step.artifact = &sample->file;
    sample->step.address = sample_here;
    struct plan_row row = {
        .step = &sample->step,
        .locked = &sample->locked,
        .code = sample->answers.locked_code,
    };
    plan_row_judge(&row, &wish, is_same_chain);
    cr_assert_eq(step_is_proved(&row.proof), row.differs == 0);
    return row.differs;
}

static struct sample sample_of_run(void)
{
    struct sample sample = sample_of(PLAN_CREATE);
    sample.locked.arguments = text_dup(text_of("0x"));
    return sample;
}

Test(plan_difference, it_is_there_as_the_artifact_gives_it)
{
    AUTO(sample_done) struct sample sample = sample_of_run();
    cr_assert_eq(differs(&sample, true), 0);
}

Test(plan_difference, a_claim_about_another_chain_counts_for_nothing)
{
    AUTO(sample_done) struct sample sample = sample_of_run();
    cr_assert_eq(differs(&sample, false), PLAN_DIFFERS_CHAIN);
}

Test(plan_difference, no_code_and_other_code)
{
    AUTO(sample_done) struct sample sample = sample_of_run();
    sample.answers.locked_code.at[1] ^= 1;
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_CODE);
    /* A lock file that says so itself is not believed, either. */
    sample.locked.code_hash = keccak256_of(buf_view(&sample.answers.locked_code));
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_CODE);
    buf_clear(&sample.answers.locked_code);
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_ABSENT);
}

Test(plan_difference, what_was_never_proved_would_be_locked_anew)
{
    AUTO(sample_done) struct sample sample = sample_of_run();
    mem_free(sample.locked.proof);
    sample.locked.proof = NULL;
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_UNPROVED);
}

/* The artifact, its arguments, or both: told apart by the hash of the init code. */
Test(plan_difference, what_it_was_made_of)
{
    AUTO(sample_done) struct sample sample = sample_of_run();
    buf_char(&sample.step.arguments, 7);
    buf_char(&sample.step.init_code, 7);
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_ARGUMENTS);
    sample.file.artifact.init.at[1] ^= 1;
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_ARGUMENTS | PLAN_DIFFERS_ARTIFACT);
    buf_clear(&sample.step.arguments);
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_ARTIFACT);
    buf_clear(&sample.step.init_code);
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_NEEDS);
}

Test(plan_difference, other_libraries)
{
    AUTO(sample_done) struct sample sample = sample_of_run();
    char names[][32] = {"Texts", "src/Linked.sol:Texts", "src/Linked.sol:Contexts"};
    char source[] = "src/Linked.sol";
    struct code_link link = {.source = source, .name = names[0]};
    struct lock_library library = {.address = sample_here};
    link.address = sample_elsewhere;
    buf_char(&sample.step.init_code, 7);
    sample.file.artifact.init.links = &link;
    sample.file.artifact.init.n_links = 1;
    sample.locked.libraries = &library;
    sample.locked.n_libraries = 1;
    sample.locked.init_code_hash.at[0] ^= 1;
    for (size_t i = 0; i < COUNT(names); i++) {
        library.name = names[i];
        cr_expect_eq(differs(&sample, true), i < 2 ? PLAN_DIFFERS_LIBRARIES : PLAN_DIFFERS_ARTIFACT,
                     "%s", names[i]);
    }
    library.name = names[0];
    sample.file.digest.at[0] ^= 1;
    cr_assert_eq(differs(&sample, true), PLAN_DIFFERS_LIBRARIES | PLAN_DIFFERS_ARTIFACT);
    sample.file.artifact.init.n_links = 0;
    sample.file.artifact.init.links = NULL;
    sample.locked.n_libraries = 0;
    sample.locked.libraries = NULL;
}

/* An artifact that does not say where its immutables are is not enough to say that it differs. */
Test(plan_difference, what_only_a_simulation_can_tell)
{
    AUTO(sample_done) struct sample sample = sample_of_run();
    const struct deploy_wish wish = {0};
    sample.file.artifact.runtime.has_immutables_listed = false;
    sample.file.artifact.runtime.at[1] ^= 1;
    sample.step.artifact = &sample.file;
    sample.step.address = sample_here;
    struct plan_row row = {
        .step = &sample.step,
        .locked = &sample.locked,
        .code = sample.answers.locked_code,
    };
    plan_row_judge(&row, &wish, true);
    cr_assert_eq(row.differs, 0);
    cr_assert_not(step_is_proved(&row.proof));
}

Test(plan_difference, each_has_its_words)
{
    for (size_t i = 0; i < PLAN_DIFFERENCES; i++) {
        cr_expect_gt(strlen(plan_difference_name(i)), 0);
        cr_expect_gt(strlen(plan_difference_text(i)), 0);
    }
    cr_assert_str_eq(plan_difference_name(11), "needs");
}
