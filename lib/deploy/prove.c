/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/eip1967.h"
#include "deploy/plan_owner.h"
#include "deploy/plan_parts.h"

static bool was_made(const struct plan_step *step)
{
    return step->state != PLAN_UNCHANGED && step->item.receipt.is_there &&
           step->item.receipt.succeeded;
}

static void ask_step(struct rpc_batch *batch, struct plan_step *step)
{
    buf_clear(&step->code);
    ask_code(batch, &step->address, RPC_STATE(RPC_LATEST), &step->code);
    if (step->proxy_of != NULL) {
        ask_storage(batch, &step->address, eip1967_slots[EIP1967_IMPLEMENTATION], step->slot);
    }
}

void plan_ask_made(struct rpc_batch *batch, void *with)
{
    struct plan *plan = with;
    owner_ask(plan, batch);
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].state != PLAN_UNCHANGED) {
            ask_step(batch, &plan->steps[i]);
        }
    }
}

/* A node that showed the receipt before the code is asked again. */
static void ask_missing(struct rpc_batch *batch, struct plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        struct plan_step *step = &plan->steps[i];
        if (was_made(step) && step->code.len == 0) {
            ask_step(batch, step);
        }
    }
}

static bool prove_step(const struct plan *plan, struct plan_step *step, struct rpc *rpc,
                       struct err *e)
{
    if (step->kind == PLAN_UPGRADE) {
        step->proof.match = step->code.len != 0 ? CODE_EXACT : CODE_ABSENT;
        return true;
    }
    step->proof = step_match(step);
    if (!step_is_proved(&step->proof) && step_wants_simulation(step)) {
        TRY(plan_simulate(plan, step, rpc, e));
        step->proof = step_match(step);
    }
    return true;
}

static bool is_proxy_of(const struct plan_step *step)
{
    const struct eth_address *wanted = &step->proxy_of->address;
    const size_t zeros = U256_SIZE - sizeof wanted->at;
    return bytes_all_zero(bytes_of(step->slot, zeros)) &&
           bytes_equal(bytes_of(step->slot + zeros, sizeof wanted->at), BYTES_OF(wanted->at));
}

bool plan_prove(struct plan *plan, struct rpc *rpc, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_missing(batch, plan);
    TRY(rpc_ask(rpc, batch, e));
    for (size_t i = 0; i < plan->n; i++) {
        struct plan_step *step = &plan->steps[i];
        if (!was_made(step)) {
            continue;
        }
        TRY(prove_step(plan, step, rpc, e));
        if (step->proxy_of != NULL && !is_proxy_of(step)) {
            step->proof.match = CODE_DIFFERS;
        }
    }
    return true;
}
