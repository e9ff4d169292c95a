/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: rpc_answer_read with all that can be asked, rpc_answer_is_busy, revert_reason,
 * fee_of, l1_fee_of, ask_simulate. The first byte says what was asked, the rest is the answer. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "rpc/answer.h"
#include "rpc/fee.h"
#include "rpc/revert_reason.h"
#include "rpc/simulate.h"
#include "rpc/trouble.h"

enum { DATA_MAX = 1 << 16 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Where answers go. */
struct places {
    uint64_t chain_id, number, nonce, gas;
    struct u256 balance;
    uint8_t word[U256_SIZE];
    bool is_known;
    char client[RPC_MESSAGE];
    struct fee_answers fee;
    struct l1_fee_answers l1;
    struct operator_fee_answers operator_fee;
    struct rpc_block block, at5;
    struct buf code, call;
    struct rpc_receipt receipt;
    struct rpc_error call_error, gas_error, client_error, block_error, send_error;
    struct rpc_simulated simulated[2];
    struct rpc_simulation simulation;
    struct rpc_error simulation_error;
};

static void places_done(struct places *places)
{
    fee_answers_done(&places->fee);
    l1_fee_answers_done(&places->l1);
    operator_fee_answers_done(&places->operator_fee);
    buf_done(&places->code);
    buf_done(&places->call);
    rpc_receipt_done(&places->receipt);
    rpc_error_done(&places->call_error);
    rpc_error_done(&places->gas_error);
    rpc_error_done(&places->client_error);
    rpc_error_done(&places->block_error);
    rpc_error_done(&places->send_error);
    rpc_simulated_done(&places->simulated[0]);
    rpc_simulated_done(&places->simulated[1]);
    rpc_error_done(&places->simulation_error);
}

static const struct eth_address someone = {{1}};
static const struct keccak256 hash = {{0x11, 0x11}};
static const struct rpc_message message = {.to = &someone};
static const struct rpc_message messages[2] = {{.to = &someone}, {.from = &someone}};

static void ask_numbers(struct rpc_batch *batch, struct places *p)
{
    ask_chain_id(batch, &p->chain_id);
    ask_block_number(batch, &p->number);
    ask_balance(batch, &someone, &p->balance);
    ask_nonce(batch, &someone, RPC_STATE(RPC_PENDING), &p->nonce);
    ask_storage(batch, &someone, p->word, p->word);
}

static void ask_fees(struct rpc_batch *batch, struct places *p)
{
    fee_ask(batch, &p->fee);
}

static void ask_l1(struct rpc_batch *batch, struct places *p)
{
    l1_fee_ask(batch, BYTES_OF(someone.at), &p->l1);
    operator_fee_ask(batch, &p->operator_fee);
}

static void ask_blocks(struct rpc_batch *batch, struct places *p)
{
    ask_block(batch, RPC_STATE(RPC_PENDING), &p->block, &p->block_error);
    ask_block(batch, (struct rpc_state){RPC_BLOCK, 5}, &p->at5, NULL);
}

static void ask_calls(struct rpc_batch *batch, struct places *p)
{
    ask_code(batch, &someone, RPC_STATE(RPC_LATEST), &p->code);
    ask_call(batch, &message, RPC_STATE(RPC_SAFE), &p->call, &p->call_error);
    ask_estimate(batch, &message, &p->gas, &p->gas_error);
}

static void ask_one_call(struct rpc_batch *batch, struct places *p)
{
    ask_call(batch, &message, RPC_STATE(RPC_LATEST), &p->call, &p->call_error);
}

static void ask_one_receipt(struct rpc_batch *batch, struct places *p)
{
    ask_receipt(batch, &hash, &p->receipt);
}

static void ask_transactions(struct rpc_batch *batch, struct places *p)
{
    ask_is_known(batch, &hash, &p->is_known);
    ask_send(batch, BYTES_OF(someone.at), &p->send_error);
    ask_receipt(batch, &hash, &p->receipt);
    ask_client(batch, p->client, &p->client_error);
}

static void ask_simulations(struct rpc_batch *batch, struct places *p)
{
    p->simulation = (struct rpc_simulation){messages, p->simulated, COUNT(messages)};
    ask_simulate(batch, &p->simulation, RPC_STATE(RPC_LATEST), &p->simulation_error);
}

static void ask_all(struct rpc_batch *batch, struct places *p)
{
    ask_numbers(batch, p);
    ask_fees(batch, p);
    ask_blocks(batch, p);
    ask_calls(batch, p);
    ask_transactions(batch, p);
}

static void (*const questions[])(struct rpc_batch *batch, struct places *places) = {
    ask_numbers,  ask_fees,        ask_l1,           ask_blocks, ask_calls,
    ask_one_call, ask_one_receipt, ask_transactions, ask_all,    ask_simulations,
};

/* For people: one line, nothing that a terminal would act upon. */
static void check_words(struct text words)
{
    AUTO(buf_done) struct buf again = buf_start(SIZE_MAX);
    utf8_escape(words, &again);
    require(text_equal(buf_view_text(&again), words));
}

static void check_error(const struct rpc_error *error)
{
    struct err e;
    AUTO(buf_done) struct buf reason = buf_start(SIZE_MAX);
    if (error->code == 0) {
        require(error->message[0] == 0 && error->data.len == 0 && !error->is_revert);
        return;
    }
    check_words(text_of(error->message));
    revert_reason(error, NULL, &reason);
    check_words(buf_view_text(&reason));
    require(error->is_revert == (rpc_trouble_of(error) == RPC_TROUBLE_REVERTED));
    require(error->is_revert || error->data.len == 0);
    require(!rpc_error_raise(error, NULL, "it", &e) && e.kind != ERR_NONE);
}

static void check_fee(const struct fee_answers *answers)
{
    struct err e;
    struct fee fee;
    const struct fee_wish wish = {0};
    require(answers->history.n_base_fees <= RPC_FEE_BLOCKS + 1);
    require(answers->history.n_rewards <= RPC_FEE_BLOCKS);
    if (fee_of(answers, &wish, &fee, &e)) {
        require(u256_compare(&fee.priority_fee, &fee.max_fee) <= 0);
        require(u256_compare(&fee.base_fee, &fee.max_fee) <= 0 || fee.kind == TRANSACTION_LEGACY);
    } else {
        require(e.kind != ERR_NONE && e.kind != ERR_USAGE);
    }
}

static void check_simulated(const struct places *p)
{
    for (size_t i = 0; i < COUNT(p->simulated); i++) {
        const struct rpc_simulated *one = &p->simulated[i];
        check_error(&one->error);
        require(!one->succeeded || one->error.code == 0);
        /* All of it is read, or nothing. */
        require(one->succeeded || one->error.code != 0 ||
                (one->gas_used == 0 && one->answer.len == 0 && !p->simulated[1 - i].succeeded &&
                 p->simulated[1 - i].error.code == 0));
    }
}

/* What more gas costs is not less, and nothing wraps. */
static void check_operator_fee(const struct operator_fee_answers *answers)
{
    struct operator_fee fee;
    struct u256 less;
    struct u256 more;
    const enum l1_known known = operator_fee_of(answers, &fee);
    require(known == L1_KNOWN || (u256_is_zero(&fee.once) && u256_is_zero(&fee.much)));
    require(operator_fee_for(&fee, 0, &less) && u256_compare(&less, &fee.once) == 0);
    require(!operator_fee_for(&fee, 1, &more) || u256_compare(&more, &less) >= 0);
}

static void check_places(const struct places *p)
{
    struct u256 fee;
    const struct rpc_error *errors[] = {
        &p->call_error,
        &p->gas_error,
        &p->client_error,
        &p->block_error,
        &p->send_error,
        &p->fee.history_error,
        &p->fee.latest_error,
        &p->fee.gas_price_error,
        &p->fee.priority_fee_error,
        &p->l1.upper_bound_error,
        &p->l1.exact_error,
        &p->operator_fee.is_isthmus_error,
        &p->operator_fee.of_none_error,
        &p->operator_fee.of_much_error,
    };
    for (size_t i = 0; i < COUNT(errors); i++) {
        check_error(errors[i]);
    }
    check_simulated(p);
    check_error(&p->simulation_error);
    check_fee(&p->fee);
    check_words(text_of(p->client));
    require(p->code.len <= DATA_MAX && p->call.len <= DATA_MAX);
    require(!p->at5.is_there || p->at5.number == 5);
    require(p->receipt.n_logs <= RPC_LOGS_MAX);
    require(!p->receipt.is_there || bytes_equal(BYTES_OF(p->receipt.hash.at), BYTES_OF(hash.at)));
    require(l1_fee_of(&p->l1, &fee) != L1_KNOWN || p->l1.exact.len == U256_SIZE ||
            p->l1.upper_bound.len == U256_SIZE);
    check_operator_fee(&p->operator_fee);
}

/* What is not read leaves everything as it was. */
static void check_untouched(const struct places *p)
{
    static const struct places none;
    require(p->chain_id == 0 && p->number == 0 && p->nonce == 0 && p->gas == 0);
    require(p->code.len == 0 && p->call.len == 0 && !p->receipt.is_there && !p->is_known);
    require(p->call_error.code == 0 && p->fee.history_error.code == 0 && !p->block.is_there);
    require(memcmp(&p->fee.history, &none.fee.history, sizeof none.fee.history) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct err e = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(places_done)
    struct places places = {.code = buf_start(DATA_MAX), .call = buf_start(DATA_MAX)};
    struct bytes body = bytes_of(data + 1, size - 1);
    questions[data[0] % COUNT(questions)](batch, &places);
    const struct rpc_request request = {batch->calls, batch->n, 1, "https://node"};
    enum rpc_answer answer = rpc_answer_read(&request, body, &e);
    bool is_failure = answer == RPC_ANSWER_FAILED || answer == RPC_ANSWER_FOREIGN;
    require(is_failure == (e.kind != ERR_NONE) && is_failure == (e.text[0] != 0));
    require(answer != RPC_ANSWER_NO_BATCH || batch->n > 1);
    if (answer == RPC_ANSWER_FOREIGN || answer == RPC_ANSWER_NO_BATCH) {
        check_untouched(&places);
    }
    require(!rpc_answer_is_busy(body) || answer != RPC_ANSWER_NO_BATCH);
    check_places(&places);
    return 0;
}
