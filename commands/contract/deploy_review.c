/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_review.h"

#include <string.h>

#include "base/fs.h"
#include "commands/contract/deploy_show.h"
#include "deploy/plan_file.h"

bool deploy_dry_run(const struct deploy_review *review, struct err *e)
{
    struct err failure = {0};
    const struct context *context = review->context;
    const bool fine = plan_check(review->plan, review->wish, &context->warnings, &failure);
    if (!fine) {
        *context->answer = exit_of(failure.kind);
    }
    return deploy_show_plan(context->out, review->node, review->plan, fine ? NULL : &failure, e);
}

bool deploy_write_plan(const struct deploy_review *review, const char *path, struct err *e)
{
    AUTO(plan_file_done) struct plan_file file = {0};
    AUTO(buf_done) struct buf text = buf_start(PLAN_FILE_MAX);
    const struct context *context = review->context;
    TRY(plan_check(review->plan, review->wish, &context->warnings, e));
    TRY(plan_file_of(review->plan, review->wish->max_cost, &file, e));
    plan_file_format(&file, &text);
    if (strcmp(path, "-") == 0) {
        print_document(context->out, buf_view(&text));
        return true;
    }
    return fs_write(path, buf_view(&text), 0644, e) &&
           deploy_show_plan(context->out, review->node, review->plan, NULL, e);
}

bool deploy_compare_plan(const char *path, const struct plan *plan, struct err *e)
{
    AUTO(plan_file_done) struct plan_file file = {0};
    AUTO(buf_done) struct buf text = buf_start(PLAN_FILE_MAX);
    TRY(fs_read(path, &text, e));
    if (!plan_file_parse(buf_view(&text), &file, e)) {
        return err_wrap(e, "plan '%s'", path);
    }
    return plan_file_compare(&file, plan, e);
}
