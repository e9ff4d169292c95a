/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_parts.h"

bool step_is_proved(const struct code_match_result *proof)
{
    return proof->match == CODE_EXACT || proof->match == CODE_MASKED;
}

struct code_match_result step_match(const struct plan_step *step)
{
    const struct bytes code = buf_view(&step->code);
    if (step->simulated.len != 0) {
        const struct code_match_result simulated = code_match_simulated(code,
                                                                        buf_view(&step->simulated));
        if (simulated.match == CODE_EXACT) {
            return simulated;
        }
    }
    return code_match_artifact(code, &step->artifact->artifact.runtime, &step->address);
}

bool step_wants_simulation(const struct plan_step *step)
{
    const struct code *runtime = &step->artifact->artifact.runtime;
    return step->simulated.len == 0 && (runtime->n == 0 || !runtime->has_immutables_listed);
}

static bool hash_is(struct bytes of, const struct keccak256 *wanted)
{
    const struct keccak256 hash = keccak256_of(of);
    return bytes_equal(BYTES_OF(hash.at), BYTES_OF(wanted->at));
}

/* Code and address of the step are those; the proof tells whether it is that. */
static enum plan_finding find_at(struct plan_step *step, const struct eth_address *address,
                                 struct bytes code)
{
    step->address = *address;
    buf_clear(&step->code);
    buf_add(&step->code, code);
    step->proof = step_match(step);
    return step_is_proved(&step->proof) ? PLAN_FOUND_THERE : PLAN_FOUND_FALSE;
}

bool is_hex_of(const char *hex, struct bytes data)
{
    AUTO(buf_done) struct buf text = buf_start(2 + 2 * data.left);
    buf_0x(&text, data);
    return hex != NULL && text_equal_ignoring_case(text_of(hex), buf_view_text(&text));
}

bool step_is_made_so(const struct plan_step *step, const struct lock_contract *locked)
{
    return step->proxy != NULL ? is_hex_of(locked->proxy_data, step->proxy->data)
                               : hash_is(buf_view(&step->init_code), &locked->init_code_hash);
}

static bool is_proxy_of(const uint8_t slot[U256_SIZE], const struct eth_address *implementation)
{
    return bytes_equal(
        bytes_of(slot + U256_SIZE - sizeof implementation->at, sizeof implementation->at),
        BYTES_OF(implementation->at));
}

bool lock_was_proved(const struct lock_contract *locked)
{
    const struct text proof = text_of(locked->proof != NULL ? locked->proof : "");
    return text_is(proof, code_match_name(CODE_EXACT)) ||
           text_is(proof, code_match_name(CODE_MASKED));
}

static enum plan_finding find_locked(struct plan_step *step, const struct step_answers *answers)
{
    const struct lock_contract *locked = answers->locked;
    if (answers->locked_code.len == 0) {
        return PLAN_FOUND_LOST;
    }
    if (!step_is_made_so(step, locked)) {
        return PLAN_FOUND_OTHER;
    }
    const bool is_same = hash_is(buf_view(&answers->locked_code), &locked->code_hash);
    if (!is_same && lock_was_proved(locked)) {
        return PLAN_FOUND_FALSE;
    }
    if (step->kind == PLAN_CREATE2 && step->proxy == NULL &&
        !bytes_equal(BYTES_OF(locked->address.at), BYTES_OF(step->address.at))) {
        return PLAN_FOUND_ELSEWHERE;
    }
    return find_at(step, &locked->address, buf_view(&answers->locked_code));
}

static enum plan_finding find(struct plan_step *step, const struct step_answers *answers)
{
    const struct eth_address predicted = step->address;
    if (answers->locked != NULL) {
        const enum plan_finding found = find_locked(step, answers);
        if (found != PLAN_FOUND_LOST || answers->predicted_code.len == 0) {
            step->is_locked = found == PLAN_FOUND_THERE && lock_was_proved(answers->locked);
            return found;
        }
    }
    if (answers->predicted_code.len != 0) {
        return find_at(step, &predicted, buf_view(&answers->predicted_code));
    }
    return PLAN_FOUND_NONE;
}

enum plan_finding plan_find(struct plan_step *step, const struct step_answers *answers)
{
    const enum plan_finding found = find(step, answers);
    const bool is_at_locked = answers->locked != NULL &&
                              bytes_equal(BYTES_OF(step->address.at),
                                          BYTES_OF(answers->locked->address.at));
    const uint8_t *slot = is_at_locked ? answers->locked_slot : answers->predicted_slot;
    if (found == PLAN_FOUND_THERE && step->proxy != NULL &&
        !is_proxy_of(slot, &step->proxy_of->address)) {
        return PLAN_FOUND_UPGRADED;
    }
    return found;
}
