/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_COMMAND_H
#define PHALA_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "cli/context.h"
#include "cli/exit.h"
#include "cli/option.h"

/* The contract between the frame and a command. A command is one const table: from it come parsing,
 * help, man page, completion and description. Adding one: see README.md. */

enum operand_kind { OPERAND_TEXT, OPERAND_FILE, OPERAND_CHOICE, OPERAND_COMMAND };

/* Operands are filled in order. One that is `repeated` comes last and takes all that is left into a
 * struct option_list; else the field is a const char *. */
struct operand {
    const char *name; /* "EVIDENCE" */
    enum operand_kind kind;
    bool required;
    bool repeated;
    size_t at;
    const char *help;
    const char *const *choices;     /* for OPERAND_CHOICE; ends in NULL */
    const char *const *suggestions; /* ends in NULL; offered by completion, not enforced */
};

struct exit_note {
    enum exit_code code;
    const char *meaning; /* what it means for this command */
};

struct example {
    const char *line; /* a whole command line */
    const char *what;
};

/* What has to be ready before the command runs; prepared by commands/needs.c. */
enum need {
    NEED_NETWORK = 1 << 0, /* context.http */
};

struct command {
    const char *name;
    const char *group;   /* heading in the list of commands */
    const char *summary; /* at most 60 characters */
    const char *details; /* paragraphs for help and man page, separated by empty lines */
    const struct operand *operands;
    size_t n_operands;
    const struct option *options;
    size_t n_options;
    size_t args_size;
    unsigned needs;
    bool is_hidden;
    const struct exit_note *exits;
    size_t n_exits;
    const struct example *examples;
    size_t n_examples;
    const char *see_also; /* pages, comma separated: "phala-attestation(7)" */
    /* Does the work. `args` is a struct of args_size, zeroed and filled from the command line. */
    bool (*run)(const struct context *context, const void *args, struct err *e);
    /* A group has these instead of `run`. Ends in NULL. */
    const struct command *const *commands;
};

#endif
