/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/trouble.h"

#include "rpc/ask.h"
#include "rpc/revert_reason.h"

/* Codes that say the same with all nodes: EIP-1474, and OpenEthereum's of an execution. */
enum {
    CODE_REVERTED = 3,
    CODE_TOO_MANY = 429,
    CODE_UNKNOWN_METHOD = -32601,
    CODE_LIMIT = -32005,
    CODE_EXECUTION = -32015,
};

static const struct {
    int64_t code;
    enum rpc_trouble trouble;
} codes[] = {
    {CODE_REVERTED, RPC_TROUBLE_REVERTED},
    {CODE_EXECUTION, RPC_TROUBLE_REVERTED},
    {CODE_LIMIT, RPC_TROUBLE_BUSY},
    {CODE_TOO_MANY, RPC_TROUBLE_BUSY},
    {CODE_UNKNOWN_METHOD, RPC_TROUBLE_UNKNOWN_METHOD},
};

/* Words of geth and op-geth, Erigon, Nethermind, Besu, Reth, OpenEthereum, Hardhat and anvil, in
 * lower case. The first that is in the message counts; "revert" is, whatever the contract says
 * behind it. */
static const struct {
    const char *words;
    enum rpc_trouble trouble;
} wordings[] = {
    {"revert", RPC_TROUBLE_REVERTED},
    {"invalid opcode", RPC_TROUBLE_REVERTED},
    {"createcontractsizelimit", RPC_TROUBLE_CODE_SIZE},
    {"createinitcodesizelimit", RPC_TROUBLE_CODE_SIZE},
    {"evm error", RPC_TROUBLE_REVERTED},
    {"already known", RPC_TROUBLE_KNOWN_ALREADY},
    {"alreadyknown", RPC_TROUBLE_KNOWN_ALREADY},
    {"already imported", RPC_TROUBLE_KNOWN_ALREADY},
    {"known transaction", RPC_TROUBLE_KNOWN_ALREADY},
    {"existing tx with same hash", RPC_TROUBLE_KNOWN_ALREADY},
    {"already in the pool", RPC_TROUBLE_KNOWN_ALREADY},
    {"with the same hash was already imported", RPC_TROUBLE_KNOWN_ALREADY},
    {"nonce too low", RPC_TROUBLE_NONCE_TOO_LOW},
    {"nonce is too low", RPC_TROUBLE_NONCE_TOO_LOW},
    {"oldnonce", RPC_TROUBLE_NONCE_TOO_LOW},
    {"nonce below", RPC_TROUBLE_NONCE_TOO_LOW},
    {"nonce too high", RPC_TROUBLE_NONCE_TOO_HIGH},
    {"nonce gap", RPC_TROUBLE_NONCE_TOO_HIGH},
    {"gapped-nonce", RPC_TROUBLE_NONCE_TOO_HIGH},
    {"replacement", RPC_TROUBLE_UNDERPRICED},
    {"another transaction with same nonce", RPC_TROUBLE_UNDERPRICED},
    {"could not replace existing", RPC_TROUBLE_UNDERPRICED},
    {"insufficient fund", RPC_TROUBLE_FUNDS},
    {"insufficientfunds", RPC_TROUBLE_FUNDS},
    {"insufficient balance", RPC_TROUBLE_FUNDS},
    {"upfront cost exceeds", RPC_TROUBLE_FUNDS},
    {"doesn't have enough funds", RPC_TROUBLE_FUNDS},
    {"allowance: 0", RPC_TROUBLE_FUNDS},
    {"allowance (0)", RPC_TROUBLE_FUNDS},
    {"intrinsic gas", RPC_TROUBLE_GAS_TOO_LOW},
    {"gas is too low", RPC_TROUBLE_GAS_TOO_LOW},
    {"floor data gas", RPC_TROUBLE_GAS_TOO_LOW},
    {"exceeds allowance", RPC_TROUBLE_GAS_TOO_LOW},
    {"out of gas", RPC_TROUBLE_GAS_TOO_LOW},
    {"exceeds block gas limit", RPC_TROUBLE_GAS_TOO_HIGH},
    {"gas limit exceed", RPC_TROUBLE_GAS_TOO_HIGH},
    {"gas limit too high", RPC_TROUBLE_GAS_TOO_HIGH},
    {"gaslimitexceeded", RPC_TROUBLE_GAS_TOO_HIGH},
    {"gas is too high", RPC_TROUBLE_GAS_TOO_HIGH},
    {"less than block base fee", RPC_TROUBLE_FEE_TOO_LOW},
    {"less than the block's basefee", RPC_TROUBLE_FEE_TOO_LOW},
    {"underpriced", RPC_TROUBLE_FEE_TOO_LOW},
    {"gas price is too low", RPC_TROUBLE_FEE_TOO_LOW},
    {"gas price below", RPC_TROUBLE_FEE_TOO_LOW},
    {"feetoolow", RPC_TROUBLE_FEE_TOO_LOW},
    {"fee too low", RPC_TROUBLE_FEE_TOO_LOW},
    {"priority fee per gas higher", RPC_TROUBLE_PRIORITY_FEE},
    {"priority fee per gas cannot be greater", RPC_TROUBLE_PRIORITY_FEE},
    {"max_priority_fee_per_gas` greater", RPC_TROUBLE_PRIORITY_FEE},
    {"invalidmaxpriorityfeepergas", RPC_TROUBLE_PRIORITY_FEE},
    {"chain id", RPC_TROUBLE_CHAIN_ID},
    {"chainid", RPC_TROUBLE_CHAIN_ID},
    {"replay-protected", RPC_TROUBLE_CHAIN_ID},
    {"code size", RPC_TROUBLE_CODE_SIZE},
    {"initcode", RPC_TROUBLE_CODE_SIZE},
    {"contract creation code", RPC_TROUBLE_CODE_SIZE},
    {"oversized", RPC_TROUBLE_TOO_LARGE},
    {"type not supported", RPC_TROUBLE_KIND},
    {"unsupported transaction type", RPC_TROUBLE_KIND},
    {"too many requests", RPC_TROUBLE_BUSY},
    {"rate limit", RPC_TROUBLE_BUSY},
    {"rate-limit", RPC_TROUBLE_BUSY},
    {"missing trie node", RPC_TROUBLE_STATE},
    {"header not found", RPC_TROUBLE_STATE},
    {"block not found", RPC_TROUBLE_STATE},
    {"unknown block", RPC_TROUBLE_STATE},
    {"invalid block tag", RPC_TROUBLE_STATE},
    {"blockoutofrange", RPC_TROUBLE_STATE},
    {"historical state", RPC_TROUBLE_STATE},
    {"state unavailable", RPC_TROUBLE_STATE},
    {"no state available", RPC_TROUBLE_STATE},
    {"state is not available", RPC_TROUBLE_STATE},
    {"pruned", RPC_TROUBLE_STATE},
    {"pruning", RPC_TROUBLE_STATE},
    {"method not found", RPC_TROUBLE_UNKNOWN_METHOD},
    {"does not exist/is not available", RPC_TROUBLE_UNKNOWN_METHOD},
    {"method not supported", RPC_TROUBLE_UNKNOWN_METHOD},
    {"method not available", RPC_TROUBLE_UNKNOWN_METHOD},
    {"unsupported method", RPC_TROUBLE_UNKNOWN_METHOD},
    {"unknown method", RPC_TROUBLE_UNKNOWN_METHOD},
    {"invalid opcode", RPC_TROUBLE_REVERTED},
    {"evm error", RPC_TROUBLE_REVERTED},
};

static bool contains(struct text text, struct text words)
{
    for (size_t i = 0; i + words.len <= text.len; i++) {
        if (text_equal_ignoring_case((struct text){text.at + i, words.len}, words)) {
            return true;
        }
    }
    return false;
}

enum rpc_trouble rpc_trouble_of(const struct rpc_error *error)
{
    if (error->code == 0) {
        return RPC_TROUBLE_NONE;
    }
    for (size_t i = 0; i < COUNT(codes); i++) {
        if (error->code == codes[i].code) {
            return codes[i].trouble;
        }
    }
    for (size_t i = 0; i < COUNT(wordings); i++) {
        if (contains(text_of(error->message), text_of(wordings[i].words))) {
            return wordings[i].trouble;
        }
    }
    /* Words that nobody knows, and data that only a contract gives. */
    return error->data.len > 0 ? RPC_TROUBLE_REVERTED : RPC_TROUBLE_OTHER;
}

bool rpc_error_is_unknown_method(const struct rpc_error *error)
{
    return rpc_trouble_of(error) == RPC_TROUBLE_UNKNOWN_METHOD;
}

bool rpc_error_is_known_already(const struct rpc_error *error)
{
    return rpc_trouble_of(error) == RPC_TROUBLE_KNOWN_ALREADY;
}

bool rpc_error_is_nonce_too_low(const struct rpc_error *error)
{
    return rpc_trouble_of(error) == RPC_TROUBLE_NONCE_TOO_LOW;
}

/* What it means for whoever asked. */
static const struct {
    enum err_kind kind;
    const char *hint;
} meanings[] = {
    [RPC_TROUBLE_NONE] = {ERR_INTERNAL, NULL},
    [RPC_TROUBLE_REVERTED] = {ERR_REFUSED, NULL},
    [RPC_TROUBLE_UNKNOWN_METHOD] = {ERR_SERVICE, "another node may have it: --rpc-url URL"},
    [RPC_TROUBLE_BUSY] = {ERR_SERVICE, "the node limits requests: wait, or --rpc-url URL"},
    [RPC_TROUBLE_KNOWN_ALREADY] = {ERR_CONFLICT, NULL},
    [RPC_TROUBLE_NONCE_TOO_LOW] = {ERR_CONFLICT,
                                   "another transaction of the account has used the nonce"},
    [RPC_TROUBLE_NONCE_TOO_HIGH] = {ERR_CONFLICT, "an earlier transaction of the account is "
                                                  "missing"},
    [RPC_TROUBLE_UNDERPRICED] = {ERR_CONFLICT, "one of the same nonce is pending: to replace it, "
                                               "both fees have to be 10% higher at least"},
    [RPC_TROUBLE_FUNDS] = {ERR_REFUSED, "the account has to cover value, gas and what L1 takes"},
    [RPC_TROUBLE_GAS_TOO_LOW] = {ERR_REFUSED, "it needs more gas: --gas-limit N"},
    [RPC_TROUBLE_GAS_TOO_HIGH] = {ERR_REFUSED, "less gas: --gas-limit N"},
    [RPC_TROUBLE_FEE_TOO_LOW] = {ERR_REFUSED, "a higher fee: --max-fee AMOUNT"},
    [RPC_TROUBLE_PRIORITY_FEE] = {ERR_REFUSED,
                                  "the max fee has the priority fee in it: raise --max-fee, or "
                                  "lower --priority-fee"},
    [RPC_TROUBLE_CHAIN_ID] = {ERR_CONFLICT, "is it signed for this chain?"},
    [RPC_TROUBLE_CODE_SIZE] = {ERR_REFUSED, "code may have 24576 bytes, init code 49152"},
    [RPC_TROUBLE_KIND] = {ERR_REFUSED, "a legacy transaction: --gas-price AMOUNT"},
    [RPC_TROUBLE_TOO_LARGE] = {ERR_REFUSED, "nodes take 128 KiB at most"},
    [RPC_TROUBLE_STATE] = {ERR_SERVICE, "the node does not keep that block: --rpc-url URL"},
    [RPC_TROUBLE_OTHER] = {ERR_SERVICE, NULL},
};

bool rpc_error_raise(const struct rpc_error *error, const struct abi *abi, const char *subject,
                     struct err *e)
{
    enum rpc_trouble trouble = rpc_trouble_of(error);
    AUTO(buf_done) struct buf reason = buf_start(SIZE_MAX);
    revert_reason(error, abi, &reason);
    (void)err_set(e, meanings[trouble].kind, "%s: %.*s", subject, TEXT_ARG(buf_view_text(&reason)));
    return meanings[trouble].hint != NULL ? err_hint(e, "%s", meanings[trouble].hint) : false;
}
