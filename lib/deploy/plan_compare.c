/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "chain/eip1967.h"
#include "deploy/code_check.h"
#include "deploy/plan_difference.h"
#include "deploy/plan_parts.h"

void plan_comparison_done(struct plan_comparison *comparison)
{
    for (size_t i = 0; comparison->rows != NULL && i < comparison->plan.n; i++) {
        buf_done(&comparison->rows[i].code);
    }
    mem_free(comparison->rows);
    plan_done(&comparison->plan);
    *comparison = (struct plan_comparison){0};
}

/* What is upgraded has to be the proxy of that contract. */
static const struct lock_contract *find_locked(const struct lock_network *network,
                                               const struct deploy_wish *wish,
                                               const struct plan_step *step)
{
    const struct lock_contract *locked = network != NULL
                                             ? lock_network_contract(network, text_of(step->name))
                                             : NULL;
    const bool is_other = locked != NULL && step->kind == PLAN_UPGRADE &&
                          (locked->proxy_of == NULL || strcmp(locked->proxy_of, wish->name) != 0);
    return is_other ? NULL : locked;
}

/* Addresses are those of the lock file, but where a salt says them, and with them init codes. */
static bool place(const struct deploy_wish *wish, const struct lock_network *network,
                  struct plan_comparison *out, struct err *e)
{
    for (size_t i = 0; i < out->plan.n; i++) {
        struct plan_step *step = &out->plan.steps[i];
        struct plan_row *row = &out->rows[i];
        *row = (struct plan_row){
            .step = step,
            .locked = find_locked(network, wish, step),
            .code = buf_start(ARTIFACT_CODE_MAX),
        };
        step_fill(wish, step);
        if (row->locked != NULL && (step->kind != PLAN_CREATE2 || step->proxy != NULL)) {
            step->address = row->locked->address;
        }
        TRY(step->kind == PLAN_UPGRADE || bytes_all_zero(BYTES_OF(step->address.at)) ||
            step_link(wish, step, e));
    }
    return true;
}

static bool ask(struct rpc *rpc, const struct lock_network *network, struct plan_comparison *out,
                struct err *e)
{
    struct rpc_block genesis = {0};
    const struct rpc_state first = {.at = RPC_BLOCK, .number = 0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_block(batch, first, &genesis, NULL);
    for (size_t i = 0; i < out->plan.n; i++) {
        struct plan_row *row = &out->rows[i];
        if (row->locked == NULL) {
            continue;
        }
        ask_code(batch, &row->locked->address, RPC_STATE(RPC_LATEST), &row->code);
        if (row->step->proxy_of != NULL) {
            ask_storage(batch, &row->locked->address, eip1967_slots[EIP1967_IMPLEMENTATION],
                        row->slot);
        }
    }
    TRY(rpc_ask(rpc, batch, e));
    out->is_same_chain = network != NULL && keccak256_equal(&genesis.hash, &network->genesis);
    return genesis.is_there ||
           err_set(e, ERR_SERVICE, "the node does not have the chain's first block");
}

static bool refuse(const struct plan_step *step, const struct code_check *check, struct err *e)
{
    if (check->failure != NULL) {
        return err_set(e, ERR_SERVICE,
                       "'%s' cannot be compared: the artifact does not say what code it installs, "
                       "and its creation cannot be simulated: %s",
                       step->name, check->failure);
    }
    (void)err_set(e, ERR_USAGE, "'%s': the artifact has no runtime code to compare with",
                  step->name);
    return err_hint(e, "--from ADDRESS: the creation by that account is simulated");
}

/* With what its creation installs. */
static bool simulate(const struct plan_comparing *comparing, struct plan_row *row, struct err *e)
{
    AUTO(code_check_done) struct code_check check = {0};
    const struct lock_contract *locked = row->locked;
    const bool is_create2 = row->step->kind == PLAN_CREATE2;
    const struct eth_address *maker = comparing->from;
    if (maker == NULL && locked->has_deployer) {
        maker = &locked->deployer;
    }
    const struct code_question question = {
        .artifact = &row->step->artifact->artifact,
        .address = locked->address,
        .deployer = is_create2 ? &create_deterministic_deployer : maker,
        .init_code = buf_view(&row->step->init_code),
        .value = row->step->item.value,
    };
    TRY(code_check_run(comparing->rpc, &question, &check, e));
    if (check.evidence == CODE_BY_NOTHING) {
        return refuse(row->step, &check, e);
    }
    row->proof = check.result;
    row->differs |= step_is_proved(&row->proof) ? 0 : PLAN_DIFFERS_CODE;
    return true;
}

/* What it is linked to, or points to, would be another contract. */
static bool needs(const struct plan_step *step, const struct plan_step *earlier)
{
    const struct code *code = &step->artifact->artifact.init;
    bool is_linked = false;
    for (size_t i = 0; i < code->n_links; i++) {
        is_linked = is_linked || (code->links[i].is_linked &&
                                  eth_address_equal(&code->links[i].address, &earlier->address));
    }
    return step->proxy_of == earlier || is_linked;
}

static void judge_needs(struct plan_comparison *out)
{
    const unsigned not_there = PLAN_DIFFERS_UNLOCKED | PLAN_DIFFERS_CHAIN | PLAN_DIFFERS_ABSENT;
    for (size_t i = 0; i < out->plan.n; i++) {
        struct plan_row *row = &out->rows[i];
        for (size_t j = 0; j < i && (row->differs & not_there) == 0; j++) {
            if (out->rows[j].differs != 0 && needs(row->step, out->rows[j].step)) {
                row->differs |= PLAN_DIFFERS_NEEDS;
            }
        }
    }
}

/* What the artifact alone does not say is asked for. */
static bool judge(const struct plan_comparing *comparing, const struct deploy_wish *wish,
                  bool is_same_chain, struct plan_row *row, struct err *e)
{
    plan_row_judge(row, wish, is_same_chain);
    const bool is_open = comparing->from != NULL || !u256_is_zero(&row->step->item.value) ||
                         !step_is_proved(&row->proof);
    return row->differs != 0 || !is_open || row->step->kind == PLAN_UPGRADE ||
           simulate(comparing, row, e);
}

bool plan_compare(const struct plan_comparing *comparing, const struct deploy_wish *wish,
                  struct plan_comparison *out, struct err *e)
{
    const struct lock_network *network = lock_file_network(wish->lock, comparing->chain_id);
    out->plan.chain_id = comparing->chain_id;
    TRY(plan_steps(wish, &out->plan, e));
    out->rows = mem_array(out->plan.n, sizeof *out->rows);
    TRY(place(wish, network, out, e) && ask(comparing->rpc, network, out, e));
    for (size_t i = 0; i < out->plan.n; i++) {
        TRY(judge(comparing, wish, out->is_same_chain, &out->rows[i], e));
    }
    judge_needs(out);
    return true;
}

bool plan_is_unchanged(const struct plan_comparison *comparison)
{
    bool is_unchanged = comparison->plan.n > 0;
    for (size_t i = 0; i < comparison->plan.n; i++) {
        is_unchanged = is_unchanged && comparison->rows[i].differs == 0;
    }
    return is_unchanged;
}
