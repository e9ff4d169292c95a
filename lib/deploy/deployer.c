/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/deployer.h"

#include "chain/amount.h"
#include "rpc/gas.h"

/* The document of its repository has these bytes, and its signature of 0x22 alone shows that nobody
 * chose them by a key: legacy, nonce 0, 100 gwei, 100000 gas, a creation. */
static const uint8_t transaction[] = {
    0xf8, 0xa5, 0x80, 0x85, 0x17, 0x48, 0x76, 0xe8, 0x00, 0x83, 0x01, 0x86, 0xa0, 0x80, 0x80, 0xb8,
    0x53, 0x60, 0x45, 0x80, 0x60, 0x0e, 0x60, 0x00, 0x39, 0x80, 0x60, 0x00, 0xf3, 0x50, 0xfe, 0x7f,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xe0,
    0x36, 0x01, 0x60, 0x00, 0x81, 0x60, 0x20, 0x82, 0x37, 0x80, 0x35, 0x82, 0x82, 0x34, 0xf5, 0x80,
    0x15, 0x15, 0x60, 0x39, 0x57, 0x81, 0x82, 0xfd, 0x5b, 0x80, 0x82, 0x52, 0x50, 0x50, 0x50, 0x60,
    0x14, 0x60, 0x0c, 0xf3, 0x1b, 0xa0, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22,
    0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22,
    0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0xa0, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22,
    0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22,
    0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22};
_Static_assert(sizeof transaction == 167, "that is its length");

enum {
    CODE_AT = 31, /* in the transaction: its init code ends with what it leaves */
    CODE_SIZE = 69,
    GAS = 100000,
    GAS_OF_TRANSFER = 21000,
};

/* In wei: what a unit of its gas is paid with, and all of it. */
static const uint64_t price = UINT64_C(100000000000);
static const uint64_t needed = UINT64_C(10000000000000000);

const struct eth_address deployer_maker = {
    {0x3f, 0xab, 0x18, 0x46, 0x22, 0xdc, 0x19, 0xb6, 0x10, 0x93,
     0x49, 0xb9, 0x48, 0x11, 0x49, 0x3b, 0xf2, 0xa4, 0x53, 0x62},
};

struct bytes deployer_transaction(void)
{
    return BYTES_OF(transaction);
}

struct bytes deployer_code(void)
{
    return bytes_of(transaction + CODE_AT, CODE_SIZE);
}

bool deployer_is_there(struct bytes code)
{
    return bytes_equal(code, deployer_code());
}

void deployer_answers_done(struct deployer_answers *answers)
{
    buf_done(&answers->code);
    rpc_error_done(&answers->gas_error);
    l1_fee_answers_done(&answers->l1_fee);
}

void deployer_ask(const struct plan *plan, const struct deploy_wish *wish,
                  struct deployer_answers *out, struct rpc_batch *batch)
{
    const struct rpc_state latest = RPC_STATE(RPC_LATEST);
    const struct rpc_message transfer = {
        .from = &plan->account,
        .to = &deployer_maker,
        .value = u256_of(1),
    };
    out->code = buf_start(ARTIFACT_CODE_MAX);
    ask_code(batch, &create_deterministic_deployer, latest, &out->code);
    if (!wish->makes_deployer) {
        return;
    }
    ask_balance(batch, &deployer_maker, &out->balance);
    ask_nonce(batch, &deployer_maker, latest, &out->used);
    ask_estimate(batch, &transfer, &out->gas, &out->gas_error);
    if (wish->is_op_stack) {
        l1_fee_ask(batch, deployer_transaction(), &out->l1_fee);
    }
}

static bool is_needed(const struct plan *plan)
{
    bool found = false;
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        found = found || (step->kind == PLAN_CREATE2 && step->state != PLAN_UNCHANGED);
    }
    return found;
}

static enum plan_deployer_state state_of(const struct plan *plan, const struct deploy_wish *wish,
                                         const struct deployer_answers *answers)
{
    if (!is_needed(plan) || deployer_is_there(buf_view(&answers->code))) {
        return PLAN_DEPLOYER_THERE;
    }
    if (answers->code.len != 0) {
        return PLAN_DEPLOYER_OTHER;
    }
    if (!wish->makes_deployer) {
        return PLAN_DEPLOYER_ABSENT;
    }
    return answers->used != 0 ? PLAN_DEPLOYER_USED : PLAN_DEPLOYER_TO_DO;
}

/* What is taken beside gas moves until it is sent: twice that is put by. */
static bool lacking(const struct deployer_answers *answers,
                    const struct operator_fee_answers *operator_fee, struct u256 *out)
{
    struct operator_fee fee;
    struct u256 l1_fee;
    struct u256 wanted = u256_of(needed);
    *out = u256_zero;
    if (operator_fee_of(operator_fee, &fee) == L1_UNKNOWN ||
        l1_fee_of(&answers->l1_fee, &l1_fee) == L1_UNKNOWN) {
        l1_fee = u256_zero;
    }
    struct u256 beside;
    TRY(operator_fee_for(&fee, GAS, &beside) && u256_add(&beside, &l1_fee, &beside) &&
        u256_add(&beside, &beside, &beside) && u256_add(&wanted, &beside, &wanted));
    return u256_compare(&answers->balance, &wanted) >= 0 ||
           u256_subtract(&wanted, &answers->balance, out);
}

/* Its maker is paid before anything else is sent. */
static void go_first(struct plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        plan->steps[i].item.nonce += plan->steps[i].state == PLAN_TO_DO ? 1 : 0;
    }
}

bool deployer_decide(struct plan *plan, const struct deploy_wish *wish,
                     const struct deployer_answers *answers,
                     const struct operator_fee_answers *operator_fee)
{
    struct plan_deployer *deployer = &plan->deployer;
    deployer->state = state_of(plan, wish, answers);
    if (deployer->state != PLAN_DEPLOYER_TO_DO) {
        return true;
    }
    deployer->gas = answers->gas != 0 ? answers->gas : GAS_OF_TRANSFER;
    deployer->funding = (struct sender_item){
        .step = deployer_funding,
        .to = deployer_maker,
        .gas_limit = gas_with_margin(deployer->gas, plan->block_gas_limit),
    };
    TRY(lacking(answers, operator_fee, &deployer->funding.value));
    if (!u256_is_zero(&deployer->funding.value)) {
        go_first(plan);
    }
    return true;
}

static const struct {
    const char *text, *hint;
} refusals[] = {
    [PLAN_DEPLOYER_ABSENT] = {"the chain has no deterministic deployer, through which CREATE2 goes",
                              "--deploy-deployer makes it; or deploy without --create2"},
    [PLAN_DEPLOYER_OTHER] =
        {"the chain has no deterministic deployer: other code is at its address",
         "deploy without --create2"},
    [PLAN_DEPLOYER_USED] = {"the chain has no deterministic deployer, and can have none: its "
                            "transaction was used and left nothing",
                            "deploy without --create2"},
};

bool deployer_check(const struct plan *plan, struct err *e)
{
    const enum plan_deployer_state state = plan->deployer.state;
    const struct u256 paid = u256_of(price);
    if (state == PLAN_DEPLOYER_TO_DO && u256_compare(&plan->cost.fee.base_fee, &paid) > 0) {
        char asked[AMOUNT_TEXT];
        return err_set(e, ERR_REFUSED,
                       "the deterministic deployer cannot be made now: its transaction pays 100 "
                       "gwei for a unit of gas, the chain asks %.40s",
                       amount_format(&plan->cost.fee.base_fee, GWEI_DECIMALS, asked));
    }
    if (state == PLAN_DEPLOYER_TO_DO || state == PLAN_DEPLOYER_THERE) {
        return true;
    }
    (void)err_set(e, ERR_REFUSED, "%s", refusals[state].text);
    return err_hint(e, "%s", refusals[state].hint);
}
