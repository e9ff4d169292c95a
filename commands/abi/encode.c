/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "chain/abi_codec.h"
#include "commands/abi/answer.h"
#include "commands/abi/rlp.h"
#include "commands/commands.h"
#include "evidence/load.h"

struct encode_args {
    const char *signature;
    struct option_list arguments;
    const char *args_json, *args_file, *rlp;
    bool packed, calldata, as_cast;
};

static bool read_json(const struct encode_args *args, const struct abi_params *inputs,
                      struct bytes text, struct abi_value *out, struct err *e)
{
    const char *name = args->args_json != NULL ? "--args-json" : args->args_file;
    AUTO(json_freep) struct json *json = json_parse(text, e);
    if (json == NULL) {
        e->kind = args->args_json != NULL ? ERR_USAGE : e->kind;
        return err_wrap(e, "%s", name);
    }
    return abi_arguments_from_json(inputs, json_root(json), out, e);
}

/* From one of the three places. */
static bool read_arguments(const struct encode_args *args, const struct abi_params *inputs,
                           struct abi_value *out, struct err *e)
{
    if ((args->args_json != NULL) + (args->args_file != NULL) + (args->arguments.n > 0) > 1) {
        return err_set(e, ERR_USAGE,
                       "arguments come from the command line, --args-json or "
                       "--args-file, one of them");
    }
    if (args->args_json != NULL) {
        return read_json(args, inputs, text_bytes(text_of(args->args_json)), out, e);
    }
    if (args->args_file != NULL) {
        const struct load load = {.role = "arguments",
                                  .expected = "arguments as JSON",
                                  .cap = ABI_DATA_MAX,
                                  .stdin_fd = STDIN_FILENO};
        AUTO(buf_done) struct buf file = {0};
        TRY(load_operand(&load, args->args_file, &file, NULL, e));
        return read_json(args, inputs, buf_view(&file), out, e);
    }
    return abi_arguments_parse(inputs, args->arguments.at, args->arguments.n, out, e);
}

static bool check_form(const struct encode_args *args, const struct abi_item *item, struct err *e)
{
    if (args->packed && args->calldata) {
        return err_set(e, ERR_USAGE, "option '--packed' does not go with '--calldata'");
    }
    return !args->calldata || item->kind != ABI_ITEM_CONSTRUCTOR ||
           err_set(e, ERR_USAGE, "option '--calldata': a constructor has no selector");
}

static bool check_operands(const struct encode_args *args, struct err *e)
{
    bool is_of_signature = args->packed || args->calldata || args->args_json != NULL ||
                           args->args_file != NULL || args->signature != NULL;
    if (args->rlp != NULL) {
        return !is_of_signature ||
               err_set(e, ERR_USAGE, "option '--rlp' goes without SIGNATURE and what is for it");
    }
    if (args->as_cast) {
        return err_set(e, ERR_USAGE, "option '--as-cast' goes with '--rlp'");
    }
    if (args->signature == NULL) {
        (void)err_set(e, ERR_USAGE, "SIGNATURE is missing");
        return err_hint(e, "try 'phala abi encode --help'");
    }
    return true;
}

static bool encode_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct encode_args *args = arguments;
    AUTO(abi_item_done) struct abi_item item = {0};
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf out = buf_start(ABI_DATA_MAX);
    TRY(check_operands(args, e));
    if (args->rlp != NULL) {
        return rlp_encode(context, args->rlp, args->as_cast, e);
    }
    TRY(abi_read_signature(args->signature, &item, e));
    TRY(check_form(args, &item, e));
    TRY(read_arguments(args, &item.inputs, &values, e));
    if (args->calldata) {
        struct keccak256 hash = abi_item_hash(&item);
        buf_add(&out, bytes_of(hash.at, ABI_SELECTOR));
    }
    (args->packed ? abi_encode_packed : abi_encode)(&item.inputs, &values, &out);
    if (!buf_is_whole(&out)) {
        return err_set(e, ERR_TOO_BIG, "the encoding takes more than %zu bytes", ABI_DATA_MAX);
    }
    abi_answer(context->out, "phala.abi-encode/1", &item, "data", buf_view(&out));
    return true;
}

static const struct operand operands[] = {
    {.name = "SIGNATURE",
     .kind = OPERAND_TEXT,
     .at = OPTION_AT(struct encode_args, signature, const char *),
     .help = "'transfer(address to, uint256 amount)', 'constructor(string)'"},
    {.name = "ARGS",
     .kind = OPERAND_TEXT,
     .repeated = true,
     .at = OPTION_AT(struct encode_args, arguments, struct option_list),
     .help = "one a parameter; behind -- where one may begin with a dash"},
};

static const struct option options[] = {
    {.name = "calldata",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct encode_args, calldata, bool),
     .help = "with the selector before the arguments"},
    {.name = "packed",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct encode_args, packed, bool),
     .help = "as abi.encodePacked: no padding, no lengths"},
    {.name = "args-json",
     .kind = OPTION_TEXT,
     .value = "JSON",
     .at = OPTION_AT(struct encode_args, args_json, const char *),
     .help = "the arguments: an array, or an object by names"},
    {.name = "args-file",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = OPTION_AT(struct encode_args, args_file, const char *),
     .help = "the same from a file, or - for stdin"},
    {.name = "rlp",
     .kind = OPTION_TEXT,
     .value = "ITEM",
     .at = OPTION_AT(struct encode_args, rlp, const char *),
     .help = "an item as RLP instead: 0x63, or '[\"0x63\",[],5]'"},
    {.name = "as-cast",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct encode_args, as_cast, bool),
     .help = "with --rlp, take what cast takes, with a warning"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the encoding was printed"},
    {EXIT_USAGE, "SIGNATURE or an argument is refused: position, name and type are said"},
    {EXIT_MALFORMED, "what --args-file names is no JSON"},
};

static const struct example examples[] = {
    {"phala abi encode --calldata 'setAllowAnyDevice(bool)' true", "what a transaction sends"},
    {"phala abi encode 'f(uint256[],(bool,string))' '[1,2]' '(true,text)'", "arrays and tuples"},
    {"phala abi encode 'f(uint256 amount)' --args-json '{\"amount\":\"1.5ether\"}'",
     "arguments by name"},
    {"phala abi encode --packed 'f(bytes32,uint8)' $SALT 1", "what a contract hashes, often"},
    {"phala abi encode --rlp '[\"0x63\",[]]'", "prints 0xc263c0"},
};

const struct command command_abi_encode = {
    .name = "encode",
    .group = "Chain",
    .summary = "encode the arguments of a call or a constructor",
    .details =
        "Integers are decimal, 0x, 0o or 0b, with a unit where they have one (ether, gwei, wei); "
        "decimal ones may have an exponent (1.5e18) and a fraction, with no more digits than "
        "these "
        "take. Addresses in mixed case need the right checksum. Bytes are hex; bytesN takes "
        "exactly N. Arrays are [1,2,3], tuples (1,true,text).\n"
        "\n"
        "A text that is the only argument is taken as it stands, with its blanks and quotes. "
        "Beside "
        "other arguments, and inside of arrays and tuples, quotes around it do not belong to it. "
        "Inside, they keep commas and brackets; there are no escapes. A text that begins with a "
        "quote and does not end with its other one is refused. JSON says every text without any "
        "doubt: --args-json.\n"
        "\n"
        "Nothing is cut, padded or rounded: what does not fit its type is refused.\n"
        "\n"
        "--rlp encodes one item as RLP: bytes in hex behind 0x; or JSON, where an array is a list, "
        "a string such hex, and a number the shortest bytes of it (0 is empty). --as-cast takes "
        "hex without 0x, and null for no bytes, where it cannot be read as JSON.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct encode_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-abi-decode(1), phala-abi-selector(1)",
    .run = encode_run,
};
