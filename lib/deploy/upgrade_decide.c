/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "chain/address.h"
#include "deploy/code_check.h"
#include "deploy/upgrade_step.h"

static struct plan_step *last_step(const struct plan_making *making)
{
    return &making->plan->steps[making->plan->n - 1];
}

static const struct lock_contract *locked_proxy(const struct plan_making *making)
{
    return making->answers->steps[making->plan->n - 1].locked;
}

/* What the lock file says that the proxy has behind it. */
static const struct lock_contract *locked_behind(const struct plan_making *making)
{
    return lock_network_contract(lock_file_network(making->wish->lock, making->plan->chain_id),
                                 text_of(making->wish->name));
}

static bool refuse_absent(const struct plan_making *making, struct err *e)
{
    char at[ADDRESS_TEXT];
    const struct lock_contract *plain = making->answers->steps[making->plan->n - 2].locked;
    if (plain != NULL) {
        (void)err_set(e, ERR_CONFLICT,
                      "'%.80s' at %s was deployed without a proxy, by the lock file: there is "
                      "nothing to upgrade",
                      making->wish->name, address_format(&plain->address, at));
        return err_hint(e, "--new deploys another one; with --proxy that one can be upgraded");
    }
    (void)err_set(e, ERR_NOT_FOUND,
                  "the lock file '%.120s' has no '%.80s' on chain %" PRIu64
                  ": there is nothing to upgrade",
                  making->wish->lock_path, last_step(making)->name, making->plan->chain_id);
    return err_hint(e, "without --upgrade, --proxy deploys one");
}

/* The proxy is there, as it was locked, and is the one that is meant. */
bool upgrade_target(const struct plan_making *making, struct err *e)
{
    char at[ADDRESS_TEXT];
    const struct upgrade_facts *facts = &making->answers->upgrade;
    const struct lock_contract *proxy = locked_proxy(making);
    const struct keccak256 hash = keccak256_of(buf_view(&facts->code));
    if (proxy == NULL || proxy->proxy_of == NULL ||
        strcmp(proxy->proxy_of, making->wish->name) != 0) {
        return refuse_absent(making, e);
    }
    (void)address_format(&proxy->address, at);
    if (facts->code.len == 0) {
        return err_set(e, ERR_NOT_FOUND,
                       "'%.80s' is at %s by the lock file, but the chain has no code there: there "
                       "is nothing to upgrade",
                       proxy->name, at);
    }
    if (!keccak256_equal(&hash, &proxy->code_hash)) {
        return err_set(e, ERR_UNTRUSTED,
                       "'%.80s' is not what the lock file says: other code is at %s", proxy->name,
                       at);
    }
    if (making->wish->proxy != NULL && !is_hex_of(proxy->proxy_data, making->wish->proxy->data)) {
        (void)err_set(e, ERR_CONFLICT, "'%.80s' at %s was initialised by another call", proxy->name,
                      at);
        return err_hint(e, "--proxy plays no part in an upgrade, which calls --upgrade-call");
    }
    return true;
}

/* Who stands behind the proxy; false when the slot has no address. */
static bool behind(const struct plan_making *making, struct eth_address *out)
{
    return eip1967_address(making->answers->upgrade.slots[EIP1967_IMPLEMENTATION], out);
}

static bool is_every_byte(const struct code_check *check)
{
    return check->evidence != CODE_BY_NOTHING && check->result.match == CODE_EXACT;
}

bool upgrade_find(const struct plan_making *making, struct plan_step *step, bool *is_there,
                  struct err *e)
{
    struct eth_address at;
    AUTO(code_check_done) struct code_check check = {0};
    const struct lock_contract *locked = locked_behind(making);
    *is_there = false;
    if (!behind(making, &at) || locked == NULL || eth_address_equal(&locked->address, &at)) {
        return true;
    }
    const struct code_question question = {
        .artifact = &step->artifact->artifact,
        .address = at,
        .deployer = step->kind == PLAN_CREATE2 ? &create_deterministic_deployer
                                               : &making->plan->account,
        .init_code = buf_view(&step->init_code),
    };
    if (!code_check_run(making->sender->rpc, &question, &check, e)) {
        return e->kind == ERR_NOT_FOUND;
    }
    if (!is_every_byte(&check)) {
        return true;
    }
    *is_there = true;
    step->address = at;
    step->proof = check.result;
    buf_clear(&step->code);
    buf_add(&step->code, buf_view(&check.code));
    return true;
}

static void fill(const struct plan_making *making, struct plan_step *step, enum upgrade_way way)
{
    const struct plan_upgrade *upgrade = &making->plan->upgrade;
    const struct upgrade_call call = {
        .proxy = &step->address,
        .implementation = &step->proxy_of->address,
        .data = making->wish->upgrade->data,
    };
    buf_clear(&step->calldata);
    buf_clear(&step->arguments);
    upgrade_calldata(way, &call, &step->calldata);
    buf_add(&step->arguments,
            bytes_of(step->calldata.at + ABI_SELECTOR, step->calldata.len - ABI_SELECTOR));
    mem_free(step->constructor);
    step->constructor = text_dup(text_of(upgrade_function(way)));
    step->item.step = step->title;
    step->item.to = upgrade_is_by_admin(way) ? upgrade->admin : step->address;
    step->item.value = making->wish->value;
    step->item.data = buf_view(&step->calldata);
    making->plan->upgrade.way = way;
}

/* An earlier run has sent it, whichever way it was by then. */
static const struct journal_entry *find_entry(const struct plan_making *making,
                                              struct plan_step *step)
{
    for (size_t way = 0; way < UPGRADE_WAYS; way++) {
        fill(making, step, (enum upgrade_way)way);
        const struct journal_entry *entry = plan_journaled(making, step);
        if (entry != NULL) {
            return entry;
        }
    }
    return NULL;
}

/* What was called is in the lock file, or is not known: it is not called again. */
static bool check_called(const struct plan_making *making, struct err *e)
{
    char at[ADDRESS_TEXT];
    const struct lock_contract *proxy = locked_proxy(making);
    const struct bytes data = making->wish->upgrade->data;
    if (data.left == 0 || is_hex_of(proxy->upgrade_data, data)) {
        return true;
    }
    (void)err_set(e, ERR_CONFLICT,
                  "'%.80s' at %s has this code behind it already, and not by an upgrade with this "
                  "--upgrade-call: it is not called",
                  proxy->name, address_format(&proxy->address, at));
    return err_hint(e, "phala contract send calls a function of what is there");
}

static bool decide_done(const struct plan_making *making, struct plan_step *step, struct err *e)
{
    const struct lock_contract *locked = locked_behind(making);
    TRY(check_called(making, e));
    step->state = PLAN_UNCHANGED;
    step->upgrade = NULL;
    step->is_locked = locked != NULL &&
                      eth_address_equal(&locked->address, &step->proxy_of->address);
    return true;
}

static bool refuse_moved(const struct plan_making *making, const struct plan_step *step,
                         struct err *e)
{
    char at[ADDRESS_TEXT];
    struct eth_address now = {{0}};
    const bool is_there = behind(making, &now);
    (void)err_set(e, ERR_CONFLICT,
                  "'%.80s' has another implementation by now than the lock file says: %s",
                  step->name, is_there ? address_format(&now, at) : "none");
    return err_hint(e, "--at %s --upgrade, with the artifact of what is there, locks that",
                    address_format(&step->address, at));
}

static void note(const struct plan_making *making)
{
    struct plan_upgrade *upgrade = &making->plan->upgrade;
    const struct upgrade_facts *facts = &making->answers->upgrade;
    const bool is_by_admin = upgrade_is_by_admin(upgrade->way);
    const struct buf *owner =
        &facts->said[is_by_admin ? UPGRADE_ASK_ADMIN_OWNER : UPGRADE_ASK_OWNER].answer;
    upgrade->has_owner = owner->len == U256_SIZE && eip1967_address(owner->at, &upgrade->owner);
    (void)behind(making, &upgrade->before);
}

/* Between lock file and journal an earlier run was interrupted, or it is not done yet. */
static void go_on(const struct plan_making *making, struct plan_step *step,
                  const struct journal_entry *entry)
{
    const struct lock_contract *proxy = locked_proxy(making);
    if (!proxy->has_upgrade_tx || !keccak256_equal(&proxy->upgrade_tx, &entry->hash)) {
        step_set_to_do(making, step, true);
        return;
    }
    step->state = PLAN_UNCHANGED;
    step->is_locked = true;
    step->is_left = true;
    step->item.hash = entry->hash;
}

bool upgrade_decide(const struct plan_making *making, struct plan_step *step, struct err *e)
{
    struct eth_address now;
    enum upgrade_way way = UPGRADE_CALL;
    struct plan_upgrade *upgrade = &making->plan->upgrade;
    struct upgrade_facts *facts = &making->answers->upgrade;
    const struct lock_contract *locked = locked_behind(making);
    const bool is_there = behind(making, &now);
    if (!eip1967_address(facts->slots[EIP1967_ADMIN], &upgrade->admin)) {
        upgrade->admin = (struct eth_address){{0}};
    }
    buf_clear(&step->code);
    buf_add(&step->code, buf_view(&facts->code));
    step->proof.match = CODE_EXACT;
    const struct journal_entry *entry = find_entry(making, step);
    note(making);
    if (entry != NULL) {
        go_on(making, step, entry);
        return true;
    }
    if (is_there && eth_address_equal(&now, &step->proxy_of->address)) {
        return decide_done(making, step, e);
    }
    if (is_there && (locked == NULL || !eth_address_equal(&now, &locked->address))) {
        return refuse_moved(making, step, e);
    }
    TRY(upgrade_ask_admin(making->sender->rpc, &step->address, facts, e) &&
        upgrade_choose(facts, step->name, making->wish->upgrade->data.left != 0, &way, e));
    fill(making, step, way);
    note(making);
    step_set_to_do(making, step, false);
    return true;
}
