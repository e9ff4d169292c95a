/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include "cli/nearest.h"
#include "cli/options.h"
#include "cli/topic.h"
#include "commands/commands.h"

struct help_args {
    struct option_list words;
};

enum { HELP_CAP = 256 * 1024 };

static bool refuse(const struct command *group, const char *word, struct err *e)
{
    struct nearest nearest = nearest_to(text_of(word));
    for (size_t i = 0; group->commands != NULL && group->commands[i] != NULL; i++) {
        if (!group->commands[i]->is_hidden) {
            nearest_try(&nearest, group->commands[i]->name);
        }
    }
    for (unsigned i = 0; i < n_topics; i++) {
        nearest_try(&nearest, topics[i].name);
    }
    (void)err_set(e, ERR_USAGE, "no command or topic '%s'", word);
    return nearest.name != NULL ? err_hint(e, "did you mean '%s'?", nearest.name)
                                : err_hint(e, "try 'phala --help'");
}

static bool write_command(const struct context *context, const struct option_list *words,
                          struct buf *name, struct buf *out, struct err *e)
{
    const struct command *command = context->program->root;
    buf_text(name, command->name);
    for (size_t i = 0; i < words->n; i++) {
        const struct command *next = command_find(command, text_of(words->at[i]));
        if (next == NULL) {
            return refuse(command, words->at[i], e);
        }
        command = next;
        buf_printf(name, " %s", command->name);
    }
    help_write(command, buf_view_text(name), out);
    return true;
}

static bool help_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct help_args *args = arguments;
    AUTO(buf_done) struct buf out = buf_start(HELP_CAP);
    AUTO(buf_done) struct buf name = buf_start(KIB);
    const struct topic *topic = args->words.n == 1 ? topic_find(text_of(args->words.at[0])) : NULL;
    if (topic != NULL) {
        topic->write(&out);
    } else {
        TRY(write_command(context, &args->words, &name, &out, e));
    }
    if (!print_is_json(context->out)) {
        print_document(context->out, buf_view(&out));
        return true;
    }
    print_begin(context->out, "phala.help/1");
    if (topic != NULL) {
        print_string(context->out, "topic", topic->name);
    } else {
        print_text(context->out, "command", buf_view_text(&name));
    }
    print_text(context->out, "text", buf_view_text(&out));
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "COMMAND",
     .kind = OPERAND_COMMAND,
     .repeated = true,
     .at = OPTION_AT(struct help_args, words, struct option_list),
     .help = "the words of a command, or a topic"},
};

static const struct example examples[] = {
    {"phala help verify", "the help of a command, as 'phala verify --help'"},
    {"phala help exit-codes", "a topic"},
};

const struct command command_help = {
    .name = "help",
    .group = "About phala",
    .summary = "show help for a command or a topic",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct help_args),
    .examples = examples,
    .n_examples = COUNT(examples),
    .run = help_run,
};
