/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "chain/transaction.h"
#include "deploy/plan_parts.h"

static void step_done(struct plan_step *step)
{
    mem_free(step->name);
    mem_free(step->title);
    mem_free(step->constructor);
    buf_done(&step->arguments);
    buf_done(&step->init_code);
    buf_done(&step->calldata);
    buf_done(&step->simulated);
    buf_done(&step->code);
    rpc_error_done(&step->failure);
    sender_item_done(&step->item);
}

void plan_done(struct plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        step_done(&plan->steps[i]);
    }
    mem_free(plan->steps);
    sender_item_done(&plan->deployer.funding);
    rpc_receipt_done(&plan->deployer.receipt);
    call_question_done(&plan->owner);
    rpc_error_done(&plan->why);
    *plan = (struct plan){0};
}

static char *constructor_text(const struct artifact *artifact)
{
    const struct abi_item *constructor = artifact_constructor(artifact);
    AUTO(buf_done) struct buf text = buf_start(64 * KIB);
    if (constructor == NULL) {
        buf_text(&text, "constructor()");
    } else {
        abi_item_write(constructor, &text);
    }
    if (!text_starts(buf_view_text(&text), "constructor")) {
        AUTO(buf_done) struct buf named = buf_start(64 * KIB);
        buf_text(&named, "constructor");
        buf_slice(&named, buf_view_text(&text));
        return text_dup(buf_view_text(&named));
    }
    return text_dup(buf_view_text(&text));
}

static void step_start(const struct deploy_wish *wish, const struct artifact_file *artifact,
                       char *name, struct plan_step *out)
{
    AUTO(buf_done) struct buf title = buf_start(KIB);
    buf_text(&title, "deploy ");
    buf_text(&title, name);
    *out = (struct plan_step){
        .name = name,
        .title = text_dup(buf_view_text(&title)),
        .kind = wish->salt != NULL ? PLAN_CREATE2 : PLAN_CREATE,
        .artifact = artifact,
        .constructor = constructor_text(&artifact->artifact),
        .arguments = buf_start(TRANSACTION_DATA_MAX),
        .init_code = buf_start(TRANSACTION_DATA_MAX),
        .calldata = buf_start(TRANSACTION_DATA_MAX + sizeof(struct create_salt)),
        .simulated = buf_start(ARTIFACT_CODE_MAX),
        .code = buf_start(ARTIFACT_CODE_MAX),
    };
    if (wish->salt != NULL) {
        out->salt = *wish->salt;
    }
}

/* "Texts", or "src/Linked.sol:Texts" where another step has that name. */
static char *library_name(const struct deploy_wish *wish, size_t at)
{
    const struct artifact *library = &wish->set->at[at].artifact;
    bool is_taken = strcmp(library->name, wish->name) == 0;
    for (size_t i = 0; i + 1 < wish->set->n; i++) {
        is_taken = is_taken ||
                   (i != at && strcmp(library->name, wish->set->at[i].artifact.name) == 0);
    }
    AUTO(buf_done) struct buf name = buf_start(4 * KIB);
    if (is_taken) {
        buf_text(&name, library->source);
        buf_char(&name, ':');
    }
    buf_text(&name, library->name);
    return text_dup(buf_view_text(&name));
}

static char *proxy_name(const struct deploy_wish *wish)
{
    AUTO(buf_done) struct buf name = buf_start(4 * KIB);
    buf_text(&name, wish->name);
    buf_text(&name, ".proxy");
    return text_dup(buf_view_text(&name));
}

static bool has_address(const struct eth_address *address)
{
    return !bytes_all_zero(BYTES_OF(address->at));
}

static void add_word(struct buf *out, struct bytes tail)
{
    buf_repeat(out, '\0', ABI_WORD - tail.left);
    buf_add(out, tail);
}

/* (address implementation, bytes data) */
static void proxy_arguments(struct plan_step *step)
{
    const struct bytes data = step->proxy->data;
    uint8_t number[U256_SIZE];
    const struct u256 length = u256_of(data.left);
    u256_to_bytes(&length, number);
    add_word(&step->arguments, BYTES_OF(step->proxy_of->address.at));
    add_word(&step->arguments, bytes_of("\x40", 1));
    add_word(&step->arguments, BYTES_OF(number));
    buf_add(&step->arguments, data);
    buf_repeat(&step->arguments, '\0', (ABI_WORD - data.left % ABI_WORD) % ABI_WORD);
}

static void fill_item(const struct deploy_wish *wish, struct plan_step *step)
{
    bool is_main = step->artifact == &wish->set->at[wish->set->n - 1];
    bool takes_value = wish->proxy != NULL ? step->proxy != NULL : is_main;
    takes_value = takes_value && wish->upgrade == NULL;
    step->item.step = step->title;
    step->item.is_creation = step->kind == PLAN_CREATE;
    step->item.value = takes_value ? wish->value : u256_zero;
    step->item.data = buf_view(&step->calldata);
    if (step->kind == PLAN_CREATE2) {
        step->item.to = create_deterministic_deployer;
    }
}

void step_fill(const struct deploy_wish *wish, struct plan_step *step)
{
    const struct artifact *artifact = &step->artifact->artifact;
    if (step->kind == PLAN_UPGRADE || step->init_code.len != 0 ||
        artifact_unlinked(artifact) != NULL ||
        (step->proxy_of != NULL && !has_address(&step->proxy_of->address))) {
        return;
    }
    if (step->proxy_of != NULL) {
        proxy_arguments(step);
    } else if (step->artifact == &wish->set->at[wish->set->n - 1]) {
        buf_add(&step->arguments, wish->arguments);
    }
    buf_add(&step->init_code, bytes_of(artifact->init.at, artifact->init.n));
    buf_add(&step->init_code, buf_view(&step->arguments));
    if (step->kind == PLAN_CREATE2) {
        const struct keccak256 hash = keccak256_of(buf_view(&step->init_code));
        buf_add(&step->calldata, BYTES_OF(step->salt.at));
        step->address = create2_address(&create_deterministic_deployer, &step->salt, &hash);
    }
    buf_add(&step->calldata, buf_view(&step->init_code));
    fill_item(wish, step);
}

bool step_depends(const struct plan *plan, const struct plan_step *step)
{
    bool uses_library = false;
    for (size_t i = 0; i < step->artifact->artifact.init.n_links; i++) {
        const struct code_link *link = &step->artifact->artifact.init.links[i];
        for (const struct plan_step *other = plan->steps; other != step; other++) {
            uses_library = uses_library || strcmp(other->artifact->artifact.name, link->name) == 0;
        }
    }
    return step->proxy_of != NULL || uses_library;
}

static bool is_link_of(const struct code_link *link, const struct artifact *library)
{
    bool is_known = link->source[0] != '\0' && library->source[0] != '\0';
    return !link->is_linked && strcmp(link->name, library->name) == 0 &&
           (!is_known || strcmp(link->source, library->source) == 0);
}

static bool link_one(struct artifact *artifact, const struct plan_step *step, struct err *e)
{
    for (size_t i = 0; i < artifact->init.n_links; i++) {
        const struct code_link *link = &artifact->init.links[i];
        if (!is_link_of(link, &step->artifact->artifact)) {
            continue;
        }
        AUTO(buf_done) struct buf name = buf_start(4 * KIB);
        if (link->source[0] != '\0') {
            buf_text(&name, link->source);
            buf_char(&name, ':');
        }
        buf_text(&name, link->name);
        return artifact_link(artifact, buf_view_text(&name), &step->address, e);
    }
    return true;
}

bool step_link(const struct deploy_wish *wish, const struct plan_step *step, struct err *e)
{
    for (size_t i = 0; i < wish->set->n; i++) {
        TRY(link_one(&wish->set->at[i].artifact, step, e));
    }
    return true;
}

/* Of the proxy that the lock file has, if it has one. */
static void add_upgrade(const struct deploy_wish *wish, struct plan *plan)
{
    struct plan_step *step = &plan->steps[plan->n++];
    AUTO(buf_done) struct buf title = buf_start(KIB);
    step_start(wish, &wish->set->at[wish->set->n - 1], proxy_name(wish), step);
    const struct lock_contract *locked = lock_network_contract(
        lock_file_network(wish->lock, plan->chain_id), text_of(step->name));
    mem_free(step->title);
    buf_text(&title, "upgrade ");
    buf_text(&title, step->name);
    step->title = text_dup(buf_view_text(&title));
    step->kind = PLAN_UPGRADE;
    step->proxy_of = step - 1;
    step->upgrade = wish->upgrade;
    if (locked != NULL) {
        step->address = locked->address;
    }
}

bool plan_steps(const struct deploy_wish *wish, struct plan *plan, struct err *e)
{
    const size_t n = wish->set->n;
    plan->steps = mem_array(n + 1, sizeof *plan->steps);
    for (; plan->n + 1 < n; plan->n++) {
        step_start(wish, &wish->set->at[plan->n], library_name(wish, plan->n),
                   &plan->steps[plan->n]);
    }
    step_start(wish, &wish->set->at[n - 1], text_dup(text_of(wish->name)), &plan->steps[plan->n++]);
    if (wish->proxy != NULL && wish->upgrade == NULL) {
        struct plan_step *proxy = &plan->steps[plan->n++];
        step_start(wish, wish->proxy->artifact, proxy_name(wish), proxy);
        proxy->proxy_of = proxy - 1;
        proxy->proxy = wish->proxy;
    }
    if (wish->upgrade != NULL) {
        add_upgrade(wish, plan);
    }
    for (size_t i = 0; i < plan->n; i++) {
        struct plan_step *step = &plan->steps[i];
        step_fill(wish, step);
        TRY(step->kind == PLAN_UPGRADE || !has_address(&step->address) || step_link(wish, step, e));
    }
    return true;
}
