/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_owner.h"

#include "chain/create.h"
#include "chain/eip1967.h"

/* What it is called by: of a proxy what stands behind it. */
static const struct artifact *face_of(const struct plan_step *step)
{
    return &(step->proxy_of != NULL ? step->proxy_of : step)->artifact->artifact;
}

static bool has_owner(const struct artifact *artifact)
{
    static const uint8_t owner[ABI_SELECTOR] = {0x8d, 0xa5, 0xcb, 0x5b}; /* owner() */
    return artifact->has_abi && abi_find_selector(&artifact->abi, ABI_ITEM_FUNCTION, owner) != NULL;
}

void owner_ask(struct plan *plan, struct rpc_batch *batch)
{
    const struct plan_step *last = &plan->steps[plan->n - 1];
    if (last->state == PLAN_UNCHANGED || !has_owner(face_of(last))) {
        return;
    }
    call_question_done(&plan->owner);
    plan->owner = (struct call_question){.call = call_make("owner()", NULL, 0)};
    call_question_ask(&plan->owner, &last->address, RPC_STATE(RPC_LATEST), batch);
}

bool plan_owner(const struct plan *plan, struct eth_address *out)
{
    const struct buf *answer = &plan->owner.answer;
    const bool is_nobody = answer->len == U256_SIZE && bytes_all_zero(buf_view(answer));
    *out = (struct eth_address){{0}};
    return plan->owner.error.code == 0 && answer->len == U256_SIZE &&
           (is_nobody || eip1967_address(answer->at, out));
}

void owner_warn(const struct plan *plan, const struct log *warnings)
{
    struct eth_address owner;
    const char *name = plan->steps[plan->n - 1].name;
    if (!plan_owner(plan, &owner)) {
        return;
    }
    if (eth_address_equal(&owner, &create_deterministic_deployer)) {
        log_line(warnings, "the owner of '%s' is the deterministic deployer, for ever", name);
    } else if (bytes_all_zero(BYTES_OF(owner.at))) {
        log_line(warnings, "'%s' has no owner: owner() is the zero address", name);
    }
}
