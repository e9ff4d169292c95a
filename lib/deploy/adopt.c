/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/adopt.h"

#include "chain/address.h"
#include "chain/eip1967.h"
#include "deploy/code_check.h"
#include "deploy/plan_lock.h"
#include "deploy/plan_parts.h"

struct adopting {
    const struct adoption *adoption;
    const struct deploy_wish *wish;
    struct plan *plan;
    struct rpc_block genesis;
    uint64_t nonce;   /* of the account, the next one */
    struct buf proxy; /* code at the proxy's address */
    uint8_t slot[U256_SIZE];
};

static void adopting_done(struct adopting *a)
{
    buf_done(&a->proxy);
}

static bool has_proxy(const struct adopting *a)
{
    return a->wish->proxy != NULL || a->wish->upgrade != NULL;
}

/* Where they are is not asked of anybody but the caller. */
static bool check_libraries(const struct artifact_set *set, struct err *e)
{
    if (set->n == 1) {
        return true;
    }
    const char *name = set->at[0].artifact.name;
    (void)err_set(e, ERR_USAGE, "where the library '%.80s' is has to be said", name);
    return err_hint(e, "--library %.80s=ADDRESS", name);
}

static bool ask(struct adopting *a, struct err *e)
{
    const struct adoption *adoption = a->adoption;
    const struct rpc_state first = {.at = RPC_BLOCK, .number = 0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_block(batch, first, &a->genesis, NULL);
    if (adoption->from != NULL) {
        ask_nonce(batch, adoption->from, RPC_STATE(RPC_LATEST), &a->nonce);
    }
    if (has_proxy(a)) {
        ask_code(batch, &adoption->address, RPC_STATE(RPC_LATEST), &a->proxy);
        ask_storage(batch, &adoption->address, eip1967_slots[EIP1967_IMPLEMENTATION], a->slot);
    }
    TRY(rpc_ask(adoption->rpc, batch, e));
    if (!a->genesis.is_there) {
        return err_set(e, ERR_SERVICE, "the node does not have the chain's first block");
    }
    a->plan->genesis = a->genesis.hash;
    return true;
}

/* By CREATE2 the address says what was sent. */
static bool put(struct plan_step *step, const struct eth_address *address, struct err *e)
{
    char is[ADDRESS_TEXT];
    char by_salt[ADDRESS_TEXT];
    if (step->kind == PLAN_CREATE2 && !eth_address_equal(&step->address, address)) {
        return err_set(
            e, ERR_UNTRUSTED, "'%s' at %s is not of this salt and code, which give the address %s",
            step->name, address_format(address, is), address_format(&step->address, by_salt));
    }
    step->address = *address;
    return true;
}

/* Addresses and init code of the steps. */
static bool place(struct adopting *a, struct err *e)
{
    char address[ADDRESS_TEXT];
    struct eth_address behind = a->adoption->address;
    struct plan_step *steps = a->plan->steps;
    (void)address_format(&a->adoption->address, address);
    if (has_proxy(a) && a->proxy.len == 0) {
        return err_set(e, ERR_NOT_FOUND, "there is no contract at %s", address);
    }
    if (has_proxy(a) && !eip1967_address(a->slot, &behind)) {
        return err_set(e, ERR_UNTRUSTED, "what is at %s is no proxy of ERC-1967", address);
    }
    TRY(put(&steps[0], &behind, e));
    if (!has_proxy(a)) {
        return true;
    }
    if (a->wish->upgrade != NULL) {
        steps[1].address = a->adoption->address;
        return true;
    }
    step_fill(a->wish, &steps[1]);
    return put(&steps[1], &a->adoption->address, e);
}

/* What the lock file says of another chain is no claim about this one. */
static const struct lock_network *network_of(const struct adopting *a, bool *is_other)
{
    const struct lock_network *network = lock_file_network(a->wish->lock, a->plan->chain_id);
    *is_other = network != NULL &&
                !bytes_equal(BYTES_OF(network->genesis.at), BYTES_OF(a->plan->genesis.at));
    return *is_other ? NULL : network;
}

static const struct lock_contract *locked_of(const struct adopting *a, const struct plan_step *step)
{
    bool is_other = false;
    return lock_network_contract(network_of(a, &is_other), text_of(step->name));
}

static void warn_other_chain(const struct adopting *a)
{
    bool is_other = false;
    (void)network_of(a, &is_other);
    if (is_other) {
        log_line(a->adoption->warnings,
                 "the lock file '%s' is of a chain with another first block: what it says of that "
                 "one is dropped",
                 a->wish->lock_path);
    }
}

static bool check_lock(const struct adopting *a, const struct plan_step *step, struct err *e)
{
    char at[ADDRESS_TEXT];
    char is[ADDRESS_TEXT];
    const struct lock_contract *locked = locked_of(a, step);
    const bool is_upgrade = step->kind == PLAN_UPGRADE;
    if (is_upgrade && (locked == NULL || locked->proxy_of == NULL)) {
        (void)err_set(e, ERR_NOT_FOUND,
                      "the lock file has no proxy '%s': there is no upgrade of it", step->name);
        return err_hint(e, "--proxy INIT, in place of --upgrade, takes a proxy over");
    }
    if (locked == NULL || a->wish->is_new || (a->wish->upgrade != NULL && !is_upgrade)) {
        return true;
    }
    if (!eth_address_equal(&locked->address, &step->address)) {
        (void)err_set(e, ERR_CONFLICT, "'%s' is at %s by the lock file, not at %s", step->name,
                      address_format(&locked->address, at), address_format(&step->address, is));
    } else if (!is_upgrade && !step_is_made_so(step, locked)) {
        (void)err_set(e, ERR_CONFLICT,
                      "'%s' at %s is of another artifact, or of other arguments, by the lock file",
                      step->name, address_format(&locked->address, at));
    } else {
        return true;
    }
    return err_hint(e, "--new puts this one in its place, --name NAME beside it");
}

static bool refuse(const struct plan_step *step, const struct code_question *question,
                   const struct code_check *check, struct err *e)
{
    char at[ADDRESS_TEXT];
    (void)address_format(&step->address, at);
    if (check->evidence == CODE_BY_NOTHING && question->deployer != NULL) {
        return err_set(e, ERR_UNTRUSTED,
                       "'%s' is not proved: the artifact has no runtime code, and its creation "
                       "cannot be simulated",
                       step->name);
    }
    if (check->evidence == CODE_BY_NOTHING) {
        (void)err_set(e, ERR_USAGE, "'%s': the artifact has no runtime code to compare with",
                      step->name);
        return err_hint(e, "--from ADDRESS: the creation by that account is simulated");
    }
    (void)err_set(e, ERR_UNTRUSTED, "'%s' is not what is at %s: the code on the chain is '%s'",
                  step->name, at, code_match_name(check->result.match));
    if (check->evidence != CODE_BY_SIMULATION || question->artifact->runtime.n == 0 ||
        !step_is_proved(&check->by_artifact)) {
        return false;
    }
    return step->kind == PLAN_CREATE2
               ? err_hint(e, "what the constructor fills in is other: --value AMOUNT, if it was "
                             "sent another one")
               : err_hint(e, "other arguments or another account made it; without --from what the "
                             "constructor fills in is not compared");
}

/* Compares the code with what its creation installs, else with the artifact. */
static bool prove(const struct adopting *a, struct plan_step *step, struct err *e)
{
    AUTO(code_check_done) struct code_check check = {0};
    const bool is_create2 = step->kind == PLAN_CREATE2;
    const struct code_question question = {
        .artifact = &step->artifact->artifact,
        .address = step->address,
        .deployer = is_create2 ? &create_deterministic_deployer : a->adoption->from,
        .init_code = buf_view(&step->init_code),
        .value = step->item.value,
    };
    TRY(code_check_run(a->adoption->rpc, &question, &check, e));
    if (check.failure != NULL) {
        log_line(a->adoption->warnings, "'%s': its creation cannot be simulated any more: %s",
                 step->name, check.failure);
    }
    buf_done(&step->code);
    step->code = check.code;
    check.code = (struct buf){0};
    step->proof = check.result;
    return (check.evidence != CODE_BY_NOTHING && step_is_proved(&step->proof)) ||
           refuse(step, &question, &check, e);
}

/* Who created it is known where the address follows from one of the account's nonces. */
static void find_origin(const struct adopting *a, struct plan_step *step)
{
    const struct eth_address *from = a->adoption->from;
    for (uint64_t i = 1; i <= ADOPT_NONCES && i <= a->nonce; i++) {
        const struct eth_address made = create_address(from, a->nonce - i);
        if (eth_address_equal(&made, &step->address)) {
            step->item.nonce = a->nonce - i;
            step->is_own = true;
            return;
        }
    }
}

static void warn_origin(const struct adopting *a, const struct plan_step *step)
{
    char from[ADDRESS_TEXT];
    char at[ADDRESS_TEXT];
    log_line(a->adoption->warnings,
             "'%s' at %s is none of the last %d creations of %s: the lock file does not say who "
             "made it",
             step->name, address_format(&step->address, at), ADOPT_NONCES,
             address_format(a->adoption->from, from));
}

/* The lock file has nothing to learn of it. */
static bool is_locked(const struct adopting *a, const struct plan_step *step)
{
    const struct lock_contract *locked = locked_of(a, step);
    const struct keccak256 hash = keccak256_of(buf_view(&step->code));
    return locked != NULL && eth_address_equal(&locked->address, &step->address) &&
           step_is_made_so(step, locked) && lock_was_proved(locked) &&
           bytes_equal(BYTES_OF(locked->code_hash.at), BYTES_OF(hash.at)) &&
           (locked->has_deployer || !step->is_own);
}

/* The proxy is the one that was locked. What was called is as the caller has it, or is not known.
 */
static bool adopt_upgrade(const struct adopting *a, struct plan_step *step, struct err *e)
{
    const struct lock_contract *locked = locked_of(a, step);
    const struct keccak256 hash = keccak256_of(buf_view(&a->proxy));
    const struct bytes data = a->wish->upgrade->data;
    if (!keccak256_equal(&hash, &locked->code_hash)) {
        char at[ADDRESS_TEXT];
        return err_set(e, ERR_UNTRUSTED, "'%s' is not what the lock file says: other code is at %s",
                       step->name, address_format(&step->address, at));
    }
    buf_add(&step->code, buf_view(&a->proxy));
    step->state = PLAN_UNCHANGED;
    step->proof.match = CODE_EXACT;
    step->upgrade = data.left != 0 ? a->wish->upgrade : NULL;
    step->is_locked = step->proxy_of->is_locked &&
                      (data.left == 0 || is_hex_of(locked->upgrade_data, data));
    return true;
}

static bool adopt(const struct adopting *a, struct plan_step *step, struct err *e)
{
    if (step->kind == PLAN_UPGRADE) {
        return adopt_upgrade(a, step, e);
    }
    TRY(prove(a, step, e));
    step->state = PLAN_UNCHANGED;
    if (step->kind == PLAN_CREATE && a->adoption->from != NULL) {
        find_origin(a, step);
    }
    step->is_locked = is_locked(a, step);
    if (!step->is_locked && !step->is_own && step->kind == PLAN_CREATE &&
        a->adoption->from != NULL) {
        warn_origin(a, step);
    }
    return true;
}

bool plan_adopt(const struct adoption *adoption, const struct deploy_wish *wish, struct plan *out,
                struct err *e)
{
    AUTO(adopting_done) struct adopting a = {.adoption = adoption, .wish = wish, .plan = out};
    out->chain_id = adoption->chain_id;
    TRY(check_libraries(wish->set, e) && plan_steps(wish, out, e));
    if (adoption->from != NULL) {
        out->account = *adoption->from;
    }
    TRY(ask(&a, e) && place(&a, e));
    warn_other_chain(&a);
    for (size_t i = 0; i < out->n; i++) {
        TRY(check_lock(&a, &out->steps[i], e));
    }
    for (size_t i = 0; i < out->n; i++) {
        TRY(adopt(&a, &out->steps[i], e));
    }
    return plan_lock(out, wish, e);
}
