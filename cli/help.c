/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <string.h>

#include "cli/options.h"
#include "cli/topic.h"
#include "cli/wrap.h"

enum { OPTION_COLUMN = 30, NAME_COLUMN = 16 };

/* Goes to a column of the current line, or of the next one where the line is there already. */
static void go_to(struct buf *out, size_t line_start, size_t column)
{
    size_t used = out->len - line_start;
    if (used >= column) {
        buf_char(out, '\n');
        used = 0;
    }
    buf_repeat(out, ' ', column - used);
}

void help_write_usage(const struct command *command, struct text name, struct buf *out)
{
    buf_slice(out, name);
    if (command->commands != NULL) {
        buf_text(out, " COMMAND");
        return;
    }
    buf_text(out, command->n_options > 0 ? " [OPTIONS]" : "");
    for (size_t i = 0; i < command->n_operands; i++) {
        const struct operand *operand = &command->operands[i];
        buf_printf(out, operand->required ? " %s%s" : " [%s%s]", operand->name,
                   operand->repeated ? "..." : "");
    }
}

void help_write_option(const struct option *option, bool aligned, struct buf *out)
{
    if (option->letter != 0) {
        buf_printf(out, "-%c, ", option->letter);
    } else if (aligned) {
        buf_text(out, "    ");
    }
    buf_printf(out, "--%s", option->name);
    if (option->value != NULL) {
        buf_printf(out, "%s%s", option_awaits_value(option) ? " " : "", option->value);
    }
}

static void write_option(const struct option *option, struct buf *out)
{
    size_t start = out->len;
    buf_text(out, "  ");
    help_write_option(option, true, out);
    go_to(out, start, OPTION_COLUMN);
    AUTO(buf_done) struct buf help = buf_start(KIB);
    buf_printf(&help, "%s%s%c", option->help,
               option_is_repeated(option) && option_has_value(option) ? " (repeatable)" : "", 0);
    wrap_text(out, (const char *)help.at, OPTION_COLUMN, OPTION_COLUMN);
}

static void write_named(const char *name, const char *what, struct buf *out)
{
    size_t start = out->len;
    buf_printf(out, "  %s", name);
    go_to(out, start, NAME_COLUMN);
    wrap_text(out, what, NAME_COLUMN, NAME_COLUMN);
}

static bool is_new_group(const struct command *const *commands, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (!commands[i]->is_hidden && strcmp(commands[i]->group, commands[at]->group) == 0) {
            return false;
        }
    }
    return true;
}

static void write_group(const struct command *const *commands, const char *group, struct buf *out)
{
    buf_printf(out, "\n%s:\n", group);
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (!commands[i]->is_hidden && strcmp(commands[i]->group, group) == 0) {
            write_named(commands[i]->name, commands[i]->summary, out);
        }
    }
}

static void write_commands(const struct command *command, struct buf *out)
{
    for (size_t i = 0; command->commands != NULL && command->commands[i] != NULL; i++) {
        if (!command->commands[i]->is_hidden && is_new_group(command->commands, i)) {
            write_group(command->commands, command->commands[i]->group, out);
        }
    }
}

static void write_examples(const struct command *command, struct buf *out)
{
    if (command->n_examples > 0) {
        buf_text(out, "\nExamples:\n");
    }
    for (size_t i = 0; i < command->n_examples; i++) {
        buf_printf(out, "  %s\n      ", command->examples[i].line);
        wrap_text(out, command->examples[i].what, 6, 6);
    }
}

static void write_operands(const struct command *command, struct buf *out)
{
    if (command->n_operands > 0) {
        buf_text(out, "\nOperands:\n");
    }
    for (size_t i = 0; i < command->n_operands; i++) {
        write_named(command->operands[i].name, command->operands[i].help, out);
    }
}

static void write_options(const struct command *command, struct buf *out)
{
    if (command->n_options > 0) {
        buf_text(out, "\nOptions:\n");
    }
    for (size_t i = 0; i < command->n_options; i++) {
        write_option(&command->options[i], out);
    }
    buf_text(out, "\nGlobal options:\n");
    for (size_t i = 0; i < n_global_options; i++) {
        write_option(&global_options[i], out);
    }
}

static void write_exits(const struct command *command, struct buf *out)
{
    if (command->n_exits > 0) {
        buf_text(out, "\nExit codes:\n");
    }
    for (size_t i = 0; i < command->n_exits; i++) {
        buf_printf(out, "%5d  ", (int)command->exits[i].code);
        wrap_text(out, command->exits[i].meaning, 7, 7);
    }
}

static void write_topics(const struct command *command, struct buf *out)
{
    if (command->commands == NULL || command->group != NULL) {
        return;
    }
    buf_text(out, "\nTopics (phala help TOPIC):\n");
    for (unsigned i = 0; i < n_topics; i++) {
        write_named(topics[i].name, topics[i].summary, out);
    }
}

void help_write(const struct command *command, struct text name, struct buf *out)
{
    buf_slice(out, name);
    buf_text(out, ": ");
    wrap_text(out, command->summary, name.len + 2, 2);
    buf_text(out, "\nUsage: ");
    help_write_usage(command, name, out);
    buf_char(out, '\n');
    write_examples(command, out);
    write_commands(command, out);
    write_topics(command, out);
    write_operands(command, out);
    write_options(command, out);
    write_exits(command, out);
    if (command->details != NULL) {
        buf_char(out, '\n');
        wrap_text(out, command->details, 0, 0);
    }
}
