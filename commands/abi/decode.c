/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/abi/decoded.h"
#include "commands/abi/rlp.h"
#include "commands/commands.h"
#include "commands/hex_argument.h"

enum { TOPICS_MAX = 4 };

struct decode_args {
    const char *signature, *hex, *rlp;
    struct option_list topics;
    bool input, as_cast;
};

static bool read_topics(const struct option_list *list, struct keccak256 topics[TOPICS_MAX],
                        struct err *e)
{
    if (list->n > TOPICS_MAX) {
        return err_set(e, ERR_USAGE, "option '--topic': a log has at most %d", TOPICS_MAX);
    }
    for (size_t i = 0; i < list->n; i++) {
        AUTO(buf_done) struct buf topic = buf_start(sizeof topics[i].at);
        TRY(hex_argument("option '--topic'", list->at[i], &topic, e));
        struct bytes from = buf_view(&topic);
        if (!bytes_copy(&from, topics[i].at, sizeof topics[i].at)) {
            return err_set(e, ERR_USAGE, "option '--topic': %zu bytes, not %zu", topic.len,
                           sizeof topics[i].at);
        }
    }
    return true;
}

/* Past the selector. Arguments may come without one, errors may not. As cast, that of a call may be
 * of another one. */
static bool skip_selector(const struct abi_item *item, bool is_as_cast, struct bytes *data,
                          struct err *e)
{
    struct keccak256 hash = abi_item_hash(item);
    bool is_error = item->kind == ABI_ITEM_ERROR;
    bool has_one = is_error || data->left % ABI_WORD != 0;
    if (item->kind == ABI_ITEM_CONSTRUCTOR || !has_one ||
        bytes_expect(data, hash.at, ABI_SELECTOR)) {
        return true;
    }
    if (!is_error && data->left % ABI_WORD != ABI_SELECTOR) {
        return true;
    }
    if (!is_error && is_as_cast) {
        return bytes_skip(data, ABI_SELECTOR);
    }
    return err_set(e, ERR_MALFORMED, "the selector is not 0x%02x%02x%02x%02x, that of '%.80s'",
                   hash.at[0], hash.at[1], hash.at[2], hash.at[3], item->name);
}

static bool decode_call(const struct decode_args *args, const struct abi_item *item,
                        struct bytes data, struct decoded *out, struct err *e)
{
    bool is_input = args->input || item->kind != ABI_ITEM_FUNCTION;
    out->params = is_input ? &item->inputs : &item->outputs;
    if (is_input) {
        TRY(skip_selector(item, out->is_as_cast, &data, e));
    } else if (out->params->n == 0) {
        (void)err_set(e, ERR_USAGE, "signature '%.80s' has no results", args->signature);
        return err_hint(e, "write them behind it, 'f()(uint256)', or give --input for arguments");
    }
    return out->is_as_cast ? abi_decode_as_cast(out->params, data, &out->values, &out->rest, e)
                           : abi_decode(out->params, data, &out->values, &out->rest.unread, e);
}

static bool decode_event(const struct decode_args *args, const struct abi_item *item,
                         struct bytes data, struct decoded *out, struct err *e)
{
    struct keccak256 topics[TOPICS_MAX];
    if (item->kind != ABI_ITEM_EVENT) {
        return err_set(e, ERR_USAGE, "option '--topic': '%.80s' is no event", args->signature);
    }
    out->params = &item->inputs;
    TRY(read_topics(&args->topics, topics, e));
    const struct abi_log log = {.topics = topics, .n = args->topics.n, .data = data};
    return out->is_as_cast ? abi_decode_log_as_cast(item, &log, &out->values, &out->rest, e)
                           : abi_decode_log(item, &log, &out->values, &out->rest.unread, e);
}

static bool check_operands(const struct decode_args *args, struct err *e)
{
    if (args->rlp != NULL) {
        return (args->signature == NULL && !args->input && args->topics.n == 0) ||
               err_set(e, ERR_USAGE, "option '--rlp' goes without SIGNATURE and what is for it");
    }
    const char *missing = args->signature == NULL ? "SIGNATURE" : "HEX";
    if (args->hex == NULL) {
        (void)err_set(e, ERR_USAGE, "%s is missing", missing);
        return err_hint(e, "try 'phala abi decode --help'");
    }
    return true;
}

static bool decode_item(const struct decode_args *args, const struct abi_item *item,
                        struct bytes data, struct decoded *out, struct err *e)
{
    bool is_event = args->topics.n > 0 || item->kind == ABI_ITEM_EVENT;
    return (is_event ? decode_event : decode_call)(args, item, data, out, e);
}

/* One line for all that is not canonical: what the strict reading says of it. */
static void warn_as_cast(const struct context *context, const struct decode_args *args,
                         const struct abi_item *item, struct bytes data, bool has_replaced)
{
    AUTO(decoded_done) struct decoded ignored = {0};
    struct err why = {0};
    const char *text = "U+FFFD stands for what is not UTF-8";
    if (!decode_item(args, item, data, &ignored, &why)) {
        log_line(&context->warnings, "read as cast does: %s%s%s", why.text,
                 has_replaced ? "; " : "", has_replaced ? text : "");
    } else if (has_replaced) {
        log_line(&context->warnings, "read as cast does: %s", text);
    } else if (ignored.rest.unread > 0) {
        log_line(&context->warnings, "%zu bytes of the data belong to no value",
                 ignored.rest.unread);
    }
}

static bool decode_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct decode_args *args = arguments;
    AUTO(abi_item_done) struct abi_item item = {0};
    AUTO(buf_done) struct buf data = buf_start(ABI_DATA_MAX);
    AUTO(decoded_done) struct decoded decoded = {.is_as_cast = args->as_cast};
    bool has_topics = args->topics.n > 0;
    enum abi_item_kind otherwise = has_topics ? ABI_ITEM_EVENT : ABI_ITEM_FUNCTION;
    TRY(check_operands(args, e));
    if (args->rlp != NULL) {
        return rlp_decode(context, args->rlp, args->as_cast, e);
    }
    TRY(abi_item_parse(text_of(args->signature), otherwise, &item, e));
    TRY(hex_argument("HEX", args->hex, &data, e));
    TRY(decode_item(args, &item, buf_view(&data), &decoded, e));
    if (args->as_cast) {
        warn_as_cast(context, args, &item, buf_view(&data), decoded.rest.has_replaced);
    } else if (decoded.rest.unread > 0) {
        log_line(&context->warnings, "%zu bytes of the data belong to no value",
                 decoded.rest.unread);
    }
    decoded_print(&decoded, &item, context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "SIGNATURE",
     .kind = OPERAND_TEXT,
     .at = OPTION_AT(struct decode_args, signature, const char *),
     .help = "'f(uint256) returns (bool)', 'f()(bool)', 'error E(bytes4)'"},
    {.name = "HEX",
     .kind = OPERAND_TEXT,
     .at = OPTION_AT(struct decode_args, hex, const char *),
     .help = "the data, @FILE, or - for stdin"},
};

static const struct option options[] = {
    {.name = "input",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct decode_args, input, bool),
     .help = "the arguments of a call, not its results"},
    {.name = "topic",
     .kind = OPTION_LIST,
     .value = "HEX",
     .at = OPTION_AT(struct decode_args, topics, struct option_list),
     .help = "a topic of a log, in their order, for an event"},
    {.name = "rlp",
     .kind = OPTION_TEXT,
     .value = "HEX",
     .at = OPTION_AT(struct decode_args, rlp, const char *),
     .help = "an item of RLP instead, @FILE, or - for stdin"},
    {.name = "as-cast",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct decode_args, as_cast, bool),
     .help = "read and print as cast does, with a warning"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the values were printed"},
    {EXIT_USAGE, "SIGNATURE is not understood, or HEX is no hex"},
    {EXIT_NOT_FOUND, "the file that HEX names is absent"},
    {EXIT_MALFORMED, "the data is not what SIGNATURE says, or no RLP: the position says where"},
};

static const struct example examples[] = {
    {"phala abi decode 'f() returns (uint256[] amounts, string)' $RESULT", "what a call gave back"},
    {"phala abi decode --input 'setAllowAnyDevice(bool)' $CALLDATA", "what a transaction sends"},
    {"phala abi decode 'Upgraded(address indexed)' 0x --topic $TOPIC --topic $OTHER", "a log"},
    {"phala abi decode --rlp 0xc26380", "prints [\"0x63\",\"0x\"]"},
};

const struct command command_abi_decode = {
    .name = "decode",
    .group = "Chain",
    .summary = "decode results, arguments, errors and logs",
    .details =
        "Without an option, the results of a function, which stand behind its parameters; with "
        "--input its arguments, with or without the selector. An error ('error Name(…)') is its "
        "selector and arguments, an event ('event Name(…)') the topics of --topic and the data. "
        "One "
        "value a line; in JSON integers are decimal strings.\n"
        "\n"
        "The data has to be strictly what the types say: padding is checked, and so are offsets "
        "and lengths. A selector or a topic of something else is refused. Bytes that belong to no "
        "value are a warning. Indexed texts, bytes, arrays and tuples are in a log as their "
        "Keccak-256 alone.\n"
        "\n"
        "--rlp reads one item of RLP: a string of bytes is \"0x63\", a list [\"0x63\",[]]. Only "
        "the one encoding that a value has is taken, with nothing behind it, and at most 32 lists "
        "in each other.\n"
        "\n"
        "--as-cast reads what is not canonical as cast 1.7.1 does, and says in a warning what was "
        "wrong with it: padding is not looked at, a bool is true unless its word is zero, an "
        "integer is its whole word (uint8 may be 256), parts may overlap, U+FFFD stands for what "
        "is not UTF-8, the selector of a call may be another one, and bytes may stand behind an "
        "item of RLP. What is past the end of the data is refused as ever. The lines are cast's, "
        "too: integers from 10000 on have their size behind them, [1e18]; and so is what --json "
        "prints: an array of the values, where integers of 64 bits are numbers.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct decode_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-abi-encode(1), phala-abi-event(1)",
    .run = decode_run,
};
