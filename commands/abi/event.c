/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/abi/answer.h"
#include "commands/commands.h"

struct event_args {
    const char *signature;
};

static bool event_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct event_args *args = arguments;
    AUTO(abi_item_done) struct abi_item item = {0};
    TRY(abi_item_parse(text_of(args->signature), ABI_ITEM_EVENT, &item, e));
    if (item.kind != ABI_ITEM_EVENT) {
        return err_set(e, ERR_USAGE, "signature '%.80s' is not of an event", args->signature);
    }
    if (item.is_anonymous) {
        log_line(&context->warnings, "an anonymous event has no such topic in its logs");
    }
    struct keccak256 topic = abi_item_hash(&item);
    abi_answer(context->out, "phala.abi-event/1", &item, "topic", BYTES_OF(topic.at));
    return true;
}

static const struct operand operands[] = {
    {.name = "SIGNATURE",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct event_args, signature, const char *),
     .help = "of an event: 'Transfer(address indexed,address,uint256)'"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the topic was printed"},
    {EXIT_USAGE, "SIGNATURE is not understood: the column says where"},
};

static const struct example examples[] = {
    {"phala abi event 'Upgraded(address indexed implementation)'", "what its logs have as topic 0"},
};

const struct command command_abi_event = {
    .name = "event",
    .group = "Chain",
    .summary = "print the topic of an event",
    .details = "Prints the Keccak-256 of the canonical signature, which is topic 0 of the event's "
               "logs. To read a log, use 'phala abi decode' with --topic.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct event_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-abi-decode(1), phala-abi-selector(1)",
    .run = event_run,
};
