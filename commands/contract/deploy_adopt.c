/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_adopt.h"

#include "chain/address.h"
#include "commands/one_value.h"
#include "deploy/adopt.h"

static void print_step(struct printer *p, const struct plan_step *step,
                       const struct eth_address *account)
{
    print_record(p, NULL);
    print_string(p, "name", step->name);
    print_address(p, "address", &step->address);
    print_string(p, "state", step->is_locked ? "unchanged" : "adopted");
    print_string(p, "code", code_match_name(step->proof.match));
    if (step->is_own) {
        print_address(p, "deployer", account);
        print_decimal(p, "nonce", step->item.nonce);
    }
    if (step->proxy_of != NULL) {
        print_string(p, "proxy_of", step->proxy_of->name);
    }
    print_record_end(p);
}

static void print(struct printer *p, const struct node *node, const struct plan *plan,
                  const struct eth_address *account, const struct deploy_verification *verification)
{
    bool is_unchanged = true;
    for (size_t i = 0; i < plan->n; i++) {
        is_unchanged = is_unchanged && plan->steps[i].is_locked;
    }
    print_begin(p, "phala.contract-deploy/1");
    print_string(p, "network", node->name);
    print_decimal(p, "chain_id", plan->chain_id);
    if (account != NULL) {
        print_address(p, "account", account);
    } else if (print_is_json(p)) {
        print_null(p, "account");
    }
    print_bool(p, "unchanged", is_unchanged);
    print_list(p, "contracts");
    for (size_t i = 0; i < plan->n; i++) {
        print_step(p, &plan->steps[i], account);
    }
    print_list_end(p);
    deploy_show_verification(p, verification);
    print_end(p);
}

bool deploy_adopt(const struct context *context, const struct deploy_args *args,
                  const struct deploy_inputs *inputs, const struct node *node, struct err *e)
{
    struct eth_address from;
    AUTO(plan_done) struct plan plan = {0};
    AUTO(deploy_verification_done) struct deploy_verification verification = {0};
    struct adoption adoption = {
        .rpc = node->rpc,
        .chain_id = node->chain_id,
        .from = args->from != NULL ? &from : NULL,
        .warnings = &context->warnings,
    };
    if (!address_parse(text_of(args->at), &adoption.address, e)) {
        return err_wrap(e, "option '--at'");
    }
    if (args->from != NULL && !address_parse(text_of(args->from), &from, e)) {
        return err_wrap(e, "option '--from'");
    }
    TRY(deploy_verify_choose(context, args, node, &verification, e));
    TRY(plan_adopt(&adoption, &inputs->wish, &plan, e));
    log_line(&context->log, "%u requests to the node", rpc_requests(node->rpc));
    TRY(deploy_verify(context, &plan, &verification, e));
    print(context->out, node, &plan, adoption.from, &verification);
    return true;
}

void deploy_tell_next(const struct context *context, const struct plan *plan)
{
    char at[ADDRESS_TEXT];
    const struct log *log = print_is_json(context->out) ? &context->log : &context->warnings;
    const struct plan_step *last = &plan->steps[plan->n - 1];
    log_line(log,
             "it goes on with 'phala tx sign --unsigned FILE', 'phala tx send @SIGNED', and then "
             "the same 'phala contract deploy' with '--at %s' in place of --unsigned",
             address_format(&last->address, at));
}
