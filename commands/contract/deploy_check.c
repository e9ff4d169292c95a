/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_check.h"

#include "chain/address.h"
#include "commands/one_value.h"
#include "deploy/plan_difference.h"

enum { WHY_MAX = 1024 };

/* For programs a list of words, for people one line. */
static void print_why(struct printer *p, unsigned differs)
{
    AUTO(buf_done) struct buf line = buf_start(WHY_MAX);
    if (print_is_json(p)) {
        print_list(p, "differs");
    }
    for (size_t i = 0; i < PLAN_DIFFERENCES; i++) {
        if ((differs >> i & 1) == 0) {
            continue;
        }
        if (print_is_json(p)) {
            print_string(p, NULL, plan_difference_name(i));
        }
        buf_printf(&line, "%s%s", line.len > 0 ? ", " : "", plan_difference_text(i));
    }
    if (print_is_json(p)) {
        print_list_end(p);
    }
    if (line.len > 0) {
        print_text(p, "why", buf_view_text(&line));
    }
}

static void print_row(struct printer *p, const struct plan_row *row)
{
    const struct eth_address *at = row->locked != NULL ? &row->locked->address
                                                       : &row->step->address;
    print_record(p, NULL);
    print_string(p, "name", row->step->name);
    if (!bytes_all_zero(BYTES_OF(at->at))) {
        print_address(p, "address", at);
    } else if (print_is_json(p)) {
        print_null(p, "address");
    }
    print_string(p, "state", row->differs == 0 ? "unchanged" : "would change");
    print_why(p, row->differs);
    if (row->differs == 0) {
        print_string(p, "code", code_match_name(row->proof.match));
    }
    if (row->step->proxy_of != NULL) {
        print_string(p, "proxy_of", row->step->proxy_of->name);
    }
    print_record_end(p);
}

static void print(struct printer *p, const struct node *node, const struct eth_address *from,
                  const struct plan_comparison *comparison)
{
    print_begin(p, "phala.contract-deploy/1");
    print_string(p, "network", node->name);
    print_decimal(p, "chain_id", node->chain_id);
    if (from != NULL) {
        print_address(p, "account", from);
    } else if (print_is_json(p)) {
        print_null(p, "account");
    }
    print_bool(p, "check", true);
    print_bool(p, "unchanged", plan_is_unchanged(comparison));
    print_list(p, "contracts");
    for (size_t i = 0; i < comparison->plan.n; i++) {
        print_row(p, &comparison->rows[i]);
    }
    print_list_end(p);
    print_end(p);
}

bool deploy_check(const struct context *context, const struct deploy_args *args,
                  const struct deploy_inputs *inputs, const struct node *node, struct err *e)
{
    struct eth_address from;
    AUTO(plan_comparison_done) struct plan_comparison comparison = {0};
    const struct plan_comparing comparing = {
        .rpc = node->rpc,
        .chain_id = node->chain_id,
        .from = args->from != NULL ? &from : NULL,
    };
    if (args->from != NULL && !address_parse(text_of(args->from), &from, e)) {
        return err_wrap(e, "option '--from'");
    }
    TRY(plan_compare(&comparing, &inputs->wish, &comparison, e));
    log_line(&context->log, "%u requests to the node", rpc_requests(node->rpc));
    if (!plan_is_unchanged(&comparison)) {
        *context->answer = EXIT_NO;
    }
    print(context->out, node, comparing.from, &comparison);
    return true;
}
