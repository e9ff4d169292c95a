/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/transact.h"

#include <stdio.h>

#include "chain/address.h"
#include "rpc/gas.h"
#include "rpc/trouble.h"

enum { CODE_MAX = 256 * 1024, WHO = ADDRESS_TEXT + 32 };

/* What is asked before anything is sent. */
struct before {
    struct rpc_message message;
    struct cost_answers cost;
    struct l1_fee_answers l1_fee;
    struct buf code;
    struct rpc_error estimate_error, call_error;
};

static struct before before_of(const struct transact *t)
{
    return (struct before){
        .message = {.from = &t->account,
                    .to = &t->item.to,
                    .value = t->item.value,
                    .gas = t->gas_limit,
                    .data = t->item.data},
        .code = buf_start(CODE_MAX),
    };
}

static void before_done(struct before *before)
{
    cost_answers_done(&before->cost);
    l1_fee_answers_done(&before->l1_fee);
    buf_done(&before->code);
    rpc_error_done(&before->estimate_error);
    rpc_error_done(&before->call_error);
}

void transact_done(struct transact *t)
{
    sender_item_done(&t->item);
    buf_done(&t->answer);
    rpc_error_done(&t->why);
}

static void ask_account(struct transact *t, struct before *before, struct rpc_batch *batch)
{
    cost_ask(batch, t->is_op_stack, &before->cost);
    ask_code(batch, &t->item.to, RPC_STATE(RPC_LATEST), &before->code);
    ask_balance(batch, &t->account, &t->balance);
    if (t->is_op_stack) {
        cost_ask_item(batch, t->chain_id, &t->item, &before->l1_fee);
    }
}

static void ask_gas(struct transact *t, struct before *before, struct rpc_batch *batch)
{
    ask_estimate(batch, &before->message, &t->gas, &before->estimate_error);
}

static void ask_answer(struct transact *t, struct before *before, struct rpc_batch *batch)
{
    buf_done(&t->answer);
    t->answer = buf_start(ABI_DATA_MAX);
    ask_call(batch, &before->message, RPC_STATE(RPC_LATEST), &t->answer, &before->call_error);
}

/* What has no data is for whoever is there. */
static bool check_there(const struct transact *t, const struct before *before, struct err *e)
{
    char address[ADDRESS_TEXT];
    if (before->code.len > 0 || t->item.data.left == 0) {
        return true;
    }
    (void)err_set(e, ERR_NOT_FOUND, "there is no contract at %s on %s",
                  address_format(&t->item.to, address), t->chain);
    return err_hint(e, "nothing was sent");
}

static bool check_simulation(struct transact *t, struct before *before, struct err *e)
{
    TRY(check_there(t, before, e));
    struct rpc_error *error = before->estimate_error.code != 0 ? &before->estimate_error
                                                               : &before->call_error;
    if (error->code == 0) {
        return true;
    }
    (void)rpc_error_raise(error, t->abi, t->item.step, e);
    rpc_error_move(error, &t->why);
    return e->hint[0] != 0 ? false : err_hint(e, "nothing was sent");
}

static bool check_cost(const struct transact *t, struct err *e)
{
    char address[ADDRESS_TEXT];
    char who[WHO];
    const struct cost_limits limits = {t->max_cost, &t->balance, who, t->currency};
    (void)snprintf(who, sizeof who, "insufficient funds: %s", address_format(&t->account, address));
    return cost_check(&t->cost, &limits, t->options->warnings, e) ||
           err_hint(e, "nothing was sent");
}

static bool count(struct transact *t, const struct before *before, struct err *e)
{
    const struct cost_part part = {&t->item, t->gas, &before->l1_fee};
    TRY(cost_start(&t->cost, &before->cost, &t->wish, e));
    if (t->cost.fee.was_adjusted) {
        log_line(t->options->warnings,
                 "the fee that was not given was moved: a priority fee is not above the max fee");
    }
    if (t->cost.fee.is_priority_above) {
        log_line(t->options->warnings,
                 "the priority fee is above the max fee, as cast has it: no node takes it");
    }
    t->item.gas_limit = t->gas_limit != 0 ? t->gas_limit
                                          : gas_limit_for(t->gas, before->cost.fee.latest.gas_limit,
                                                          t->wish.as_cast);
    return cost_add(&t->cost, &part, e) && check_cost(t, e);
}

bool transact_try(struct transact *t, bool is_free, struct err *e)
{
    AUTO(before_done) struct before before = before_of(t);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_account(t, &before, batch);
    if (t->gas_limit == 0 && !is_free) {
        ask_gas(t, &before, batch);
    }
    ask_answer(t, &before, batch);
    if (t->nonce != NULL) {
        t->item.nonce = *t->nonce;
    } else {
        ask_nonce(batch, &t->account, RPC_STATE(RPC_PENDING), &t->item.nonce);
    }
    return rpc_ask(t->rpc, batch, e) && check_simulation(t, &before, e) &&
           (is_free || count(t, &before, e));
}

bool transact_run(struct transact *t, struct secp256k1_secret *secret, struct err *e)
{
    struct sender_signing signing = {
        .fee = &t->cost.fee, .secret = secret, .abi = t->abi, .why = &t->why};
    AUTO(before_done) struct before before = before_of(t);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(sender_done)
    struct sender sender = {
        .rpc = t->rpc,
        .options = t->options,
        .chain_id = t->chain_id,
        .account = t->account,
    };
    ask_account(t, &before, batch);
    if (t->gas_limit == 0) {
        ask_gas(t, &before, batch);
    } else {
        ask_answer(t, &before, batch);
    }
    TRY(sender_open(&sender, t->journals, batch, e));
    sender_assign(&sender, &t->item, 1);
    TRY(t->item.was_sent_before || (check_simulation(t, &before, e) && count(t, &before, e)));
    signing.has_operator = t->is_op_stack &&
                           (t->item.was_sent_before || cost_has_operator(&t->cost));
    TRY(sender_run(&sender, &t->item, 1, &signing, e));
    return sender_settle(&sender, &t->item, 1, e);
}
