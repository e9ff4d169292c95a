/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_show.h"

#include "base/mem.h"
#include "codec/jcs.h"
#include "codec/json_write.h"
#include "commands/contract/deploy_cost.h"
#include "commands/contract/deploy_show_call.h"
#include "commands/one_value.h"
#include "commands/receipt.h"
#include "deploy/plan_arguments.h"
#include "rpc/paid.h"

static void begin(struct printer *p, const struct node *node, const struct plan *plan)
{
    print_begin(p, "phala.contract-deploy/1");
    print_string(p, "network", node->name);
    print_decimal(p, "chain_id", plan->chain_id);
    print_address(p, "account", &plan->account);
}

static const char *by(const struct plan_step *step)
{
    static const char *const words[] = {
        [PLAN_CREATE] = "create",
        [PLAN_CREATE2] = "create2",
        [PLAN_UPGRADE] = "upgrade",
    };
    return words[step->kind];
}

/* One argument, under its name. */
static bool print_line(struct printer *p, const struct json_value *argument, size_t at,
                       struct err *e)
{
    const struct json_value *value = json_member(argument, "value");
    AUTO(buf_done) struct buf key = buf_start(KIB);
    AUTO(buf_done) struct buf line = buf_start(ABI_DATA_MAX);
    struct text name = {0};
    struct text plain;
    if (!json_text(json_member(argument, "name"), &name) || name.len == 0) {
        buf_printf(&key, "argument %zu", at);
    }
    buf_slice(&key, name);
    buf_char(&key, '\0');
    if (!json_text(value, &plain)) {
        TRY(jcs_write(value, &line, e));
        plain = buf_view_text(&line);
    }
    print_text(p, buf_is_whole(&key) ? (const char *)key.at : "argument", plain);
    return true;
}

static bool print_lines(struct printer *p, struct bytes arguments, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(arguments, e);
    TRY(json != NULL);
    const struct json_value *each = json_first(json_root(json));
    print_record(p, "arguments");
    for (size_t i = 1; each != NULL; each = json_next(each), i++) {
        TRY(print_line(p, each, i, e));
    }
    print_record_end(p);
    return true;
}

static bool print_decoded(struct printer *p, struct bytes arguments, struct err *e)
{
    if (!print_is_json(p)) {
        return print_lines(p, arguments, e);
    }
    json_key(print_writer(p), "arguments");
    json_write_raw(print_writer(p), arguments);
    return true;
}

static bool print_arguments(struct printer *p, const struct plan_step *step, struct err *e)
{
    char *arguments = NULL;
    print_string(p, step->kind == PLAN_UPGRADE ? "function" : "constructor", step->constructor);
    if (step->arguments.len == 0) {
        return true;
    }
    TRY(plan_arguments(step, &arguments, e));
    const bool ok = print_decoded(p, text_bytes(text_of(arguments)), e);
    mem_free(arguments);
    return ok;
}

static const char *const planned[] = {
    [PLAN_TO_DO] = "to do",
    [PLAN_UNCHANGED] = "unchanged",
    [PLAN_PENDING] = "sent, not seen",
};

static const char *const gas_words[] = {
    [PLAN_GAS_ESTIMATED] = "estimated",
    [PLAN_GAS_COMPUTED] = "computed",
    [PLAN_GAS_GIVEN] = "given",
};

static bool show_planned(struct printer *p, const struct plan *plan, const struct plan_step *step,
                         struct err *e)
{
    const struct keccak256 init_code = keccak256_of(buf_view(&step->init_code));
    print_record(p, NULL);
    print_string(p, "name", step->name);
    print_address(p, "address", &step->address);
    print_string(p, "state", planned[step->state]);
    print_string(p, "by", by(step));
    if (step->kind == PLAN_CREATE2) {
        print_0x(p, "salt", BYTES_OF(step->salt.at));
    }
    if (step->kind == PLAN_UPGRADE) {
        deploy_show_upgrade(p, plan, step);
    }
    TRY(print_arguments(p, step, e));
    if (step->kind != PLAN_UPGRADE) {
        print_0x(p, "init_code_hash", BYTES_OF(init_code.at));
    }
    if (step->state == PLAN_TO_DO) {
        print_decimal(p, "nonce", step->item.nonce);
        print_decimal(p, "gas", step->gas);
        print_string(p, "gas_is", gas_words[step->gas_from]);
        print_decimal(p, "gas_limit", step->item.gas_limit);
    }
    if (!u256_is_zero(&step->item.value)) {
        print_u256(p, "value", &step->item.value);
    }
    deploy_show_calldata(p, step);
    print_record_end(p);
    return true;
}

bool deploy_show_plan(struct printer *p, const struct node *node, const struct plan *plan,
                      const struct err *failure, struct err *e)
{
    begin(p, node, plan);
    print_bool(p, "dry_run", true);
    print_list(p, "contracts");
    for (size_t i = 0; i < plan->n; i++) {
        TRY(show_planned(p, plan, &plan->steps[i], e));
    }
    print_list_end(p);
    deploy_show_maker(p, node, plan);
    deploy_show_fee(p, node, plan);
    if (failure != NULL) {
        print_string(p, "would_fail", failure->text);
    }
    print_end(p);
    return true;
}

static void show_done(struct printer *p, const struct plan *plan, const struct plan_step *step,
                      const char *currency)
{
    const struct rpc_receipt *receipt = &step->item.receipt;
    struct u256 cost;
    print_record(p, NULL);
    print_string(p, "name", step->name);
    print_address(p, "address", &step->address);
    print_string(p, "state",
                 step->state == PLAN_UNCHANGED ? "unchanged"
                 : !receipt->is_there          ? planned[PLAN_PENDING]
                 : step->kind == PLAN_UPGRADE  ? "upgraded"
                                               : "deployed");
    if (step->state != PLAN_UNCHANGED) {
        print_0x(p, "tx_hash", BYTES_OF(step->item.hash.at));
    }
    if (receipt->is_there) {
        print_decimal(p, "block", receipt->block_number);
        print_decimal(p, "gas_used", receipt->gas_used);
        if (receipt->has_l1_fee) {
            print_cost(p, "l1_fee", &receipt->l1_fee, currency);
        }
        print_operator_fee(p, receipt, currency);
        if (paid_of(receipt, &cost)) {
            print_cost(p, "cost", &cost, currency);
        }
    }
    if (step->code.len != 0) {
        print_string(p, "code", code_match_name(step->proof.match));
    }
    if (step->proxy_of != NULL) {
        print_string(p, "proxy_of", step->proxy_of->name);
        print_address(p, "implementation", &step->proxy_of->address);
    }
    deploy_show_owner(p, plan, step);
    print_record_end(p);
}

static bool refuse_cost(struct err *e)
{
    return err_set(e, ERR_SERVICE, "the node says that it cost more than there is");
}

static bool is_open(const struct plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->steps[i].state != PLAN_UNCHANGED && !plan->steps[i].item.receipt.is_there) {
            return true;
        }
    }
    return false;
}

bool deploy_tell_open(const struct context *context, const struct plan *plan)
{
    if (!is_open(plan)) {
        return false;
    }
    *context->answer = EXIT_TIMEOUT;
    log_line(&context->warnings,
             "sent, not seen in a block, and not in the lock file: run the same command again to "
             "finish");
    return true;
}

bool deploy_show_run(struct printer *p, const struct node *node, const struct plan *plan,
                     const struct deploy_verification *verification, struct err *e)
{
    const char *currency = deploy_currency(node);
    struct u256 total = u256_zero;
    if (!deploy_maker_cost(plan, &total)) {
        return refuse_cost(e);
    }
    begin(p, node, plan);
    print_bool(p, "unchanged", plan_count(plan, PLAN_UNCHANGED) == plan->n);
    if (print_is_json(p) || is_open(plan)) {
        print_bool(p, "finished", !is_open(plan));
    }
    print_list(p, "contracts");
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        struct u256 cost;
        if (step->item.receipt.is_there &&
            (!paid_of(&step->item.receipt, &cost) || !u256_add(&total, &cost, &total))) {
            return refuse_cost(e);
        }
        show_done(p, plan, step, currency);
    }
    print_list_end(p);
    deploy_show_maker(p, node, plan);
    if (plan_count(plan, PLAN_UNCHANGED) != plan->n && !is_open(plan)) {
        print_cost(p, "cost", &total, currency);
    }
    deploy_show_verification(p, verification);
    print_end(p);
    return true;
}
