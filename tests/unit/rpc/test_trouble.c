/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/trouble.h"

#include <criterion/criterion.h>
#include <string.h>

#include "canned.h"
#include "chain/abi_revert.h"
#include "chain/vectors.h"
#include "rpc/revert_reason.h"

TestSuite(trouble, .timeout = 60);

/* Reads an error as a node sends it. */
static struct rpc_error read_error(const char *json)
{
    struct rpc_error error = {0};
    struct buf out = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_call(batch, &(struct rpc_message){0}, RPC_STATE(RPC_LATEST), &out, &error);
    canned_error(batch, json);
    cr_assert_neq(error.code, 0);
    return error;
}

static enum rpc_trouble trouble_of(int code, const char *message)
{
    AUTO(buf_done) struct buf json = buf_start(KIB);
    buf_printf(&json, "{\"code\":%d,\"message\":\"%s\"}", code, message);
    buf_char(&json, 0);
    AUTO(rpc_error_done) struct rpc_error error = read_error((const char *)json.at);
    cr_assert_eq(error.is_revert, rpc_trouble_of(&error) == RPC_TROUBLE_REVERTED);
    return rpc_trouble_of(&error);
}

/* tx.md section 10, and what clients have in their sources. */
Test(trouble, wordings)
{
    static const struct {
        int code;
        const char *message;
        enum rpc_trouble trouble;
    } cases[] = {
        {-32003, "nonce too low", RPC_TROUBLE_NONCE_TOO_LOW},
        {-32000, "nonce too low: next nonce 5, tx nonce 3", RPC_TROUBLE_NONCE_TOO_LOW},
        {-32010, "Transaction nonce is too low. Try incrementing the nonce.",
         RPC_TROUBLE_NONCE_TOO_LOW},
        {-32010, "OldNonce, Current nonce: 4, nonce of rejected tx: 3", RPC_TROUBLE_NONCE_TOO_LOW},
        {-32001, "Nonce too low", RPC_TROUBLE_NONCE_TOO_LOW},
        {-32000, "nonce too high: address 0x00, tx: 9 state: 5", RPC_TROUBLE_NONCE_TOO_HIGH},
        {-32003, "max fee per gas less than block base fee", RPC_TROUBLE_FEE_TOO_LOW},
        {-32000,
         "max fee per gas less than block base fee: address 0x00, maxFeePerGas: 1, baseFee: 7",
         RPC_TROUBLE_FEE_TOO_LOW},
        {-32000, "transaction underpriced: gas tip cap 0, minimum needed 1",
         RPC_TROUBLE_FEE_TOO_LOW},
        {-32602, "max priority fee per gas higher than max fee per gas", RPC_TROUBLE_PRIORITY_FEE},
        {-32000,
         "max priority fee per gas higher than max fee per gas: address 0x00, "
         "maxPriorityFeePerGas: 2, maxFeePerGas: 1",
         RPC_TROUBLE_PRIORITY_FEE},
        {-32602, "Invalid input: `max_priority_fee_per_gas` greater than `max_fee_per_gas`",
         RPC_TROUBLE_PRIORITY_FEE},
        {-32000, "Max priority fee per gas cannot be greater than max fee per gas",
         RPC_TROUBLE_PRIORITY_FEE},
        {-32010, "InvalidMaxPriorityFeePerGas: Cannot be higher than maxFeePerGas",
         RPC_TROUBLE_PRIORITY_FEE},
        {-32000, "replacement transaction underpriced", RPC_TROUBLE_UNDERPRICED},
        {-32010,
         "Transaction gas price is too low. There is another transaction with same nonce in the "
         "queue. Try increasing the gas price or incrementing the nonce.",
         RPC_TROUBLE_UNDERPRICED},
        {-32003, "Insufficient funds for gas * price + value", RPC_TROUBLE_FUNDS},
        {-32000,
         "insufficient funds for gas * price + value: balance 0, tx cost 21000, overshot 21000",
         RPC_TROUBLE_FUNDS},
        {-32010, "InsufficientFunds, Account balance: 0, cumulative cost: 5", RPC_TROUBLE_FUNDS},
        {-32004, "Upfront cost exceeds account balance", RPC_TROUBLE_FUNDS},
        {-32003, "Out of gas: gas required exceeds allowance: 0", RPC_TROUBLE_FUNDS},
        {-32000, "gas required exceeds allowance (0)", RPC_TROUBLE_FUNDS},
        {-32000, "gas required exceeds allowance (21000)", RPC_TROUBLE_GAS_TOO_LOW},
        {-32000, "intrinsic gas too low: gas 20000, minimum needed 21000", RPC_TROUBLE_GAS_TOO_LOW},
        {-32003, "intrinsic gas too low", RPC_TROUBLE_GAS_TOO_LOW},
        {-32000, "insufficient gas for floor data gas cost: gas 21000, minimum needed 26000",
         RPC_TROUBLE_GAS_TOO_LOW},
        {-32000, "exceeds block gas limit", RPC_TROUBLE_GAS_TOO_HIGH},
        {-32003, "invalid chain id for signer", RPC_TROUBLE_CHAIN_ID},
        {-32000, "invalid sender: invalid chain id for signer: have 1 want 2035",
         RPC_TROUBLE_CHAIN_ID},
        {-32000, "only replay-protected (EIP-155) transactions allowed over RPC",
         RPC_TROUBLE_CHAIN_ID},
        {-32000, "max code size exceeded", RPC_TROUBLE_CODE_SIZE},
        {-32000, "max initcode size exceeded: code size 49153 limit 49152", RPC_TROUBLE_CODE_SIZE},
        {-32003, "EVM error CreateInitCodeSizeLimit", RPC_TROUBLE_CODE_SIZE},
        {-32000, "oversized data: transaction size 200000, limit 131072", RPC_TROUBLE_TOO_LARGE},
        {-32000, "transaction type not supported", RPC_TROUBLE_KIND},
        {-32000, "already known", RPC_TROUBLE_KNOWN_ALREADY},
        {-32003, "transaction already imported", RPC_TROUBLE_KNOWN_ALREADY},
        {-32010, "AlreadyKnown", RPC_TROUBLE_KNOWN_ALREADY},
        {-32000, "Known transaction", RPC_TROUBLE_KNOWN_ALREADY},
        {-32000, "existing tx with same hash", RPC_TROUBLE_KNOWN_ALREADY},
        {-32010, "Transaction with the same hash was already imported.", RPC_TROUBLE_KNOWN_ALREADY},
        {-32005, "daily request count exceeded", RPC_TROUBLE_BUSY},
        {429, "slow down", RPC_TROUBLE_BUSY},
        {-32000, "rate limit exceeded", RPC_TROUBLE_BUSY},
        {-32601, "nope", RPC_TROUBLE_UNKNOWN_METHOD},
        {-32000, "the method eth_feeHistory does not exist/is not available",
         RPC_TROUBLE_UNKNOWN_METHOD},
        {-32000, "header not found", RPC_TROUBLE_STATE},
        {-39001, "Unknown block", RPC_TROUBLE_STATE},
        {-32602, "BlockOutOfRangeError: block height is 2 but requested was 3", RPC_TROUBLE_STATE},
        {-32602, "Received invalid block tag 3. Latest block number is 2", RPC_TROUBLE_STATE},
        {-32000, "required historical state unavailable (reexec=128)", RPC_TROUBLE_STATE},
        {-32000, "World state unavailable", RPC_TROUBLE_STATE},
        {-32000, "No state available for block 0x1", RPC_TROUBLE_STATE},
        {-32000, "state is not available", RPC_TROUBLE_STATE},
        {-32000, "old data not available due to pruning", RPC_TROUBLE_STATE},
        {-32000, "state at block #5 is pruned", RPC_TROUBLE_STATE},
        {-32000, "missing trie node 5a", RPC_TROUBLE_STATE},
        {-32603, "something else", RPC_TROUBLE_OTHER},
        {0, "nothing at all", RPC_TROUBLE_OTHER},
        {3, "execution reverted", RPC_TROUBLE_REVERTED},
        {-32000, "execution reverted", RPC_TROUBLE_REVERTED},
        {-32603, "VM Exception while processing transaction: reverted with reason string 'x'",
         RPC_TROUBLE_REVERTED},
        {-32015, "VM execution error.", RPC_TROUBLE_REVERTED},
        {-32000, "invalid opcode: INVALID", RPC_TROUBLE_REVERTED},
        /* What a contract says is not what the node says. */
        {3, "execution reverted: nonce too low", RPC_TROUBLE_REVERTED},
        {-32000, "execution reverted: already known", RPC_TROUBLE_REVERTED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_eq(trouble_of(cases[i].code, cases[i].message), cases[i].trouble, "%s",
                     cases[i].message);
    }
    const struct rpc_error none = {0};
    cr_assert_eq(rpc_trouble_of(&none), RPC_TROUBLE_NONE);
}

#define NOPE                                                                                       \
    "0x08c379a00000000000000000000000000000000000000000000000000000000000000020"                   \
    "0000000000000000000000000000000000000000000000000000000000000004"                             \
    "6e6f706500000000000000000000000000000000000000000000000000000000"

static const char *reason_of(const char *json, struct buf *out)
{
    AUTO(rpc_error_done) struct rpc_error error = read_error(json);
    buf_clear(out);
    revert_reason(&error, NULL, out);
    buf_char(out, 0);
    return (const char *)out->at;
}

Test(trouble, data_of_a_revert_wherever_the_node_has_put_it)
{
    static const char *const errors[] = {
        "{\"code\":3,\"message\":\"execution reverted: nope\",\"data\":\"" NOPE "\"}",
        "{\"code\":-32000,\"message\":\"execution reverted\",\"data\":\"" NOPE "\"}",
        "{\"code\":-32603,\"message\":\"Error: VM Exception\",\"data\":{\"message\":\"x\","
        "\"data\":\"" NOPE "\"}}",
        "{\"code\":-32603,\"message\":\"x\",\"data\":{\"originalError\":{\"code\":3,\"data\":"
        "\"" NOPE "\"}}}",
        "{\"code\":-32015,\"message\":\"VM execution error.\",\"data\":\"Reverted " NOPE "\"}",
        "{\"code\":-32000,\"message\":\"execution reverted: " NOPE "\"}",
        "{\"code\":3,\"message\":\"reverted at 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266 with "
        "(" NOPE ")\",\"data\":\"0x\"}",
    };
    AUTO(buf_done) struct buf out = buf_start(KIB);
    for (size_t i = 0; i < COUNT(errors); i++) {
        cr_assert_str_eq(reason_of(errors[i], &out), "reverted: nope", "%s", errors[i]);
    }
}

Test(trouble, reverts_without_data)
{
    static const struct {
        const char *json, *says;
    } cases[] = {
        {"{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x\"}",
         "reverted without a reason"},
        {"{\"code\":3,\"message\":\"Execution Reverted\"}", "reverted without a reason"},
        {"{\"code\":3,\"message\":\"execution reverted\",\"data\":null}",
         "reverted without a reason"},
        /* The node's words are better than none. */
        {"{\"code\":3,\"message\":\"execution reverted: \\u001b[1mnope\"}",
         "execution reverted: \\x1b[1mnope"},
        {"{\"code\":-32000,\"message\":\"invalid opcode: INVALID\"}", "invalid opcode: INVALID"},
        /* Addresses and hashes are no data. */
        {"{\"code\":3,\"message\":\"execution reverted by "
         "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\"}",
         "execution reverted by 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"},
        {"{\"code\":3,\"message\":\"\"}", "reverted without a reason"},
        {"{\"code\":-32000,\"message\":\"insufficient funds\",\"data\":\"" NOPE "\"}",
         "insufficient funds"},
        {"{\"code\":-32099,\"message\":\"no words for it\",\"data\":\"" NOPE "\"}",
         "reverted: nope"},
    };
    AUTO(buf_done) struct buf out = buf_start(KIB);
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_str_eq(reason_of(cases[i].json, &out), cases[i].says, "%s", cases[i].json);
    }
}

Test(trouble, long_messages_are_cut_between_characters)
{
    AUTO(buf_done) struct buf json = buf_start(KIB);
    buf_text(&json, "{\"code\":1,\"message\":\"");
    buf_repeat(&json, 'a', RPC_MESSAGE - 2);
    buf_text(&json, "\xc3\xbc and more\"}");
    buf_char(&json, 0);
    AUTO(rpc_error_done) struct rpc_error error = read_error((const char *)json.at);
    cr_assert_eq(strlen(error.message), RPC_MESSAGE - 2);
}

Test(trouble, raised_for_people)
{
    static const struct {
        const char *json, *text;
        enum err_kind kind;
        bool has_hint;
    } cases[] = {
        {"{\"code\":3,\"message\":\"execution reverted: nope\",\"data\":\"" NOPE "\"}",
         "deploy Counter: reverted: nope", ERR_REFUSED, false},
        {"{\"code\":-32000,\"message\":\"nonce too low\"}", "deploy Counter: nonce too low",
         ERR_CONFLICT, true},
        {"{\"code\":-32000,\"message\":\"replacement transaction underpriced\"}",
         "deploy Counter: replacement transaction underpriced", ERR_CONFLICT, true},
        {"{\"code\":-32003,\"message\":\"invalid chain id for signer\"}",
         "deploy Counter: invalid chain id for signer", ERR_CONFLICT, true},
        {"{\"code\":-32000,\"message\":\"insufficient funds\"}",
         "deploy Counter: insufficient funds", ERR_REFUSED, true},
        {"{\"code\":-32005,\"message\":\"limit exceeded\"}", "deploy Counter: limit exceeded",
         ERR_SERVICE, true},
        {"{\"code\":-32603,\"message\":\"boom\"}", "deploy Counter: boom", ERR_SERVICE, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        AUTO(rpc_error_done) struct rpc_error error = read_error(cases[i].json);
        cr_assert_not(rpc_error_raise(&error, NULL, "deploy Counter", &e));
        cr_assert_str_eq(e.text, cases[i].text);
        cr_assert_eq(e.kind, cases[i].kind, "%s", e.text);
        cr_assert_eq(e.hint[0] != 0, cases[i].has_hint, "%s", e.text);
    }
}

/* What anvil 1.7.1 says of calls, and the data that is in it. */
static void check_vector(const struct json_value *vector)
{
    static const char *const methods[] = {"eth_call", "eth_estimateGas"};
    for (size_t i = 0; i < COUNT(methods); i++) {
        const struct json_value *object = json_member(vector, methods[i]);
        if (object == NULL || json_member(object, "code") == NULL) {
            continue;
        }
        AUTO(rpc_error_done) struct rpc_error error = {0};
        AUTO(buf_done) struct buf wanted = vector_hex(vector, "data");
        cr_assert(rpc_error_read(object, &error), "%s", vector_id(vector));
        cr_assert(error.is_revert, "%s", vector_id(vector));
        cr_assert(bytes_equal(buf_view(&error.data), buf_view(&wanted)), "%s", vector_id(vector));
    }
}

Test(trouble, reverts_of_anvil)
{
    vectors_visit("reverts.json", check_vector);
}
