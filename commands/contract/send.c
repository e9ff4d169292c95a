/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/mem.h"
#include "commands/amount_argument.h"
#include "commands/commands.h"
#include "commands/contract/send_elsewhere.h"
#include "commands/contract/send_run_args.h"
#include "commands/contract/send_show.h"
#include "commands/receipt.h"
#include "rpc/gas.h"

enum { STEP = 80 };

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

/* Who sends: where nothing is sent, the address is enough. */
static bool read_account(const struct context *context, const struct send_run_args *args,
                         struct secp256k1_secret *secret, struct transact *t, struct err *e)
{
    if (args->from != NULL) {
        return true; /* by send_run_args_from */
    }
    TRY(key_source_load(context, &args->key, secret, e));
    t->account = secp256k1_account(secret);
    return true;
}

static bool is_sent(const struct send_run_args *args)
{
    return args->from == NULL && !args->send.dry_run;
}

static bool try_or_send(const struct context *context, const struct send_run_args *args,
                        struct transact *t, struct err *e)
{
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret = {{0}};
    TRY(t->gas_limit == 0 || gas_check(t->gas_limit, &t->item, e));
    TRY(read_account(context, args, &secret, t, e));
    if (!is_sent(args)) {
        return transact_try(t, args->safe, e);
    }
    char *journals = send_journal_folder(context);
    t->journals = journals;
    const bool is_done = transact_run(t, &secret, e);
    mem_free(journals);
    return is_done;
}

/* Says what came of it. */
static bool carry_out(const struct context *context, const struct send_run_args *args,
                      struct transact *t, struct method *method, struct err *e)
{
    if (!try_or_send(context, args, t, e)) {
        show_reverted(context, &t->why);
        return false;
    }
    if (args->is_unsigned) {
        send_print_unsigned(context, t);
        return true;
    }
    if (args->safe) {
        return send_print_safe(context, t, method, e);
    }
    send_show(context->out, t, method, is_sent(args));
    return true;
}

static bool send_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct send_run_args *args = arguments;
    struct send_options options;
    char step[STEP];
    AUTO(node_done) struct node node = {0};
    AUTO(method_done) struct method method = {0};
    AUTO(transact_done) struct transact t = {.item = {.step = step}};
    TRY(send_options_read(&args->send, &options, e) && send_run_args_from(args, &t.account, e));
    TRY(amount_argument("value", args->value, &t.item.value, e));
    TRY(node_open(context, &args->node, &node, e) && method_read(&args->method, &method, e));
    warn_of_value(&method, &t.item.value, context);
    const struct sender_options wait = send_options_sender(context, &args->send, &options,
                                                           node.network.block_ms);
    (void)snprintf(step, sizeof step, method.calldata.len > 0 ? "send %.70s" : "transfer",
                   method.item->name);
    t.rpc = node.rpc;
    t.chain_id = node.chain_id;
    t.chain = node.name;
    t.currency = node.network.currency;
    t.is_op_stack = node.network.is_op_stack;
    t.options = &wait;
    t.wish = options.wish;
    t.wish.as_cast = args->key.as_cast;
    t.nonce = args->nonce.given ? &args->nonce.value : NULL;
    t.gas_limit = options.gas_limit;
    t.max_cost = options.has_max_cost ? &options.max_cost : NULL;
    t.item.to = method.address;
    t.item.data = buf_view(&method.calldata);
    t.abi = method.has_abi ? &method.abi : NULL;
    return carry_out(context, args, &t, &method, e);
}

static const struct operand operands[] = {METHOD_OPERANDS(struct send_run_args, method, false)};

#define AT(field, type) OPTION_AT(struct send_run_args, field, type)

static const struct option options[] = {
    METHOD_OPTIONS(struct send_run_args, method),
    OPTION_TEXT_ROW("value", AT(value, const char *), "AMOUNT", "what is sent along; 0"),
    SEND_OPTIONS(struct send_run_args, send),
    OPTION_TEXT_ROW("from", AT(from, const char *), "ADDRESS",
                    "the account, without its key, where nothing is sent"),
    {.name = "nonce",
     .kind = OPTION_COUNT,
     .value = "N",
     .at = AT(nonce, struct option_number),
     .help = "its transaction's number, where nothing is sent"},
    OPTION_FLAG_ROW("unsigned", AT(is_unsigned, bool),
                    "print the transaction, to be signed elsewhere"),
    OPTION_FLAG_ROW("safe", AT(safe, bool), "print a batch for a Safe's Transaction Builder"),
    KEY_OPTIONS(struct send_run_args, key),
    NODE_OPTIONS(struct send_run_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "it is done; with --wait none: it was sent"},
    {EXIT_NO, "reverted, or refused: the reason is said"},
    {EXIT_USAGE, "an operand or option is not what it should be"},
    {EXIT_UNKNOWN, "the node could not be asked"},
    {EXIT_DENIED, "the key is not to be had, or the node wants one"},
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
        "reason; in JSON 'data' of the error is what it was reverted with. With --abi the name "
        "alone is enough, errors of the contract are known by name, "
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
        "from that account first, and no key is read. --nonce makes room for what is signed before "
        "it.\n"
        "\n"
        "--as-cast makes the transaction that Foundry's cast makes: the gas limit is the estimate "
        "as it is; a priority fee that comes to be above the max fee, which no node takes, stays "
        "there, with a warning; and SIGNATURE may be left out, for a transfer without data, be "
        "there a contract or not. A file of --unsigned with such fees is signed by 'phala tx sign "
        "--as-cast'. For the key it means what it means with every command: see "
        "phala-wallet-address(1).",
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
