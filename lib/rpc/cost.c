/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/cost.h"

#include "chain/amount.h"

void cost_answers_done(struct cost_answers *answers)
{
    fee_answers_done(&answers->fee);
    operator_fee_answers_done(&answers->operator_fee);
}

void cost_ask(struct rpc_batch *batch, bool is_op_stack, struct cost_answers *out)
{
    fee_ask(batch, &out->fee);
    if (is_op_stack) {
        operator_fee_ask(batch, &out->operator_fee);
    }
}

void cost_ask_item(struct rpc_batch *batch, uint64_t chain_id, const struct sender_item *item,
                   struct l1_fee_answers *out)
{
    const struct transaction like = {
        .kind = TRANSACTION_EIP1559,
        .is_creation = item->is_creation,
        .chain_id = chain_id,
        .nonce = UINT32_MAX,
        .gas_limit = UINT32_MAX,
        .max_fee = u256_of(UINT64_MAX),
        .priority_fee = u256_of(UINT64_MAX),
        .to = item->to,
        .value = item->value,
        .data = item->data,
    };
    AUTO(buf_done) struct buf preimage = buf_start(TRANSACTION_ROOM);
    transaction_preimage(&like, &preimage);
    l1_fee_ask(batch, buf_view(&preimage), out);
}

bool cost_start(struct cost *out, const struct cost_answers *answers, const struct fee_wish *wish,
                struct err *e)
{
    struct cost cost = {.l1_known = L1_ABSENT};
    TRY(fee_of(&answers->fee, wish, &cost.fee, e));
    cost.operator_known = operator_fee_of(&answers->operator_fee, &cost.operator_price);
    *out = cost;
    return true;
}

bool cost_has_operator(const struct cost *cost)
{
    return cost->operator_known == L1_UNKNOWN || !u256_is_zero(&cost->operator_price.once) ||
           !u256_is_zero(&cost->operator_price.much);
}

static bool add_product(uint64_t gas, const struct u256 *price, struct u256 *sum)
{
    const struct u256 units = u256_of(gas);
    struct u256 product;
    return u256_multiply(&units, price, &product) && u256_add(sum, &product, sum);
}

/* What a unit of gas will cost if the base fee stays as it is. */
static bool likely_price(const struct fee *fee, struct u256 *out)
{
    if (fee->kind == TRANSACTION_LEGACY) {
        *out = fee->max_fee;
        return true;
    }
    if (!u256_add(&fee->base_fee, &fee->priority_fee, out)) {
        return false;
    }
    if (u256_compare(out, &fee->max_fee) > 0) {
        *out = fee->max_fee;
    }
    return true;
}

static bool add_gas_and_value(struct cost *cost, const struct cost_part *part)
{
    const struct sender_item *item = part->item;
    struct u256 price;
    return likely_price(&cost->fee, &price) && add_product(part->gas, &price, &cost->likely) &&
           add_product(item->gas_limit, &cost->fee.max_fee, &cost->most) &&
           u256_add(&cost->likely, &item->value, &cost->likely) &&
           u256_add(&cost->most, &item->value, &cost->most);
}

static bool add_l1_fee(struct cost *cost, const struct cost_part *part)
{
    struct u256 fee;
    const enum l1_known known = l1_fee_of(part->l1_fee, &fee);
    cost->l1_known = known > cost->l1_known ? known : cost->l1_known;
    return u256_add(&cost->l1_fee, &fee, &cost->l1_fee) &&
           u256_add(&cost->most, &fee, &cost->most) && u256_add(&cost->likely, &fee, &cost->likely);
}

/* The limit is paid for before it runs, and what was not used is given back. */
static bool add_operator_fee(struct cost *cost, const struct cost_part *part)
{
    struct u256 most;
    struct u256 likely;
    return operator_fee_for(&cost->operator_price, part->item->gas_limit, &most) &&
           operator_fee_for(&cost->operator_price, part->gas, &likely) &&
           u256_add(&cost->operator_fee, &most, &cost->operator_fee) &&
           u256_add(&cost->most, &most, &cost->most) &&
           u256_add(&cost->likely, &likely, &cost->likely);
}

bool cost_add(struct cost *cost, const struct cost_part *part, struct err *e)
{
    if (!add_gas_and_value(cost, part)) {
        return err_set(e, ERR_USAGE, "what it costs does not fit into 256 bits");
    }
    return (add_l1_fee(cost, part) && add_operator_fee(cost, part)) ||
           err_set(e, ERR_SERVICE, "the chain's oracle of L1 fees says more than there can be");
}

bool cost_check_known(const struct cost *cost, const struct u256 *max_cost,
                      const struct log *warnings, struct err *e)
{
    if (cost->l1_known != L1_UNKNOWN && cost->operator_known != L1_UNKNOWN) {
        return true;
    }
    if (max_cost != NULL) {
        return err_set(e, ERR_REFUSED,
                       "the chain does not say what it takes beside gas, so that --max-cost cannot "
                       "be held");
    }
    log_line(warnings,
             "the chain's oracle of L1 fees does not say what it takes: that is not counted");
    return true;
}

enum cost_fit cost_fit(const struct cost *cost, const struct cost_limits *limits)
{
    if (limits->max_cost != NULL && u256_compare(&cost->most, limits->max_cost) > 0) {
        return COST_ABOVE_MAX;
    }
    return u256_compare(&cost->most, limits->balance) > 0 ? COST_ABOVE_BALANCE : COST_FITS;
}

bool cost_check(const struct cost *cost, const struct cost_limits *limits,
                const struct log *warnings, struct err *e)
{
    char limit[AMOUNT_TEXT];
    char may[AMOUNT_TEXT];
    TRY(cost_check_known(cost, limits->max_cost, warnings, e));
    const enum cost_fit fit = cost_fit(cost, limits);
    amount_format(&cost->most, ETHER_DECIMALS, may);
    if (fit == COST_ABOVE_MAX) {
        return err_set(e, ERR_REFUSED, "it may cost %.40s ether, above --max-cost %.40s ether", may,
                       amount_format(limits->max_cost, ETHER_DECIMALS, limit));
    }
    return fit == COST_FITS ||
           err_set(e, ERR_REFUSED, "%s has %.40s %s, and it may cost %.40s", limits->who,
                   amount_format(limits->balance, ETHER_DECIMALS, limit), limits->currency, may);
}
