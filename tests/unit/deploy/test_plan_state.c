/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "sample_step.h"

TestSuite(plan_state, .timeout = 60);

/* As a case makes it. */
static enum plan_finding find_in(struct sample *sample, bool is_locked)
{
    sample->step.artifact = &sample->file;
    sample->answers.locked = is_locked ? &sample->locked : NULL;
    return plan_find(&sample->step, &sample->answers);
}

Test(plan_state, nothing_is_known)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    sample_forget(&sample);
    cr_assert_eq(find_in(&sample, false), PLAN_FOUND_NONE);
    AUTO(sample_done) struct sample fixed = sample_of(PLAN_CREATE2);
    sample_forget(&fixed);
    cr_assert_eq(find_in(&fixed, false), PLAN_FOUND_NONE);
}

Test(plan_state, it_is_there_as_the_lock_file_says)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_THERE);
    cr_assert(sample.step.is_locked);
    cr_assert(bytes_equal(BYTES_OF(sample.step.address.at), BYTES_OF(sample_here.at)));
    cr_assert_eq(sample.step.proof.match, CODE_EXACT);
}

Test(plan_state, the_lock_file_has_it_and_the_chain_has_not)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    buf_clear(&sample.answers.locked_code);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_LOST);
    cr_assert_not(sample.step.is_locked);
}

Test(plan_state, another_artifact_or_argument)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    buf_char(&sample.step.init_code, 7);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_OTHER);
}

Test(plan_state, other_code_than_was_proved)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    sample.answers.locked_code.at[1] ^= 1;
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_FALSE);
    /* A lock file that says so itself is not believed, either. */
    sample.locked.code_hash = keccak256_of(buf_view(&sample.answers.locked_code));
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_FALSE);
    cr_assert_not(sample.step.is_locked);
}

/* The hash of a run whose node lied about the code counts for nothing. */
Test(plan_state, what_was_never_proved_is_looked_at_again)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    sample.locked.code_hash.at[0] ^= 1;
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_FALSE);
    mem_free(sample.locked.proof);
    sample.locked.proof = text_dup(text_of(code_match_name(CODE_DIFFERS)));
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_THERE);
    cr_assert_not(sample.step.is_locked);
}

Test(plan_state, by_create2_what_is_there_needs_no_lock_file)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE2);
    cr_assert_eq(find_in(&sample, false), PLAN_FOUND_THERE);
    cr_assert_not(sample.step.is_locked);
    sample.answers.predicted_code.at[0] ^= 1;
    cr_assert_eq(find_in(&sample, false), PLAN_FOUND_FALSE);
}

Test(plan_state, by_create2_another_salt_puts_it_elsewhere)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE2);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_THERE);
    cr_assert(sample.step.is_locked);
    sample.locked.address = sample_elsewhere;
    sample.step.address = sample_here;
    buf_clear(&sample.answers.predicted_code);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_ELSEWHERE);
    /* Lost at the one address, it may be at the other. */
    buf_clear(&sample.answers.locked_code);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_LOST);
    buf_add(&sample.answers.predicted_code,
            bytes_of(sample.file.artifact.runtime.at, sample.file.artifact.runtime.n));
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_THERE);
    cr_assert_not(sample.step.is_locked);
}

Test(plan_state, a_proxy_is_the_one_of_its_data_and_implementation)
{
    static const uint8_t data[] = {0xcd, 0x6d, 0xc6, 0x87};
    const struct plan_step implementation = {.address = sample_elsewhere};
    const struct deploy_proxy proxy = {.data = BYTES_OF(data)};
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    sample.step.proxy = &proxy;
    sample.step.proxy_of = &implementation;
    sample.locked.proxy_data = text_dup(text_of("0xcd6dc687"));
    memcpy(sample.answers.locked_slot + 12, sample_elsewhere.at, sizeof sample_elsewhere.at);
    /* Its init code names the implementation, and says nothing of the one that it has by now. */
    buf_char(&sample.step.init_code, 7);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_THERE);
    sample.answers.locked_slot[31] ^= 1;
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_UPGRADED);
    sample.answers.locked_slot[31] ^= 1;
    sample.locked.proxy_data[3] = '0';
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_OTHER);
}

Test(plan_state, the_simulation_counts_before_the_artifact)
{
    AUTO(sample_done) struct sample sample = sample_of(PLAN_CREATE);
    static const uint8_t with_immutable[] = {0x60, 0x02, 0x00};
    buf_add(&sample.step.simulated, BYTES_OF(with_immutable));
    buf_clear(&sample.answers.locked_code);
    buf_add(&sample.answers.locked_code, BYTES_OF(with_immutable));
    sample.locked.code_hash = keccak256_of(BYTES_OF(with_immutable));
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_THERE);
    buf_clear(&sample.step.simulated);
    cr_assert_eq(find_in(&sample, true), PLAN_FOUND_FALSE);
}

Test(plan_state, the_deterministic_deployer_is_known_by_its_code)
{
    uint8_t code[69];
    static const uint8_t tail[] = {0xe0, 0x36, 0x01, 0x60, 0x00, 0x81, 0x60, 0x20, 0x82, 0x37,
                                   0x80, 0x35, 0x82, 0x82, 0x34, 0xf5, 0x80, 0x15, 0x15, 0x60,
                                   0x39, 0x57, 0x81, 0x82, 0xfd, 0x5b, 0x80, 0x82, 0x52, 0x50,
                                   0x50, 0x50, 0x60, 0x14, 0x60, 0x0c, 0xf3};
    memset(code, 0xff, sizeof code);
    code[0] = 0x7f;
    memcpy(code + sizeof code - sizeof tail, tail, sizeof tail);
    cr_assert(deployer_is_there(BYTES_OF(code)));
    cr_assert_not(deployer_is_there(bytes_of(code, sizeof code - 1)));
    cr_assert_not(deployer_is_there(bytes_of(NULL, 0)));
    code[68] ^= 1;
    cr_assert_not(deployer_is_there(BYTES_OF(code)));
}
