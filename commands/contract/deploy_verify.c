/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_verify.h"

#include "commands/one_value.h"

void deploy_verification_done(struct deploy_verification *verification)
{
    verify_service_done(&verification->service);
    verified_done(&verification->verified);
}

bool deploy_verify_choose(const struct context *context, const struct deploy_args *args,
                          const struct node *node, struct deploy_verification *out, struct err *e)
{
    out->is_wanted = args->verify != NULL;
    out->is_required = out->is_wanted && args->verify[0] != 0;
    out->lock_path = args->lock != NULL ? args->lock : LOCK_FILE_NAME;
    out->sources = (struct source_options){
        .input = args->service.input,
        .compiler = args->service.compiler,
        .license = args->service.license,
    };
    TRY(!out->is_wanted || verify_service_choose(context, &args->service, node, &out->service, e));
    verify_service_wait(&out->service, &args->send.wait_timeout);
    return true;
}

static void tell(const struct context *context, const struct verified *verified)
{
    for (size_t i = 0; i < verified->n; i++) {
        const struct verified_row *row = &verified->rows[i];
        if (row->state == VERIFIED_NOT) {
            log_line(
                &context->warnings,
                "the source of '%s' is not verified: %s%s%s%s; the same command tries it again",
                row->step->name, row->why.text, row->why.hint[0] != 0 ? " (" : "", row->why.hint,
                row->why.hint[0] != 0 ? ")" : "");
        }
    }
}

bool deploy_verify(const struct context *context, const struct plan *plan,
                   struct deploy_verification *verification, struct err *e)
{
    const struct verification how = {
        .explorer = &verification->service.explorer,
        .lock_path = verification->lock_path,
    };
    if (!verification->is_wanted) {
        return true;
    }
    TRY(verification_run_plan(&how, &verification->sources, plan, &verification->verified, e));
    const struct verified_row *failure = verified_first_failure(&verification->verified);
    if (failure != NULL && (verification->is_required || failure->why.kind == ERR_INTERRUPTED)) {
        *context->answer = exit_of(failure->why.kind);
    }
    tell(context, &verification->verified);
    return true;
}

static void print_row(struct printer *p, const struct explorer *explorer,
                      const struct verified_row *row)
{
    print_record(p, NULL);
    print_string(p, "name", row->step->name);
    print_address(p, "address", &row->step->address);
    print_string(p, "state", verified_state_name(row->state));
    if (row->state == VERIFIED_NOW || row->state == VERIFIED_ALREADY) {
        print_string(p, "match", explorer_match_name(row->result.match));
    }
    print_string(p, "explorer", explorer_kind_name(explorer->kind));
    print_string(p, "url", explorer->url);
    if (row->state == VERIFIED_NOT) {
        print_string(p, "error", row->why.text);
    }
    print_record_end(p);
}

void deploy_show_verification(struct printer *p, const struct deploy_verification *verification)
{
    if (verification == NULL || verification->verified.n == 0) {
        return;
    }
    print_list(p, "verification");
    for (size_t i = 0; i < verification->verified.n; i++) {
        print_row(p, &verification->service.explorer, &verification->verified.rows[i]);
    }
    print_list_end(p);
}
