/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_elsewhere.h"

#include "base/clock.h"
#include "base/mem.h"
#include "commands/contract/deploy_adopt.h"
#include "commands/contract/deploy_show.h"
#include "deploy/safe_batch.h"
#include "deploy/unsigned_file.h"

bool deploy_print_unsigned(const struct context *context, const struct node *node,
                           const struct deploy_wish *wish, const struct plan *plan, struct err *e)
{
    AUTO(unsigned_file_done)
    struct unsigned_file file = {.chain_id = plan->chain_id, .from = plan->account};
    AUTO(buf_done) struct buf text = buf_start(UNSIGNED_FILE_MAX);
    TRY(plan_check(plan, wish, &context->warnings, e));
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].state == PLAN_TO_DO) {
            unsigned_file_add(&file, &plan->steps[i].item, &plan->cost.fee);
        }
    }
    if (file.n == 0) {
        return deploy_show_run(context->out, node, plan, NULL, e);
    }
    unsigned_file_format(&file, &text);
    print_document(context->out, buf_view(&text));
    deploy_tell_next(context, plan);
    return true;
}

bool deploy_print_safe(const struct context *context, const struct node *node,
                       const struct deploy_wish *wish, const struct plan *plan, struct err *e)
{
    AUTO(mem_freep) struct safe_call *calls = mem_array(plan->n, sizeof *calls);
    AUTO(safe_method_done) struct safe_method upgrade = {.item = {0}};
    AUTO(buf_done) struct buf text = buf_start(UNSIGNED_FILE_MAX);
    struct safe_batch batch = {
        .chain_id = plan->chain_id,
        .created_ms = (uint64_t)clock_now() * 1000,
        .name = wish->name,
        .description = "",
        .safe = &plan->account,
        .calls = calls,
    };
    TRY(plan_check(plan, wish, &context->warnings, e));
    TRY(safe_batch_calls(plan, calls, &batch.n, &upgrade, e));
    if (batch.n == 0) {
        return deploy_show_run(context->out, node, plan, NULL, e);
    }
    TRY(safe_batch_format(&batch, &text, e));
    print_document(context->out, buf_view(&text));
    return true;
}
