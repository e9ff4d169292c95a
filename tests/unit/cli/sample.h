/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_UNIT_CLI_SAMPLE_H
#define PHALA_TESTS_UNIT_CLI_SAMPLE_H

#include "base/macro.h"
#include "cli/command.h"

/* A tree of commands with an option of each kind, and operands of each: for tests of the parser,
 * and for the fuzz target argv. */

struct sample_args {
    bool flag, other_flag;
    const char *text, *file, *choice, *word;
    struct option_number count, duration;
    struct option_instant instant, date;
    struct option_list list, chosen, files, pairs;
    const char *first;
    const char *colour;
    struct option_list rest;
};

#define SAMPLE_AT(field, type) OPTION_AT(struct sample_args, field, type)

static const char *const sample_colours[] = {"red", "green", "blue", NULL};

static const struct option sample_options[] = {
    {.name = "flag",
     .letter = 'f',
     .kind = OPTION_FLAG,
     .at = SAMPLE_AT(flag, bool),
     .help = "a flag"},
    {.name = "other-flag",
     .letter = 'g',
     .kind = OPTION_FLAG,
     .at = SAMPLE_AT(other_flag, bool),
     .help = "another flag"},
    {.name = "text",
     .letter = 't',
     .kind = OPTION_TEXT,
     .value = "TEXT",
     .at = SAMPLE_AT(text, const char *),
     .help = "any text"},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = SAMPLE_AT(file, const char *),
     .help = "a file"},
    {.name = "choice",
     .kind = OPTION_CHOICE,
     .value = "COLOUR",
     .at = SAMPLE_AT(choice, const char *),
     .help = "one of three",
     .choices = sample_colours},
    {.name = "word",
     .kind = OPTION_WORD,
     .value = "[=COLOUR]",
     .at = SAMPLE_AT(word, const char *),
     .help = "alone, or one of three",
     .choices = sample_colours},
    {.name = "count",
     .letter = 'n',
     .kind = OPTION_COUNT,
     .value = "N",
     .at = SAMPLE_AT(count, struct option_number),
     .help = "a number"},
    {.name = "duration",
     .kind = OPTION_DURATION,
     .value = "DURATION",
     .at = SAMPLE_AT(duration, struct option_number),
     .help = "a duration"},
    {.name = "instant",
     .kind = OPTION_INSTANT,
     .value = "TIME",
     .at = SAMPLE_AT(instant, struct option_instant),
     .help = "an instant"},
    {.name = "date",
     .kind = OPTION_DATE,
     .value = "DATE",
     .at = SAMPLE_AT(date, struct option_instant),
     .help = "a date"},
    {.name = "list",
     .letter = 'l',
     .kind = OPTION_LIST,
     .value = "ITEM",
     .at = SAMPLE_AT(list, struct option_list),
     .help = "any number of texts",
     .suggestions = sample_colours},
    {.name = "chosen",
     .kind = OPTION_LIST,
     .value = "COLOUR",
     .at = SAMPLE_AT(chosen, struct option_list),
     .help = "any number of three",
     .choices = sample_colours},
    {.name = "input",
     .kind = OPTION_FILES,
     .value = "FILE",
     .at = SAMPLE_AT(files, struct option_list),
     .help = "any number of files"},
    {.name = "pair",
     .kind = OPTION_KEY_VALUE,
     .value = "KEY=VALUE",
     .at = SAMPLE_AT(pairs, struct option_list),
     .help = "any number of pairs"},
};

static const struct operand sample_operands[] = {
    {.name = "FIRST",
     .kind = OPERAND_FILE,
     .required = true,
     .at = SAMPLE_AT(first, const char *),
     .help = "a file"},
    {.name = "COLOUR",
     .kind = OPERAND_CHOICE,
     .at = SAMPLE_AT(colour, const char *),
     .help = "red, green or blue",
     .choices = sample_colours},
    {.name = "REST",
     .kind = OPERAND_COMMAND,
     .repeated = true,
     .at = SAMPLE_AT(rest, struct option_list),
     .help = "all that is left"},
};

static const struct command sample_paint = {
    .name = "paint",
    .group = "Sample",
    .summary = "take everything",
    .operands = sample_operands,
    .n_operands = COUNT(sample_operands),
    .options = sample_options,
    .n_options = COUNT(sample_options),
    .args_size = sizeof(struct sample_args),
};

static const struct command sample_idle = {
    .name = "idle",
    .group = "Sample",
    .summary = "take nothing",
    .args_size = 1,
};

static const struct command sample_secret = {
    .name = "__secret",
    .group = "Sample",
    .summary = "be there without being seen",
    .is_hidden = true,
    .args_size = 1,
};

static const struct command *const sample_house_commands[] = {&sample_paint, &sample_idle, NULL};

static const struct command sample_house = {
    .name = "house",
    .group = "Sample",
    .summary = "a group",
    .commands = sample_house_commands,
};

static const struct command *const sample_root_commands[] = {&sample_house, &sample_idle,
                                                             &sample_secret, NULL};

static const struct command sample_root = {
    .name = "sample",
    .summary = "a program",
    .commands = sample_root_commands,
};

#endif
