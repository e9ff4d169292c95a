/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/keccak.h"
#include "commands/commands.h"
#include "commands/hex_argument.h"
#include "commands/one_value.h"

struct keccak_args {
    const char *input;
    bool text;
};

enum { INPUT_CAP = 16 * 1024 * 1024 };

static bool is_hex(const struct keccak_args *args)
{
    return !args->text && text_starts(text_of(args->input), "0x");
}

static bool keccak_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct keccak_args *args = arguments;
    AUTO(buf_done) struct buf input = buf_start(INPUT_CAP);
    if (is_hex(args)) {
        TRY(hex_argument("INPUT", args->input, &input, e));
    } else {
        buf_text(&input, args->input);
    }
    const struct keccak256 digest = keccak256_of(buf_view(&input));
    if (!print_alone_0x(context->out, BYTES_OF(digest.at))) {
        print_begin(context->out, "phala.keccak/1");
        print_0x(context->out, "hash", BYTES_OF(digest.at));
        print_string(context->out, "input", is_hex(args) ? "hex" : "text");
        print_end(context->out);
    }
    return true;
}

static const struct operand operands[] = {
    {.name = "INPUT",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct keccak_args, input, const char *),
     .help = "bytes as 0x and hex digits, or any other text"},
};

static const struct option options[] = {
    {.name = "text",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct keccak_args, text, bool),
     .help = "INPUT is text, also where it begins with 0x"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the hash is printed"},
    {EXIT_USAGE, "INPUT begins with 0x and is not hex"},
};

static const struct example examples[] = {
    {"phala keccak 0x00", "of one byte"},
    {"phala keccak --text 0x00", "of four characters"},
};

const struct command command_keccak = {
    .name = "keccak",
    .group = "Chain",
    .summary = "print the Keccak-256 hash of bytes or text",
    .details = "Prints the hash that Ethereum uses (Keccak as it was submitted, not SHA3-256) of "
               "INPUT: of the bytes where it begins with 0x, else of the characters in UTF-8 as "
               "they were given.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct keccak_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract-address(1)",
    .run = keccak_run,
};
