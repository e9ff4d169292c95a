/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "chain/address.h"
#include "deploy/lock_turn.h"
#include "deploy/plan_parts.h"

static char *hex_text(struct bytes bytes)
{
    AUTO(buf_done) struct buf text = buf_start(2 + 2 * bytes.left);
    buf_0x(&text, bytes);
    return text_dup(buf_view_text(&text));
}

static void note_libraries(const struct code *code, struct lock_contract *out)
{
    out->libraries = mem_array(code->n_links, sizeof *out->libraries);
    for (size_t i = 0; i < code->n_links; i++) {
        const struct code_link *link = &code->links[i];
        AUTO(buf_done) struct buf name = buf_start(4 * KIB);
        if (link->source[0] != '\0') {
            buf_text(&name, link->source);
            buf_char(&name, ':');
        }
        buf_text(&name, link->name);
        out->libraries[out->n_libraries++] = (struct lock_library){
            .name = text_dup(buf_view_text(&name)),
            .address = link->address,
        };
    }
}

static char *copy(const char *text)
{
    return text == NULL ? NULL : text_dup(text_of(text));
}

static struct lock_contract contract_of(const struct plan *plan, const struct plan_step *step)
{
    const struct artifact *artifact = &step->artifact->artifact;
    struct lock_contract contract = {
        .name = copy(step->name),
        .address = step->address,
        .deployer = plan->account,
        .has_deployer = step->is_own || step->item.receipt.is_there,
        .tx_hash = step->item.hash,
        .has_tx = step->item.receipt.is_there,
        .block = step->item.receipt.block_number,
        .nonce = step->item.nonce,
        .has_salt = step->kind == PLAN_CREATE2,
        .salt = step->salt,
        .init_code_hash = keccak256_of(buf_view(&step->init_code)),
        .code_hash = keccak256_of(buf_view(&step->code)),
        .arguments = hex_text(buf_view(&step->arguments)),
        .constructor = copy(step->constructor),
        .artifact = step->artifact->digest,
        .compiler = copy(artifact->compiler),
        .proof = copy(code_match_name(step->proof.match)),
    };
    if (step->proxy != NULL) {
        contract.proxy_of = copy(step->proxy_of->name);
        contract.proxy_data = hex_text(step->proxy->data);
    }
    note_libraries(&artifact->init, &contract);
    return contract;
}

/* It is on the chain, and the lock file does not have it so. */
static bool is_news(const struct plan_step *step)
{
    return step->state == PLAN_UNCHANGED
               ? !step->is_locked
               : step->item.receipt.is_there && step->item.receipt.succeeded;
}

/* What the lock file says of how it came to be there, which no chain can be asked. */
static void keep_origin(const struct lock_file *lock, const struct plan *plan,
                        struct lock_contract *contract)
{
    const struct lock_network *network = lock_file_network(lock, plan->chain_id);
    const bool is_same_chain = network != NULL && bytes_equal(BYTES_OF(network->genesis.at),
                                                              BYTES_OF(plan->genesis.at));
    const struct lock_contract *known =
        is_same_chain ? lock_network_contract(network, text_of(contract->name)) : NULL;
    if (contract->has_tx || known == NULL || (contract->has_deployer && !known->has_tx) ||
        !bytes_equal(BYTES_OF(known->address.at), BYTES_OF(contract->address.at))) {
        return;
    }
    contract->has_tx = known->has_tx;
    contract->has_deployer = known->has_deployer;
    contract->tx_hash = known->tx_hash;
    contract->block = known->block;
    contract->nonce = known->nonce;
    contract->deployer = known->deployer;
    contract->has_salt = known->has_salt;
    contract->salt = known->salt;
}

static bool has_news(const struct plan *plan)
{
    bool found = false;
    for (size_t i = 0; i < plan->n; i++) {
        found = found || is_news(&plan->steps[i]);
    }
    return found;
}

static void put(const struct plan *plan, const struct plan_step *step, struct lock_file *lock)
{
    struct lock_contract contract = contract_of(plan, step);
    keep_origin(lock, plan, &contract);
    lock_file_put(lock, plan->chain_id, &plan->genesis, &contract);
}

bool plan_lock(const struct plan *plan, const struct deploy_wish *wish, struct err *e)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(lock_turn_done) struct lock_turn turn = {-1};
    if (!has_news(plan)) {
        return true;
    }
    TRY(lock_turn_take(wish->lock_path, &turn, e) && lock_file_read(wish->lock_path, &lock, e));
    for (size_t i = 0; i < plan->n; i++) {
        if (is_news(&plan->steps[i])) {
            put(plan, &plan->steps[i], &lock);
        }
    }
    return lock_file_write(wish->lock_path, &lock, e);
}

/* That it could be written down afterwards: else nothing is sent. */
static bool check_lock(const struct plan *plan, const struct deploy_wish *wish, struct err *e)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    if (plan_count(plan, PLAN_TO_DO) == 0) {
        return true;
    }
    TRY(lock_file_read(wish->lock_path, &lock, e));
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].state == PLAN_TO_DO) {
            put(plan, &plan->steps[i], &lock);
        }
    }
    return lock_file_check(wish->lock_path, &lock, e) || err_hint(e, "nothing was sent");
}

/* What is written down elsewhere now is taken out of the journal. */
static bool settle(const struct plan *plan, struct sender *sender, struct err *e)
{
    AUTO(mem_freep) struct sender_item *items = mem_array(plan->n, sizeof *items);
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        if (step->is_left || (step->state != PLAN_UNCHANGED && is_news(step))) {
            items[n++] = step->item;
        }
    }
    return n == 0 || sender_settle(sender, items, n, e);
}

static bool refuse_unproved(const struct plan *plan, struct err *e)
{
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        if (is_news(step) && !step_is_proved(&step->proof)) {
            char at[ADDRESS_TEXT];
            return err_set(
                e, ERR_UNTRUSTED, "'%s' at %s is not what was sent: the code on the chain is '%s'",
                step->name, address_format(&step->address, at), code_match_name(step->proof.match));
        }
    }
    return true;
}

/* An earlier run has seen it mined, and not as deep as is asked for. */
static bool is_shallow(const struct plan_step *step, const struct sender *sender)
{
    return step->state == PLAN_UNCHANGED && step->is_left &&
           sender->options->wait > SENDER_WAIT_NONE;
}

static bool is_on_its_way(const struct plan_step *step, const struct sender *sender)
{
    return step->state != PLAN_UNCHANGED || is_shallow(step, sender);
}

/* What was seen at their addresses before is not what will be there. */
static size_t gather(struct plan *plan, const struct sender *sender, struct sender_item *items)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        if (is_on_its_way(&plan->steps[i], sender)) {
            items[n++] = plan->steps[i].item;
        }
        if (plan->steps[i].state != PLAN_UNCHANGED) {
            buf_clear(&plan->steps[i].code);
        }
    }
    return n;
}

static bool send(struct plan *plan, const struct deploy_wish *wish, struct sender *sender,
                 struct secp256k1_secret *secret, struct err *e)
{
    AUTO(mem_freep) struct sender_item *items = mem_array(plan->n, sizeof *items);
    const struct artifact *main = &wish->set->at[wish->set->n - 1].artifact;
    const struct sender_signing signing = {
        .fee = &plan->fee,
        .secret = secret,
        .abi = main->has_abi ? &main->abi : NULL,
        .along = {plan_ask_made, plan},
    };
    const size_t n = gather(plan, sender, items);
    const bool done = n == 0 || sender_run(sender, items, n, &signing, e);
    for (size_t i = 0, at = 0; i < plan->n; i++) {
        if (is_on_its_way(&plan->steps[i], sender)) {
            plan->steps[i].item = items[at++];
        }
    }
    return done;
}

bool plan_run(struct plan *plan, const struct deploy_wish *wish, struct sender *sender,
              struct secp256k1_secret *secret, struct err *e)
{
    struct err later = {0};
    TRY(check_lock(plan, wish, e) &&
        (!wish->makes_deployer || deployer_make(plan, sender, secret, e)));
    const bool sent = send(plan, wish, sender, secret, e);
    const bool is_shallow_yet = !sent && (e->kind == ERR_TIMEOUT || e->kind == ERR_INTERRUPTED);
    const bool written = (!has_news(plan) || plan_prove(plan, sender->rpc, &later)) &&
                         plan_lock(plan, wish, &later) &&
                         (is_shallow_yet || settle(plan, sender, &later));
    TRY(sent);
    if (!written) {
        *e = later;
        return err_hint(e, "what was sent is in the journal: the same command goes on from there");
    }
    return refuse_unproved(plan, e);
}
