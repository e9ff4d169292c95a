/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/verification.h"

#include "base/mem.h"
#include "deploy/lock_turn.h"

/* The file may have changed while this waited: it is read again. */
static bool note(const struct verification *verification, const struct source_subject *subject,
                 const struct explorer_result *result, struct err *e)
{
    const struct explorer *explorer = verification->explorer;
    const struct source_claim *claim = subject->claim;
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(lock_turn_done) struct lock_turn turn = {-1};
    TRY(lock_turn_take(verification->lock_path, &turn, e) &&
        lock_file_read(verification->lock_path, &lock, e));
    struct lock_network *network = lock_file_network(&lock, explorer->chain_id);
    struct lock_contract *entry = network != NULL
                                      ? lock_network_contract(network, text_of(claim->entry->name))
                                      : NULL;
    if (entry == NULL || !eth_address_equal(&entry->address, &claim->address)) {
        return true;
    }
    lock_contract_verified(entry, explorer_kind_name(explorer->kind),
                           explorer_match_name(result->match));
    return lock_file_write(verification->lock_path, &lock, e);
}

bool verification_run(const struct verification *verification, const struct source_subject *subject,
                      struct explorer_result *out, struct err *e)
{
    const struct explorer_contract contract = source_subject_contract(subject);
    if (verification->explorer->kind == EXPLORER_ETHERSCAN && !subject->has_arguments) {
        return err_set(e, ERR_USAGE,
                       "the constructor takes arguments, which Etherscan wants: "
                       "ARGS, --args-json or --constructor-args HEX");
    }
    TRY(explorer_verify(verification->explorer, &contract, out, e));
    return subject->claim->entry == NULL || out->is_submitted ||
           note(verification, subject, out, e);
}

const char *verified_state_name(enum verified_state state)
{
    static const char *const names[] = {
        [VERIFIED_NOW] = "verified",      [VERIFIED_ALREADY] = "already-verified",
        [VERIFIED_LOCKED] = "locked",     [VERIFIED_NOT] = "not verified",
        [VERIFIED_UNTRIED] = "not tried",
    };
    return names[state];
}

void verified_done(struct verified *verified)
{
    mem_free(verified->rows);
    *verified = (struct verified){0};
}

/* Where the contract comes from, and its entry. */
static bool verify(const struct verification *verification, const struct source_claim *claim,
                   struct bytes code, struct verified_row *out)
{
    AUTO(source_subject_done) struct source_subject subject = {0};
    return source_subject_read(claim, &subject, &out->why) &&
           source_subject_complete(&subject, code, &out->why) &&
           verification_run(verification, &subject, &out->result, &out->why);
}

/* The proxy that comes with the program has its source with it, too. */
static bool verify_step(const struct verification *verification,
                        const struct source_options *options, const struct lock_contract *entry,
                        struct verified_row *out)
{
    const struct plan_step *step = out->step;
    AUTO(buf_done) struct buf input = buf_start(SOURCE_INPUT_MAX);
    struct source_claim claim = {
        .address = step->address,
        .file = step->artifact,
        .entry = entry,
        .has_arguments = entry == NULL,
        .arguments = buf_view(&step->arguments),
        .input = options->input,
        .compiler = options->compiler,
        .license = options->license,
    };
    if (proxy_is_own(step->artifact)) {
        proxy_input(&input);
        claim.document = proxy_document();
        claim.input_text = buf_view(&input);
        claim.compiler = NULL;
        claim.license = NULL;
    }
    return verify(verification, &claim, buf_view(&step->code), out);
}

/* Nothing that is special to a contract: the next one would fare as this one. */
static bool is_of_service(enum err_kind kind)
{
    return kind == ERR_NETWORK || kind == ERR_SERVICE || kind == ERR_TIMEOUT ||
           kind == ERR_DENIED || kind == ERR_INTERRUPTED || kind == ERR_IO;
}

static enum verified_state state_of(const struct verified_row *row)
{
    return row->result.was_already ? VERIFIED_ALREADY : VERIFIED_NOW;
}

static const struct lock_contract *entry_of(const struct lock_network *network,
                                            const struct plan_step *step)
{
    const struct lock_contract *entry = network != NULL
                                            ? lock_network_contract(network, text_of(step->name))
                                            : NULL;
    return entry != NULL && eth_address_equal(&entry->address, &step->address) ? entry : NULL;
}

bool verification_run_plan(const struct verification *verification,
                           const struct source_options *options, const struct plan *plan,
                           struct verified *out, struct err *e)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    const struct explorer *explorer = verification->explorer;
    bool is_hopeless = false;
    TRY(lock_file_read(verification->lock_path, &lock, e));
    const struct lock_network *network = lock_file_network(&lock, plan->chain_id);
    out->rows = mem_array(plan->n, sizeof *out->rows);
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].kind == PLAN_UPGRADE) {
            continue;
        }
        struct verified_row *row = &out->rows[out->n++];
        const struct lock_contract *entry = entry_of(network, &plan->steps[i]);
        *row = (struct verified_row){.step = &plan->steps[i], .state = VERIFIED_UNTRIED};
        if (lock_contract_is_verified(entry, explorer_kind_name(explorer->kind))) {
            row->state = VERIFIED_LOCKED;
        } else if (!is_hopeless) {
            row->state = verify_step(verification, options, entry, row) ? state_of(row)
                                                                        : VERIFIED_NOT;
            is_hopeless = row->state == VERIFIED_NOT && is_of_service(row->why.kind);
        }
    }
    return true;
}

const struct verified_row *verified_first_failure(const struct verified *verified)
{
    for (size_t i = 0; i < verified->n; i++) {
        if (verified->rows[i].state == VERIFIED_NOT) {
            return &verified->rows[i];
        }
    }
    return NULL;
}
