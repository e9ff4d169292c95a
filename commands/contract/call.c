/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"
#include "commands/abi_values.h"
#include "commands/amount_argument.h"
#include "commands/commands.h"
#include "commands/contract/call_block.h"
#include "commands/contract/method.h"
#include "commands/node_options.h"
#include "commands/one_value.h"
#include "commands/receipt.h"
#include "rpc/ask.h"
#include "rpc/trouble.h"

enum { CODE_MAX = 256 * 1024 };

struct call_args {
    struct method_args method;
    struct node_args node;
    const char *from, *value, *block;
};

/* The question and what is read of the command line for it. */
struct question {
    struct method method;
    struct eth_address from;
    struct rpc_message message;
    struct rpc_state state;
};

static void question_done(struct question *question)
{
    method_done(&question->method);
}

static bool read_question(const struct call_args *args, struct question *out, struct err *e)
{
    if (args->from != NULL && !address_parse(text_of(args->from), &out->from, e)) {
        return err_wrap(e, "option '--from'");
    }
    TRY(amount_argument("value", args->value, &out->message.value, e));
    TRY(call_block_read(args->block, &out->state, e) &&
        method_read(&args->method, &out->method, e));
    out->message.from = args->from != NULL ? &out->from : NULL;
    out->message.to = &out->method.address;
    out->message.data = buf_view(&out->method.calldata);
    return true;
}

/* Nothing came back: from a contract that gives nothing, or from an address without one. */
static bool check_there(struct node *node, const struct question *question, struct err *e)
{
    AUTO(buf_done) struct buf code = buf_start(CODE_MAX);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    char address[ADDRESS_TEXT];
    char on[CALL_WHERE];
    ask_code(batch, &question->method.address, question->state, &code);
    TRY(rpc_ask(node->rpc, batch, e));
    if (code.len == 0) {
        return err_set(e, ERR_NOT_FOUND, "there is no contract at %s on %s",
                       address_format(&question->method.address, address),
                       call_block_where(&question->state, node->name, on));
    }
    return question->method.item->outputs.n == 0 ||
           err_set(e, ERR_NOT_FOUND, "the contract gives nothing back: it has no function '%.80s'",
                   question->method.item->name);
}

static bool refuse(const struct context *context, const struct question *question,
                   const struct rpc_error *error, struct err *e)
{
    const struct method *method = &question->method;
    const enum rpc_at at = question->state.at;
    show_reverted(context, error);
    (void)rpc_error_raise(error, method->has_abi ? &method->abi : NULL, method->item->name, e);
    if ((at == RPC_SAFE || at == RPC_FINALIZED) && rpc_trouble_of(error) == RPC_TROUBLE_STATE) {
        e->kind = ERR_NOT_FOUND;
        (void)err_hint(e, "the chain may not have such a block yet: --block latest");
    }
    return false;
}

static bool ask(const struct context *context, struct node *node, const struct question *question,
                struct buf *out, struct err *e)
{
    uint64_t latest = UINT64_MAX;
    AUTO(rpc_error_done) struct rpc_error error = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_call(batch, &question->message, question->state, out, &error);
    if (question->state.at == RPC_BLOCK) {
        ask_block_number(batch, &latest);
    }
    const bool is_answered = rpc_ask(node->rpc, batch, e);
    const bool is_of_chain = is_answered || e->kind == ERR_SERVICE;
    TRY(is_of_chain && call_block_check(&question->state, node->name, latest, e) && is_answered);
    if (error.code != 0) {
        return refuse(context, question, &error, e);
    }
    return out->len > 0 || check_there(node, question, e);
}

static void print_head(struct printer *p, const struct node *node, const struct question *question)
{
    print_begin(p, "phala.contract-call/1");
    print_string(p, "network", node->name);
    print_decimal(p, "chain_id", node->chain_id);
    print_address(p, "address", &question->method.address);
    print_abi_signature(p, question->method.item);
}

static bool print(const struct context *context, const struct node *node,
                  const struct question *question, struct bytes answer, struct err *e)
{
    struct printer *p = context->out;
    AUTO(abi_value_done) struct abi_value values = {0};
    const struct abi_params *outputs = &question->method.item->outputs;
    size_t unread = 0;
    if (outputs->n > 0 && !abi_decode(outputs, answer, &values, &unread, e)) {
        return err_wrap(e, "the answer is not what '%.60s' gives", question->method.item->name);
    }
    if (unread > 0) {
        log_line(&context->warnings,
                 "the answer has %zu bytes more than '%.60s' gives by this signature", unread,
                 question->method.item->name);
    }
    if (print_is_json(p)) {
        print_head(p, node, question);
        if (outputs->n > 0) {
            print_abi_values(p, "values", outputs, &values);
        }
        print_0x(p, "data", answer);
        print_end(p);
    } else if (outputs->n > 0) {
        print_abi_lines(p, outputs, &values);
    } else {
        return print_alone_0x(p, answer);
    }
    return true;
}

static bool call_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct call_args *args = arguments;
    AUTO(node_done) struct node node = {0};
    AUTO(question_done) struct question question = {0};
    AUTO(buf_done) struct buf answer = buf_start(ABI_DATA_MAX);
    TRY(node_open(context, &args->node, &node, e) && read_question(args, &question, e));
    TRY(ask(context, &node, &question, &answer, e));
    return print(context, &node, &question, buf_view(&answer), e);
}

static const struct operand operands[] = {METHOD_OPERANDS(struct call_args, method, true)};

static const struct option options[] = {
    METHOD_OPTIONS(struct call_args, method),
    {.name = "from",
     .kind = OPTION_TEXT,
     .value = "ADDRESS",
     .at = OPTION_AT(struct call_args, from, const char *),
     .help = "who calls; nobody, if not given"},
    {.name = "value",
     .kind = OPTION_TEXT,
     .value = "AMOUNT",
     .at = OPTION_AT(struct call_args, value, const char *),
     .help = "as if so much were sent along"},
    {.name = "block",
     .kind = OPTION_TEXT,
     .value = "N|TAG",
     .at = OPTION_AT(struct call_args, block, const char *),
     .help = "a block's number, latest, pending, safe or finalized",
     .suggestions = call_blocks},
    NODE_OPTIONS(struct call_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the answer is printed"},
    {EXIT_NO, "the call was reverted: the reason is said"},
    {EXIT_USAGE, "an operand is not what it should be"},
    {EXIT_UNKNOWN, "the node could not be asked, or does not keep the block"},
    {EXIT_DENIED, "the node wants a key"},
    {EXIT_NOT_FOUND, "there is no such contract, function or block, or a file is absent"},
    {EXIT_CONFLICT, "the node is of another chain"},
    {EXIT_MALFORMED, "the answer, or the file of the ABI, is not what it should be"},
};

static const struct example examples[] = {
    {"phala contract call $TOKEN 'balanceOf(address)(uint256)' $ACCOUNT", "one value, decoded"},
    {"phala contract call $COUNTER number --abi out/Counter.sol/Counter.json",
     "by name, with the artifact"},
};

const struct command command_contract_call = {
    .name = "call",
    .group = "Chain",
    .summary = "ask a contract something, without a transaction",
    .details =
        "Encodes the arguments, asks a node what the function would give (eth_call), and decodes "
        "the answer, one value a line. The results stand behind the parameters, "
        "'f(uint256)(bool,string)' or 'f(uint256) returns (bool)'; a signature without results "
        "prints the answer in hex. With --abi the name alone is enough, and errors of the "
        "contract are known by name; where several functions have it, the number of arguments "
        "or the signature says which is meant.\n"
        "\n"
        "In JSON, 'values' is an object by the names of the results where all have names, else an "
        "array; integers are decimal strings.\n"
        "\n"
        "An address without a contract is an error, never an empty answer. So is a call that is "
        "reverted, and what it was reverted with is 'data' of the error in JSON. So is a block "
        "that "
        "is still to come, whatever the node answers of it.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct call_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-abi-decode(1), phala-abi-encode(1), phala-contract-send(1)",
    .run = call_run,
};
