/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/transaction.h"
#include "commands/commands.h"
#include "commands/hex_argument.h"
#include "commands/tx/show.h"

struct decode_args {
    const char *raw;
};

static bool decode_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct decode_args *args = arguments;
    AUTO(transaction_signed_done) struct transaction_signed transaction = {0};
    AUTO(buf_done) struct buf raw = buf_start(TRANSACTION_ROOM);
    TRY(hex_argument("RAW", args->raw, &raw, e));
    TRY(transaction_decode(buf_view(&raw), &transaction, e));
    print_begin(context->out, "phala.tx-decode/1");
    show_transaction(context->out, &transaction, buf_view(&raw));
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "RAW",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct decode_args, raw, const char *),
     .help = "a signed transaction in hex, @FILE, or - for stdin"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the transaction is printed; whether a node takes it was not asked"},
    {EXIT_USAGE, "RAW is not hex"},
    {EXIT_NOT_FOUND, "the file is absent"},
    {EXIT_MALFORMED, "RAW is no signed transaction, or not in its only form"},
};

static const struct example examples[] = {
    {"phala tx decode @signed.hex", "what would this do, and who signed it?"},
};

const struct command command_tx_decode = {
    .name = "decode",
    .group = "Chain",
    .summary = "show what a signed transaction says, and who signed it",
    .details =
        "Reads a signed transaction (legacy, EIP-2930 or EIP-1559), recovers the sender from the "
        "signature, and lists every field; fees and value are in wei. For a creation the address "
        "of the contract is listed as well. Encodings that nodes do not take are refused: "
        "lengths and numbers in a longer form, bytes behind it, a signature whose s is in the "
        "upper half.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct decode_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-tx-sign(1)",
    .run = decode_run,
};
