/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_lock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "chain/address.h"

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

bool plan_is_news(const struct plan_step *step)
{
    if (step->is_kept_back) {
        return false;
    }
    return step->state == PLAN_UNCHANGED
               ? !step->is_locked
               : step->item.receipt.is_there && step->item.receipt.succeeded;
}

/* What a lock file says of that name on the plan's chain; NULL: nothing. */
static const struct lock_contract *entry_of(const struct lock_file *lock, const struct plan *plan,
                                            const char *name)
{
    const struct lock_network *network = lock_file_network(lock, plan->chain_id);
    const bool is_same_chain = network != NULL && bytes_equal(BYTES_OF(network->genesis.at),
                                                              BYTES_OF(plan->genesis.at));
    return is_same_chain ? lock_network_contract(network, text_of(name)) : NULL;
}

/* What the lock file says of how it came to be there, which no chain can be asked. */
static void keep_origin(const struct lock_file *lock, const struct plan *plan,
                        struct lock_contract *contract)
{
    const struct lock_contract *known = entry_of(lock, plan, contract->name);
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

bool plan_has_news(const struct plan *plan)
{
    bool found = false;
    for (size_t i = 0; i < plan->n; i++) {
        found = found || plan_is_news(&plan->steps[i]);
    }
    return found;
}

/* The proxy stays what it is: what it runs has an entry of its own. */
static void put_upgrade(const struct plan *plan, const struct plan_step *step,
                        struct lock_file *lock)
{
    struct lock_contract *proxy = lock_network_contract(lock_file_network(lock, plan->chain_id),
                                                        text_of(step->name));
    const struct rpc_receipt *receipt = &step->item.receipt;
    if (proxy == NULL) {
        return;
    }
    mem_free(proxy->upgrade_data);
    proxy->upgrade_data = step->upgrade != NULL ? hex_text(step->upgrade->data) : NULL;
    proxy->has_upgrade_tx = receipt->is_there;
    proxy->upgrade_tx = step->item.hash;
    proxy->upgrade_block = receipt->block_number;
}

static void put(const struct plan *plan, const struct plan_step *step, struct lock_file *lock)
{
    if (step->kind == PLAN_UPGRADE) {
        put_upgrade(plan, step, lock);
        return;
    }
    struct lock_contract contract = contract_of(plan, step);
    keep_origin(lock, plan, &contract);
    lock_file_put(lock, plan->chain_id, &plan->genesis, &contract);
}

/* Since the lock file was read, another contract has come or gone under that name. */
static bool has_changed(const struct lock_contract *was, const struct lock_contract *is)
{
    return was == NULL || is == NULL ? was != is : !eth_address_equal(&was->address, &is->address);
}

static bool refuse_changed(const struct deploy_wish *wish, struct err *e)
{
    (void)err_set(e, ERR_CONFLICT, "the lock file '%s' was changed by another run",
                  wish->lock_path);
    return err_hint(e, "nothing was sent: run the same command again");
}

static bool check_same(const struct plan *plan, const struct deploy_wish *wish,
                       const struct lock_file *now, struct err *e)
{
    for (size_t i = 0; i < plan->n; i++) {
        const char *name = plan->steps[i].name;
        if (has_changed(entry_of(wish->lock, plan, name), entry_of(now, plan, name))) {
            return refuse_changed(wish, e);
        }
    }
    return true;
}

bool plan_lock_is_current(const struct plan *plan, const struct deploy_wish *wish, struct err *e)
{
    AUTO(lock_file_done) struct lock_file now = {0};
    return lock_file_read(wish->lock_path, &now, e) && check_same(plan, wish, &now, e);
}

/* Whoever comes later does not take the other one's place: neither is lost. */
static bool check_free(const struct plan *plan, const struct deploy_wish *wish,
                       const struct plan_step *step, const struct lock_file *now, struct err *e)
{
    char here[ADDRESS_TEXT];
    char there[ADDRESS_TEXT];
    const struct lock_contract *is = entry_of(now, plan, step->name);
    if (is == NULL || eth_address_equal(&is->address, &step->address) ||
        !has_changed(entry_of(wish->lock, plan, step->name), is)) {
        return true;
    }
    (void)err_set(e, ERR_CONFLICT,
                  "'%.80s' is at %s, but another run has locked one at %s by now: this one is not "
                  "in the lock file",
                  step->name, address_format(&step->address, here),
                  address_format(&is->address, there));
    return err_hint(e, "nothing more is sent by the same command with --name NAME, which locks it "
                       "beside the other one, or with --new, in its place");
}

bool plan_lock(const struct plan *plan, const struct deploy_wish *wish, struct err *e)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(lock_turn_done) struct lock_turn turn = {-1};
    if (!plan_has_news(plan)) {
        return true;
    }
    TRY(lock_turn_take(wish->lock_path, &turn, e) && lock_file_read(wish->lock_path, &lock, e));
    for (size_t i = 0; i < plan->n; i++) {
        TRY(!plan_is_news(&plan->steps[i]) || check_free(plan, wish, &plan->steps[i], &lock, e));
    }
    for (size_t i = 0; i < plan->n; i++) {
        if (plan_is_news(&plan->steps[i])) {
            put(plan, &plan->steps[i], &lock);
        }
    }
    return lock_file_write(wish->lock_path, &lock, e);
}

static bool check_lock(const struct plan *plan, const struct deploy_wish *wish, struct err *e)
{
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(lock_turn_done) struct lock_turn turn = {-1};
    TRY(lock_turn_take(wish->lock_path, &turn, e) && lock_file_read(wish->lock_path, &lock, e) &&
        check_same(plan, wish, &lock, e));
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].state == PLAN_TO_DO) {
            put(plan, &plan->steps[i], &lock);
        }
    }
    return lock_file_check(wish->lock_path, &lock, e);
}

static bool hint_unsent(struct err *e)
{
    return e->hint[0] == '\0' && err_hint(e, "nothing was sent");
}

bool plan_lock_check(const struct plan *plan, const struct deploy_wish *wish, struct err *e)
{
    return plan_count(plan, PLAN_TO_DO) == 0 || check_lock(plan, wish, e) || hint_unsent(e);
}

bool plan_lock_claim(const struct plan *plan, const struct deploy_wish *wish,
                     const struct sender *sender, struct lock_claim *out, struct err *e)
{
    AUTO(mem_freep) const char **at = mem_array(plan->n, sizeof *at);
    AUTO(mem_freep) char *folder = fs_folder_of(sender->journal.path);
    struct lock_names names = {.path = wish->lock_path, .chain_id = plan->chain_id, .at = at};
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].state != PLAN_UNCHANGED) {
            at[names.n++] = plan->steps[i].name;
        }
    }
    return names.n == 0 || lock_claim_take(folder, &names, out, e) || hint_unsent(e);
}
