/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/fee.h"

#include "rpc/trouble.h"

void fee_answers_done(struct fee_answers *answers)
{
    rpc_error_done(&answers->history_error);
    rpc_error_done(&answers->gas_price_error);
    rpc_error_done(&answers->priority_fee_error);
    rpc_error_done(&answers->latest_error);
}

void fee_ask(struct rpc_batch *batch, struct fee_answers *out)
{
    ask_fee_history(batch, &out->history, &out->history_error);
    ask_block(batch, RPC_STATE(RPC_LATEST), &out->latest, &out->latest_error);
    ask_max_priority_fee(batch, &out->priority_fee, &out->priority_fee_error);
    ask_gas_price(batch, &out->gas_price, &out->gas_price_error);
}

/* Puts them in order; they are few. */
static void sort(struct u256 *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct u256 value = values[i];
        size_t at = i;
        for (; at > 0 && u256_compare(&values[at - 1], &value) > 0; at--) {
            values[at] = values[at - 1];
        }
        values[at] = value;
    }
}

static struct u256 mean(const struct u256 *a, const struct u256 *b)
{
    struct u256 sum;
    uint64_t remainder = 0;
    /* Nobody pays what does not fit: the smaller one then. */
    return u256_add(a, b, &sum) ? u256_divide(&sum, 2, &remainder) : *a;
}

/* Of the rewards that are not zero; at least 1 wei. */
static struct u256 median_reward(const struct rpc_fee_history *history)
{
    struct u256 rewards[RPC_FEE_BLOCKS];
    size_t n = 0;
    for (size_t i = 0; i < history->n_rewards; i++) {
        if (!u256_is_zero(&history->reward[i])) {
            rewards[n++] = history->reward[i];
        }
    }
    if (n == 0) {
        return u256_of(1);
    }
    sort(rewards, n);
    return n % 2 == 1 ? rewards[n / 2] : mean(&rewards[n / 2 - 1], &rewards[n / 2]);
}

/* Of the latest block: the last but one of the history, whose last is of the block to come. */
static bool base_fee_of(const struct fee_answers *answers, struct u256 *out)
{
    const struct rpc_fee_history *history = &answers->history;
    if (answers->history_error.code == 0 && history->n_base_fees >= 2) {
        *out = history->base_fee[history->n_base_fees - 2];
        if (!u256_is_zero(out)) {
            return true;
        }
    }
    *out = answers->latest.base_fee;
    return answers->latest_error.code == 0 && answers->latest.has_base_fee;
}

/* A history of nothing is none where the node has another way to say it. */
static bool priority_fee_of(const struct fee_answers *answers, struct u256 *out)
{
    const struct rpc_fee_history *history = &answers->history;
    bool has_history = answers->history_error.code == 0;
    bool has_blocks = has_history && (history->n_base_fees > 0 || history->n_rewards > 0);
    bool has_tip = answers->priority_fee_error.code == 0;
    *out = has_blocks || !has_tip ? median_reward(history) : answers->priority_fee;
    return has_history || has_tip;
}

static struct u256 max_fee_of(const struct u256 *base_fee, const struct u256 *priority_fee)
{
    struct u256 max = u256_max;
    struct u256 doubled;
    if (u256_add(base_fee, base_fee, &doubled) && u256_add(&doubled, priority_fee, &doubled)) {
        max = doubled;
    }
    return max;
}

static bool check_wish(const struct fee_wish *wish, struct err *e)
{
    bool has_half = wish->max_fee != NULL || wish->priority_fee != NULL;
    if (wish->gas_price != NULL && has_half) {
        (void)err_set(e, ERR_USAGE,
                      "a transaction has a gas price, or a max fee and a priority fee");
        return err_hint(e, "--gas-price alone, or --max-fee and --priority-fee");
    }
    if (!wish->as_cast && wish->max_fee != NULL && wish->priority_fee != NULL &&
        u256_compare(wish->priority_fee, wish->max_fee) > 0) {
        return err_set(e, ERR_USAGE,
                       "the priority fee is above the max fee, of which it is a part");
    }
    return true;
}

/* A part of it is as wished, and the other one is moved where they would not go together, if it
 * may be. */
static void apply(const struct fee_wish *wish, struct fee *fee)
{
    fee->max_fee = wish->max_fee != NULL ? *wish->max_fee : fee->max_fee;
    fee->priority_fee = wish->priority_fee != NULL ? *wish->priority_fee : fee->priority_fee;
    const bool is_above = u256_compare(&fee->priority_fee, &fee->max_fee) > 0;
    fee->is_priority_above = is_above && wish->as_cast;
    fee->was_adjusted = is_above && !wish->as_cast;
    if (fee->was_adjusted && wish->max_fee != NULL) {
        fee->priority_fee = fee->max_fee;
    } else if (fee->was_adjusted) {
        fee->max_fee = max_fee_of(&fee->base_fee, &fee->priority_fee);
    }
}

static bool legacy(const struct fee_answers *answers, const struct fee_wish *wish, struct fee *fee,
                   struct err *e)
{
    fee->kind = TRANSACTION_LEGACY;
    fee->priority_fee = u256_zero;
    if (wish->gas_price != NULL) {
        fee->max_fee = *wish->gas_price;
        return true;
    }
    if (wish->max_fee != NULL || wish->priority_fee != NULL) {
        (void)err_set(e, ERR_USAGE, "the chain has no base fee, which a max fee would be for");
        return err_hint(e, "--gas-price AMOUNT");
    }
    fee->max_fee = answers->gas_price;
    return answers->gas_price_error.code == 0 ||
           rpc_error_raise(&answers->gas_price_error, NULL, "eth_gasPrice", e);
}

bool fee_of(const struct fee_answers *answers, const struct fee_wish *wish, struct fee *out,
            struct err *e)
{
    struct fee fee = {.kind = TRANSACTION_EIP1559};
    TRY(check_wish(wish, e));
    bool has_base_fee = base_fee_of(answers, &fee.base_fee);
    bool has_priority_fee = priority_fee_of(answers, &fee.priority_fee);
    bool is_whole_wish = wish->max_fee != NULL && wish->priority_fee != NULL;
    if (wish->gas_price != NULL || (!is_whole_wish && !(has_base_fee && has_priority_fee))) {
        TRY(legacy(answers, wish, &fee, e));
    } else {
        fee.max_fee = max_fee_of(&fee.base_fee, &fee.priority_fee);
        apply(wish, &fee);
    }
    *out = fee;
    return true;
}
