/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/describe.h"

#include "cli/options.h"
#include "codec/json_write.h"

static void write_choices(const char *const *choices, struct json_writer *w)
{
    if (choices == NULL) {
        return;
    }
    json_key(w, "values");
    json_begin_array(w);
    for (size_t i = 0; choices[i] != NULL; i++) {
        json_write_string(w, choices[i]);
    }
    json_end_array(w);
}

static void write_option(const struct option *option, struct json_writer *w)
{
    const char letter[] = {option->letter, 0};
    json_begin_object(w);
    json_member_string(w, "type", "option");
    json_key(w, "names");
    json_begin_array(w);
    if (option->letter != 0) {
        json_write_string(w, letter);
    }
    json_write_string(w, option->name);
    json_end_array(w);
    json_member_string(w, "id", option->name);
    json_member_string(w, "help", option->help);
    if (option->value != NULL) {
        json_member_string(w, "valueName", option->value);
    }
    json_member_bool(w, "repeatable", option_is_repeated(option));
    write_choices(option->choices, w);
    json_end_object(w);
}

static void write_operand(const struct operand *operand, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "type", "argument");
    json_member_string(w, "name", operand->name);
    json_member_string(w, "help", operand->help);
    json_member_bool(w, "required", operand->required);
    json_member_bool(w, "repeatable", operand->repeated);
    write_choices(operand->choices, w);
    json_end_object(w);
}

static void write_members(const struct command *command, struct json_writer *w)
{
    json_key(w, "arguments");
    json_begin_array(w);
    for (size_t i = 0; i < command->n_operands; i++) {
        write_operand(&command->operands[i], w);
    }
    json_end_array(w);
    json_key(w, "options");
    json_begin_array(w);
    for (size_t i = 0; i < command->n_options; i++) {
        write_option(&command->options[i], w);
    }
    json_end_array(w);
    json_key(w, "examples");
    json_begin_array(w);
    for (size_t i = 0; i < command->n_examples; i++) {
        json_write_string(w, command->examples[i].line);
    }
    json_end_array(w);
}

/* The tree is as deep as the tables are. */
static void write_command(const struct command *command, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "type", "command");
    json_member_string(w, "name", command->name);
    json_member_string(w, "help", command->summary);
    write_members(command, w);
    json_key(w, "commands");
    json_begin_array(w);
    for (size_t i = 0; command->commands != NULL && command->commands[i] != NULL; i++) {
        if (!command->commands[i]->is_hidden) {
            write_command(command->commands[i], w);
        }
    }
    json_end_array(w);
    json_end_object(w);
}

void describe_write(const struct command *root, struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_string(&w, "schema", "phala.describe/1");
    json_key(&w, "root");
    write_command(root, &w);
    json_key(&w, "globalOptions");
    json_begin_array(&w);
    for (size_t i = 0; i < n_global_options; i++) {
        write_option(&global_options[i], &w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_char(out, '\n');
}
