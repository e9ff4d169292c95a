/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/send_one.h"

#include "base/mem.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "rpc/trouble.h"

enum { CODE_MAX = 256 * 1024 };

/* What is asked before anything is sent. */
struct before {
    struct fee_answers fee;
    struct l1_fee_answers l1_fee;
    struct operator_fee_answers operator_fee;
    struct buf unsigned_bytes; /* of a transaction as long as the one to come */
    struct buf code;
    uint64_t gas;
    struct rpc_error estimate_error, call_error;
};

static void before_done(struct before *before)
{
    fee_answers_done(&before->fee);
    l1_fee_answers_done(&before->l1_fee);
    operator_fee_answers_done(&before->operator_fee);
    buf_done(&before->unsigned_bytes);
    buf_done(&before->code);
    rpc_error_done(&before->estimate_error);
    rpc_error_done(&before->call_error);
}

void send_one_done(struct send_one *one)
{
    sender_item_done(&one->item);
    buf_done(&one->answer);
}

/* Numbers are not known yet: they are put in as large as they can be expected to be. */
static void ask_l1_fee(const struct send_one *one, struct before *before, struct rpc_batch *batch)
{
    const uint64_t large = UINT32_MAX;
    const struct transaction like = {
        .kind = TRANSACTION_EIP1559,
        .chain_id = one->node->chain_id,
        .nonce = large,
        .gas_limit = large,
        .max_fee = u256_of(large * large),
        .priority_fee = u256_of(large * large),
        .to = one->item.to,
        .value = one->item.value,
        .data = one->item.data,
    };
    transaction_preimage(&like, &before->unsigned_bytes);
    l1_fee_ask(batch, buf_view(&before->unsigned_bytes), &before->l1_fee);
    operator_fee_ask(batch, &before->operator_fee);
}

/* `batch` borrows the message until it is asked. */
static void ask_before(struct send_one *one, const struct rpc_message *message,
                       struct before *before, struct rpc_batch *batch)
{
    const struct rpc_state latest = RPC_STATE(RPC_LATEST);
    fee_ask(batch, &before->fee);
    ask_code(batch, &one->item.to, latest, &before->code);
    ask_balance(batch, &one->account, &one->balance);
    if (one->options->gas_limit == 0 && !one->is_free) {
        ask_estimate(batch, message, &before->gas, &before->estimate_error);
    }
    if (one->options->gas_limit != 0 || one->args->dry_run) {
        ask_call(batch, message, latest, &one->answer, &before->call_error);
    }
    if (one->node->network.is_op_stack) {
        ask_l1_fee(one, before, batch);
    }
}

static bool check_simulation(const struct send_one *one, const struct before *before, struct err *e)
{
    char address[ADDRESS_TEXT];
    if (before->code.len == 0) {
        (void)err_set(e, ERR_NOT_FOUND, "there is no contract at %s on %s",
                      address_format(&one->item.to, address), one->node->name);
        return err_hint(e, "nothing was sent");
    }
    const struct rpc_error *error = before->estimate_error.code != 0 ? &before->estimate_error
                                                                     : &before->call_error;
    if (error->code == 0) {
        return true;
    }
    (void)rpc_error_raise(error, one->abi, one->item.step, e);
    return e->hint[0] != 0 ? false : err_hint(e, "nothing was sent");
}

static bool check_balance(const struct send_one *one, struct err *e)
{
    char has[AMOUNT_TEXT];
    char may[AMOUNT_TEXT];
    char account[ADDRESS_TEXT];
    if (u256_compare(&one->balance, &one->cost.total) >= 0) {
        return true;
    }
    (void)err_set(e, ERR_REFUSED, "insufficient funds: %s has %.40s %s, and it may cost %.40s",
                  address_format(&one->account, account),
                  amount_format(&one->balance, ETHER_DECIMALS, has), one->node->network.currency,
                  amount_format(&one->cost.total, ETHER_DECIMALS, may));
    return err_hint(e, "nothing was sent");
}

/* What an oracle that does not say it takes is not in any sum: --max-cost would not hold. */
static bool check_known(const struct send_one *one, struct err *e)
{
    if (one->l1_known != L1_UNKNOWN && one->operator_known != L1_UNKNOWN) {
        return true;
    }
    if (one->options->has_max_cost) {
        (void)err_set(e, ERR_REFUSED,
                      "the chain does not say what it takes beside gas, so that --max-cost cannot "
                      "be held");
        return err_hint(e, "nothing was sent");
    }
    log_line(&one->context->warnings,
             "the chain's oracle of L1 fees does not say what it takes: that is not counted");
    return true;
}

/* What is charged beside gas. */
static bool count_beside(struct send_one *one, const struct before *before, struct err *e)
{
    struct operator_fee fee;
    one->l1_known = l1_fee_of(&before->l1_fee, &one->l1_fee);
    one->operator_known = operator_fee_of(&before->operator_fee, &fee);
    TRY(check_known(one, e));
    return (operator_fee_for(&fee, one->item.gas_limit, &one->operator_fee) &&
            u256_add(&one->cost.total, &one->l1_fee, &one->cost.total) &&
            u256_add(&one->cost.total, &one->operator_fee, &one->cost.total)) ||
           err_set(e, ERR_SERVICE, "the chain's oracle of L1 fees says more than there can be");
}

static bool count(struct send_one *one, const struct before *before, struct err *e)
{
    TRY(fee_of(&before->fee, &one->options->wish, &one->fee, e));
    if (one->fee.was_adjusted) {
        log_line(&one->context->warnings,
                 "the fee that was not given was moved: a priority fee is not above the max fee");
    }
    one->gas = before->gas;
    one->item.gas_limit = one->options->gas_limit != 0
                              ? one->options->gas_limit
                              : send_gas_limit(before->gas, before->fee.latest.gas_limit);
    return send_cost_add(&one->cost, &one->item, &one->fee, e) && count_beside(one, before, e) &&
           send_cost_check(&one->cost, one->options, e) && check_balance(one, e);
}

static struct rpc_message message_of(const struct send_one *one)
{
    return (struct rpc_message){
        .from = &one->account,
        .to = &one->item.to,
        .value = one->item.value,
        .gas = one->options->gas_limit,
        .data = one->item.data,
    };
}

static bool dry_run(struct send_one *one, struct before *before, struct err *e)
{
    const struct rpc_message message = message_of(one);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_before(one, &message, before, batch);
    ask_nonce(batch, &one->account, RPC_STATE(RPC_PENDING), &one->item.nonce);
    TRY(rpc_ask(one->node->rpc, batch, e));
    return check_simulation(one, before, e) && (one->is_free || count(one, before, e));
}

static bool send(struct send_one *one, struct secp256k1_secret *secret, struct before *before,
                 struct err *e)
{
    const struct rpc_message message = message_of(one);
    const struct sender_options options = send_options_sender(one->context, one->args, one->options,
                                                              one->node->network.block_ms);
    const struct sender_signing signing = {.fee = &one->fee, .secret = secret, .abi = one->abi};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(sender_done)
    struct sender sender = {.rpc = one->node->rpc,
                            .options = &options,
                            .chain_id = one->node->chain_id,
                            .account = one->account};
    ask_before(one, &message, before, batch);
    char *folder = send_journal_folder(one->context);
    bool is_open = sender_open(&sender, folder, batch, e);
    mem_free(folder);
    TRY(is_open);
    sender_assign(&sender, &one->item, 1);
    TRY(one->item.was_sent_before || (check_simulation(one, before, e) && count(one, before, e)));
    TRY(sender_run(&sender, &one->item, 1, &signing, e));
    return sender_settle(&sender, &one->item, 1, e);
}

bool send_one_run(struct send_one *one, struct err *e)
{
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret = {{0}};
    AUTO(before_done)
    struct before before = {.code = buf_start(CODE_MAX),
                            .unsigned_bytes = buf_start(TRANSACTION_ROOM)};
    one->answer = buf_start(ABI_DATA_MAX);
    TRY(send_gas_check(one->options, &one->item, e));
    if (one->from != NULL) {
        one->account = *one->from;
    } else {
        TRY(key_source_load(one->context, one->key, &secret, e));
        one->account = secp256k1_account(&secret);
    }
    return one->args->dry_run ? dry_run(one, &before, e) : send(one, &secret, &before, e);
}
