/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_OPTIONS_H
#define PHALA_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "cli/command.h"

/* A command line, taken apart by the tables. */
struct options {
    const struct command *path[4]; /* root, then each word; the last one is meant */
    size_t depth;                  /* how many of them are set */
    struct globals globals;
    void *args;   /* the command's own */
    void **owned; /* arrays of lists */
    size_t n_owned;
};

/* Parses argv (without the program's name). Global options may stand anywhere. On ERR_USAGE the
 * error says what is wrong and the hint what to try; `out->path` and `out->globals` hold what was
 * understood until then, so that the error can be printed as asked. `options_done` in any case. */
MUST_CHECK bool options_parse(const struct command *root, size_t n, const char *const *words,
                              struct options *out, struct err *e);
void options_done(struct options *options);

/* The command that was named; the root when none was. */
const struct command *options_command(const struct options *options);

/* Appends "phala quote show". */
void options_command_name(const struct options *options, struct buf *out);

/* The options that every command takes. */
extern const struct option global_options[];
extern const size_t n_global_options;

/* The sub-command of that name, or NULL. */
const struct command *command_find(const struct command *group, struct text name);

/* The command's own or global option of that name (without dashes) or letter; NULL for none. */
const struct option *option_find(const struct command *command, struct text name);
const struct option *option_find_letter(const struct command *command, char letter);

/* Takes a value as well: everything but a flag. */
bool option_has_value(const struct option *option);

/* Does not stand alone: the value may be the next word. */
bool option_awaits_value(const struct option *option);

/* May be given more than once. */
bool option_is_repeated(const struct option *option);

/* Parses 30, 30s, 500ms, 5m or 2h to milliseconds (a bare number is seconds). */
MUST_CHECK bool duration_parse(struct text text, uint64_t *ms);

#endif
