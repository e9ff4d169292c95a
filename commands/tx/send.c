/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/create.h"
#include "commands/commands.h"
#include "commands/one_value.h"
#include "commands/receipt.h"
#include "commands/send_options.h"
#include "commands/tx/sent.h"
#include "rpc/paid.h"
#include "rpc/replay.h"

struct tx_send_args {
    const char *raw;
    struct node_args node;
    struct send_args send;
};

/* The first that the node did not take says so, when those before it are where they are to be. */
static bool send_and_wait(struct node *node, const struct sender_options *options,
                          struct sent *sent, struct err *e)
{
    size_t taken = 0;
    const struct wait wait = {node->rpc, options, NULL};
    const struct flight_along nothing = {NULL, NULL};
    const struct flight_along *along = options->wait == SENDER_WAIT_NONE ? NULL : &nothing;
    TRY(flight_look(node->rpc, sent->flights, sent->n, e));
    for (size_t i = 0; i < sent->n; i++) {
        sent->was_mined[i] = sent->receipts[i].is_there;
    }
    TRY(flight_send(node->rpc, sent->flights, sent->n, along, e));
    while (taken < sent->n && sent->flights[taken].state == FLIGHT_SENT) {
        taken++;
    }
    struct err other = {0};
    bool is_waited = options->wait == SENDER_WAIT_NONE || taken == 0 ||
                     wait_for(&wait, sent->flights, taken, &other);
    if (taken < sent->n) {
        return flight_refused(&sent->flights[taken], e);
    }
    if (!is_waited) {
        *e = other;
    } else if (node->network.is_op_stack) {
        paid_ask_operator(node->rpc, sent->flights, sent->n);
    }
    return is_waited;
}

static bool judge(struct node *node, const struct sent *sent, struct rpc_error *why, struct err *e)
{
    for (size_t i = 0; i < sent->n; i++) {
        const struct transaction *t = &sent->decoded[i].transaction;
        const struct replay replay = {
            .message = {.from = &sent->decoded[i].from,
                        .to = t->is_creation ? NULL : &t->to,
                        .value = t->value,
                        .gas = t->gas_limit,
                        .data = t->data},
            .receipt = &sent->receipts[i],
            .why = why,
        };
        TRY(!replay.receipt->is_there || flight_check(&sent->flights[i], e));
        if (replay.receipt->is_there && !replay.receipt->succeeded) {
            return replay_raise(node->rpc, &replay, &sent->flights[i], e);
        }
    }
    return true;
}

static void print_one(struct printer *p, const struct sent *sent, size_t i, const char *currency)
{
    const struct transaction_signed *read = &sent->decoded[i];
    print_record(p, NULL);
    print_string(p, "step", sent->file.at[i].step);
    print_0x(p, "hash", BYTES_OF(sent->file.at[i].hash.at));
    print_address(p, "from", &read->from);
    print_decimal(p, "nonce", read->transaction.nonce);
    if (read->transaction.is_creation) {
        const struct eth_address made = create_address(&read->from, read->transaction.nonce);
        print_address(p, "contract", &made);
    } else {
        print_address(p, "to", &read->transaction.to);
    }
    print_bool(p, "was_mined_before", sent->was_mined[i]);
    print_receipt(p, &sent->receipts[i], currency);
    print_record_end(p);
}

static void print(struct printer *p, const struct node *node, const struct sent *sent)
{
    print_begin(p, "phala.tx-send/1");
    print_string(p, "network", node->name);
    print_decimal(p, "chain_id", node->chain_id);
    print_list(p, "transactions");
    for (size_t i = 0; i < sent->n; i++) {
        print_one(p, sent, i, node->network.currency);
    }
    print_list_end(p);
    print_end(p);
}

static bool send_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct tx_send_args *args = arguments;
    struct send_options options;
    AUTO(node_done) struct node node = {0};
    AUTO(sent_done) struct sent sent = {0};
    AUTO(rpc_error_done) struct rpc_error why = {0};
    TRY(send_options_read(&args->send, &options, e));
    TRY(node_open(context, &args->node, &node, e) &&
        sent_read(args->raw, &node, &context->warnings, &sent, e));
    const struct sender_options wait = send_options_sender(context, &args->send, &options,
                                                           node.network.block_ms);
    TRY(send_and_wait(&node, &wait, &sent, e));
    if (!judge(&node, &sent, &why, e)) {
        show_reverted(context, &why);
        return false;
    }
    print(context->out, &node, &sent);
    return true;
}

static const struct operand operands[] = {
    {.name = "RAW",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct tx_send_args, raw, const char *),
     .help = "signed, in hex; @FILE, or - for stdin: lines, or JSON"},
};

static const struct option options[] = {
    WAIT_OPTIONS(struct tx_send_args, send),
    NODE_OPTIONS(struct tx_send_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "all are mined, now or before; with --wait none: the node has them"},
    {EXIT_NO, "one was reverted, or the node refuses it: the reason is said"},
    {EXIT_USAGE, "RAW is not hex"},
    {EXIT_UNKNOWN, "the node could not be asked"},
    {EXIT_DENIED, "the node wants a key"},
    {EXIT_NOT_FOUND, "the file is absent"},
    {EXIT_CONFLICT, "one is of another chain, or its nonce was used by another"},
    {EXIT_TIMEOUT, "sent and not seen in time: the same command goes on"},
    {EXIT_MALFORMED, "one is no signed transaction, or not in its only form"},
};

static const struct example examples[] = {
    {"phala tx send @signed.hex", "what 'phala tx sign' has made, on the Phala L2"},
    {"phala tx send @signed.json --wait confirmations=3", "all steps of a deployment"},
};

const struct command command_tx_send = {
    .name = "send",
    .group = "Chain",
    .summary = "send signed transactions, and wait for them",
    .details =
        "Takes one signed transaction or several, a line each, or a document phala.signed/1, as "
        "'phala tx sign' makes it of what 'phala contract deploy --unsigned' has written. All are "
        "decoded first and held against the network's chain id; then they are sent in one "
        "request, in their order, and waited for together.\n"
        "\n"
        "The same command may be run again at any time: what is mined already is said to be, and "
        "nothing is done twice. A transaction that was mined and reverted is an error, with its "
        "reason; in JSON 'data' of the error is what it was reverted with.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct tx_send_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract-send(1), phala-tx-decode(1), phala-tx-sign(1)",
    .run = send_run,
};
