/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"
#include "chain/create.h"
#include "commands/commands.h"
#include "commands/node_options.h"
#include "commands/one_value.h"
#include "rpc/fee.h"
#include "rpc/trouble.h"

struct info_args {
    struct node_args node;
};

/* 0xcA11bde05977b3631167028862bE2a173976CA11 */
static const struct eth_address multicall3 = {
    {0xca, 0x11, 0xbd, 0xe0, 0x59, 0x77, 0xb3, 0x63, 0x11, 0x67,
     0x02, 0x88, 0x62, 0xbe, 0x2a, 0x17, 0x39, 0x76, 0xca, 0x11},
};

/* What other contracts are built upon. */
static const struct {
    const char *key;
    const struct eth_address *address;
} contracts[] = {
    {"l1_fee_oracle", &l1_fee_oracle},
    {"create2_deployer", &create_deterministic_deployer},
    {"multicall3", &multicall3},
};

/* All that a node is asked. */
struct answers {
    char client[RPC_MESSAGE];
    struct rpc_error client_error, finalized_error;
    struct fee_answers fee;
    struct rpc_block finalized;
    struct buf codes[COUNT(contracts)];
    struct l1_parameters l1;
};

static void answers_done(struct answers *answers)
{
    rpc_error_done(&answers->client_error);
    rpc_error_done(&answers->finalized_error);
    fee_answers_done(&answers->fee);
    l1_parameters_done(&answers->l1);
    for (size_t i = 0; i < COUNT(contracts); i++) {
        buf_done(&answers->codes[i]);
    }
}

static bool ask(struct rpc *rpc, struct answers *out, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_client(batch, out->client, &out->client_error);
    fee_ask(batch, &out->fee);
    ask_block(batch, RPC_STATE(RPC_FINALIZED), &out->finalized, &out->finalized_error);
    for (size_t i = 0; i < COUNT(contracts); i++) {
        ask_code(batch, contracts[i].address, RPC_STATE(RPC_LATEST), &out->codes[i]);
    }
    l1_parameters_ask(batch, &out->l1);
    TRY(rpc_ask(rpc, batch, e));
    if (out->fee.latest_error.code != 0) {
        return rpc_error_raise(&out->fee.latest_error, NULL, "eth_getBlockByNumber", e);
    }
    return out->fee.latest.is_there || err_set(e, ERR_SERVICE, "the node has no latest block");
}

/* Between the last block that is final and the latest; else what is known of the network. */
static uint64_t block_ms(const struct answers *answers, const struct network *network)
{
    const struct rpc_block *latest = &answers->fee.latest;
    const struct rpc_block *before = &answers->finalized;
    enum { MS = 1000, LONGEST = 1000000000 };
    bool is_measured = answers->finalized_error.code == 0 && before->is_there &&
                       before->number < latest->number && before->timestamp < latest->timestamp &&
                       latest->timestamp - before->timestamp < LONGEST;
    return is_measured
               ? (latest->timestamp - before->timestamp) * MS / (latest->number - before->number)
               : network->block_ms;
}

static void print_block(struct printer *p, const struct rpc_block *block)
{
    instant now = clock_now();
    instant at = block->timestamp <= INSTANT_MAX ? (instant)block->timestamp : INSTANT_MAX;
    print_record(p, "block");
    print_decimal(p, "number", block->number);
    print_0x(p, "hash", BYTES_OF(block->hash.at));
    print_instant(p, "time", at);
    print_uint(p, "age_seconds", at <= now ? (uint64_t)(now - at) : 0);
    print_decimal(p, "gas_limit", block->gas_limit);
    if (block->has_base_fee) {
        print_u256(p, "base_fee", &block->base_fee);
    } else {
        print_null(p, "base_fee");
    }
    print_record_end(p);
}

/* What a transaction would offer now. */
static void print_fees(struct printer *p, const struct fee_answers *answers)
{
    struct err e;
    struct fee fee;
    const struct fee_wish wish = {0};
    if (!fee_of(answers, &wish, &fee, &e)) {
        print_null(p, "fees");
        return;
    }
    print_record(p, "fees");
    if (fee.kind == TRANSACTION_LEGACY) {
        print_u256(p, "gas_price", &fee.max_fee);
    } else {
        print_u256(p, "max_fee", &fee.max_fee);
        print_u256(p, "priority_fee", &fee.priority_fee);
    }
    print_record_end(p);
}

static void print_l1(struct printer *p, const struct l1_parameters *l1)
{
    static const struct {
        const char *key;
        enum l1_parameter which;
        bool is_flag;
    } rows[] = {
        {"base_fee", L1_BASE_FEE, false},
        {"blob_base_fee", L1_BLOB_BASE_FEE, false},
        {"base_fee_scalar", L1_BASE_FEE_SCALAR, false},
        {"blob_base_fee_scalar", L1_BLOB_BASE_FEE_SCALAR, false},
        {"ecotone", L1_IS_ECOTONE, true},
        {"fjord", L1_IS_FJORD, true},
        {"isthmus", L1_IS_ISTHMUS, true},
        {"operator_fee_once", L1_OPERATOR_ONCE, false},
        {"operator_fee_of_million_gas", L1_OPERATOR_MILLION, false},
    };
    print_record(p, "l1");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct u256 value = u256_zero;
        bool is_known = l1_parameter(l1, rows[i].which, &value);
        if (rows[i].is_flag) {
            print_bool(p, rows[i].key, is_known && !u256_is_zero(&value));
        } else if (is_known) {
            print_u256(p, rows[i].key, &value);
        } else {
            print_null(p, rows[i].key);
        }
    }
    print_record_end(p);
}

static void print_contracts(struct printer *p, const struct answers *answers)
{
    print_record(p, "contracts");
    for (size_t i = 0; i < COUNT(contracts); i++) {
        if (answers->codes[i].len > 0) {
            print_address(p, contracts[i].key, contracts[i].address);
        } else {
            print_null(p, contracts[i].key);
        }
    }
    print_record_end(p);
    if (answers->codes[0].len > 0) {
        print_l1(p, &answers->l1);
    } else {
        print_null(p, "l1");
    }
}

static void print(struct printer *p, const struct node *node, const struct answers *answers)
{
    uint64_t ms = block_ms(answers, &node->network);
    print_begin(p, "phala.chain-info/1");
    print_string(p, "network", node->name);
    print_string(p, "title", node->network.title);
    print_decimal(p, "chain_id", node->chain_id);
    print_text(p, "node", rpc_origin(node->rpc));
    if (answers->client_error.code == 0) {
        print_string(p, "client", answers->client);
    } else {
        print_null(p, "client");
    }
    print_block(p, &answers->fee.latest);
    if (ms > 0) {
        print_uint(p, "block_ms", ms);
    } else {
        print_null(p, "block_ms");
    }
    print_fees(p, &answers->fee);
    print_contracts(p, answers);
    print_end(p);
}

static bool info_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct info_args *args = arguments;
    AUTO(node_done) struct node node = {0};
    AUTO(answers_done) struct answers answers = {0};
    TRY(node_open(context, &args->node, &node, e));
    TRY(ask(node.rpc, &answers, e));
    print(context->out, &node, &answers);
    return true;
}

static const struct option options[] = {
    NODE_OPTIONS(struct info_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the chain is as it should be, and its state is printed"},
    {EXIT_NO, "the network is gone"},
    {EXIT_USAGE, "the network is not known, or has no node that is known"},
    {EXIT_UNKNOWN, "the node could not be asked"},
    {EXIT_DENIED, "the node wants a key"},
    {EXIT_CONFLICT, "the node is of another chain"},
    {EXIT_MALFORMED, "phala.toml is not what it should be"},
};

static const struct example examples[] = {
    {"phala chain info", "the Phala L2, as its public node has it"},
    {"phala chain info --network anvil", "a chain on this machine"},
};

const struct command command_chain_info = {
    .name = "info",
    .group = "Chain",
    .summary = "ask a node how its chain is",
    .details =
        "Asks, in one request, for the chain id, which has to be that of the network, the "
        "client, the latest block and its age, what a transaction would pay now, and which of "
        "the contracts that others are built upon are there: the oracle of L1 fees with its "
        "parameters and the operator's fee since Isthmus (chains of the OP stack), the "
        "deterministic deployer of CREATE2, and "
        "Multicall3. Amounts are in wei, of a unit of gas.\n"
        "\n"
        "The network is --network, else that of phala.toml, else phala-l2. The node is "
        "--rpc-url, else ETH_RPC_URL, else rpc_url in phala.toml, else the public one of the "
        "network. Of its URL no more than the host is ever shown.",
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct info_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-list(1)",
    .run = info_run,
};
