/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "chain/address.h"
#include "chain/amount.h"
#include "commands/abi_values.h"
#include "commands/amount_argument.h"
#include "commands/commands.h"
#include "commands/contract/method.h"
#include "commands/contract/send_elsewhere.h"
#include "commands/one_value.h"
#include "commands/receipt.h"
#include "commands/send_one.h"

enum { STEP = 80 };

struct send_run_args {
    struct method_args method;
    struct node_args node;
    struct key_args key;
    struct send_args send;
    const char *value, *from;
    bool is_unsigned, safe;
};

static bool read_from(const struct send_run_args *args, struct eth_address *from, struct err *e)
{
    const bool is_elsewhere = args->is_unsigned || args->safe;
    if (args->send.dry_run + args->is_unsigned + args->safe > 1) {
        return err_set(e, ERR_USAGE, "of --dry-run, --unsigned and --safe there is one");
    }
    if (args->from == NULL) {
        return !is_elsewhere ||
               err_set(e, ERR_USAGE, "option '--from' is needed: the address of the %s",
                       args->safe ? "Safe" : "account");
    }
    if (!args->send.dry_run && !is_elsewhere) {
        return err_set(e, ERR_USAGE,
                       "option '--from' goes with '--dry-run', '--unsigned' and '--safe': else the "
                       "key says who");
    }
    return address_parse(text_of(args->from), from, e) || err_wrap(e, "option '--from'");
}

/* What people write has no mutability; an ABI has. */
static void warn_of_value(const struct method *method, const struct u256 *value,
                          const struct context *context)
{
    if (method->item != &method->own && method->item->mutability != ABI_PAYABLE &&
        !u256_is_zero(value)) {
        log_line(&context->warnings, "'%.80s' is not payable: it will not take a value",
                 method->item->name);
    }
}

/* null: it is taken, and not known. */
static void print_beside(struct printer *p, const char *key, enum l1_known known,
                         const struct u256 *fee)
{
    if (known == L1_KNOWN) {
        print_u256(p, key, fee);
    } else if (known == L1_UNKNOWN) {
        print_null(p, key);
    }
}

static void print_cost(struct printer *p, const struct send_one *one)
{
    char ether[AMOUNT_TEXT];
    print_decimal(p, "nonce", one->item.nonce);
    if (one->gas != 0) {
        print_decimal(p, "gas_estimate", one->gas);
    }
    print_decimal(p, "gas_limit", one->item.gas_limit);
    if (one->fee.kind == TRANSACTION_EIP1559) {
        print_u256(p, "max_fee", &one->fee.max_fee);
        print_u256(p, "priority_fee", &one->fee.priority_fee);
    } else {
        print_u256(p, "gas_price", &one->fee.max_fee);
    }
    print_beside(p, "l1_fee_max", one->l1_known, &one->l1_fee);
    print_beside(p, "operator_fee_max", one->operator_known, &one->operator_fee);
    print_u256(p, "cost_max", &one->cost.total);
    print_string(p, "cost_max_in_ether", amount_format(&one->cost.total, ETHER_DECIMALS, ether));
    print_u256(p, "balance", &one->balance);
}

static void print_dry(struct printer *p, const struct send_one *one, const struct method *method)
{
    struct err e;
    size_t unread = 0;
    AUTO(abi_value_done) struct abi_value values = {0};
    const struct abi_params *outputs = &method->item->outputs;
    print_bool(p, "dry_run", true);
    print_cost(p, one);
    print_0x(p, "data", buf_view(&method->calldata));
    if (outputs->n > 0 && abi_decode(outputs, buf_view(&one->answer), &values, &unread, &e)) {
        print_abi_values(p, "returns", outputs, &values);
    } else {
        print_0x(p, "returned", buf_view(&one->answer));
    }
}

static void print(struct printer *p, const struct send_one *one, const struct method *method)
{
    print_begin(p, "phala.contract-send/1");
    print_string(p, "network", one->node->name);
    print_decimal(p, "chain_id", one->node->chain_id);
    print_address(p, "from", &one->account);
    print_address(p, "to", &method->address);
    print_abi_signature(p, method->item);
    print_u256(p, "value", &one->item.value);
    if (one->args->dry_run) {
        print_dry(p, one, method);
    } else {
        print_0x(p, "hash", BYTES_OF(one->item.hash.at));
        print_decimal(p, "nonce", one->item.nonce);
        print_bool(p, "was_sent_before", one->item.was_sent_before);
        print_receipt(p, &one->item.receipt);
        print_events(p, &one->item.receipt, method->has_abi ? &method->abi : NULL);
    }
    print_end(p);
}

static bool send_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct send_run_args *args = arguments;
    struct eth_address from;
    struct send_options options;
    struct send_args send = args->send;
    char step[STEP];
    AUTO(node_done) struct node node = {0};
    AUTO(method_done) struct method method = {0};
    AUTO(send_one_done)
    struct send_one one = {.context = context,
                           .node = &node,
                           .key = &args->key,
                           .args = &send,
                           .options = &options,
                           .from = args->from != NULL ? &from : NULL};
    TRY(send_options_read(&args->send, &options, e) && read_from(args, &from, e));
    TRY(amount_argument("value", args->value, &one.item.value, e));
    TRY(node_open(context, &args->node, &node, e) && method_read(&args->method, &method, e));
    warn_of_value(&method, &one.item.value, context);
    (void)snprintf(step, sizeof step, "send %.70s", method.item->name);
    one.abi = method.has_abi ? &method.abi : NULL;
    one.item.step = step;
    one.item.to = method.address;
    one.item.data = buf_view(&method.calldata);
    send.dry_run = args->from != NULL || send.dry_run;
    if (args->is_unsigned) {
        return send_print_unsigned(&one, e);
    }
    if (args->safe) {
        return send_print_safe(&one, &method, e);
    }
    TRY(send_one_run(&one, e));
    print(context->out, &one, &method);
    return true;
}

static const struct operand operands[] = {METHOD_OPERANDS(struct send_run_args, method)};

static const struct option options[] = {
    METHOD_OPTIONS(struct send_run_args, method),
    {.name = "value",
     .kind = OPTION_TEXT,
     .value = "AMOUNT",
     .at = OPTION_AT(struct send_run_args, value, const char *),
     .help = "what is sent along; 0"},
    SEND_OPTIONS(struct send_run_args, send),
    {.name = "from",
     .kind = OPTION_TEXT,
     .value = "ADDRESS",
     .at = OPTION_AT(struct send_run_args, from, const char *),
     .help = "the account, without its key, where nothing is sent"},
    {.name = "unsigned",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct send_run_args, is_unsigned, bool),
     .help = "print the transaction, to be signed elsewhere"},
    {.name = "safe",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct send_run_args, safe, bool),
     .help = "print a batch for a Safe's Transaction Builder"},
    KEY_OPTIONS(struct send_run_args, key),
    NODE_OPTIONS(struct send_run_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it is done; with --wait none: it was sent"},
    {EXIT_NO, "reverted, or refused: the reason is said"},
    {EXIT_USAGE, "an operand or option is not what it should be"},
    {EXIT_UNKNOWN, "the node could not be asked"},
    {EXIT_DENIED, "the key is not to be had"},
    {EXIT_NOT_FOUND, "there is no contract at the address, or a named file is absent"},
    {EXIT_CONFLICT, "the node is of another chain, or the nonce was used by another"},
    {EXIT_TIMEOUT, "it was sent and not seen in time: the same command goes on"},
    {EXIT_MALFORMED, "the ABI, the key or the journal is not what it should be"},
};

static const struct example examples[] = {
    {"phala contract send $COUNTER 'setNumber(uint256)' 7 --keystore deployer", "a transaction"},
    {"phala contract send $COUNTER increment --abi Counter.json --dry-run --from $ME",
     "what would it do, and cost?"},
    {"phala contract send $COUNTER increment --abi Counter.json --safe --from $SAFE",
     "for the owners of a Safe to sign"},
};

const struct command command_contract_send = {
    .name = "send",
    .group = "Chain",
    .summary = "call a function of a contract in a transaction",
    .details =
        "Simulates the call, so that a revert is said before anything is sent; signs, sends, and "
        "waits until it is mined. A transaction that is mined and reverted is an error, with its "
        "reason. With --abi the name alone is enough, errors of the contract are known by name, "
        "and events are decoded. Nothing is sent to an address without a contract.\n"
        "\n"
        "What is signed is written to a journal before it is sent. When the command is "
        "interrupted, or ends with 7, the same command goes on with the same transaction: it "
        "sends nothing twice. What was done once and is wanted once more is a command of its own, "
        "after the first has ended. Two commands of one account wait for each other.\n"
        "\n"
        "Gas and fees are the node's estimates (the gas limit a fifth above it) where options do "
        "not say otherwise. On the Phala L2 and other chains of the OP stack the fees for L1 and "
        "for the operator are counted as well; --max-cost is held against all of it, and refuses "
        "what the chain's oracle does not say.\n"
        "\n"
        "--unsigned prints the transaction for 'phala tx sign --unsigned' and 'phala tx send', "
        "--safe a batch for the Transaction Builder of the Safe that --from is; both are simulated "
        "from that account first, and no key is read.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct send_run_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract-call(1), phala-tx-send(1), phala-wallet-new(1)",
    .run = send_run,
};
