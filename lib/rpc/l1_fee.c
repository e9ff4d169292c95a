/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/l1_fee.h"

#include "chain/abi_item.h"

/* Calldata of a transaction that nodes take, and what encodes its length. */
#define CALLDATA_MAX (2 * MIB)

const struct eth_address l1_fee_oracle = {
    {0x42, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0F},
};

void l1_fee_answers_done(struct l1_fee_answers *answers)
{
    buf_done(&answers->upper_bound);
    buf_done(&answers->exact);
    rpc_error_done(&answers->upper_bound_error);
    rpc_error_done(&answers->exact_error);
}

static void add_selector(struct buf *out, const char *signature)
{
    struct text text = text_of(signature);
    const struct keccak256 hash = keccak256_of(text_bytes(text));
    buf_add(out, bytes_of(hash.at, ABI_SELECTOR));
}

static void ask_oracle(struct rpc_batch *batch, struct rpc_state state, struct bytes calldata,
                       struct buf *out, struct rpc_error *error)
{
    const struct rpc_message message = {.to = &l1_fee_oracle, .data = calldata};
    ask_call(batch, &message, state, out, error);
}

void l1_fee_ask(struct rpc_batch *batch, struct bytes unsigned_transaction,
                struct l1_fee_answers *out)
{
    AUTO(buf_done) struct buf bound = buf_start(CALLDATA_MAX);
    AUTO(buf_done) struct buf exact = buf_start(CALLDATA_MAX);
    size_t n = unsigned_transaction.left;
    add_selector(&bound, "getL1FeeUpperBound(uint256)");
    u256_append_u64(n, &bound);
    ask_oracle(batch, RPC_STATE(RPC_LATEST), buf_view(&bound), &out->upper_bound,
               &out->upper_bound_error);

    add_selector(&exact, "getL1Fee(bytes)");
    u256_append_u64(U256_SIZE, &exact);
    u256_append_u64(n, &exact);
    buf_add(&exact, unsigned_transaction);
    buf_repeat(&exact, 0, (U256_SIZE - n % U256_SIZE) % U256_SIZE);
    ask_oracle(batch, RPC_STATE(RPC_LATEST), buf_view(&exact), &out->exact, &out->exact_error);
}

/* One word, without an error; where there is no contract the answer is empty. */
static bool read_word(const struct buf *answer, const struct rpc_error *error, struct u256 *out)
{
    return error->code == 0 && answer->len == U256_SIZE && u256_from_bytes(buf_view(answer), out);
}

/* As of an address without code. */
static bool is_nobody(const struct buf *answer, const struct rpc_error *error)
{
    return error->code == 0 && answer->len == 0;
}

enum l1_known l1_fee_of(const struct l1_fee_answers *answers, struct u256 *out)
{
    struct u256 bound = u256_zero;
    struct u256 exact = u256_zero;
    bool has_bound = read_word(&answers->upper_bound, &answers->upper_bound_error, &bound);
    bool has_exact = read_word(&answers->exact, &answers->exact_error, &exact);
    *out = u256_compare(&bound, &exact) > 0 ? bound : exact;
    if (has_bound || has_exact) {
        return L1_KNOWN;
    }
    return is_nobody(&answers->upper_bound, &answers->upper_bound_error) &&
                   is_nobody(&answers->exact, &answers->exact_error)
               ? L1_ABSENT
               : L1_UNKNOWN;
}

void operator_fee_answers_done(struct operator_fee_answers *answers)
{
    buf_done(&answers->is_isthmus);
    buf_done(&answers->of_none);
    buf_done(&answers->of_much);
    rpc_error_done(&answers->is_isthmus_error);
    rpc_error_done(&answers->of_none_error);
    rpc_error_done(&answers->of_much_error);
}

static struct buf calldata_of(const char *signature, const uint64_t *gas)
{
    struct buf calldata = buf_start(KIB);
    add_selector(&calldata, signature);
    if (gas != NULL) {
        u256_append_u64(*gas, &calldata);
    }
    return calldata;
}

static void ask_function(struct rpc_batch *batch, const char *signature, const uint64_t *gas,
                         struct buf *out, struct rpc_error *error)
{
    AUTO(buf_done) struct buf calldata = calldata_of(signature, gas);
    ask_oracle(batch, RPC_STATE(RPC_LATEST), buf_view(&calldata), out, error);
}

static const char is_isthmus[] = "isIsthmus()";
static const char get_operator_fee[] = "getOperatorFee(uint256)";
static const uint64_t no_gas = 0;
static const uint64_t million_gas = UINT64_C(1000) * 1000;
static const uint64_t much_gas = UINT64_C(1000) * 1000 * 1000 * 1000;

void operator_fee_ask(struct rpc_batch *batch, struct operator_fee_answers *out)
{
    ask_function(batch, is_isthmus, NULL, &out->is_isthmus, &out->is_isthmus_error);
    ask_function(batch, get_operator_fee, &no_gas, &out->of_none, &out->of_none_error);
    ask_function(batch, get_operator_fee, &much_gas, &out->of_much, &out->of_much_error);
}

/* An oracle that is older than Isthmus does not know the question. */
static enum l1_known isthmus_of(const struct buf *answer, const struct rpc_error *error)
{
    struct u256 flag = u256_zero;
    if (error->is_revert || is_nobody(answer, error)) {
        return L1_ABSENT;
    }
    if (!read_word(answer, error, &flag)) {
        return L1_UNKNOWN;
    }
    return u256_is_zero(&flag) ? L1_ABSENT : L1_KNOWN;
}

enum l1_known operator_fee_of(const struct operator_fee_answers *answers, struct operator_fee *out)
{
    struct operator_fee fee;
    const enum l1_known known = isthmus_of(&answers->is_isthmus, &answers->is_isthmus_error);
    *out = (struct operator_fee){.once = u256_zero};
    if (known != L1_KNOWN) {
        return known;
    }
    if (!read_word(&answers->of_none, &answers->of_none_error, &fee.once) ||
        !read_word(&answers->of_much, &answers->of_much_error, &fee.much) ||
        !u256_subtract(&fee.much, &fee.once, &fee.much)) {
        return L1_UNKNOWN;
    }
    *out = fee;
    return L1_KNOWN;
}

bool operator_fee_for(const struct operator_fee *fee, uint64_t gas, struct u256 *out)
{
    const struct u256 units = u256_of(gas);
    const struct u256 one = u256_of(1);
    struct u256 product;
    uint64_t rest = 0;
    TRY(u256_multiply(&units, &fee->much, &product));
    *out = u256_divide(&product, much_gas, &rest);
    return u256_add(out, &fee->once, out) && (rest == 0 || u256_add(out, &one, out));
}

void operator_taken_answers_done(struct operator_taken_answers *answers)
{
    buf_done(&answers->is_isthmus);
    buf_done(&answers->fee);
    rpc_error_done(&answers->is_isthmus_error);
    rpc_error_done(&answers->fee_error);
}

void operator_taken_ask(struct rpc_batch *batch, const struct rpc_receipt *receipt,
                        struct operator_taken_answers *out)
{
    const struct rpc_state state = {.at = RPC_BLOCK, .number = receipt->block_number};
    AUTO(buf_done) struct buf first = calldata_of(is_isthmus, NULL);
    AUTO(buf_done) struct buf second = calldata_of(get_operator_fee, &receipt->gas_used);
    ask_oracle(batch, state, buf_view(&first), &out->is_isthmus, &out->is_isthmus_error);
    ask_oracle(batch, state, buf_view(&second), &out->fee, &out->fee_error);
}

enum l1_known operator_taken_of(const struct operator_taken_answers *answers, struct u256 *out)
{
    const enum l1_known known = isthmus_of(&answers->is_isthmus, &answers->is_isthmus_error);
    *out = u256_zero;
    if (known != L1_KNOWN) {
        return known;
    }
    return read_word(&answers->fee, &answers->fee_error, out) ? L1_KNOWN : L1_UNKNOWN;
}

static const struct {
    const char *function;
    const uint64_t *gas;
} parameter_questions[] = {
    [L1_BASE_FEE] = {"l1BaseFee()", NULL},
    [L1_BLOB_BASE_FEE] = {"blobBaseFee()", NULL},
    [L1_BASE_FEE_SCALAR] = {"baseFeeScalar()", NULL},
    [L1_BLOB_BASE_FEE_SCALAR] = {"blobBaseFeeScalar()", NULL},
    [L1_IS_ECOTONE] = {"isEcotone()", NULL},
    [L1_IS_FJORD] = {"isFjord()", NULL},
    [L1_IS_ISTHMUS] = {is_isthmus, NULL},
    [L1_OPERATOR_ONCE] = {get_operator_fee, &no_gas},
    [L1_OPERATOR_MILLION] = {get_operator_fee, &million_gas},
};

void l1_parameters_done(struct l1_parameters *parameters)
{
    for (size_t i = 0; i < L1_PARAMETERS; i++) {
        buf_done(&parameters->answers[i]);
        rpc_error_done(&parameters->errors[i]);
    }
}

void l1_parameters_ask(struct rpc_batch *batch, struct l1_parameters *out)
{
    for (size_t i = 0; i < L1_PARAMETERS; i++) {
        ask_function(batch, parameter_questions[i].function, parameter_questions[i].gas,
                     &out->answers[i], &out->errors[i]);
    }
}

bool l1_parameter(const struct l1_parameters *parameters, enum l1_parameter which, struct u256 *out)
{
    return read_word(&parameters->answers[which], &parameters->errors[which], out);
}
